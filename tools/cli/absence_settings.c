/* absence_settings.c: the options of uf-absence as settings, and as a definition. */
#include "cli/absence_settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/rolling.h>

#include "cli/figure.h"

static void read_window(uf_cli *cli, const uf_school_days *calendar,
                        uf_attendance_options *settings)
{
    uf_day anchor = UF_NO_DAY;
    (void)uf_cli_date(cli, "anchor", &anchor);
    const char *text = uf_cli_text(cli, "window");
    uf_error error;
    if (uf_window_parse(&settings->window, text, anchor, &error) != UF_OK)
        uf_cli_die(cli, "--window %s: %s", text, error.reason);
    const uf_window_kind kind = settings->window.kind;
    if ((kind == UF_WINDOW_TERM || kind == UF_WINDOW_SCHOOL_DAYS) && calendar == NULL)
        uf_cli_die(cli, "--window %s needs --calendar FILE with the terms", text);
    if (calendar != NULL && uf_window_follow(&settings->window, calendar, &error) != UF_OK)
        uf_cli_die(cli, "--window %s: %s", text, error.reason);
    const char *step = uf_cli_text(cli, "step");
    if (step != NULL &&
        uf_rolling_parse_step(&settings->step, &settings->window, step, &error) != UF_OK)
        uf_cli_die(cli, "--step %s: %s", step, error.reason);
    settings->worst = uf_cli_flag(cli, "worst");
}

/* Which of n choices of an option was made, counted from 0. */
static size_t choice(uf_cli *cli, const char *option, const char *const *choices, size_t n)
{
    const char *text = uf_cli_text(cli, option);
    size_t i = 0;
    while (i + 1 < n && strcmp(text, choices[i]) != 0)
        i++;
    return i;
}

static void read_min_scheduled(uf_cli *cli, uf_attendance_options *settings)
{
    size_t n;
    const uf_decimal *least = uf_cli_limits(cli, "min-scheduled", UF_LIMIT_PLAIN, &n);
    if (n == 0)
        return;
    if (least[0].mantissa < 0)
        uf_cli_die(cli, "--min-scheduled %s: not 0 or more", uf_cli_text(cli, "min-scheduled"));
    settings->min_scheduled = least[0];
}

uf_attendance_options uf_absence_settings(uf_cli *cli, const uf_school_days *calendar)
{
    static const char *const unreported[] = { "exclude", "present", "absent" };
    static const char *const attribution[] = { "longest", "first", "last", "split" };
    uf_attendance_options settings;
    uf_attendance_options_init(&settings);
    read_window(cli, calendar, &settings);
    (void)uf_cli_date(cli, "date-from", &settings.date_from);
    (void)uf_cli_date(cli, "date-to", &settings.date_to);
    settings.unreported = (uf_unreported)choice(cli, "unreported", unreported, 3);
    settings.attribution = (uf_attribution)choice(cli, "attribute", attribution, 4);
    read_min_scheduled(cli, &settings);
    return settings;
}

/* A definition while it is put together. */
struct text {
    char *start;
    size_t used, size;
};

/* Append ";name" or, with a value, ";name=value". */
static void append(struct text *text, const char *name, const char *value)
{
    text->used += (size_t)snprintf(text->start + text->used, text->size - text->used, ";%s%s%s",
                                   name, value != NULL ? "=" : "", value != NULL ? value : "");
}

static void append_day(struct text *text, const char *name, uf_day day)
{
    if (day == UF_NO_DAY)
        return;
    char date[UF_DATE_SIZE];
    append(text, name, uf_day_format(day, date));
}

/* The file's name without its folder. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static void append_window(struct text *text, uf_cli *cli, const uf_attendance_options *settings)
{
    char name[UF_WINDOW_NAME_SIZE];
    uf_window step = settings->window;
    append(text, "window", uf_window_name(&settings->window, name));
    step.n = settings->step;
    if (settings->step != 0)
        append(text, "step", uf_window_name(&step, name));
    if (settings->worst)
        append(text, "worst", NULL);
    append_day(text, "anchor", uf_cli_given(cli, "anchor") ? settings->window.anchor : UF_NO_DAY);
    append_day(text, "from", settings->date_from);
    append_day(text, "to", settings->date_to);
}

char *uf_absence_definition(uf_cli *cli, const uf_attendance_options *settings)
{
    const char *codes = uf_cli_text(cli, "codes");
    struct text text = { .size = 512 + (codes != NULL ? strlen(codes) : 0) };
    text.start = uf_cli_allocate(cli, text.size, 1);
    text.used = (size_t)snprintf(text.start, text.size, "absence");
    append_window(&text, cli, settings);
    if (uf_cli_given(cli, "calendar"))
        append(&text, "calendar", NULL);
    if (uf_cli_given(cli, "roster"))
        append(&text, "roster", NULL);
    if (codes != NULL)
        append(&text, "codes", base_name(codes));
    if (strcmp(uf_cli_text(cli, "duplicates"), "error") != 0)
        append(&text, "duplicates", uf_cli_text(cli, "duplicates"));
    append(&text, "unreported", uf_cli_text(cli, "unreported"));
    append(&text, "attribute", uf_cli_text(cli, "attribute"));
    if (settings->min_scheduled.mantissa > 0) {
        char least[UF_DECIMAL_TEXT_SIZE];
        append(&text, "min-scheduled", uf_decimal_text(settings->min_scheduled, least));
    }
    return text.start;
}
