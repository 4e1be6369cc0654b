/* chart_dimensions.c: texts of rows by dimension, and which of them are needed. */
#include "cli/chart_dimensions.h"

#include <stdlib.h>
#include <string.h>

#include "cli/language.h"
#include "cli/messages.h"

struct dimension {
    const char *name;
    char **text;     /* [row] */
    bool *needed;    /* [row] whether it names the row, once it tells */
    uf_intern *seen; /* distinct texts, in order of appearance */
    bool last_resort;
};

struct uf_dimensions {
    uf_cli *cli;
    size_t rows;
    struct dimension *dimension;
    size_t count;
    size_t *telling;
    size_t telling_count;
};

uf_dimensions *uf_dimensions_new(uf_cli *cli, size_t rows)
{
    uf_dimensions *dimensions = uf_cli_allocate(cli, 1, sizeof *dimensions);
    *dimensions = (uf_dimensions){ .cli = cli, .rows = rows };
    return dimensions;
}

void uf_dimensions_free(uf_dimensions *dimensions)
{
    if (dimensions == NULL)
        return;
    for (size_t d = 0; d < dimensions->count; d++) {
        struct dimension *dimension = &dimensions->dimension[d];
        for (size_t i = 0; i < dimensions->rows; i++)
            free(dimension->text[i]);
        free(dimension->text);
        free(dimension->needed);
        uf_intern_free(dimension->seen);
    }
    free(dimensions->dimension);
    free(dimensions->telling);
    free(dimensions);
}

/* --- Texts. --- */

size_t uf_dimensions_add(uf_dimensions *dimensions, const char *name, bool last_resort)
{
    uf_cli *cli = dimensions->cli;
    const size_t rows = dimensions->rows, d = dimensions->count++;
    dimensions->dimension =
        uf_cli_grow(cli, dimensions->dimension, dimensions->count, sizeof *dimensions->dimension);
    struct dimension *dimension = &dimensions->dimension[d];
    *dimension = (struct dimension){
        .name = name,
        .text = uf_cli_allocate(cli, rows + 1, sizeof *dimension->text),
        .needed = uf_cli_allocate(cli, rows + 1, sizeof *dimension->needed),
        .seen = uf_intern_new(cli),
        .last_resort = last_resort,
    };
    for (size_t i = 0; i < rows; i++) {
        dimension->text[i] = NULL;
        dimension->needed[i] = true;
    }
    return d;
}

void uf_dimensions_silent(uf_dimensions *dimensions, size_t dimension, size_t row)
{
    dimensions->dimension[dimension].text[row] = uf_cli_copy(dimensions->cli, "");
}

void uf_dimensions_set(uf_dimensions *dimensions, size_t dimension, size_t row, const char *text)
{
    dimensions->dimension[dimension].text[row] = uf_cli_copy(dimensions->cli, text);
    (void)uf_intern_code(dimensions->dimension[dimension].seen, text, strlen(text));
}

size_t uf_dimensions_count(const uf_dimensions *dimensions)
{
    return dimensions->count;
}

const char *uf_dimensions_name(const uf_dimensions *dimensions, size_t dimension)
{
    return dimensions->dimension[dimension].name;
}

const char *uf_dimensions_text(const uf_dimensions *dimensions, size_t dimension, size_t row)
{
    return dimensions->dimension[dimension].text[row];
}

const uf_intern *uf_dimensions_values(const uf_dimensions *dimensions, size_t dimension)
{
    return dimensions->dimension[dimension].seen;
}

/* --- What tells. --- */

/* What names row i so far, as one text. */
static char *key_of(const uf_dimensions *dimensions, const char *const *place, size_t i)
{
    char *text = uf_cli_copy(dimensions->cli, place != NULL ? place[i] : "");
    for (size_t t = 0; t < dimensions->telling_count; t++) {
        const struct dimension *dimension = &dimensions->dimension[dimensions->telling[t]];
        char *longer = uf_cli_checked(
            dimensions->cli,
            uf_message_text("%s\n%s", text, dimension->needed[i] ? dimension->text[i] : ""));
        free(text);
        text = longer;
    }
    return text;
}

/* Whether some rows are still called alike; alike[row] says which. */
static bool find_alike(const uf_dimensions *dimensions, const char *const *place, bool *alike)
{
    uf_intern *keys = uf_intern_new(dimensions->cli);
    uint32_t *code = uf_cli_allocate(dimensions->cli, dimensions->rows + 1, sizeof *code);
    size_t *times = uf_cli_allocate(dimensions->cli, dimensions->rows + 1, sizeof *times);
    for (size_t i = 0; i < dimensions->rows; i++) {
        char *key = key_of(dimensions, place, i);
        code[i] = uf_intern_code(keys, key, strlen(key));
        times[i] = 0;
        free(key);
    }
    for (size_t i = 0; i < dimensions->rows; i++)
        times[code[i]]++;
    for (size_t i = 0; i < dimensions->rows; i++)
        alike[i] = times[code[i]] > 1;
    const bool any = uf_intern_count(keys) < dimensions->rows;
    uf_intern_free(keys);
    free(code);
    free(times);
    return any;
}

void uf_dimensions_tell(uf_dimensions *dimensions, const char *const *place, bool sparing)
{
    bool *alike = uf_cli_allocate(dimensions->cli, dimensions->rows + 1, sizeof *alike);
    dimensions->telling =
        uf_cli_allocate(dimensions->cli, dimensions->count + 1, sizeof *dimensions->telling);
    for (size_t d = 0; d < dimensions->count; d++) {
        const struct dimension *dimension = &dimensions->dimension[d];
        if (uf_intern_count(dimension->seen) < 2 ||
            (dimension->last_resort && !find_alike(dimensions, place, alike)))
            continue;
        for (size_t i = 0; i < dimensions->rows && dimension->last_resort && sparing; i++)
            dimension->needed[i] = alike[i];
        dimensions->telling[dimensions->telling_count++] = d;
    }
    free(alike);
}

size_t uf_dimensions_telling(const uf_dimensions *dimensions)
{
    return dimensions->telling_count;
}

size_t uf_dimensions_teller(const uf_dimensions *dimensions, size_t t)
{
    return dimensions->telling[t];
}

void uf_dimensions_lead(uf_dimensions *dimensions, size_t t)
{
    const size_t first = dimensions->telling[t];
    memmove(dimensions->telling + 1, dimensions->telling, t * sizeof *dimensions->telling);
    dimensions->telling[0] = first;
}

/* --- Names. --- */

const char *uf_dimensions_shown(const char *text)
{
    return text[0] != '\0' ? text : uf_translate("(empty)");
}

char *uf_dimensions_joined(const uf_dimensions *dimensions, size_t row, size_t from)
{
    char *text = uf_cli_copy(dimensions->cli, "");
    for (size_t t = from; t < dimensions->telling_count; t++) {
        const struct dimension *dimension = &dimensions->dimension[dimensions->telling[t]];
        if (dimension->text[row][0] == '\0' || !dimension->needed[row])
            continue;
        char *longer = uf_cli_checked(
            dimensions->cli, uf_message_text("%s%s%s", text, text[0] != '\0' ? " \xC2\xB7 " : "",
                                             dimension->text[row]));
        free(text);
        text = longer;
    }
    if (text[0] != '\0' || from >= dimensions->telling_count)
        return text;
    free(text);
    return uf_cli_copy(dimensions->cli, uf_dimensions_shown(""));
}
