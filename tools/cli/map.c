/* map.c: reading a column map and looking names up in it. */
#include "cli/map.h"

#include <stdlib.h>
#include <string.h>

#include "cli/datafile.h"
#include "cli/rows.h"

struct pair {
    char *name;
    char *column;
};

struct uf_map {
    struct pair *pairs;
    size_t count, room;
};

static void add(uf_cli *cli, uf_map *map, const char *name, const char *column)
{
    if (map->count == map->room) {
        map->room = map->room > 0 ? 2 * map->room : 16;
        map->pairs = uf_cli_grow(cli, map->pairs, map->room, sizeof *map->pairs);
    }
    map->pairs[map->count++] =
        (struct pair){ .name = uf_cli_copy(cli, name), .column = uf_cli_copy(cli, column) };
}

uf_map *uf_map_read(uf_cli *cli, const char *name)
{
    uf_map *map = uf_cli_allocate(cli, 1, sizeof *map);
    *map = (uf_map){ 0 };
    char *path = uf_datafile_find(cli, "maps", name);
    uf_rows *rows = uf_rows_open_file(cli, path);
    size_t ours = uf_rows_require(rows, "name");
    size_t theirs = uf_rows_require(rows, "column");
    while (uf_rows_next(rows)) {
        if (!uf_rows_present(rows, ours) || uf_rows_missing(rows, theirs))
            continue;
        const char *text = uf_rows_cell(rows, ours).text;
        if (uf_map_find(map, text) != NULL)
            uf_rows_reject(rows, ours, "'%s' is mapped already, to '%s'", text,
                           uf_map_find(map, text));
        else
            add(cli, map, text, uf_rows_cell(rows, theirs).text);
    }
    uf_rows_close(rows);
    free(path);
    return map;
}

void uf_map_free(uf_map *map)
{
    if (map == NULL)
        return;
    for (size_t i = 0; i < map->count; i++) {
        free(map->pairs[i].name);
        free(map->pairs[i].column);
    }
    free(map->pairs);
    free(map);
}

const char *uf_map_find(const uf_map *map, const char *name)
{
    for (size_t i = 0; map != NULL && i < map->count; i++) {
        if (strcmp(map->pairs[i].name, name) == 0)
            return map->pairs[i].column;
    }
    return NULL;
}
