/* change_times.c: dates, numbers, listed names or names, in order. */
#include "cli/change_times.h"

#include <stdlib.h>
#include <string.h>

#include "cli/dates.h"
#include "cli/intern.h"
#include "cli/numbers.h"
#include "cli/values.h"

typedef enum kind { DATES, NUMBERS, LISTED, NAMES } kind;

struct entry {
    /* The day or the number; of a listed time its place in the list; of names the place of the
     * text, those named first. */
    double value;
    uint32_t code;
};

struct uf_times {
    uf_cli *cli;
    uf_intern *texts;
    kind kind;
    size_t *place; /* [code]                          */
    uint32_t *of;  /* [place] a code that stands there */
    size_t count;  /* places                          */
};

uf_times *uf_times_new(uf_cli *cli)
{
    uf_times *times = uf_cli_allocate(cli, 1, sizeof *times);
    *times = (uf_times){ .cli = cli, .texts = uf_intern_new(cli) };
    return times;
}

void uf_times_free(uf_times *times)
{
    if (times == NULL)
        return;
    uf_intern_free(times->texts);
    free(times->place);
    free(times->of);
    free(times);
}

uint32_t uf_times_take(uf_times *times, const char *text, size_t length)
{
    return uf_intern_code(times->texts, text, length);
}

/* ---- Values ---- */

/* The value of a text as this kind; false if it is none. */
static bool value_as(const uf_times *times, kind as, const char *text, double *value)
{
    const size_t length = strlen(text);
    uf_number number;
    uf_day day;
    switch (as) {
    case DATES:
        if (uf_date_read(text, length, uf_cli_text(times->cli, "date-format"), &day) != UF_DATE_OK)
            return false;
        *value = day;
        return true;
    case NUMBERS: return uf_number_scan(text, length, &number) && uf_number_value(&number, value);
    case LISTED:
    case NAMES: return false;
    }
    return false;
}

static bool all_are(const uf_times *times, kind as)
{
    double value;
    for (uint32_t i = 0; i < uf_intern_count(times->texts); i++)
        if (!value_as(times, as, uf_intern_text(times->texts, i), &value))
            return false;
    return true;
}

static int by_value(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->value < b->value || a->value > b->value)
        return a->value < b->value ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

/* Names come in the order of their texts, after the first and the last to be compared. */
static double value_of_name(const char *text, size_t place, const char *first, const char *last)
{
    if (first != NULL && strcmp(text, first) == 0)
        return -2;
    return last != NULL && strcmp(text, last) == 0 ? -1 : (double)place;
}

/* The place of each text in --times, which has them all. */
static void place_listed(const uf_times *times, struct entry *entries, size_t n)
{
    const char *list = uf_cli_text(times->cli, "times");
    char **names, *why;
    size_t listed;
    if (!uf_value_list(list, &names, &listed, &why)) {
        if (why == NULL)
            uf_cli_no_memory(times->cli);
        uf_cli_die(times->cli, "--times %s: %s", list, why);
    }
    for (size_t i = 0; i < listed; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(names[i], names[j]) == 0)
                uf_cli_die(times->cli, "--times %s: '%s' stands in the list twice", list, names[i]);
    for (size_t i = 0; i < n; i++) {
        const char *text = uf_intern_text(times->texts, entries[i].code);
        size_t place = 0;
        while (place < listed && strcmp(names[place], text) != 0)
            place++;
        if (place == listed)
            uf_cli_die(times->cli, "--times %s: '%s' is a time of ratings too", list, text);
        entries[i].value = (double)place;
    }
    free(names);
}

static kind kind_of(const uf_times *times)
{
    if (uf_cli_given(times->cli, "times"))
        return LISTED;
    return all_are(times, DATES) ? DATES : all_are(times, NUMBERS) ? NUMBERS : NAMES;
}

void uf_times_finish(uf_times *times, const char *first, const char *last)
{
    const size_t n = uf_intern_count(times->texts);
    struct entry *entries = uf_cli_allocate(times->cli, n, sizeof *entries);
    uint32_t *order = uf_intern_order(times->texts);
    times->kind = kind_of(times);
    for (size_t i = 0; i < n; i++) {
        const char *text = uf_intern_text(times->texts, order[i]);
        entries[i] = (struct entry){ .code = order[i] };
        if (!value_as(times, times->kind, text, &entries[i].value))
            entries[i].value = value_of_name(text, i, first, last);
    }
    if (times->kind == LISTED)
        place_listed(times, entries, n);
    qsort(entries, n, sizeof *entries, by_value);
    times->place = uf_cli_allocate(times->cli, n, sizeof *times->place);
    times->of = uf_cli_allocate(times->cli, n, sizeof *times->of);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || entries[i].value > entries[i - 1].value)
            times->of[times->count++] = entries[i].code;
        times->place[entries[i].code] = times->count - 1;
    }
    free(entries);
    free(order);
}

/* ---- Places ---- */

bool uf_times_ordered(const uf_times *times)
{
    return times->kind != NAMES;
}

size_t uf_times_count(const uf_times *times)
{
    return times->count;
}

size_t uf_times_place(const uf_times *times, uint32_t code)
{
    return times->place[code];
}

const char *uf_times_text(const uf_times *times, size_t place)
{
    return uf_intern_text(times->texts, times->of[place]);
}

_Noreturn static void refuse(const uf_times *times, const char *option, const char *text)
{
    char there[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < times->count && i < 8 && used < sizeof there; i++) {
        const char *name = uf_times_text(times, i);
        const size_t room = sizeof there - used, length = strlen(name);
        if (length + 4 > room)
            break;
        there[used++] = ' ';
        there[used++] = '\'';
        memcpy(there + used, name, length);
        used += length;
        there[used++] = '\'';
        there[used] = '\0';
    }
    uf_cli_die(times->cli, "--%s %s: nothing was rated then; there are%s", option, text, there);
}

size_t uf_times_named(const uf_times *times, const char *option, const char *text)
{
    const uint32_t code = uf_intern_find(times->texts, text, strlen(text));
    double value, here;
    if (code != UF_NO_CODE)
        return times->place[code];
    if (value_as(times, times->kind, text, &value))
        for (size_t i = 0; i < times->count; i++)
            if (value_as(times, times->kind, uf_times_text(times, i), &here) && here >= value &&
                here <= value)
                return i;
    if (times->count > 0)
        refuse(times, option, text);
    return 0;
}
