/* mixed_order.c: counting sorts by wave, person, class and school, and the checks before them. */
#include "mixed_order.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Codes of one kind, or NULL where no term needs them. */
struct codes {
    const uint32_t *code;
    size_t limit;
};

/* The codes that matter, from the innermost. */
struct nesting {
    struct codes wave, person, group, school;
};

static const unsigned of_persons = UF_MIXED_PERSON | UF_MIXED_SLOPE | UF_MIXED_AR1;
static const unsigned of_classes = UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE;
static const unsigned of_waves = UF_MIXED_AR1 | UF_MIXED_CLASS_WAVE;
static const unsigned all_terms = UF_MIXED_PERSON | UF_MIXED_SLOPE | UF_MIXED_AR1 | UF_MIXED_CLASS |
                                  UF_MIXED_CLASS_WAVE | UF_MIXED_SCHOOL;

/* What is wrong with the request, or NULL. */
static const char *fault(const uf_mixed_data *data, unsigned terms)
{
    const uf_design *d = data->design;
    if (d->weights != NULL || d->offset != NULL || d->cluster != NULL || d->fixed != NULL)
        return "weights, an offset, clusters or fixed effects are given";
    if (terms == 0 || (terms & ~all_terms) != 0)
        return "no term, or one that does not exist";
    if ((terms & UF_MIXED_SLOPE) != 0 && (terms & UF_MIXED_PERSON) == 0)
        return "a slope without a level per person";
    if ((terms & UF_MIXED_AR1) != 0 && (terms & UF_MIXED_PERSON) != 0)
        return "autocorrelated residuals beside a level per person";
    if ((terms & of_persons) != 0 && data->person == NULL)
        return "persons are needed and not given";
    if ((terms & of_classes) != 0 && data->class_code == NULL)
        return "classes are needed and not given";
    if ((terms & UF_MIXED_SCHOOL) != 0 && data->school == NULL)
        return "schools are needed and not given";
    if ((terms & of_waves) != 0 && data->wave == NULL)
        return "waves are needed and not given";
    if ((terms & UF_MIXED_SLOPE) != 0 && data->time == NULL)
        return "times are needed and not given";
    return NULL;
}

static struct nesting nesting_of(const uf_mixed_data *data, unsigned terms)
{
    struct nesting codes = { .wave = { NULL, 0 } };
    if ((terms & of_waves) != 0)
        codes.wave = (struct codes){ data->wave, data->waves };
    if ((terms & of_persons) != 0)
        codes.person = (struct codes){ data->person, data->persons };
    if ((terms & UF_MIXED_SCHOOL) != 0)
        codes.school = (struct codes){ data->school, data->schools };
    codes.group = (terms & of_classes) != 0 ? (struct codes){ data->class_code, data->classes }
                                            : codes.school;
    return codes;
}

static uf_status below_limit(const struct codes *codes, size_t n, const char *reason,
                             const char *function, uf_error *error)
{
    for (size_t i = 0; codes->code != NULL && i < n; i++) {
        if (codes->code[i] >= codes->limit)
            return uf_error_set(error, UF_EINVAL, function, reason, i, (double)codes->code[i]);
    }
    return UF_OK;
}

/* Whether no inner code occurs with two outer ones. */
static uf_status nested(const struct codes *inner, const struct codes *outer, size_t n,
                        const char *reason, const char *function, uf_error *error)
{
    if (inner->code == NULL || outer->code == NULL || inner->code == outer->code)
        return UF_OK;
    /* The outer code and 1, or 0 while none was seen. */
    size_t *home = calloc(inner->limit + 1, sizeof *home);
    if (home == NULL)
        return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
    uf_status status = UF_OK;
    for (size_t i = 0; status == UF_OK && i < n; i++) {
        size_t *known = home + inner->code[i], here = (size_t)outer->code[i] + 1;
        if (*known != 0 && *known != here)
            status = uf_error_set(error, UF_EINVAL, function, reason, i, (double)inner->code[i]);
        *known = here;
    }
    free(home);
    return status;
}

static uf_status check(const struct nesting *codes, const uf_mixed_data *data, unsigned terms,
                       const char *function, uf_error *error)
{
    size_t n = data->design->n;
    uf_status status = below_limit(&codes->wave, n, "a wave is too large", function, error);
    if (status == UF_OK)
        status = below_limit(&codes->person, n, "a person's code is too large", function, error);
    if (status == UF_OK)
        status = below_limit(&codes->group, n, "a class's code is too large", function, error);
    if (status == UF_OK)
        status = below_limit(&codes->school, n, "a school's code is too large", function, error);
    for (size_t i = 0; status == UF_OK && (terms & UF_MIXED_SLOPE) != 0 && i < n; i++) {
        if (!isfinite(data->time[i]))
            status = uf_error_set(error, UF_EINVAL, function, "a time is not a number", i,
                                  data->time[i]);
    }
    if (status == UF_OK)
        status =
            nested(&codes->person, &codes->group, n, "a person is in two classes", function, error);
    if (status == UF_OK)
        status =
            nested(&codes->group, &codes->school, n, "a class is in two schools", function, error);
    return status;
}

/* Stable: rows of one code keep their order. */
static bool sort_rows(uf_mixed_order *order, const struct codes *codes)
{
    if (codes->code == NULL)
        return true;
    size_t n = order->n;
    size_t *sorted = calloc(n + 1, sizeof *sorted);
    size_t *start = calloc(codes->limit + 1, sizeof *start);
    bool made = sorted != NULL && start != NULL;
    if (made) {
        for (size_t i = 0; i < n; i++)
            start[(size_t)codes->code[i] + 1]++;
        for (size_t c = 1; c <= codes->limit; c++)
            start[c] += start[c - 1];
        for (size_t i = 0; i < n; i++)
            sorted[start[codes->code[order->row[i]]]++] = order->row[i];
        free(order->row);
        order->row = sorted;
        sorted = NULL;
    }
    free(sorted);
    free(start);
    return made;
}

static bool differ(const struct codes *codes, size_t a, size_t b)
{
    return codes->code != NULL && codes->code[a] != codes->code[b];
}

static void find_starts(uf_mixed_order *order, const struct nesting *codes)
{
    for (size_t i = 0; i < order->n; i++) {
        size_t here = order->row[i], before = i > 0 ? order->row[i - 1] : here;
        bool group = i == 0 || differ(&codes->group, here, before);
        bool person = group || codes->person.code == NULL || differ(&codes->person, here, before);
        if (group)
            order->group_start[order->groups++] = order->persons;
        if (person)
            order->person_start[order->persons++] = i;
    }
    order->person_start[order->persons] = order->n;
    order->group_start[order->groups] = order->persons;
}

/* Under AR1 a person's rows must be at different waves. */
static uf_status waves_once(const uf_mixed_order *order, const uint32_t *wave, const char *function,
                            uf_error *error)
{
    for (size_t i = 0; i < order->persons; i++) {
        for (size_t r = order->person_start[i] + 1; r < order->person_start[i + 1]; r++) {
            if (wave[order->row[r]] == wave[order->row[r - 1]])
                return uf_error_set(error, UF_EINVAL, function,
                                    "a person has two rows of the same wave", order->row[r],
                                    (double)wave[order->row[r]]);
        }
    }
    return UF_OK;
}

static bool arrange(uf_mixed_order *order, const struct nesting *codes, unsigned terms)
{
    order->row = calloc(order->n + 1, sizeof *order->row);
    order->person_start = calloc(order->n + 1, sizeof *order->person_start);
    order->group_start = calloc(order->n + 1, sizeof *order->group_start);
    if (order->row == NULL || order->person_start == NULL || order->group_start == NULL)
        return false;
    for (size_t i = 0; i < order->n; i++)
        order->row[i] = i;
    if ((terms & UF_MIXED_AR1) != 0 && !sort_rows(order, &codes->wave))
        return false;
    return sort_rows(order, &codes->person) && sort_rows(order, &codes->group) &&
           (codes->school.code == codes->group.code || sort_rows(order, &codes->school));
}

uf_status uf_mixed_order_init(uf_mixed_order *order, const uf_mixed_data *data, unsigned terms,
                              const char *function, uf_error *error)
{
    *order = (uf_mixed_order){ .n = data->design->n };
    const char *reason = fault(data, terms);
    if (reason != NULL)
        return uf_error_set(error, UF_EINVAL, function, reason, UF_NO_INDEX, (double)terms);
    uf_status status = uf_design_check(data->design, error);
    const struct nesting codes = nesting_of(data, terms);
    if (status == UF_OK)
        status = check(&codes, data, terms, function, error);
    if (status != UF_OK)
        return status;
    if (!arrange(order, &codes, terms))
        return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
    find_starts(order, &codes);
    return (terms & UF_MIXED_AR1) != 0 ? waves_once(order, data->wave, function, error) : UF_OK;
}

void uf_mixed_order_release(uf_mixed_order *order)
{
    free(order->row);
    free(order->person_start);
    free(order->group_start);
    *order = (uf_mixed_order){ .n = 0 };
}
