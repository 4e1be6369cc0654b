/* scale_norms.c: a table of norms checked, and looked up. */
#include <utfall/scale_norms.h>

#include <math.h>
#include <stdlib.h>

const char *uf_norm_fault_name(uf_norm_fault fault)
{
    static const char *const names[UF_NORM_FAULTS] = {
        "norm-range", "raw-outside", "raw-overlap", "raw-gap",
        "raw-end",    "t-turn",      "age-gap",     "two-groups",
    };
    return names[fault];
}

struct row {
    uf_norm norm;
    size_t at; /* as it was given */
};

/* The rows of one group of people on one scale, by raw score. */
struct group {
    size_t first, n;
};

struct uf_norms {
    struct row *rows;
    struct group *groups;
    size_t row_count, group_count;
};

/* Where flaws go. */
struct found {
    uf_norm_flaw *flaws;
    size_t room, count;
};

static void add(struct found *found, uf_norm_fault fault, size_t at, size_t other)
{
    if (found->count < found->room)
        found->flaws[found->count] = (uf_norm_flaw){ fault, at, other };
    found->count++;
}

/* ---- Order ---- */

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Groups by scale, informant, sex, ages. */
static int compare_groups(const uf_norm *a, const uf_norm *b)
{
    int sign = order((int64_t)a->scale, (int64_t)b->scale);
    if (sign == 0)
        sign = order(a->informant, b->informant);
    if (sign == 0)
        sign = order(a->sex, b->sex);
    if (sign == 0)
        sign = order(a->ages.low, b->ages.low);
    return sign != 0 ? sign : order(a->ages.high, b->ages.high);
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *one = a, *other = b;
    int sign = compare_groups(&one->norm, &other->norm);
    if (sign == 0)
        sign = order(one->norm.low, other->norm.low);
    return sign != 0 ? sign : order((int64_t)one->at, (int64_t)other->at);
}

static void find_groups(uf_norms *norms)
{
    for (size_t i = 0; i < norms->row_count; i++) {
        if (i > 0 && compare_groups(&norms->rows[i - 1].norm, &norms->rows[i].norm) == 0)
            norms->groups[norms->group_count - 1].n++;
        else
            norms->groups[norms->group_count++] = (struct group){ i, 1 };
    }
}

/* ---- Checks ---- */

static bool row_in_range(const uf_norm *norm)
{
    return norm->low <= norm->high && norm->ages.low <= norm->ages.high && isfinite(norm->t);
}

/* A row against the one before it in its group. direction: of T so far. */
static void check_next(struct found *found, const struct row *row, int *direction)
{
    const struct row *before = row - 1;
    if (row->norm.low <= before->norm.high)
        add(found, UF_NORM_OVERLAP, row->at, before->at);
    else if (row->norm.low > before->norm.high + 1)
        add(found, UF_NORM_GAP, row->at, before->at);
    const int turn = (row->norm.t > before->norm.t) - (row->norm.t < before->norm.t);
    if (turn != 0 && *direction != 0 && turn != *direction)
        add(found, UF_NORM_TURN, row->at, before->at);
    else if (turn != 0)
        *direction = turn;
}

static void check_group(struct found *found, const uf_norms *norms, const struct group *group,
                        int32_t lowest, int32_t highest)
{
    const struct row *rows = norms->rows + group->first, *last = rows + group->n - 1;
    int direction = 0;
    for (size_t i = 0; i < group->n; i++) {
        if (!row_in_range(&rows[i].norm))
            add(found, UF_NORM_RANGE, rows[i].at, UF_NO_INDEX);
        if (rows[i].norm.low < lowest || rows[i].norm.high > highest)
            add(found, UF_NORM_OUTSIDE, rows[i].at, UF_NO_INDEX);
        if (i > 0)
            check_next(found, &rows[i], &direction);
    }
    if (rows->norm.low > lowest)
        add(found, UF_NORM_GAP, rows->at, UF_NO_INDEX);
    if (last->norm.high < highest)
        add(found, UF_NORM_END, last->at, UF_NO_INDEX);
}

static bool may_be_same(uint32_t a, uint32_t b)
{
    return a == b || a == UF_NORM_ANY || b == UF_NORM_ANY;
}

/* Two groups of one scale: nobody may be in both. Neighbours that differ in ages only follow each
 * other. */
static void check_pair(struct found *found, const struct row *before, const struct row *after,
                       bool neighbours)
{
    const uf_norm *a = &before->norm, *b = &after->norm;
    if (a->scale != b->scale)
        return;
    if (may_be_same(a->sex, b->sex) && may_be_same(a->informant, b->informant) &&
        a->ages.low <= b->ages.high && b->ages.low <= a->ages.high)
        add(found, UF_NORM_TWO_GROUPS, after->at, before->at);
    else if (neighbours && a->sex == b->sex && a->informant == b->informant &&
             b->ages.low > a->ages.high + 1)
        add(found, UF_NORM_AGES, after->at, before->at);
}

static void check(struct found *found, const uf_norms *norms, const int32_t *lowest,
                  const int32_t *highest)
{
    for (size_t i = 0; i < norms->group_count; i++) {
        const struct row *first = norms->rows + norms->groups[i].first;
        const size_t scale = first->norm.scale;
        check_group(found, norms, &norms->groups[i], lowest[scale], highest[scale]);
        for (size_t k = 0; k < i; k++)
            check_pair(found, norms->rows + norms->groups[k].first, first, k + 1 == i);
    }
}

/* ---- Making ---- */

uf_status uf_norms_new(uf_norms **norms, const uf_norm *rows, size_t n, const int32_t *lowest,
                       const int32_t *highest, uf_norm_flaw *flaws, size_t room, size_t *found,
                       uf_error *error)
{
    uf_norms *made = calloc(1, sizeof *made);
    *norms = NULL;
    *found = 0;
    if (made != NULL) {
        made->rows = calloc(n + 1, sizeof *made->rows);
        made->groups = calloc(n + 1, sizeof *made->groups);
    }
    if (made == NULL || made->rows == NULL || made->groups == NULL) {
        uf_norms_free(made);
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    }
    for (size_t i = 0; i < n; i++)
        made->rows[i] = (struct row){ rows[i], i };
    made->row_count = n;
    qsort(made->rows, n, sizeof *made->rows, compare_rows);
    find_groups(made);
    struct found list = { .flaws = flaws, .room = room };
    check(&list, made, lowest, highest);
    *found = list.count;
    *norms = made;
    return UF_OK;
}

void uf_norms_free(uf_norms *norms)
{
    if (norms == NULL)
        return;
    free(norms->rows);
    free(norms->groups);
    free(norms);
}

/* ---- Looking up ---- */

static bool group_has(const uf_norm *norm, size_t scale, const uf_norm_person *person)
{
    const bool all_ages = norm->ages.low <= 0 && norm->ages.high >= UF_AGE_MAX;
    return norm->scale == scale && (norm->sex == UF_NORM_ANY || norm->sex == person->sex) &&
           (norm->informant == UF_NORM_ANY || norm->informant == person->informant) &&
           (all_ages || uf_ages_have(norm->ages, person->age));
}

/* The T of a whole raw score in a group. */
static double find_raw(const struct row *rows, size_t n, double raw)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (raw > (double)rows[middle].norm.high)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && raw >= (double)rows[low].norm.low ? rows[low].norm.t : NAN;
}

double uf_norms_find(const uf_norms *norms, size_t scale, const uf_norm_person *person,
                     const uf_scale_score *raw)
{
    if (!raw->known)
        return NAN;
    for (size_t i = 0; i < norms->group_count; i++) {
        const struct row *rows = norms->rows + norms->groups[i].first;
        if (group_has(&rows->norm, scale, person))
            return find_raw(rows, norms->groups[i].n, floor(raw->value + 0.5));
    }
    return NAN;
}

uf_norm_use uf_norms_use(const uf_norms *norms, size_t scale)
{
    uf_norm_use use = { 0 };
    for (size_t i = 0; i < norms->group_count; i++) {
        const uf_norm *norm = &norms->rows[norms->groups[i].first].norm;
        if (norm->scale != scale)
            continue;
        use.any = true;
        use.sex |= norm->sex != UF_NORM_ANY;
        use.informant |= norm->informant != UF_NORM_ANY;
        use.age |= norm->ages.low > 0 || norm->ages.high < UF_AGE_MAX;
    }
    return use;
}
