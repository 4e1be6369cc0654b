/* values.c: numbers, dates, choices and lists as they stand on a command line. */
#include "cli/values.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/dates.h"
#include "cli/messages.h"
#include "cli/nearest.h"
#include "cli/numbers.h"
#include "cli/shortest.h"

/* --- One number. --- */

static bool has_range(const uf_option *option)
{
    return option->low != 0 || option->high != 0;
}

/* "must be between 0 and 1 (not 0 or 1 itself)", or as much of it as there is. */
static char *range_text(const uf_option *option)
{
    char low[UF_SHORTEST_SIZE];
    char high[UF_SHORTEST_SIZE];
    uf_shortest(option->low, low);
    uf_shortest(option->high, high);
    const char *unit =
        option->kind == UF_OPTION_PERCENT || option->kind == UF_OPTION_LIMIT ? "%" : "";
    if (isinf(option->high))
        return uf_message_text(option->open ? "must be more than %s%s" : "must be at least %s%s",
                               low, unit);
    if (isinf(option->low))
        return uf_message_text(option->open ? "must be less than %s%s" : "must be at most %s%s",
                               high, unit);
    if (option->open)
        return uf_message_text("must be more than %s%s and less than %s%s", low, unit, high, unit);
    return uf_message_text("must be from %s%s to %s%s", low, unit, high, unit);
}

static bool in_range(const uf_option *option, double number, char **why)
{
    if (!has_range(option))
        return true;
    bool inside = option->open ? number > option->low && number < option->high
                               : number >= option->low && number <= option->high;
    if (!inside)
        *why = range_text(option);
    return inside;
}

bool uf_value_number(const uf_option *option, const char *text, double *number, char **why)
{
    if (!uf_number_read(text, strlen(text), number)) {
        *why = uf_message_text(strchr(text, ',') != NULL
                                   ? "not a number (the decimal mark here is the point)"
                                   : "not a number");
        return false;
    }
    return in_range(option, *number, why);
}

bool uf_value_count(const uf_option *option, const char *text, long *count, char **why)
{
    const char *digits = *text == '-' || *text == '+' ? text + 1 : text;
    if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0') {
        *why = uf_message_text("not a whole number");
        return false;
    }
    errno = 0;
    *count = strtol(text, NULL, 10);
    if (errno == ERANGE) {
        *why = uf_message_text("too large");
        return false;
    }
    return in_range(option, (double)*count, why);
}

/* --- Choices and dates. --- */

/* The choices as an array of texts in one new block, *n of them. */
static char **split_choices(const char *choices, size_t *n)
{
    *n = 1;
    for (const char *c = choices; *c != '\0'; c++)
        *n += *c == '|';
    size_t length = strlen(choices) + 1;
    char **parts = malloc(*n * sizeof *parts + length);
    if (parts == NULL)
        return NULL;
    char *at = memcpy(parts + *n, choices, length);
    for (size_t i = 0; i < *n; i++) {
        parts[i] = at;
        at += strcspn(at, "|");
        *at++ = '\0';
    }
    return parts;
}

/* "a, b or c" */
static char *enumerate(char *const *parts, size_t n)
{
    char *text = uf_message_text("%s", parts[0]);
    for (size_t i = 1; i < n && text != NULL; i++) {
        char *longer = uf_message_text("%s%s%s", text, i + 1 < n ? ", " : " or ", parts[i]);
        free(text);
        text = longer;
    }
    return text;
}

bool uf_value_choice(const uf_option *option, const char *text, char **why)
{
    *why = NULL;
    size_t n;
    char **parts = split_choices(option->choices, &n);
    if (parts == NULL)
        return false;
    bool found = false;
    for (size_t i = 0; i < n; i++)
        found = found || strcmp(parts[i], text) == 0;
    char *all = found ? NULL : enumerate(parts, n);
    if (all != NULL) {
        size_t near = uf_nearest(text, (const char *const *)parts, n);
        *why = near == n ? uf_message_text("write %s", all)
                         : uf_message_text("write %s; did you mean '%s'?", all, parts[near]);
    }
    free(all);
    free(parts);
    return found;
}

bool uf_value_date(const char *text, uf_day *day, char **why)
{
    switch (uf_date_read(text, strlen(text), NULL, day)) {
    case UF_DATE_OK: return true;
    case UF_DATE_OUTSIDE:
        *why = uf_message_text("the year must be from %d to %d", UF_FIRST_YEAR, UF_LAST_YEAR);
        break;
    case UF_DATE_NOT: *why = uf_message_text("no such date: write YYYY-MM-DD or YYYYMMDD"); break;
    }
    return false;
}

/* --- Lists. --- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool uf_value_list(const char *text, char ***parts, size_t *n, char **why)
{
    *why = NULL;
    size_t count = 1;
    for (const char *c = text; *c != '\0'; c++)
        count += *c == ',';
    size_t length = strlen(text) + 1;
    char **list = malloc(count * sizeof *list + length);
    if (list == NULL)
        return false;
    char *at = memcpy(list + count, text, length);
    for (size_t i = 0; i < count; i++) {
        while (is_blank(*at))
            at++;
        list[i] = at;
        char *end = at + strcspn(at, ",");
        at = end + 1;
        while (end > list[i] && is_blank(end[-1]))
            end--;
        *end = '\0';
        if (end == list[i]) {
            *why = uf_message_text(
                count == 1 ? "the value is empty" : "part %zu of the list is empty", i + 1);
            free(list);
            return false;
        }
    }
    *parts = list;
    *n = count;
    return true;
}

/* --- Limits. --- */

/* A limit as it was written. */
typedef struct limit {
    uf_decimal number;
    const char *digits; /* the text of the number itself, without blanks and percent sign */
    int length;
    bool percent_sign;
} limit;

static bool read_limit(const char *text, limit *l, char **why)
{
    uf_number number;
    size_t length = strlen(text);
    if (!uf_number_scan(text, length, &number)) {
        *why = uf_message_text("'%s' is not a number", text);
        return false;
    }
    bool exact = !number.cut && number.exponent >= -UF_DECIMAL_MAX_PLACES;
    if (!exact || !uf_number_decimal(&number, &l->number)) {
        *why = uf_message_text("'%s' has too many digits", text);
        return false;
    }
    l->number = uf_decimal_reduce(l->number);
    l->digits = number.text;
    l->length = (int)number.length;
    l->percent_sign = text[length - 1] == '%';
    return true;
}

/* Whether a list of two may have been one number with a decimal comma: 12,5. */
static bool like_comma(const limit *limits, size_t n)
{
    return n == 2 && strspn(limits[1].digits, "0123456789") >= (size_t)limits[1].length &&
           memchr(limits[0].digits, '.', (size_t)limits[0].length) == NULL;
}

/* A decimal comma makes two of one number: 12,5 is a descending list, and 2,5% has a sign on its
 * last part only. Neither is guessed. */
static char *list_fault(const limit *limits, size_t n)
{
    bool signs_differ = false;
    bool descends = false;
    for (size_t i = 1; i < n; i++) {
        signs_differ = signs_differ || limits[i].percent_sign != limits[i - 1].percent_sign;
        descends = descends || uf_decimal_compare(limits[i].number, limits[i - 1].number) < 0;
    }
    if (!signs_differ && !descends)
        return NULL;
    if (!like_comma(limits, n))
        return uf_message_text("write several limits in ascending order, all with %% or none");
    const char *sign = limits[1].percent_sign ? "%" : "";
    const limit *low = &limits[descends ? 1 : 0];
    const limit *high = &limits[descends ? 0 : 1];
    return uf_message_text("write %.*s.%.*s%s, or %.*s%s,%.*s%s for two limits", limits[0].length,
                           limits[0].digits, limits[1].length, limits[1].digits, sign, low->length,
                           low->digits, sign, high->length, high->digits, sign);
}

/* The same where one limit is asked for. */
static char *single_fault(const uf_option *option, const limit *limits, size_t n)
{
    if (!like_comma(limits, n))
        return uf_message_text("write one limit: --%s takes no list", option->name);
    return uf_message_text("write %.*s.%.*s%s: the decimal mark here is the point",
                           limits[0].length, limits[0].digits, limits[1].length, limits[1].digits,
                           limits[1].percent_sign ? "%" : "");
}

/* number * 100, as a text in *percent. */
static void hundredfold(uf_decimal number, char *percent)
{
    for (int i = 0; i < 2; i++) {
        if (number.places > 0)
            number.places--;
        else
            number.mantissa *= 10;
    }
    uf_shortest(uf_decimal_value(number), percent);
}

/* 0.15 may be 15 % or 0.15 %. Below 0 only where the option's range goes there. */
static bool is_percent(const uf_option *option, const limit *l, char **why)
{
    const uf_decimal one = { 1, 0 }, minus_one = { -1, 0 };
    if (l->number.mantissa < 0 && !(option->low < 0)) {
        *why = uf_message_text("a limit in percent is not negative");
        return false;
    }
    if (!l->percent_sign && l->number.mantissa != 0 && uf_decimal_compare(l->number, one) < 0 &&
        uf_decimal_compare(l->number, minus_one) > 0) {
        char percent[UF_SHORTEST_SIZE];
        hundredfold(l->number, percent);
        *why = uf_message_text("write %s%% or %.*s%%", percent, l->length, l->digits);
        return false;
    }
    return in_range(option, uf_decimal_value(l->number), why);
}

/* The parts of text as limits, of which digits points into text's copy *parts. Both are new blocks
 * when true. */
static bool read_limits(const uf_option *option, const char *text, char ***parts, limit **limits,
                        size_t *n, char **why)
{
    if (!uf_value_list(text, parts, n, why))
        return false;
    *why = NULL;
    limit *list = calloc(*n, sizeof *list);
    bool good = list != NULL;
    for (size_t i = 0; good && i < *n; i++)
        good = read_limit((*parts)[i], &list[i], why);
    if (good && *n > 1) {
        *why = option->repeatable ? list_fault(list, *n) : single_fault(option, list, *n);
        good = option->repeatable && *why == NULL;
    }
    if (!good) {
        free(*parts);
        free(list);
        return false;
    }
    *limits = list;
    return true;
}

bool uf_value_limits_shape(const uf_option *option, const char *text, char **why)
{
    char **parts;
    limit *list;
    size_t n;
    if (!read_limits(option, text, &parts, &list, &n, why))
        return false;
    free(parts);
    free(list);
    return true;
}

bool uf_value_limits(const uf_option *option, bool percent, const char *text, uf_decimal **limits,
                     size_t *n, char **why)
{
    char **parts;
    limit *list;
    if (!read_limits(option, text, &parts, &list, n, why))
        return false;
    *why = NULL;
    uf_decimal *numbers = calloc(*n, sizeof *numbers);
    bool good = numbers != NULL;
    for (size_t i = 0; good && i < *n; i++) {
        numbers[i] = list[i].number;
        if (percent) {
            good = is_percent(option, &list[i], why);
        } else if (list[i].percent_sign) {
            *why = uf_message_text("write a plain number, in the column's own unit");
            good = false;
        }
    }
    free(parts);
    free(list);
    if (!good) {
        free(numbers);
        return false;
    }
    *limits = numbers;
    return true;
}
