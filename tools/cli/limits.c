/* limits.c: reading and naming limits. */
#include "cli/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/numbers.h"

enum { MOST_SWEPT = 10000 };

/* Percent as a share: 15 to 0.15. Moves the point and so stays exact. */
static uf_decimal as_share(uf_decimal percent)
{
    return uf_decimal_reduce(
        (uf_decimal){ .mantissa = percent.mantissa, .places = percent.places + 2 });
}

static uf_decimal as_percent(uf_decimal share)
{
    for (int i = 0; i < 2; i++) {
        if (share.places > 0)
            share.places--;
        else
            share.mantissa *= 10;
    }
    return share;
}

static int compare(const void *a, const void *b)
{
    return uf_decimal_compare(((const uf_limit *)a)->value, ((const uf_limit *)b)->value);
}

static void sort(uf_limits *limits)
{
    if (limits->count == 0)
        return;
    qsort(limits->limits, limits->count, sizeof limits->limits[0], compare);
    size_t kept = 0;
    for (size_t i = 0; i < limits->count; i++)
        if (kept == 0 || compare(&limits->limits[kept - 1], &limits->limits[i]) != 0)
            limits->limits[kept++] = limits->limits[i];
    limits->count = kept;
}

static void add(uf_limits *limits, uf_decimal value)
{
    limits->limits[limits->count++] = (uf_limit){
        .value = limits->is_share ? as_share(value) : uf_decimal_reduce(value),
        .inclusive = limits->inclusive,
    };
}

static void add_list(uf_limits *limits, uf_cli *cli, const char *option)
{
    size_t n;
    const uf_limit_unit unit = limits->is_share ? UF_LIMIT_PERCENT : UF_LIMIT_PLAIN;
    const uf_decimal *values = uf_cli_limits(cli, option, unit, &n);
    limits->limits =
        uf_cli_grow(cli, limits->limits, limits->count + n + 1, sizeof limits->limits[0]);
    for (size_t i = 0; i < n; i++)
        add(limits, values[i]);
}

/* FROM:TO:STEP as three decimals. */
static bool split_sweep(const char *text, uf_decimal part[3])
{
    for (size_t i = 0; i < 3; i++) {
        const char *end = i < 2 ? strchr(text, ':') : text + strlen(text);
        uf_number number;
        if (end == NULL || !uf_number_scan(text, (size_t)(end - text), &number) ||
            number.mark == ',' || !uf_number_decimal(&number, &part[i]))
            return false;
        text = end + 1;
    }
    return true;
}

static void add_sweep(uf_limits *limits, uf_cli *cli)
{
    const char *text = uf_cli_text(cli, "sweep");
    uf_decimal part[3];
    size_t n;
    if (!split_sweep(text, part) || !uf_limit_sweep_count(part[0], part[1], part[2], &n))
        uf_cli_die(cli, "--sweep %s: write FROM:TO:STEP, such as 5:30:1", text);
    if (n > MOST_SWEPT)
        uf_cli_die(cli, "--sweep %s: %zu limits; at most %d", text, n, MOST_SWEPT);
    limits->sweep = true;
    limits->limits = uf_cli_allocate(cli, n, sizeof limits->limits[0]);
    for (size_t i = 0; i < n; i++)
        add(limits, uf_limit_sweep_point(part[0], part[2], i));
}

void uf_limits_read(uf_limits *limits, uf_cli *cli, bool is_share)
{
    const bool above = uf_cli_given(cli, "above");
    const bool at_least = uf_cli_given(cli, "at-least");
    const bool sweep = uf_cli_given(cli, "sweep");
    if (above && at_least)
        uf_cli_die(cli, "--above and --at-least: give one of them");
    *limits = (uf_limits){ .inclusive = at_least, .is_share = is_share };
    if (sweep)
        add_sweep(limits, cli);
    if (above || at_least)
        add_list(limits, cli, above ? "above" : "at-least");
    sort(limits);
}

void uf_bands_read(uf_limits *bands, uf_cli *cli, bool is_share)
{
    *bands = (uf_limits){ .inclusive = true, .is_share = is_share };
    if (uf_cli_given(cli, "bands"))
        add_list(bands, cli, "bands");
    sort(bands);
}

void uf_limits_release(uf_limits *limits)
{
    free(limits->limits);
    *limits = (uf_limits){ 0 };
}

char *uf_limits_text(const uf_limits *limits, size_t index, char text[UF_DECIMAL_TEXT_SIZE])
{
    const uf_decimal value = limits->limits[index].value;
    return uf_decimal_text(limits->is_share ? as_percent(value) : value, text);
}

char *uf_limits_measure(const uf_limits *limits, size_t index, char name[UF_MEASURE_SIZE])
{
    const char *kind = limits->inclusive ? "at_least" : "above";
    char text[UF_DECIMAL_TEXT_SIZE] = "";
    if (!limits->sweep)
        (void)uf_limits_text(limits, index, text);
    (void)snprintf(name, UF_MEASURE_SIZE, "%s%s%s", kind, limits->sweep ? "" : "_", text);
    return name;
}

static const char *percent_sign(const uf_limits *limits)
{
    return limits->is_share ? "%" : "";
}

char *uf_limits_condition(const uf_limits *limits, size_t index, char text[UF_MEASURE_SIZE])
{
    char number[UF_DECIMAL_TEXT_SIZE];
    (void)snprintf(text, UF_MEASURE_SIZE, "%s%s%s", limits->inclusive ? ">=" : ">",
                   uf_limits_text(limits, index, number), percent_sign(limits));
    return text;
}

char *uf_bands_measure(const uf_limits *bands, size_t band, char name[UF_MEASURE_SIZE])
{
    char low[UF_DECIMAL_TEXT_SIZE], high[UF_DECIMAL_TEXT_SIZE];
    if (band == 0)
        (void)snprintf(name, UF_MEASURE_SIZE, "band_below_%s", uf_limits_text(bands, 0, high));
    else if (band == bands->count)
        (void)snprintf(name, UF_MEASURE_SIZE, "band_%s_up", uf_limits_text(bands, band - 1, low));
    else
        (void)snprintf(name, UF_MEASURE_SIZE, "band_%s_%s", uf_limits_text(bands, band - 1, low),
                       uf_limits_text(bands, band, high));
    return name;
}

char *uf_bands_condition(const uf_limits *bands, size_t band, char text[UF_MEASURE_SIZE])
{
    size_t used = 0;
    text[0] = '\0';
    if (band > 0)
        used = strlen(uf_limits_condition(bands, band - 1, text));
    if (band < bands->count) {
        char number[UF_DECIMAL_TEXT_SIZE];
        (void)snprintf(text + used, UF_MEASURE_SIZE - used, "<%s%s",
                       uf_limits_text(bands, band, number), percent_sign(bands));
    }
    return text;
}
