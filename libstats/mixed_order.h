/* mixed_order.h: the rows of a mixed model, checked and put in order: person by person, class by
 * class, school by school. Private to libstats. */
#ifndef UTFALL_MIXED_ORDER_H
#define UTFALL_MIXED_ORDER_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/mixed_model.h>

/* Above persons are groups: classes where a term has them, else schools, else one of all rows.
 * Person i has rows row[person_start[i] .. person_start[i + 1] - 1], by wave under AR1, and
 * group g persons group_start[g] .. group_start[g + 1] - 1. Without a term of persons, each row is
 * one of its own. */
typedef struct uf_mixed_order {
    size_t n, persons, groups;
    size_t *row;
    size_t *person_start; /* persons + 1 */
    size_t *group_start;  /* groups + 1  */
} uf_mixed_order;

/* Whether the terms have what they need, and the order. UF_EINVAL, UF_EDATA, UF_ESINGULAR and
 * UF_ENOMEM as uf_mixed_fit, for which `function` stands. Release also after failure. */
uf_status uf_mixed_order_init(uf_mixed_order *order, const uf_mixed_data *data, unsigned terms,
                              const char *function, uf_error *error);
void uf_mixed_order_release(uf_mixed_order *order);

#endif
