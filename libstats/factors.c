/* factors.c: factors, occasions, and what is known at both ends. */
#include <utfall/factors.h>

#include <math.h>
#include <string.h>

const char *uf_side_name(uf_side side)
{
    return side == UF_RISK ? "risk" : "protective";
}

static const char *complaint(const uf_factor *factor)
{
    const uf_decimal zero = { 0, 0 }, most = { UF_FACTOR_WEIGHT_MAX, 0 };
    if (factor->min >= factor->max)
        return "min is not below max";
    if (factor->min < -UF_FACTOR_RATING_MAX || factor->max > UF_FACTOR_RATING_MAX)
        return "the scale reaches beyond a million";
    if (uf_decimal_compare(factor->weight, zero) <= 0)
        return "the weight is not above 0";
    if (uf_decimal_compare(factor->weight, most) > 0)
        return "the weight is above 1000";
    if (uf_decimal_reduce(factor->weight).places > UF_FACTOR_WEIGHT_PLACES)
        return "the weight has more than six decimals";
    return NULL;
}

uf_status uf_factors_check(const uf_factor *factors, size_t n, uf_error *error)
{
    if (n == 0)
        return uf_error_set(error, UF_EINVAL, __func__, "there is no factor", UF_NO_INDEX, NAN);
    if (n > UF_FACTORS_MAX)
        return uf_error_set(error, UF_EINVAL, __func__, "there are more than 4096 factors",
                            UF_NO_INDEX, (double)n);
    for (size_t i = 0; i < n; i++) {
        const char *reason = complaint(&factors[i]);
        if (reason != NULL)
            return uf_error_set(error, UF_EINVAL, __func__, reason, i, NAN);
    }
    return UF_OK;
}

/* ---- Occasions ---- */

static bool some_are(const uf_rating *ratings, size_t n, uf_rating_state least)
{
    for (size_t i = 0; i < n; i++)
        if (ratings[i].state >= least)
            return true;
    return false;
}

bool uf_factors_asked(const uf_rating *ratings, size_t n)
{
    return some_are(ratings, n, UF_RATING_UNKNOWN);
}

bool uf_factors_known(const uf_rating *ratings, size_t n)
{
    return some_are(ratings, n, UF_RATING_KNOWN);
}

/* The first of the occasions [from, to) on which anything was asked; the last on which anything is
 * known. */
static size_t first_asked(const uf_factors_history *history, size_t n, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        if (uf_factors_asked(history->ratings + at * n, n))
            return at;
    return UF_NO_OCCASION;
}

static size_t last_known(const uf_factors_history *history, size_t n, size_t from, size_t to)
{
    for (size_t at = to; at > from; at--)
        if (uf_factors_known(history->ratings + (at - 1) * n, n))
            return at - 1;
    return UF_NO_OCCASION;
}

void uf_factors_span(uf_factors_history *history, size_t n, size_t first, size_t last)
{
    const bool own_first = first == UF_OWN_OCCASION, own_last = last == UF_OWN_OCCASION;
    const size_t end = own_last ? history->occasions : last;
    history->first =
        own_first ? first_asked(history, n, 0, end) : first_asked(history, n, first, first + 1);
    size_t after = own_first ? history->first : first;
    after = after == UF_NO_OCCASION ? end : after + 1;
    if (own_last)
        history->last = last_known(history, n, after, end);
    else
        history->last = last < after ? UF_NO_OCCASION : last_known(history, n, last, last + 1);
}

/* ---- Readings ---- */

static const char *const revealed_names[UF_REVEALED_READINGS] = { "exclude", "carry-back", "count",
                                                                  "retro" };

const char *uf_revealed_name(uf_revealed revealed)
{
    return revealed_names[revealed];
}

bool uf_revealed_named(const char *name, uf_revealed *revealed)
{
    for (int i = 0; i < UF_REVEALED_READINGS; i++)
        if (strcmp(name, revealed_names[i]) == 0) {
            *revealed = (uf_revealed)i;
            return true;
        }
    return false;
}

static bool was_asked(uf_rating_state state)
{
    return state == UF_RATING_KNOWN || state == UF_RATING_UNKNOWN;
}

/* The first known rating of factor i after the first occasion, up to the last; NULL if none. */
static const uf_rating *first_known(const uf_factors_history *history, size_t n, size_t i)
{
    for (size_t at = history->first + 1; at <= history->last; at++)
        if (history->ratings[at * n + i].state == UF_RATING_KNOWN)
            return &history->ratings[at * n + i];
    return NULL;
}

static uf_knowledge knowledge_of(uf_rating_state first, uf_rating_state last, bool later)
{
    if (!was_asked(first) || !was_asked(last))
        return UF_NOT_COMPARABLE;
    if (first == UF_RATING_KNOWN)
        return last == UF_RATING_KNOWN ? UF_KNOWN_AT_BOTH : UF_KNOWN_AT_FIRST;
    return later ? UF_KNOWN_LATER : UF_NEVER_KNOWN;
}

/* The baseline of a revealed factor, known later for the first time; false if the reading gives it
 * none. */
static bool baseline(const uf_rating *later, const uf_rating *retro, const uf_factor *factor,
                     uf_revealed revealed, int32_t *before)
{
    switch (revealed) {
    case UF_REVEALED_EXCLUDE: return false;
    case UF_REVEALED_CARRY_BACK: *before = later->value; return true;
    case UF_REVEALED_COUNT: *before = factor->min; return true;
    case UF_REVEALED_RETRO:
        if (retro == NULL || retro->state != UF_RATING_KNOWN)
            return false;
        *before = retro->value;
        return true;
    }
    return false;
}

static void pair_one(uf_factor_pair *pair, const uf_factors_history *history,
                     const uf_factor *factors, size_t n, size_t i, uf_revealed revealed)
{
    const uf_rating first = history->ratings[history->first * n + i];
    const uf_rating last = history->ratings[history->last * n + i];
    const uf_rating *later = first_known(history, n, i);
    const uf_rating *retro = history->retro != NULL ? &history->retro[i] : NULL;
    pair->knowledge = knowledge_of(first.state, last.state, later != NULL);
    pair->before = first.value;
    pair->after = last.value;
    pair->compared = pair->knowledge == UF_KNOWN_AT_BOTH;
    if (pair->knowledge == UF_KNOWN_LATER && later != NULL && last.state == UF_RATING_KNOWN)
        pair->compared = baseline(later, retro, &factors[i], revealed, &pair->before);
}

void uf_factors_pair(uf_factor_pair *pairs, const uf_factors_history *history,
                     const uf_factor *factors, size_t n, uf_revealed revealed)
{
    const bool both = history->first != UF_NO_OCCASION && history->last != UF_NO_OCCASION;
    for (size_t i = 0; i < n; i++) {
        pairs[i] = (uf_factor_pair){ .knowledge = UF_NOT_COMPARABLE };
        if (both)
            pair_one(&pairs[i], history, factors, n, i, revealed);
    }
}
