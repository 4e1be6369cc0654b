/* assignment.c: assignments within blocks, in lexicographic order or drawn. */
#include <utfall/assignment.h>

#include <utfall/rng.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "binomial_coefficient.h"

/* The clusters of a block with both arms: order[first .. first + size - 1]. */
struct block {
    size_t first, size, treated;
};

struct uf_assignments {
    size_t clusters;
    unsigned char *observed, *current;
    size_t *order, *deck; /* clusters by block; room to shuffle one block */
    struct block *blocks; /* those with both arms                         */
    size_t block_count;
    double ways;
    bool exact;
    bool symmetric; /* the mirrored assignment is possible */
    uint64_t replicates, seed;
    uint64_t given; /* since the first: how many have been returned */
};

struct member {
    size_t code, cluster;
};

static int by_code(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    return (x->cluster > y->cluster) - (x->cluster < y->cluster);
}

/* Sorted members into order and blocks; those of blocks with one arm stay as they are. */
static void find_blocks(uf_assignments *set, const struct member *members)
{
    set->ways = 1;
    set->symmetric = true;
    size_t kept = 0;
    for (size_t from = 0, to; from < set->clusters; from = to) {
        struct block block = { .first = kept };
        for (to = from; to < set->clusters && members[to].code == members[from].code; to++) {
            set->order[kept + block.size++] = members[to].cluster;
            block.treated += set->observed[members[to].cluster];
        }
        if (block.treated == 0 || block.treated == block.size)
            continue;
        set->blocks[set->block_count++] = block;
        set->ways *= uf_binomial_coefficient(block.size, block.treated);
        set->symmetric = set->symmetric && 2 * block.treated == block.size;
        kept += block.size;
    }
}

static uf_assignments *allocate(size_t clusters)
{
    uf_assignments *set = calloc(1, sizeof *set);
    if (set == NULL)
        return NULL;
    set->clusters = clusters;
    set->observed = calloc(clusters + 1, 1);
    set->current = calloc(clusters + 1, 1);
    set->order = calloc(clusters + 1, sizeof *set->order);
    set->deck = calloc(clusters + 1, sizeof *set->deck);
    set->blocks = calloc(clusters + 1, sizeof *set->blocks);
    if (set->observed == NULL || set->current == NULL || set->order == NULL || set->deck == NULL ||
        set->blocks == NULL) {
        uf_assignments_free(set);
        return NULL;
    }
    return set;
}

void uf_assignments_free(uf_assignments *set)
{
    if (set == NULL)
        return;
    free(set->observed);
    free(set->current);
    free(set->order);
    free(set->deck);
    free(set->blocks);
    free(set);
}

static uf_status plan_ways(uf_assignments *set, const uf_permutation_plan *plan, uf_error *error)
{
    const char *function = "uf_assignments_new";
    if (set->block_count == 0)
        return uf_error_set(error, UF_EDATA, function,
                            "no cluster could have been in the other arm", UF_NO_INDEX, NAN);
    set->exact = set->ways <= plan->exact_limit && set->ways < 0x1p53;
    if (!set->exact && (plan->replicates == 0 || plan->replicates >= UINT32_MAX))
        return uf_error_set(error, UF_EINVAL, function, "no replicates to sample, or too many",
                            UF_NO_INDEX, (double)plan->replicates);
    set->replicates = plan->replicates;
    set->seed = plan->seed;
    return UF_OK;
}

uf_status uf_assignments_new(uf_assignments **set, const uf_assignment *observed,
                             const uf_permutation_plan *plan, uf_error *error)
{
    *set = NULL;
    for (size_t g = 0; g < observed->clusters; g++) {
        if (observed->treated[g] > 1)
            return uf_error_set(error, UF_EINVAL, __func__, "an arm is neither 0 nor 1", g,
                                observed->treated[g]);
    }
    uf_assignments *made = allocate(observed->clusters);
    struct member *members = calloc(observed->clusters + 1, sizeof *members);
    if (made == NULL || members == NULL) {
        uf_assignments_free(made);
        free(members);
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    }
    for (size_t g = 0; g < observed->clusters; g++) {
        made->observed[g] = made->current[g] = observed->treated[g];
        members[g] = (struct member){ observed->block != NULL ? observed->block[g] : 0, g };
    }
    qsort(members, observed->clusters, sizeof *members, by_code);
    find_blocks(made, members);
    free(members);
    uf_status status = plan_ways(made, plan, error);
    if (status == UF_OK)
        *set = made;
    else
        uf_assignments_free(made);
    return status;
}

double uf_assignments_ways(const uf_assignments *set)
{
    return set->ways;
}

bool uf_assignments_exact(const uf_assignments *set)
{
    return set->exact;
}

size_t uf_assignments_count(const uf_assignments *set)
{
    return set->exact ? (size_t)set->ways : (size_t)set->replicates + 1;
}

double uf_assignments_smallest_p(const uf_assignments *set, uf_alternative alternative)
{
    double extreme = alternative == UF_TWO_SIDED && set->symmetric ? 2 : 1;
    double smallest = extreme / set->ways;
    return set->exact ? smallest : fmax(smallest, 1 / (double)uf_assignments_count(set));
}

/* The next order of 0s and 1s in a block, the first one after the last. */
static void step(unsigned char *current, const size_t *order, size_t size)
{
    /* The tail of 1s followed by 0s is the last of its kind; the 0 before it becomes 1. */
    size_t zeros = 0, ones = 0;
    while (zeros < size && !current[order[size - 1 - zeros]])
        zeros++;
    while (zeros + ones < size && current[order[size - 1 - zeros - ones]])
        ones++;
    size_t tail = zeros + ones;
    if (tail < size) {
        current[order[size - 1 - tail]] = 1;
        ones--;
    }
    for (size_t i = 0; i < tail; i++)
        current[order[size - 1 - i]] = i < ones;
}

static bool as_observed(const uf_assignments *set, const struct block *block)
{
    for (size_t i = 0; i < block->size; i++) {
        size_t g = set->order[block->first + i];
        if (set->current[g] != set->observed[g])
            return false;
    }
    return true;
}

/* Like the wheels of a counter: a block that is back where it began moves the next one on. */
static bool advance(uf_assignments *set)
{
    for (size_t b = 0; b < set->block_count; b++) {
        const struct block *block = &set->blocks[b];
        step(set->current, set->order + block->first, block->size);
        if (!as_observed(set, block))
            return true;
    }
    return false;
}

/* Partial Fisher-Yates in each block in turn. */
static void draw(uf_assignments *set, uint64_t replicate)
{
    uf_rng rng;
    uf_rng_init(&rng, set->seed, replicate);
    for (size_t b = 0; b < set->block_count; b++) {
        const struct block *block = &set->blocks[b];
        memcpy(set->deck, set->order + block->first, block->size * sizeof *set->deck);
        for (size_t i = 0; i < block->size; i++)
            set->current[set->deck[i]] = 0;
        for (size_t i = 0; i < block->treated; i++) {
            size_t j = i + uf_rng_below(&rng, (uint32_t)(block->size - i));
            size_t taken = set->deck[j];
            set->deck[j] = set->deck[i];
            set->current[taken] = 1;
        }
    }
}

const unsigned char *uf_assignments_next(uf_assignments *set)
{
    uint64_t number = set->given++;
    if (number == 0) {
        memcpy(set->current, set->observed, set->clusters);
        return set->current;
    }
    bool more = set->exact ? advance(set) : number <= set->replicates;
    if (!more) {
        set->given = 0;
        return NULL;
    }
    if (!set->exact)
        draw(set, number - 1);
    return set->current;
}

uf_assignment_kind uf_assignments_kind(const uf_assignments *set)
{
    bool same = true, opposite = set->symmetric;
    for (size_t b = 0; b < set->block_count && (same || opposite); b++) {
        const struct block *block = &set->blocks[b];
        for (size_t i = 0; i < block->size; i++) {
            size_t g = set->order[block->first + i];
            if (set->current[g] == set->observed[g])
                opposite = false;
            else
                same = false;
        }
    }
    return same ? UF_ASSIGNMENT_OBSERVED : opposite ? UF_ASSIGNMENT_MIRRORED : UF_ASSIGNMENT_OTHER;
}
