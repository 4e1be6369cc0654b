/* columns.c: finding columns by name, range and wildcard, and saying which are there. */
#include "cli/columns.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/nearest.h"

enum {
    MOST_SHOWN = 20, /* columns that a message lists */
    MOST_DIGITS = 6, /* of a number in a range */
    LONGEST_NAME = 40
};

size_t uf_columns_find(uf_names names, const char *name)
{
    for (size_t i = 0; i < names.n && name[0] != '\0'; i++) {
        if (strcmp(names.name[i], name) == 0)
            return i;
    }
    return UF_NO_COLUMN;
}

bool uf_columns_twice(uf_names names, size_t column)
{
    for (size_t i = column + 1; i < names.n; i++) {
        if (strcmp(names.name[i], names.name[column]) == 0)
            return true;
    }
    return false;
}

static void add(uf_selection *selection, size_t column)
{
    for (size_t i = 0; i < selection->count; i++) {
        if (selection->positions[i] == column)
            return;
    }
    selection->positions[selection->count++] = column;
}

/* Whether text has the form of a pattern in which * stands for any text. The last star takes as
 * little as it can and more when what follows it does not fit. */
static bool matches(const char *pattern, const char *text)
{
    const char *star = NULL;
    const char *resume = NULL;
    while (*text != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            resume = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star;
            text = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

static uf_part_verdict add_wildcard(uf_selection *selection, uf_names names, const char *pattern)
{
    bool any = false;
    for (size_t i = 0; i < names.n; i++) {
        if (names.name[i][0] == '\0' || !matches(pattern, names.name[i]))
            continue;
        add(selection, i);
        any = true;
    }
    return any ? UF_PART_OK : UF_PART_NO_MATCH;
}

struct range {
    const char *prefix;
    size_t prefix_length;
    int digits; /* to write a number with, 0 for as many as it takes */
    long first, last;
};

/* The number that the last digits of text (length long) are, and where they begin. */
static bool number_at_end(const char *text, size_t length, size_t *begin, long *number)
{
    *begin = length;
    while (*begin > 0 && text[*begin - 1] >= '0' && text[*begin - 1] <= '9')
        --*begin;
    if (*begin == length || length - *begin > MOST_DIGITS)
        return false;
    *number = strtol(text + *begin, NULL, 10);
    return true;
}

/* Take part apart at a dash. */
static bool range_at(struct range *range, const char *part, const char *dash)
{
    size_t left;
    size_t right;
    size_t length = (size_t)(dash - part);
    const char *to = dash + 1;
    if (!number_at_end(part, length, &left, &range->first) ||
        !number_at_end(to, strlen(to), &right, &range->last) || left != right ||
        memcmp(part, to, left) != 0)
        return false;
    range->prefix = part;
    range->prefix_length = left;
    range->digits = part[left] == '0' ? (int)(length - left) : 0;
    return true;
}

static bool is_range(struct range *range, const char *part)
{
    for (const char *dash = strchr(part, '-'); dash != NULL; dash = strchr(dash + 1, '-')) {
        if (range_at(range, part, dash))
            return true;
    }
    return false;
}

/* The column called prefix and number. */
static size_t find_numbered(uf_names names, const struct range *range, const char *number)
{
    for (size_t i = 0; i < names.n; i++) {
        if (strncmp(names.name[i], range->prefix, range->prefix_length) == 0 &&
            strcmp(names.name[i] + range->prefix_length, number) == 0)
            return i;
    }
    return UF_NO_COLUMN;
}

static uf_part_verdict add_range(uf_selection *selection, uf_names names, const struct range *range)
{
    if (range->last < range->first)
        return UF_PART_NO_MATCH;
    for (long k = range->first; k <= range->last; k++) {
        char number[MOST_DIGITS + 2];
        snprintf(number, sizeof number, "%0*ld", range->digits, k);
        size_t column = find_numbered(names, range, number);
        if (column == UF_NO_COLUMN) {
            snprintf(selection->missing, sizeof selection->missing, "%.*s%s",
                     (int)range->prefix_length, range->prefix, number);
            return UF_PART_MISSING;
        }
        add(selection, column);
    }
    return UF_PART_OK;
}

uf_part_verdict uf_columns_add(uf_selection *selection, uf_names names, const char *part)
{
    size_t column = uf_columns_find(names, part);
    if (column != UF_NO_COLUMN) {
        add(selection, column);
        return UF_PART_OK;
    }
    if (strchr(part, '*') != NULL)
        return add_wildcard(selection, names, part);
    struct range range;
    if (is_range(&range, part))
        return add_range(selection, names, &range);
    snprintf(selection->missing, sizeof selection->missing, "%s", part);
    return UF_PART_MISSING;
}

/* "a, b, c and 7 more", the column at first (if it is one) before the others. */
static char *list(uf_cli *cli, uf_names names, size_t first)
{
    size_t size =
        MOST_SHOWN * (LONGEST_NAME + sizeof ", …") + sizeof " and 18446744073709551615 more";
    char *text = uf_cli_allocate(cli, size, 1);
    size_t length = 0;
    for (size_t i = 0; i < names.n && i < MOST_SHOWN; i++) {
        size_t column = first >= names.n ? i : i == 0 ? first : i <= first ? i - 1 : i;
        const char *name = names.name[column];
        length += (size_t)snprintf(text + length, size - length, "%s%.*s%s", i > 0 ? ", " : "",
                                   LONGEST_NAME, *name != '\0' ? name : "''",
                                   strlen(name) > LONGEST_NAME ? "…" : "");
    }
    if (names.n > MOST_SHOWN)
        snprintf(text + length, size - length, " and %zu more", names.n - MOST_SHOWN);
    return text;
}

_Noreturn void uf_columns_missing(uf_cli *cli, const char *file, uf_names names, const char *name,
                                  const char *hint)
{
    size_t nearest = uf_nearest(name, names.name, names.n);
    char *there = list(cli, names, nearest);
    const char *before = hint != NULL ? "; " : "";
    if (hint == NULL)
        hint = "";
    if (nearest < names.n)
        uf_cli_die(cli, "%s: no column '%s' (did you mean '%s'?); the columns are %s%s%s", file,
                   name, names.name[nearest], there, before, hint);
    uf_cli_die(cli, "%s: no column '%s'; the columns are %s%s%s", file, name, there, before, hint);
}
