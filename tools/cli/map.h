/* map.h: --map FILE: our names for columns, and what an export calls them.
 *
 * A map is a CSV file with the columns `name` (ours: pupil) and `column` (theirs: Elev). A row
 * whose column is empty says nothing. One column may play several parts; a name may stand there
 * once. */
#ifndef UF_CLI_MAP_H
#define UF_CLI_MAP_H

#include "cli/program.h"

typedef struct uf_map uf_map;

/* Read the map that --map names: a file, or one of those that ship (datafile.h). A map that is no
 * such file or names a column of ours twice ends the program. */
uf_map *uf_map_read(uf_cli *cli, const char *name);
void uf_map_free(uf_map *map);

/* What the export calls our column, or NULL if the map (which may be NULL) does not say. Lives as
 * long as map. */
const char *uf_map_find(const uf_map *map, const char *name);

#endif
