/* score_key.c: reading a key, and finding one's way in it. */
#include "cli/score_key.h"

#include <stdlib.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/datafile.h"
#include "cli/messages.h"
#include "cli/nearest.h"
#include "cli/rows.h"

/* The columns of the key. */
struct columns {
    size_t scale, item, reverse, min, max, weight, subscale;
};

/* ---- Scales and items ---- */

size_t uf_key_find(const uf_key *key, const char *name, size_t length)
{
    for (size_t i = 0; i < key->count; i++)
        if (strlen(key->info[i].name) == length && memcmp(key->info[i].name, name, length) == 0)
            return i;
    return UF_NO_COLUMN;
}

size_t uf_key_scale_named(uf_key *key, const char *name, size_t length)
{
    const size_t found = uf_key_find(key, name, length);
    if (found != UF_NO_COLUMN)
        return found;
    if (key->count == key->room) {
        key->room = 2 * key->room + 8;
        key->info = uf_cli_grow(key->cli, key->info, key->room, sizeof *key->info);
    }
    key->info[key->count] = (uf_key_scale){ .name = uf_cli_copy(key->cli, name), .shown = true };
    return key->count++;
}

/* The item of that name, made if it is new; min and max are those of its first row. */
static size_t item_named(uf_key *key, uf_cell name, int64_t min, int64_t max, uint64_t line)
{
    const size_t i = uf_intern_code(key->item_names, name.text, name.length);
    if (i < key->item_count)
        return i;
    if (i >= key->item_room) {
        key->item_room = 2 * key->item_room + 32;
        key->items = uf_cli_grow(key->cli, key->items, key->item_room, sizeof *key->items);
    }
    key->items[i] = (uf_key_item){ .min = min, .max = max, .line = line };
    key->item_count = i + 1;
    return i;
}

static void add_item(uf_key *key, size_t scale, uf_scale_item item, uint64_t line)
{
    uf_key_scale *info = &key->info[scale];
    if (info->n == info->room) {
        info->room = 2 * info->room + 16;
        info->items = uf_cli_grow(key->cli, info->items, info->room, sizeof *info->items);
        info->lines = uf_cli_grow(key->cli, info->lines, info->room, sizeof *info->lines);
    }
    info->items[info->n] = item;
    info->lines[info->n++] = line;
}

/* ---- One row of the key ---- */

/* A number as whole 10^-places, reported if it is missing or has more decimals. */
static int64_t read_scaled(uf_rows *rows, size_t column, int places)
{
    uf_decimal number;
    int64_t scaled = 0;
    bool exact;
    if (!uf_rows_present(rows, column) || !uf_rows_decimal(rows, column, &number))
        return 0;
    if (!uf_decimal_scale(number, places, &scaled, &exact))
        uf_rows_reject(rows, column, "'%s' is too large", uf_rows_cell(rows, column).text);
    else if (!exact)
        uf_rows_reject(rows, column, "'%s' has more than %d decimals",
                       uf_rows_cell(rows, column).text, places);
    return scaled;
}

static uf_scale_item read_item(uf_rows *rows, const struct columns *columns)
{
    uf_scale_item item = { .weight = UF_WEIGHT_UNIT };
    item.min = read_scaled(rows, columns->min, UF_ANSWER_PLACES);
    item.max = read_scaled(rows, columns->max, UF_ANSWER_PLACES);
    if (uf_rows_present(rows, columns->reverse))
        item.reverse = uf_rows_flag(rows, columns->reverse) == 1;
    if (!uf_rows_missing(rows, columns->weight))
        item.weight = read_scaled(rows, columns->weight, UF_WEIGHT_PLACES);
    return item;
}

static void add_row(uf_key *key, uf_rows *rows, const struct columns *columns)
{
    const uint64_t line = uf_rows_line(rows);
    uf_scale_item item = read_item(rows, columns);
    if (!uf_rows_present(rows, columns->item) || uf_rows_bad(rows))
        return;
    item.answer = item_named(key, uf_rows_cell(rows, columns->item), item.min, item.max, line);
    const size_t memberships[] = { columns->scale, columns->subscale };
    for (size_t i = 0; i < 2; i++) {
        if (uf_rows_missing(rows, memberships[i]))
            continue;
        const uf_cell name = uf_rows_cell(rows, memberships[i]);
        add_item(key, uf_key_scale_named(key, name.text, name.length), item, line);
    }
}

static void read_rows(uf_key *key, uf_score_findings *findings)
{
    uf_rows *rows = uf_rows_open_file(key->cli, key->path);
    const struct columns columns = {
        .scale = uf_rows_require(rows, "scale"),
        .item = uf_rows_require(rows, "item"),
        .reverse = uf_rows_require(rows, "reverse"),
        .min = uf_rows_require(rows, "min"),
        .max = uf_rows_require(rows, "max"),
        .weight = uf_rows_column(rows, "weight"),
        .subscale = uf_rows_column(rows, "subscale"),
    };
    uf_score_findings_listen(findings, rows);
    while (uf_rows_next(rows))
        add_row(key, rows, &columns);
    uf_rows_close(rows);
    for (size_t i = 0; i < key->item_count; i++) {
        key->items[i].name = uf_intern_text(key->item_names, (uint32_t)i);
        key->items[i].needed = true;
    }
}

/* ---- A key ---- */

uf_key *uf_key_read(uf_cli *cli, uf_score_findings *findings)
{
    uf_key *key = uf_cli_allocate(cli, 1, sizeof *key);
    *key = (uf_key){ .cli = cli, .item_names = uf_intern_new(cli) };
    key->path = uf_datafile_find(cli, "keys", uf_cli_text(cli, "key"));
    read_rows(key, findings);
    uf_key_read_scales(key, findings);
    uf_key_check(key, findings);
    return key;
}

static void release_scale(uf_key_scale *info)
{
    free(info->name);
    free(info->source);
    free(info->items);
    free(info->lines);
    free(info->parts);
    free(info->bands);
    uf_texts_release(&info->informants);
}

void uf_key_free(uf_key *key)
{
    if (key == NULL)
        return;
    for (size_t i = 0; i < key->count; i++)
        release_scale(&key->info[i]);
    uf_texts_release(&key->band_names);
    uf_intern_free(key->item_names);
    free(key->items);
    free(key->info);
    free(key->scales);
    free(key->scales_path);
    free(key->path);
    free(key);
}

uf_score_place uf_key_place(const uf_key *key, size_t scale, const char *column, const char *value)
{
    const uint64_t line = key->info[scale].line;
    const bool in_key = line == 0;
    return (uf_score_place){ .file = in_key ? key->path : key->scales_path,
                             .line = in_key && key->info[scale].n > 0 ? key->info[scale].lines[0]
                                                                      : line,
                             .column = in_key ? "scale" : column,
                             .value = in_key ? key->info[scale].name : value };
}

uf_score_place uf_key_item_place(const uf_key *key, size_t scale, size_t item, const char *column)
{
    const uf_key_scale *info = &key->info[scale];
    return (uf_score_place){ .file = key->path,
                             .line = info->lines[item],
                             .column = column,
                             .value = key->items[info->items[item].answer].name };
}

/* ---- --scale ---- */

_Noreturn static void no_such_scale(const uf_key *key, const char *name)
{
    const char **names = uf_cli_allocate(key->cli, key->count, sizeof *names);
    for (size_t i = 0; i < key->count; i++)
        names[i] = key->info[i].name;
    const size_t nearest = uf_nearest(name, names, key->count);
    uf_cli_die(key->cli, "--scale %s: %s has no such scale%s%s%s", name, key->path,
               nearest < key->count ? "; did you mean '" : "",
               nearest < key->count ? names[nearest] : "", nearest < key->count ? "'?" : "");
}

static void mark_items(uf_key *key, const bool *needed)
{
    for (size_t i = 0; i < key->item_count; i++)
        key->items[i].needed = false;
    for (size_t i = 0; i < key->count; i++)
        for (size_t k = 0; needed[i] && k < key->info[i].n; k++)
            key->items[key->info[i].items[k].answer].needed = true;
}

void uf_key_choose(uf_key *key)
{
    size_t n;
    const char *const *names = uf_cli_list(key->cli, "scale", &n);
    bool *needed = uf_cli_allocate(key->cli, key->count + 1, sizeof *needed);
    for (size_t i = 0; i < key->count; i++)
        needed[i] = key->info[i].shown = n == 0;
    for (size_t k = 0; k < n; k++) {
        const size_t i = uf_key_find(key, names[k], strlen(names[k]));
        if (i == UF_NO_COLUMN)
            no_such_scale(key, names[k]);
        needed[i] = key->info[i].shown = true;
    }
    /* Parts stand before their totals. */
    for (size_t i = key->count; i-- > 0;)
        for (size_t k = 0; needed[i] && k < key->info[i].part_count; k++)
            needed[key->info[i].parts[k]] = true;
    mark_items(key, needed);
    free(needed);
}
