/* separation.h: whether a step of the iteration proves that there is no estimate. Private to
 * libstats. */
#ifndef UTFALL_SEPARATION_H
#define UTFALL_SEPARATION_H

#include <stddef.h>

typedef enum uf_separation { UF_NOT_SEPARATED, UF_QUASI_SEPARATED, UF_SEPARATED } uf_separation;

/* Where the linear predictor of a row may go without end: towards an outcome at the edge of its
 * range, which it approaches and never reaches. */
typedef enum uf_edge { UF_EDGE_NONE = 0, UF_EDGE_LOW = -1, UF_EDGE_HIGH = 1 } uf_edge;

/* step[i] is what the linear predictor of row i moved by; rows of weight 0 (weights may be NULL)
 * are not there. It separates when no row moved away from
 * its edge, those without an edge stood still, and some moved towards theirs by half a unit or more
 * (a Newton step towards an edge is 1 in the end): perfectly when all did. Moved is: by more than
 * 1e-6 of the largest step. */
uf_separation uf_separation_of_step(const double *step, const uf_edge *edge, const double *weights,
                                    size_t n);

#endif
