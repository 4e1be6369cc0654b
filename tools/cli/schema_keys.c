/* schema_keys.c: unique, primary and foreign keys. */
#include "cli/schema_keys.h"

#include <stdlib.h>
#include <string.h>

#include "cli/intern.h"

/* A key that must not repeat. */
struct once {
    const uf_schema_key *key;
    uf_intern *seen;
    uint64_t *marks; /* [seen] where each stood first */
    size_t room;
    char *names; /* of the columns, for findings */
};

/* A reference to this file that nothing has answered yet. */
struct pending {
    uint64_t mark;
    uint32_t key, shown; /* in known and texts */
};

/* A key that must stand elsewhere. */
struct reference {
    const uf_schema_foreign *foreign;
    size_t *own;      /* [count] fields that are referred to, in a reference to this file */
    uf_intern *known; /* keys: those that are there, and those asked for                  */
    bool *there;      /* [room] of known: it is there                                     */
    size_t room;
    struct pending *pending;
    size_t pending_count, pending_room;
    uf_intern *texts; /* of pending values */
    char *names;
    char *there_names; /* of the columns referred to */
};

struct uf_schema_keys {
    uf_cli *cli;
    const uf_schema *schema;
    const uf_rows *rows;
    uf_findings *findings;
    struct once *once;
    size_t once_count;
    struct reference *references;
    size_t reference_count;
    char *bytes; /* the key in hand */
    size_t size;
};

enum { OK, MISSING, UNUSABLE };
enum { FIRST_SIZE = 256 };

/* ---- Keys as bytes ---- */

/* Append a part to the key in hand, after its length, so that no two keys run into one another. */
static void append(uf_schema_keys *keys, size_t *used, const uf_field *field, uf_cell cell,
                   const uf_field_value *value)
{
    const size_t most = cell.length + 1 > UF_FIELD_KEY_SIZE ? cell.length + 1 : UF_FIELD_KEY_SIZE;
    const size_t needed = *used + sizeof(uint32_t) + most;
    if (needed > keys->size) {
        keys->size = 2 * needed;
        keys->bytes = uf_cli_grow(keys->cli, keys->bytes, keys->size, 1);
    }
    char *start = keys->bytes + *used;
    const uint32_t length =
        (uint32_t)uf_field_key(field, cell.text, cell.length, value, start + sizeof length);
    memcpy(start, &length, sizeof length);
    *used += sizeof length + length;
}

/* The key of a row in fields, in keys->bytes; its length in *used. */
static int make_key(uf_schema_keys *keys, const size_t *fields, size_t count,
                    const uf_schema_cell *cells, size_t *used)
{
    *used = 0;
    for (size_t i = 0; i < count; i++) {
        const uf_schema_cell *cell = &cells[fields[i]];
        if (cell->missing)
            return MISSING;
        if (cell->bad)
            return UNUSABLE;
        append(keys, used, &keys->schema->fields[fields[i]], cell->cell, &cell->value);
    }
    return OK;
}

/* Texts one after the other with commas between; the caller frees them. */
static char *join(uf_cli *cli, const uf_cell *texts, size_t count, size_t *length)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += texts[i].length + 1;
    char *joined = uf_cli_allocate(cli, size, 1);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            joined[used++] = ',';
        memcpy(joined + used, texts[i].text, texts[i].length);
        used += texts[i].length;
    }
    joined[used] = '\0';
    *length = used;
    return joined;
}

static char *join_texts(uf_cli *cli, const char *const *texts, size_t count)
{
    size_t length;
    uf_cell *cells = uf_cli_allocate(cli, count, sizeof *cells);
    for (size_t i = 0; i < count; i++)
        cells[i] = (uf_cell){ .text = texts[i], .length = strlen(texts[i]) };
    char *joined = join(cli, cells, count, &length);
    free(cells);
    return joined;
}

static char *join_names(const uf_schema_keys *keys, const size_t *fields, size_t count)
{
    const char **names = uf_cli_allocate(keys->cli, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = keys->schema->fields[fields[i]].name;
    char *joined = join_texts(keys->cli, names, count);
    free(names);
    return joined;
}

static char *join_values(const uf_schema_keys *keys, const size_t *fields, size_t count,
                         const uf_schema_cell *cells, size_t *length)
{
    uf_cell *values = uf_cli_allocate(keys->cli, count, sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = cells[fields[i]].cell;
    char *joined = join(keys->cli, values, count, length);
    free(values);
    return joined;
}

/* ---- Keys that stand once ---- */

static uf_finding_place place_of(const uf_schema_keys *keys, const struct once *once,
                                 const uf_schema_cell *cells)
{
    uf_finding_place place =
        uf_findings_place(keys->findings, keys->rows, cells[once->key->fields[0]].column);
    place.name = once->names;
    return place;
}

static void report_repeat(const uf_schema_keys *keys, const struct once *once,
                          const uf_schema_cell *cells, uint64_t first)
{
    size_t length;
    char text[UF_FINDING_REFERENCE_SIZE];
    const uf_schema_key *key = once->key;
    uf_finding_place place = place_of(keys, once, cells);
    char *values = join_values(keys, key->fields, key->count, cells, &length);
    place.value = (uf_cell){ .text = values, .length = length };
    uf_findings_add(keys->findings, &place, key->rule, "stands in %s already",
                    uf_findings_reference(keys->findings, keys->rows, first, text));
    free(values);
}

static void find_repeat(uf_schema_keys *keys, struct once *once, const uf_schema_cell *cells)
{
    size_t used;
    const uf_schema_key *key = once->key;
    const int state = make_key(keys, key->fields, key->count, cells, &used);
    if (state == MISSING && key->rule == UF_RULE_PRIMARY_KEY) {
        const uf_finding_place place = place_of(keys, once, cells);
        uf_findings_add(keys->findings, &place, key->rule, "a part of the primary key is missing");
    }
    if (state != OK)
        return;
    const size_t before = uf_intern_count(once->seen);
    const uint32_t code = uf_intern_code(once->seen, keys->bytes, used);
    if (code < before) {
        report_repeat(keys, once, cells, once->marks[code]);
        return;
    }
    if (code >= once->room) {
        once->room = 2 * (size_t)code + 64;
        once->marks = uf_cli_grow(keys->cli, once->marks, once->room, sizeof *once->marks);
    }
    once->marks[code] = uf_findings_mark(keys->findings, keys->rows);
}

/* ---- Keys that stand elsewhere ---- */

/* The number of the key in keys->bytes; `there`: it is one that is referred to. */
static uint32_t know(uf_schema_keys *keys, struct reference *reference, size_t used, bool there)
{
    const size_t before = uf_intern_count(reference->known);
    const uint32_t code = uf_intern_code(reference->known, keys->bytes, used);
    if (code >= reference->room) {
        reference->room = 2 * (size_t)code + 64;
        reference->there =
            uf_cli_grow(keys->cli, reference->there, reference->room, sizeof *reference->there);
    }
    reference->there[code] = there || (code < before && reference->there[code]);
    return code;
}

/* Read the keys of one file of another resource. */
static void read_known(uf_schema_keys *keys, struct reference *reference, const char *path)
{
    const uf_schema_foreign *foreign = reference->foreign;
    uf_rows *rows = uf_rows_open_file(keys->cli, path);
    size_t *columns = uf_cli_allocate(keys->cli, foreign->count, sizeof *columns);
    for (size_t i = 0; i < foreign->count; i++)
        columns[i] = uf_rows_require(rows, foreign->columns[i]);
    while (uf_rows_next(rows)) {
        size_t used = 0;
        bool missing = false;
        for (size_t i = 0; i < foreign->count; i++) {
            const uf_field *field = &keys->schema->fields[foreign->fields[i]];
            const uf_cell cell = uf_rows_cell(rows, columns[i]);
            uf_field_value value;
            bool of_format;
            missing = missing || uf_field_is_missing(field, cell.text, cell.length);
            if (uf_field_read(field, cell.text, cell.length, &value, &of_format) != NULL)
                value = (uf_field_value){ .is_nan = true }; /* then it is its text */
            append(keys, &used, field, cell, &value);
        }
        if (!missing)
            (void)know(keys, reference, used, true);
    }
    uf_rows_close(rows);
    free(columns);
}

static void report_unknown(uf_schema_keys *keys, const struct reference *reference,
                           uf_finding_place place)
{
    const uf_schema_foreign *foreign = reference->foreign;
    place.name = reference->names;
    if (foreign->resource[0] == '\0')
        uf_findings_add(keys->findings, &place, UF_RULE_FOREIGN_KEY,
                        "no row of the file has this %s", reference->there_names);
    else
        uf_findings_add(keys->findings, &place, UF_RULE_FOREIGN_KEY, "no row of %s has this %s",
                        foreign->resource, reference->there_names);
}

static void look_up(uf_schema_keys *keys, struct reference *reference, const uf_schema_cell *cells)
{
    size_t used, length;
    const uf_schema_foreign *foreign = reference->foreign;
    const bool inside = reference->own != NULL;
    if (inside && make_key(keys, reference->own, foreign->count, cells, &used) == OK)
        (void)know(keys, reference, used, true);
    if (make_key(keys, foreign->fields, foreign->count, cells, &used) != OK)
        return;
    const uint32_t code = know(keys, reference, used, false);
    if (reference->there[code])
        return;
    char *values = join_values(keys, foreign->fields, foreign->count, cells, &length);
    if (!inside) {
        uf_finding_place place =
            uf_findings_place(keys->findings, keys->rows, cells[foreign->fields[0]].column);
        place.value = (uf_cell){ .text = values, .length = length };
        report_unknown(keys, reference, place);
    } else {
        if (reference->pending_count == reference->pending_room) {
            reference->pending_room = 2 * reference->pending_room + 64;
            reference->pending = uf_cli_grow(keys->cli, reference->pending, reference->pending_room,
                                             sizeof *reference->pending);
        }
        reference->pending[reference->pending_count++] =
            (struct pending){ .mark = uf_findings_mark(keys->findings, keys->rows),
                              .key = code,
                              .shown = uf_intern_code(reference->texts, values, length) };
    }
    free(values);
}

/* ---- All keys ---- */

static bool has_columns(const uf_schema_cell *cells, const size_t *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[fields[i]].column == UF_NO_COLUMN)
            return false;
    return true;
}

static void add_reference(uf_schema_keys *keys, const uf_schema_foreign *foreign)
{
    struct reference *reference = &keys->references[keys->reference_count++];
    *reference = (struct reference){ .foreign = foreign,
                                     .known = uf_intern_new(keys->cli),
                                     .texts = uf_intern_new(keys->cli),
                                     .names = join_names(keys, foreign->fields, foreign->count),
                                     .there_names =
                                         join_texts(keys->cli, foreign->columns, foreign->count) };
    for (size_t i = 0; i < foreign->path_count; i++)
        read_known(keys, reference, foreign->paths[i]);
    if (foreign->path_count > 0)
        return;
    reference->own = uf_cli_allocate(keys->cli, foreign->count, sizeof *reference->own);
    for (size_t i = 0; i < foreign->count; i++)
        reference->own[i] = uf_schema_find(keys->schema, foreign->columns[i]);
}

uf_schema_keys *uf_schema_keys_new(uf_cli *cli, const uf_schema *schema, const uf_rows *rows,
                                   const uf_schema_cell *cells, uf_findings *findings)
{
    uf_schema_keys *keys = uf_cli_allocate(cli, 1, sizeof *keys);
    *keys = (uf_schema_keys){ .cli = cli, .schema = schema, .rows = rows, .findings = findings };
    keys->size = FIRST_SIZE;
    keys->bytes = uf_cli_allocate(cli, keys->size, 1);
    keys->once = uf_cli_allocate(cli, schema->key_count, sizeof *keys->once);
    keys->references = uf_cli_allocate(cli, schema->foreign_count, sizeof *keys->references);
    for (size_t i = 0; i < schema->key_count; i++) {
        const uf_schema_key *key = &schema->keys[i];
        if (has_columns(cells, key->fields, key->count))
            keys->once[keys->once_count++] =
                (struct once){ .key = key,
                               .seen = uf_intern_new(cli),
                               .names = join_names(keys, key->fields, key->count) };
    }
    for (size_t i = 0; i < schema->foreign_count; i++)
        if (has_columns(cells, schema->foreigns[i].fields, schema->foreigns[i].count))
            add_reference(keys, &schema->foreigns[i]);
    return keys;
}

void uf_schema_keys_free(uf_schema_keys *keys)
{
    if (keys == NULL)
        return;
    for (size_t i = 0; i < keys->once_count; i++) {
        uf_intern_free(keys->once[i].seen);
        free(keys->once[i].marks);
        free(keys->once[i].names);
    }
    for (size_t i = 0; i < keys->reference_count; i++) {
        struct reference *reference = &keys->references[i];
        uf_intern_free(reference->known);
        uf_intern_free(reference->texts);
        free(reference->there);
        free(reference->pending);
        free(reference->own);
        free(reference->names);
        free(reference->there_names);
    }
    free(keys->once);
    free(keys->references);
    free(keys->bytes);
    free(keys);
}

void uf_schema_keys_row(uf_schema_keys *keys, const uf_schema_cell *cells)
{
    for (size_t i = 0; i < keys->once_count; i++)
        find_repeat(keys, &keys->once[i], cells);
    for (size_t i = 0; i < keys->reference_count; i++)
        look_up(keys, &keys->references[i], cells);
}

void uf_schema_keys_finish(uf_schema_keys *keys)
{
    for (size_t i = 0; i < keys->reference_count; i++) {
        const struct reference *reference = &keys->references[i];
        for (size_t k = 0; k < reference->pending_count; k++) {
            const struct pending *pending = &reference->pending[k];
            if (reference->there[pending->key])
                continue;
            uf_finding_place place = uf_findings_marked(pending->mark);
            place.value = (uf_cell){ .text = uf_intern_text(reference->texts, pending->shown),
                                     .length = uf_intern_length(reference->texts, pending->shown) };
            report_unknown(keys, reference, place);
        }
    }
}
