/* outcome.c: reading what is held against limits. */
#include "cli/outcome.h"

static const uf_decimal zero = { 0, 0 }, one = { 1, 0 };

void uf_outcome_open(uf_outcome *outcome, uf_cli *cli, uf_rows *rows)
{
    const char *value = uf_cli_text(cli, "value");
    *outcome = (uf_outcome){ .rows = rows,
                             .value = UF_NO_COLUMN,
                             .absent = UF_NO_COLUMN,
                             .scheduled = UF_NO_COLUMN,
                             .rate = UF_NO_COLUMN,
                             .rate_min = UF_NO_COLUMN,
                             .rate_max = UF_NO_COLUMN,
                             .name = value != NULL ? value : "absence" };
    if (value != NULL) {
        outcome->value = uf_rows_require(rows, value);
        return;
    }
    outcome->rate = uf_rows_column(rows, "rate");
    outcome->absent = uf_rows_column(rows, "absent");
    outcome->scheduled = uf_rows_column(rows, "scheduled");
    const bool both = outcome->absent != UF_NO_COLUMN && outcome->scheduled != UF_NO_COLUMN;
    if (outcome->rate == UF_NO_COLUMN && !both) {
        outcome->absent = uf_rows_require(rows, "absent");
        outcome->scheduled = uf_rows_require(rows, "scheduled");
    } else if (!both) {
        outcome->absent = outcome->scheduled = UF_NO_COLUMN;
    }
    outcome->rate_min = uf_rows_column(rows, "rate_min");
    outcome->rate_max = uf_rows_column(rows, "rate_max");
    if (!uf_outcome_has_bounds(outcome))
        outcome->rate_min = outcome->rate_max = UF_NO_COLUMN;
}

bool uf_outcome_has_bounds(const uf_outcome *outcome)
{
    return outcome->rate_min != UF_NO_COLUMN && outcome->rate_max != UF_NO_COLUMN;
}

/* A share from 0 to 1 in a column; false when missing or bad. */
static bool read_share(const uf_outcome *outcome, size_t column, uf_decimal *share)
{
    if (column == UF_NO_COLUMN || !uf_rows_decimal(outcome->rows, column, share))
        return false;
    if (uf_decimal_compare(*share, zero) >= 0 && uf_decimal_compare(*share, one) <= 0)
        return true;
    uf_rows_reject(outcome->rows, column, "'%s' is not a share from 0 to 1",
                   uf_rows_cell(outcome->rows, column).text);
    return false;
}

/* absent and scheduled; false when there is no rate: one is missing, or nothing was scheduled. */
static bool read_fraction(const uf_outcome *outcome, uf_fraction *value)
{
    uf_rows *rows = outcome->rows;
    const bool has_absent = uf_rows_decimal(rows, outcome->absent, &value->part);
    const bool has_scheduled = uf_rows_decimal(rows, outcome->scheduled, &value->whole);
    if (!has_absent || !has_scheduled)
        return false;
    if (uf_decimal_compare(value->part, zero) < 0 || uf_decimal_compare(value->whole, zero) < 0)
        uf_rows_reject(rows, outcome->absent, "negative time");
    else if (uf_decimal_compare(value->part, value->whole) > 0)
        uf_rows_reject(rows, outcome->absent, "'%s' is more than scheduled",
                       uf_rows_cell(rows, outcome->absent).text);
    return uf_decimal_compare(value->whole, zero) > 0;
}

void uf_outcome_read(const uf_outcome *outcome, uf_measured *measured)
{
    *measured = (uf_measured){ .value.whole = one };
    if (outcome->value != UF_NO_COLUMN)
        measured->known = uf_rows_decimal(outcome->rows, outcome->value, &measured->value.part);
    else if (outcome->absent != UF_NO_COLUMN)
        measured->known = read_fraction(outcome, &measured->value);
    else
        measured->known = read_share(outcome, outcome->rate, &measured->value.part);
    measured->has_low = read_share(outcome, outcome->rate_min, &measured->low);
    measured->has_high = read_share(outcome, outcome->rate_max, &measured->high);
    if (measured->has_low && measured->has_high &&
        uf_decimal_compare(measured->low, measured->high) > 0)
        uf_rows_reject(outcome->rows, outcome->rate_min, "'%s' is more than rate_max",
                       uf_rows_cell(outcome->rows, outcome->rate_min).text);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* A bound that is missing says nothing: a unit with an outcome then stands where it is, one without
 * may stand anywhere. */
uf_limit_place uf_outcome_place(const uf_measured *measured, const uf_limits *limits)
{
    const uf_limit *limit = limits->limits;
    const size_t count = limits->count;
    uf_limit_place place = { .known = measured->known, .unsettled = !measured->known };
    if (measured->known)
        place.at =
            uf_limits_selecting_share(limit, count, measured->value.part, measured->value.whole);
    place.lowest = place.known ? place.at : 0;
    place.highest = place.known ? place.at : count;
    if (measured->has_low)
        place.lowest = uf_limits_selecting(limit, count, measured->low);
    if (measured->has_high)
        place.highest = uf_limits_selecting(limit, count, measured->high);
    place.lowest = least(place.lowest, place.highest);
    if (measured->has_low && measured->has_high)
        place.unsettled |= uf_decimal_compare(measured->low, measured->high) < 0;
    return place;
}
