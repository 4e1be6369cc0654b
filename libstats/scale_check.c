/* scale_check.c: flaws of items, rules, parts and bands, and gaps in numbering. */
#include <utfall/scale_check.h>

#include <math.h>
#include <string.h>
#include <utfall/status.h>

const char *uf_scale_fault_name(uf_scale_fault fault)
{
    static const char *const names[UF_SCALE_FAULTS] = {
        "empty",      "items-and-parts", "item-twice",   "item-range",   "item-ranges",
        "weight",     "min-items",       "partial-sum",  "part-rule",    "part-order",
        "part-twice", "band-backwards",  "band-outside", "band-overlap", "band-hole",
    };
    return names[fault];
}

/* What a check is about, and where its flaws go. */
struct check {
    uf_scale_flaw *flaws;
    size_t room, count;
    const uf_scale *scales;
    size_t i; /* the scale in hand */
};

static void add(struct check *check, uf_scale_fault fault, size_t at, size_t other)
{
    if (check->count < check->room)
        check->flaws[check->count] = (uf_scale_flaw){ fault, check->i, at, other };
    check->count++;
}

/* ---- Items and rule ---- */

static void check_item(struct check *check, size_t at)
{
    const int64_t most = (int64_t)UF_ANSWER_MAX * UF_ANSWER_UNIT;
    const uf_scale *scale = &check->scales[check->i];
    const uf_scale_item *item = &scale->items[at];
    if (item->min >= item->max || item->min < -most || item->max > most)
        add(check, UF_SCALE_ITEM_RANGE, at, UF_NO_INDEX);
    if (item->weight <= 0 || item->weight > (int64_t)UF_WEIGHT_MAX * UF_WEIGHT_UNIT)
        add(check, UF_SCALE_ITEM_WEIGHT, at, UF_NO_INDEX);
    for (size_t other = 0; other < at; other++)
        if (scale->items[other].answer == item->answer) {
            add(check, UF_SCALE_ITEM_TWICE, at, other);
            return;
        }
}

/* The first scale before this one in which the same answer has other ends. */
static void check_ranges(struct check *check, size_t at)
{
    const uf_scale_item *item = &check->scales[check->i].items[at];
    for (size_t i = 0; i < check->i; i++)
        for (size_t k = 0; k < check->scales[i].n; k++) {
            const uf_scale_item *other = &check->scales[i].items[k];
            if (other->answer != item->answer ||
                (other->min == item->min && other->max == item->max))
                continue;
            add(check, UF_SCALE_ITEM_RANGES, at, i);
            return;
        }
}

static void check_items(struct check *check)
{
    const uf_scale *scale = &check->scales[check->i];
    for (size_t at = 0; at < scale->n; at++) {
        check_item(check, at);
        check_ranges(check, at);
    }
    if (scale->rule.min_items < 1 || scale->rule.min_items > scale->n)
        add(check, UF_SCALE_MIN_ITEMS, UF_NO_INDEX, UF_NO_INDEX);
    else if (scale->rule.method == UF_SCALE_SUM && !scale->rule.prorate &&
             scale->rule.min_items < scale->n)
        add(check, UF_SCALE_PARTIAL_SUM, UF_NO_INDEX, UF_NO_INDEX);
}

static void check_parts(struct check *check)
{
    const uf_scale *scale = &check->scales[check->i];
    if (scale->rule.method == UF_SCALE_ROUNDED)
        add(check, UF_SCALE_PART_RULE, UF_NO_INDEX, UF_NO_INDEX);
    for (size_t at = 0; at < scale->part_count; at++) {
        if (scale->parts[at] >= check->i)
            add(check, UF_SCALE_PART_ORDER, at, UF_NO_INDEX);
        for (size_t other = 0; other < at; other++)
            if (scale->parts[other] == scale->parts[at]) {
                add(check, UF_SCALE_PART_TWICE, at, other);
                break;
            }
    }
}

/* ---- Bands ---- */

/* Which scores a scale can have: the quotients s * times / answered with s whole, for each
 * number of answers; or anything between its ends. */
struct grid {
    bool any;
    size_t fewest, most; /* answers */
    size_t times;        /* 1 for a mean, the number of items for a sum */
};

static bool whole_steps(const uf_scale *scale)
{
    for (size_t i = 0; i < scale->n; i++)
        if (scale->items[i].weight != UF_WEIGHT_UNIT || scale->items[i].min % UF_ANSWER_UNIT != 0 ||
            scale->items[i].max % UF_ANSWER_UNIT != 0)
            return false;
    return true;
}

static struct grid grid_of(const uf_scale *scales, size_t i)
{
    const uf_scale *scale = &scales[i];
    const struct grid whole = { .fewest = 1, .most = 1, .times = 1 };
    if (scale->part_count > 0) {
        struct grid grid = whole;
        for (size_t k = 0; k < scale->part_count; k++) {
            const struct grid part = grid_of(scales, scale->parts[k]);
            grid.any |= part.any || part.times != part.most || part.fewest != part.most;
        }
        grid.any |= scale->rule.method == UF_SCALE_MEAN;
        return grid;
    }
    if (scale->rule.method == UF_SCALE_ROUNDED)
        return whole;
    return (struct grid){ .any = !whole_steps(scale),
                          .fewest = scale->rule.min_items,
                          .most = scale->n,
                          .times = scale->rule.method == UF_SCALE_MEAN ? 1 : scale->n };
}

/* Sign of s * times / answered - limit. */
static int compare(int64_t s, size_t times, size_t answered, uf_decimal limit)
{
    return uf_decimal_compare_shares((uf_decimal){ s, 0 }, (uf_decimal){ (int64_t)answered, 0 },
                                     limit, (uf_decimal){ (int64_t)times, 0 });
}

/* Whether a scale of that grid can have a score above one limit and below another. */
static bool attainable_between(const struct grid *grid, uf_decimal above, uf_decimal below)
{
    if (grid->any)
        return uf_decimal_compare(above, below) < 0;
    for (size_t n = grid->fewest; n <= grid->most; n++) {
        /* Doubles find the neighbourhood, exact comparisons the first score above. */
        int64_t s = (int64_t)floor(uf_decimal_value(above) * (double)n / (double)grid->times) - 1;
        while (compare(s, grid->times, n, above) <= 0)
            s++;
        if (compare(s, grid->times, n, below) < 0)
            return true;
    }
    return false;
}

static void check_one_band(struct check *check, size_t at, const uf_scale_score *lowest,
                           const uf_scale_score *highest)
{
    const uf_scale_band *band = &check->scales[check->i].bands[at];
    if (!band->open && uf_decimal_compare(band->low, band->high) > 0)
        add(check, UF_SCALE_BAND_BACKWARDS, at, UF_NO_INDEX);
    else if (uf_scale_compare(highest, band->low) < 0 ||
             (!band->open && uf_scale_compare(lowest, band->high) > 0))
        add(check, UF_SCALE_BAND_OUTSIDE, at, UF_NO_INDEX);
}

/* A band and the one before it. What lies between them is a hole where the scale has scores at
 * all. */
static void check_neighbours(struct check *check, size_t at, const struct grid *grid,
                             const uf_scale_score *lowest, const uf_scale_score *highest)
{
    const uf_scale_band *band = &check->scales[check->i].bands[at], *before = band - 1;
    if (uf_decimal_compare(band->low, before->low) == 0 ||
        (!before->open && uf_decimal_compare(band->low, before->high) <= 0))
        add(check, UF_SCALE_BAND_OVERLAP, at, at - 1);
    else if (!before->open && uf_scale_compare(highest, before->high) > 0 &&
             uf_scale_compare(lowest, band->low) < 0 &&
             attainable_between(grid, before->high, band->low))
        add(check, UF_SCALE_BAND_HOLE, at, at - 1);
}

static void check_bands(struct check *check)
{
    const uf_scale *scale = &check->scales[check->i];
    const struct grid grid = grid_of(check->scales, check->i);
    const size_t n = scale->band_count;
    uf_scale_score lowest, highest;
    uf_scale_ends(&lowest, &highest, check->scales, check->i);
    if (uf_scale_compare(&lowest, scale->bands[0].low) < 0)
        add(check, UF_SCALE_BAND_HOLE, 0, UF_NO_INDEX);
    for (size_t at = 0; at < n; at++) {
        check_one_band(check, at, &lowest, &highest);
        if (at > 0)
            check_neighbours(check, at, &grid, &lowest, &highest);
    }
    if (!scale->bands[n - 1].open && uf_scale_compare(&highest, scale->bands[n - 1].high) > 0)
        add(check, UF_SCALE_BAND_HOLE, n, UF_NO_INDEX);
}

/* ---- All of it ---- */

/* All but the bands. */
static void check_structure(struct check *check)
{
    const uf_scale *scale = &check->scales[check->i];
    if (scale->n == 0 && scale->part_count == 0)
        add(check, UF_SCALE_EMPTY, UF_NO_INDEX, UF_NO_INDEX);
    else if (scale->n > 0 && scale->part_count > 0)
        add(check, UF_SCALE_ITEMS_AND_PARTS, UF_NO_INDEX, UF_NO_INDEX);
    else if (scale->part_count > 0)
        check_parts(check);
    else
        check_items(check);
}

/* Whether a scale can be scored at all: neither it nor a part of it has a flaw in its structure.
 * Parts stand before it then, so this ends. */
static bool sound(const uf_scale *scales, size_t i)
{
    struct check probe = { .scales = scales, .i = i };
    check_structure(&probe);
    if (probe.count > 0)
        return false;
    for (size_t k = 0; k < scales[i].part_count; k++)
        if (!sound(scales, scales[i].parts[k]))
            return false;
    return true;
}

size_t uf_scale_check(uf_scale_flaw *flaws, size_t room, const uf_scale *scales, size_t n)
{
    struct check check = { .flaws = flaws, .room = room, .scales = scales };
    for (check.i = 0; check.i < n; check.i++) {
        check_structure(&check);
        if (scales[check.i].band_count > 0 && sound(scales, check.i))
            check_bands(&check);
    }
    return check.count;
}

/* ---- Numbered items ---- */

/* The length of the text before the number at the end of a name, and that number. False if there is
 * none, or one of more than nine digits. */
static bool split(const char *name, size_t *length, uint64_t *number)
{
    const size_t all = strlen(name);
    size_t at = all;
    while (at > 0 && name[at - 1] >= '0' && name[at - 1] <= '9')
        at--;
    if (at == all || all - at > 9)
        return false;
    *length = at;
    *number = 0;
    for (size_t i = at; i < all; i++)
        *number = 10 * *number + (uint64_t)(name[i] - '0');
    return true;
}

/* The lowest number above `number` among the names of the same text; false if there is none. */
static bool next_number(const char *const *names, size_t n, const char *text, size_t length,
                        uint64_t number, uint64_t *next)
{
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        size_t here;
        uint64_t candidate;
        if (!split(names[i], &here, &candidate) || here != length ||
            memcmp(names[i], text, length) != 0 || candidate <= number)
            continue;
        *next = !found || candidate < *next ? candidate : *next;
        found = true;
    }
    return found;
}

size_t uf_scale_numbering_gaps(uf_numbering_gap *gaps, size_t room, const char *const *names,
                               size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t length;
        uint64_t number, next;
        if (!split(names[i], &length, &number) ||
            !next_number(names, n, names[i], length, number, &next) || next == number + 1)
            continue;
        if (count < room)
            gaps[count] = (uf_numbering_gap){ i, number + 1, next - 1 };
        count++;
    }
    return count;
}
