/* score_scales.c: the file of scales: by what rule each is scored, and for whom it is. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/datafile.h"
#include "cli/messages.h"
#include "cli/rows.h"
#include "cli/score_key.h"
#include "cli/score_range.h"

static const char cut[] = "cut_";

/* The columns of the file; cuts: the positions of those called cut_NAME. */
struct columns {
    size_t scale, method, min_items, prorate, better, parts, ages, informants, source;
    size_t *cuts;
    size_t cut_count;
};

/* ---- Which file ---- */

/* NAME-scales.csv beside NAME.csv, or NULL if there is none. */
static char *beside(const uf_key *key)
{
    static const char ending[] = ".csv";
    size_t length = strlen(key->path);
    if (strcmp(key->path, "-") == 0)
        return NULL;
    if (length > strlen(ending) && strcmp(key->path + length - strlen(ending), ending) == 0)
        length -= strlen(ending);
    char *path = uf_message_text("%.*s-scales.csv", (int)length, key->path);
    if (path == NULL)
        uf_cli_no_memory(key->cli);
    if (access(path, F_OK) == 0)
        return path;
    free(path);
    return NULL;
}

/* ---- Cells ---- */

/* Call use for each part of a cell that a separator divides, without the spaces around it. */
typedef void use_part(uf_key *key, size_t scale, uf_cell part, uf_rows *rows, size_t column);

static void divide(uf_key *key, size_t scale, uf_rows *rows, size_t column, char separator,
                   use_part *use)
{
    const char *text = uf_rows_cell(rows, column).text;
    while (true) {
        while (*text == ' ')
            text++;
        const char *end = strchr(text, separator);
        size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
        while (length > 0 && text[length - 1] == ' ')
            length--;
        use(key, scale, (uf_cell){ text, length }, rows, column);
        if (end == NULL)
            return;
        text = end + 1;
    }
}

static void add_part(uf_key *key, size_t scale, uf_cell part, uf_rows *rows, size_t column)
{
    uf_key_scale *info = &key->info[scale];
    const size_t found = uf_key_find(key, part.text, part.length);
    if (found == UF_NO_COLUMN) {
        uf_rows_reject(rows, column, "'%.*s' is no scale that stands before this one",
                       (int)part.length, part.text);
        return;
    }
    info->parts = uf_cli_grow(key->cli, info->parts, info->part_count + 1, sizeof *info->parts);
    info->parts[info->part_count++] = found;
}

static void add_informant(uf_key *key, size_t scale, uf_cell part, uf_rows *rows, size_t column)
{
    if (part.length == 0) {
        uf_rows_reject(rows, column, "an informant without a name");
        return;
    }
    char *name = uf_message_text("%.*s", (int)part.length, part.text);
    if (name == NULL || !uf_texts_add(&key->info[scale].informants, name))
        uf_cli_no_memory(key->cli);
    free(name);
}

static void read_ages(uf_key_scale *info, uf_rows *rows, size_t column)
{
    const uf_cell cell = uf_rows_cell(rows, column);
    info->has_ages = true;
    if (!uf_score_range_whole(cell, 0, UF_AGE_MAX, &info->ages.low, &info->ages.high) ||
        info->ages.low > info->ages.high || info->ages.low < 0 || info->ages.high > UF_AGE_MAX)
        uf_rows_reject(rows, column, "'%s' is not a range of ages such as 11..17 or 18..",
                       cell.text);
}

static void read_better(uf_key_scale *info, uf_rows *rows, size_t column)
{
    const char *text = uf_rows_cell(rows, column).text;
    if (strcmp(text, "lower") == 0)
        info->better = UF_BETTER_LOWER;
    else if (strcmp(text, "higher") == 0)
        info->better = UF_BETTER_HIGHER;
    else
        uf_rows_reject(rows, column, "'%s' is not lower or higher", text);
}

/* The number of items that must be answered: never a percentage, which would have to be rounded. */
static void read_min_items(uf_key_scale *info, uf_rows *rows, size_t column)
{
    const uf_cell cell = uf_rows_cell(rows, column);
    size_t n = 0;
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.text[i] < '0' || cell.text[i] > '9' || n > UF_SCALE_ITEMS_MAX) {
            uf_rows_reject(rows, column, "'%s' is not a number of items: write how many of the %zu",
                           cell.text, info->n);
            return;
        }
        n = 10 * n + (size_t)(cell.text[i] - '0');
    }
    info->rule.min_items = n;
}

static void read_rule(uf_key_scale *info, uf_rows *rows, const struct columns *columns)
{
    const char *method = uf_rows_cell(rows, columns->method).text;
    info->rule = (uf_scale_rule){ .min_items = info->n };
    if (!uf_rows_missing(rows, columns->method) &&
        !uf_scale_method_named(method, &info->rule.method, &info->rule.factor))
        uf_rows_reject(rows, columns->method, "'%s' is not sum, mean or floor(0.5+5*mean)", method);
    if (!uf_rows_missing(rows, columns->min_items))
        read_min_items(info, rows, columns->min_items);
    if (!uf_rows_missing(rows, columns->prorate))
        info->rule.prorate = uf_rows_flag(rows, columns->prorate) == 1;
}

/* ---- Bands ---- */

static void add_band(uf_key *key, uf_key_scale *info, uf_rows *rows, size_t column)
{
    uf_score_range range;
    const uf_cell cell = uf_rows_cell(rows, column);
    if (!uf_score_range_read(cell, &range)) {
        uf_rows_reject(rows, column,
                       "'%s' is neither the lowest score of the band nor a range such as 14..26",
                       cell.text);
        return;
    }
    if (!uf_texts_add(&key->band_names, uf_rows_name(rows, column) + sizeof cut - 1))
        uf_cli_no_memory(key->cli);
    info->bands = uf_cli_grow(key->cli, info->bands, info->band_count + 1, sizeof *info->bands);
    info->bands[info->band_count++] = (uf_scale_band){
        .name = key->band_names.items[key->band_names.count - 1],
        .low = range.has_low ? range.low : UF_SCALE_BOTTOM,
        .high = range.high,
        .open = range.single || !range.has_high,
    };
}

/* ---- A row ---- */

static void fill(uf_key *key, size_t scale, uf_rows *rows, const struct columns *columns)
{
    uf_key_scale *info = &key->info[scale];
    info->line = uf_rows_line(rows);
    if (!uf_rows_missing(rows, columns->parts))
        divide(key, scale, rows, columns->parts, '+', add_part);
    read_rule(info, rows, columns);
    if (!uf_rows_missing(rows, columns->better))
        read_better(info, rows, columns->better);
    if (!uf_rows_missing(rows, columns->ages))
        read_ages(info, rows, columns->ages);
    if (!uf_rows_missing(rows, columns->informants))
        divide(key, scale, rows, columns->informants, '|', add_informant);
    if (!uf_rows_missing(rows, columns->source))
        info->source = uf_cli_copy(key->cli, uf_rows_cell(rows, columns->source).text);
    for (size_t i = 0; i < columns->cut_count; i++)
        if (!uf_rows_missing(rows, columns->cuts[i]))
            add_band(key, info, rows, columns->cuts[i]);
    uf_scale_bands_sort(info->bands, info->band_count);
}

static void add_row(uf_key *key, uf_rows *rows, const struct columns *columns)
{
    if (!uf_rows_present(rows, columns->scale))
        return;
    const uf_cell name = uf_rows_cell(rows, columns->scale);
    const size_t known = uf_key_find(key, name.text, name.length);
    if (known == UF_NO_COLUMN && uf_rows_missing(rows, columns->parts)) {
        uf_rows_reject(rows, columns->scale, "'%s' has no items in %s and no parts", name.text,
                       key->path);
        return;
    }
    const size_t scale = uf_key_scale_named(key, name.text, name.length);
    if (key->info[scale].line != 0)
        uf_rows_reject(rows, columns->scale, "'%s' stands in the file twice", name.text);
    else
        fill(key, scale, rows, columns);
}

static void find_columns(uf_cli *cli, uf_rows *rows, struct columns *columns)
{
    *columns = (struct columns){
        .scale = uf_rows_require(rows, "scale"),
        .method = uf_rows_column(rows, "method"),
        .min_items = uf_rows_column(rows, "min_items"),
        .prorate = uf_rows_column(rows, "prorate"),
        .better = uf_rows_column(rows, "better"),
        .parts = uf_rows_column(rows, "parts"),
        .ages = uf_rows_column(rows, "ages"),
        .informants = uf_rows_column(rows, "informants"),
        .source = uf_rows_column(rows, "source"),
        .cuts = uf_cli_allocate(cli, uf_rows_width(rows), sizeof *columns->cuts),
    };
    for (size_t i = 0; i < uf_rows_width(rows); i++)
        if (strncmp(uf_rows_name(rows, i), cut, sizeof cut - 1) == 0)
            columns->cuts[columns->cut_count++] = uf_rows_column(rows, uf_rows_name(rows, i));
}

/* Scales for which no row says anything. */
static void note_ruleless(uf_key *key, uf_score_findings *findings)
{
    for (size_t i = 0; i < key->count; i++) {
        uf_key_scale *info = &key->info[i];
        if (info->line != 0)
            continue;
        info->rule = (uf_scale_rule){ .min_items = info->n };
        if (key->scales_path != NULL)
            uf_score_findings_add(findings, uf_key_place(key, i, "scale", ""), "no-rule",
                                  "scale '%s' has no row in %s", info->name, key->scales_path);
    }
}

void uf_key_read_scales(uf_key *key, uf_score_findings *findings)
{
    const char *name = uf_cli_text(key->cli, "scales");
    key->scales_path = name != NULL ? uf_datafile_find(key->cli, "keys", name) : beside(key);
    if (key->scales_path != NULL) {
        struct columns columns;
        uf_rows *rows = uf_rows_open_file(key->cli, key->scales_path);
        find_columns(key->cli, rows, &columns);
        uf_score_findings_listen(findings, rows);
        while (uf_rows_next(rows))
            add_row(key, rows, &columns);
        uf_rows_close(rows);
        free(columns.cuts);
    }
    note_ruleless(key, findings);
}
