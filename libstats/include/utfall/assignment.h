/* assignment.h: every way in which the clusters could have been assigned to the two arms.
 *
 * Schools, not pupils, get an intervention, so what could have come out otherwise is which schools
 * got it. With G clusters of which G1 are treated there are C(G, G1) ways; when clusters were
 * assigned within blocks (matched pairs, strata), each block keeps its own number of treated, and
 * the ways are the product over blocks. A block with one arm only has one way.
 *
 * All ways are gone through when they are at most plan->exact_limit; otherwise replicates of them
 * are drawn, replicate r from stream r of the seed (rng.h), and the assignment that happened is
 * counted with them (Phipson & Smyth 2010). In both cases the first one is that of the data. */
#ifndef UTFALL_ASSIGNMENT_H
#define UTFALL_ASSIGNMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <utfall/permutation.h>
#include <utfall/status.h>
#include <utfall/tail.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The limit above which assignments are sampled, unless the user says otherwise: C(20, 10) is
 * 184,756. */
enum { UF_ASSIGNMENT_EXACT_LIMIT = 200000 };

/* What happened. Borrowed arrays of `clusters` elements. */
typedef struct uf_assignment {
    const unsigned char *treated; /* 1 intervention, 0 control                                    */
    const size_t *block;          /* codes of blocks, any numbers; NULL when there are none       */
    size_t clusters;
} uf_assignment;

typedef struct uf_assignments uf_assignments;

/* How the two-sided and the one-sided test stand to an assignment. */
typedef enum uf_assignment_kind {
    UF_ASSIGNMENT_OTHER,
    UF_ASSIGNMENT_OBSERVED, /* that of the data                                                   */
    UF_ASSIGNMENT_MIRRORED  /* the arms changed places, in every block that has both              */
} uf_assignment_kind;

/* The assignments that were possible. On success *set is a new object for uf_assignments_free();
 * what observed points to is copied.
 *   UF_EINVAL  treated is neither 0 nor 1: error->index; plan->replicates is 0 and needed, or not
 *              below 2^32
 *   UF_EDATA   nothing could have been assigned otherwise: an arm is empty, or every block has one
 *              arm only
 *   UF_ENOMEM */
uf_status uf_assignments_new(uf_assignments **set, const uf_assignment *observed,
                             const uf_permutation_plan *plan, uf_error *error);
void uf_assignments_free(uf_assignments *set);

/* How many there are, exact to 2^53; INFINITY beyond the largest double. */
double uf_assignments_ways(const uf_assignments *set);

/* Whether all are gone through, and how many are: ways, or replicates + 1. */
bool uf_assignments_exact(const uf_assignments *set);
size_t uf_assignments_count(const uf_assignments *set);

/* The smallest p-value that any outcome could give: 1 / ways one-sided; two-sided 2 / ways when the
 * mirrored assignment is possible, which is as far out, else 1 / ways. At 3 + 3 that is 0.10. In a
 * sample at least 1 / count. One minus this is the highest level of an interval by inversion. */
double uf_assignments_smallest_p(const uf_assignments *set, uf_alternative alternative);

/* The next assignment, `clusters` elements of 0 and 1, valid until the next call; NULL when there
 * are no more, and then the one after is the first again. */
const unsigned char *uf_assignments_next(uf_assignments *set);

/* What the assignment last returned is. */
uf_assignment_kind uf_assignments_kind(const uf_assignments *set);

#ifdef __cplusplus
}
#endif
#endif
