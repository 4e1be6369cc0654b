/* design_matrix.c: each column is a product of numbers and of "is this level". */
#include <utfall/design_matrix.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct column {
    const uf_term *term;
    uint32_t level[UF_TERM_VARIABLES]; /* of the term's variables; not looked at for numbers */
};

struct uf_design_matrix {
    size_t n, p;
    double *x;
    size_t *first; /* terms + 1: of each column      */
    size_t *name;  /* p: where in text it begins     */
    char *text;    /* all names, one after the other */
};

/* Levels that columns are made for: those that some row has, but for the reference. A number has
 * one, whatever it is called. */
struct levels {
    uint32_t *used; /* a part of an array that is shared */
    size_t count;
};

static const char function[] = "uf_design_matrix_new";

static uf_status number_levels(struct levels *levels, const uf_variable *v, size_t n,
                               uf_error *error)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(v->numbers[i]))
            return uf_error_set(error, UF_EINVAL, function, "a value is not a number", i,
                                v->numbers[i]);
    }
    levels->count = 1;
    return UF_OK;
}

static uf_status factor_levels(struct levels *levels, const uf_variable *v, size_t index, size_t n,
                               bool *seen, uf_error *error)
{
    for (size_t i = 0; i < n; i++) {
        if (v->codes[i] >= v->level_count)
            return uf_error_set(error, UF_EINVAL, function, "a code is not one of the levels", i,
                                (double)v->codes[i]);
        seen[v->codes[i]] = true;
    }
    if (!seen[v->reference])
        return uf_error_set(error, UF_EDATA, function, "no row has the reference level", index,
                            (double)v->reference);
    for (uint32_t k = 0; k < v->level_count; k++) {
        if (seen[k] && k != v->reference)
            levels->used[levels->count++] = k;
    }
    return UF_OK;
}

/* room has as many places as the variable has levels, and one more; seen is at least as long. */
static uf_status find_levels(struct levels *levels, const uf_variable *v, size_t index, size_t n,
                             uint32_t *room, bool *seen, uf_error *error)
{
    levels->used = room;
    if (v->numbers != NULL)
        return number_levels(levels, v, n, error);
    if (v->reference >= v->level_count)
        return uf_error_set(error, UF_EINVAL, function, "the reference is not one of the levels",
                            index, (double)v->reference);
    memset(seen, 0, v->level_count * sizeof *seen);
    return factor_levels(levels, v, index, n, seen, error);
}

/* Of all variables. *room is for free(), also on failure. */
static uf_status find_all_levels(struct levels *levels, uint32_t **room, size_t n,
                                 const uf_variable *variables, size_t count, uf_error *error)
{
    size_t places = 0, used = 0;
    for (size_t v = 0; v < count; v++)
        places += (size_t)variables[v].level_count + 1;
    *room = calloc(places + 1, sizeof **room);
    bool *seen = calloc(places + 1, sizeof *seen);
    if (*room == NULL || seen == NULL) {
        free(seen);
        return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
    }
    uf_status status = UF_OK;
    for (size_t v = 0; v < count && status == UF_OK; v++) {
        status = find_levels(&levels[v], &variables[v], v, n, *room + used, seen, error);
        used += (size_t)variables[v].level_count + 1;
    }
    free(seen);
    return status;
}

/* SIZE_MAX if that is too many for any memory. */
static size_t term_columns(const uf_term *term, const struct levels *levels)
{
    size_t count = 1;
    for (size_t i = 0; i < term->order; i++) {
        size_t more = levels[term->variable[i]].count;
        if (more > 0 && count > SIZE_MAX / sizeof(double) / more)
            return SIZE_MAX;
        count *= more;
    }
    return count;
}

/* Where the columns of each term begin; first[terms] is how many there are. */
static uf_status lay_out(size_t *first, const uf_term *terms, size_t count,
                         const struct levels *levels, size_t variable_count, uf_error *error)
{
    first[0] = 0;
    for (size_t t = 0; t < count; t++) {
        if (terms[t].order > UF_TERM_VARIABLES)
            return uf_error_set(error, UF_EINVAL, function, "too many variables in an interaction",
                                t, (double)terms[t].order);
        for (size_t i = 0; i < terms[t].order; i++) {
            if (terms[t].variable[i] >= variable_count)
                return uf_error_set(error, UF_EINVAL, function, "no such variable", t,
                                    (double)terms[t].variable[i]);
        }
        size_t columns = term_columns(&terms[t], levels);
        if (columns > SIZE_MAX / sizeof(double) - first[t])
            return uf_error_set(error, UF_ENOMEM, function, "out of memory", t, NAN);
        first[t + 1] = first[t] + columns;
    }
    return UF_OK;
}

static struct column describe(const uf_term *term, size_t place, const struct levels *levels)
{
    struct column column = { .term = term };
    for (size_t i = 0; i < term->order; i++) {
        const struct levels *l = &levels[term->variable[i]];
        column.level[i] = l->used[place % l->count];
        place /= l->count;
    }
    return column;
}

static double value(const struct column *column, const uf_variable *variables, size_t row)
{
    double product = 1;
    for (size_t i = 0; i < column->term->order; i++) {
        const uf_variable *v = &variables[column->term->variable[i]];
        if (v->numbers != NULL)
            product *= v->numbers[row];
        else if (v->codes[row] != column->level[i])
            return 0;
    }
    return product;
}

/* Write text at *end unless *end is NULL; its length. */
static size_t append(char **end, const char *text)
{
    size_t length = strlen(text);
    if (*end != NULL) {
        memcpy(*end, text, length);
        *end += length;
    }
    return length;
}

/* The length of a column's name, which is written to end unless that is NULL. */
static size_t write_name(char *end, const struct column *column, const uf_variable *variables)
{
    size_t length = column->term->order == 0 ? append(&end, "(constant)") : 0;
    for (size_t i = 0; i < column->term->order; i++) {
        const uf_variable *v = &variables[column->term->variable[i]];
        length += i > 0 ? append(&end, ":") : 0;
        length += append(&end, v->name);
        if (v->numbers == NULL) {
            length += append(&end, "=");
            length += append(&end, v->levels[column->level[i]]);
        }
    }
    return length;
}

static void fill_column(uf_design_matrix *m, size_t j, const struct column *column,
                        const uf_variable *variables)
{
    write_name(m->text + m->name[j], column, variables);
    for (size_t i = 0; i < m->n; i++)
        m->x[i * m->p + j] = value(column, variables, i);
}

static bool reserve(uf_design_matrix *m, size_t text)
{
    if (m->p > 0 && m->n > SIZE_MAX / sizeof *m->x / m->p)
        return false;
    m->x = calloc(m->n * m->p + 1, sizeof *m->x);
    m->text = calloc(text + 1, 1);
    return m->x != NULL && m->text != NULL;
}

static uf_status fill(uf_design_matrix *m, const uf_variable *variables, const uf_term *terms,
                      size_t term_count, const struct levels *levels, uf_error *error)
{
    size_t text = 0;
    m->p = m->first[term_count];
    m->name = calloc(m->p + 1, sizeof *m->name);
    for (size_t t = 0; t < term_count && m->name != NULL; t++) {
        for (size_t j = m->first[t]; j < m->first[t + 1]; j++) {
            const struct column column = describe(&terms[t], j - m->first[t], levels);
            m->name[j] = text;
            text += write_name(NULL, &column, variables) + 1;
        }
    }
    if (m->name == NULL || !reserve(m, text))
        return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
    for (size_t t = 0; t < term_count; t++) {
        for (size_t j = m->first[t]; j < m->first[t + 1]; j++) {
            const struct column column = describe(&terms[t], j - m->first[t], levels);
            fill_column(m, j, &column, variables);
        }
    }
    return UF_OK;
}

uf_status uf_design_matrix_new(uf_design_matrix **matrix, size_t n, const uf_variable *variables,
                               size_t variable_count, const uf_term *terms, size_t term_count,
                               uf_error *error)
{
    uf_status status = UF_OK;
    uint32_t *room = NULL;
    struct levels *levels = calloc(variable_count + 1, sizeof *levels);
    uf_design_matrix *m = calloc(1, sizeof *m);
    if (m != NULL)
        m->first = calloc(term_count + 1, sizeof *m->first);
    if (levels == NULL || m == NULL || m->first == NULL) {
        status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
        goto done;
    }
    m->n = n;
    status = find_all_levels(levels, &room, n, variables, variable_count, error);
    if (status == UF_OK)
        status = lay_out(m->first, terms, term_count, levels, variable_count, error);
    if (status == UF_OK)
        status = fill(m, variables, terms, term_count, levels, error);
done:
    free(room);
    free(levels);
    if (status == UF_OK)
        *matrix = m;
    else
        uf_design_matrix_free(m);
    return status;
}

void uf_design_matrix_free(uf_design_matrix *matrix)
{
    if (matrix == NULL)
        return;
    free(matrix->name);
    free(matrix->text);
    free(matrix->first);
    free(matrix->x);
    free(matrix);
}

void uf_design_matrix_view(const uf_design_matrix *matrix, uf_design *design)
{
    design->n = matrix->n;
    design->p = matrix->p;
    design->x = matrix->x;
}

void uf_design_matrix_columns(const uf_design_matrix *matrix, size_t term, size_t *first,
                              size_t *count)
{
    *first = matrix->first[term];
    *count = matrix->first[term + 1] - *first;
}

const char *uf_design_matrix_name(const uf_design_matrix *matrix, size_t column)
{
    return matrix->text + matrix->name[column];
}
