/* groups.h: the groups that --by makes, or any other tuple of columns.
 *
 * A group is a distinct combination of the cells of some columns, numbered densely in the order of
 * first appearance; uf_groups_order gives them in the order of their texts (bytes, column by
 * column), so that the order of the input never shows in the output. No columns: one group, also in
 * a file without rows. */
#ifndef UF_CLI_GROUPS_H
#define UF_CLI_GROUPS_H

#include <stddef.h>
#include <stdint.h>

#include "cli/rows.h"

typedef struct uf_groups uf_groups;

/* columns: positions in rows, n of them, copied. */
uf_groups *uf_groups_new(uf_cli *cli, const uf_rows *rows, const size_t *columns, size_t n);
void uf_groups_free(uf_groups *groups);

/* The group of the current row. */
uint32_t uf_groups_code(uf_groups *groups, const uf_rows *rows);
size_t uf_groups_count(const uf_groups *groups);
size_t uf_groups_width(const uf_groups *groups);
/* The name of a column (uf_rows_asked_name), and a group's text in it; live as long as groups. */
const char *uf_groups_name(const uf_groups *groups, size_t column);
const char *uf_groups_text(const uf_groups *groups, uint32_t group, size_t column);
/* All group codes, sorted by their texts; count of them; lives until the next call. */
const uint32_t *uf_groups_order(uf_groups *groups);

#endif
