/* chart_windows.c: ordering windows and naming them. */
#include "cli/chart_windows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/intern.h"
#include "cli/language.h"
#include "cli/numbers.h"

enum { MONTH_SIZE = 8 /* "2016-09" */, YEAR_SIZE = 5, MOST_MONTHS = 2400 };

struct window {
    const char *text;
    char year[YEAR_SIZE];
};

struct uf_windows {
    uf_intern *texts;
    struct window *window; /* in order */
    size_t count;
    bool months;
};

static const char *const month_names[] = {
    UF_TRANSLATABLE("Jan"), UF_TRANSLATABLE("Feb"), UF_TRANSLATABLE("Mar"), UF_TRANSLATABLE("Apr"),
    UF_TRANSLATABLE("May"), UF_TRANSLATABLE("Jun"), UF_TRANSLATABLE("Jul"), UF_TRANSLATABLE("Aug"),
    UF_TRANSLATABLE("Sep"), UF_TRANSLATABLE("Oct"), UF_TRANSLATABLE("Nov"), UF_TRANSLATABLE("Dec"),
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The month of "2016-09" counted from the year 0 on, or -1. */
static int month_of(const char *text)
{
    static const char form[] = "dddd-dd";
    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == 'd' ? !digit(text[i]) : text[i] != form[i])
            return -1;
    const int year =
        (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
    const int month = (text[5] - '0') * 10 + (text[6] - '0');
    return text[MONTH_SIZE - 1] == '\0' && month >= 1 && month <= 12 ? 12 * year + month - 1 : -1;
}

static bool all(const char *text)
{
    return strcmp(text, "all") == 0;
}

static int by_number(const void *a, const void *b)
{
    double x = 0.0, y = 0.0;
    const char *p = ((const struct window *)a)->text, *q = ((const struct window *)b)->text;
    (void)uf_number_read(p, strlen(p), &x);
    (void)uf_number_read(q, strlen(q), &y);
    return (x > y) - (x < y);
}

/* The whole comes behind its parts. */
static int by_bytes(const void *a, const void *b)
{
    const struct window *p = a, *q = b;
    if (all(p->text) != all(q->text))
        return all(p->text) ? 1 : -1;
    return strcmp(p->text, q->text);
}

/* Add the months between the first and the last. */
static void fill_gaps(uf_windows *windows, const uf_chart_rows *rows)
{
    int first = -1, last = -2;
    for (size_t i = 0; i < uf_chart_rows_count(rows); i++) {
        const int month = month_of(uf_chart_rows_get(rows, i)->place);
        first = month >= 0 && (first < 0 || month < first) ? month : first;
        last = month > last ? month : last;
    }
    if (first < 0 || last - first > MOST_MONTHS)
        return;
    for (int month = first; month <= last; month++) {
        char text[2 * MONTH_SIZE];
        const int length = snprintf(text, sizeof text, "%04d-%02d", month / 12, month % 12 + 1);
        (void)uf_intern_code(windows->texts, text, (size_t)length);
    }
}

static void set_years(uf_windows *windows)
{
    for (size_t i = 0; i < windows->count && windows->months; i++)
        if (!all(windows->window[i].text))
            memcpy(windows->window[i].year, windows->window[i].text, YEAR_SIZE - 1);
}

uf_windows *uf_windows_new(uf_cli *cli, const uf_chart_rows *rows, bool gaps)
{
    uf_windows *windows = uf_cli_allocate(cli, 1, sizeof *windows);
    *windows = (uf_windows){ .texts = uf_intern_new(cli), .months = true };
    bool dated = true, numbers = true;
    for (size_t i = 0; i < uf_chart_rows_count(rows); i++) {
        const char *place = uf_chart_rows_get(rows, i)->place;
        double number;
        (void)uf_intern_code(windows->texts, place, strlen(place));
        windows->months = windows->months && (month_of(place) >= 0 || all(place));
        numbers = numbers && uf_number_read(place, strlen(place), &number);
        dated = dated && (digit(place[0]) || all(place));
    }
    if (gaps && windows->months)
        fill_gaps(windows, rows);
    windows->count = uf_intern_count(windows->texts);
    windows->window = uf_cli_allocate(cli, windows->count, sizeof *windows->window);
    for (size_t i = 0; i < windows->count; i++)
        windows->window[i] = (struct window){ uf_intern_text(windows->texts, (uint32_t)i), "" };
    if (dated || numbers)
        qsort(windows->window, windows->count, sizeof *windows->window,
              numbers ? by_number : by_bytes);
    set_years(windows);
    return windows;
}

void uf_windows_free(uf_windows *windows)
{
    if (windows == NULL)
        return;
    uf_intern_free(windows->texts);
    free(windows->window);
    free(windows);
}

size_t uf_windows_count(const uf_windows *windows)
{
    return windows->count;
}

size_t uf_windows_find(const uf_windows *windows, const char *window)
{
    size_t i = 0;
    while (i < windows->count && strcmp(windows->window[i].text, window) != 0)
        i++;
    return i;
}

bool uf_windows_months(const uf_windows *windows)
{
    return windows->months && windows->count > 0;
}

bool uf_windows_august(const uf_windows *windows, size_t i)
{
    return uf_windows_months(windows) && month_of(windows->window[i].text) % 12 == 7;
}

bool uf_windows_whole(const uf_windows *windows, size_t i)
{
    return all(windows->window[i].text);
}

const char *uf_windows_label(const uf_windows *windows, size_t i)
{
    const char *text = windows->window[i].text;
    if (all(text))
        return uf_translate("all");
    const int month = uf_windows_months(windows) ? month_of(text) : -1;
    return month >= 0 ? uf_translate(month_names[month % 12]) : text;
}

const char *uf_windows_year(const uf_windows *windows, size_t i, bool first)
{
    const char *year = windows->window[i].year;
    const bool again = !first && i > 0 && strcmp(windows->window[i - 1].year, year) == 0;
    return again ? "" : year;
}
