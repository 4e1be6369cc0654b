/* scale.c: reversing, summing, and what becomes of missing answers. */
#include <utfall/scale.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The places of points, and one of the score's units in them. */
enum { PLACES = UF_ANSWER_PLACES + UF_WEIGHT_PLACES };
static const int64_t unit = (int64_t)UF_ANSWER_UNIT * UF_WEIGHT_UNIT;

int64_t uf_scale_keyed(const uf_scale_item *item, int64_t answer)
{
    return item->reverse ? item->min + item->max - answer : answer;
}

/* ---- A quotient as a score ---- */

static uf_scale_score no_score(size_t answered)
{
    return (uf_scale_score){ .value = NAN, .answered = answered };
}

/* Products and divisor are below 2^53 unless a key stretches every limit at once, so the division
 * is the only rounding. */
static uf_scale_score quotient(int64_t points, int64_t times, int64_t whole)
{
    return (uf_scale_score){
        .known = true,
        .value = (double)points * (double)times / ((double)whole * (double)unit),
        .exact = true,
        .points = points,
        .times = times,
        .whole = whole,
    };
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* floor(0.5 + factor * mean) with mean = points / weight, in the units of both. */
static int64_t rounded_half_up(int64_t points, int64_t weight, int32_t factor)
{
    const int64_t divisor = weight * UF_ANSWER_UNIT;
    return floor_div(2 * (int64_t)factor * points + divisor, 2 * divisor);
}

static int64_t total_weight(const uf_scale *scale)
{
    int64_t weight = 0;
    for (size_t i = 0; i < scale->n; i++)
        weight += scale->items[i].weight;
    return weight;
}

/* The score of so many weighted points on answered items of that weight together. */
static uf_scale_score score_points(const uf_scale *scale, int64_t points, int64_t weight,
                                   size_t answered)
{
    uf_scale_score score;
    if (answered == 0 || answered < scale->rule.min_items)
        return no_score(answered);
    switch (scale->rule.method) {
    case UF_SCALE_MEAN: score = quotient(points, UF_WEIGHT_UNIT, weight); break;
    case UF_SCALE_ROUNDED:
        score = quotient(rounded_half_up(points, weight, scale->rule.factor) * unit, 1, 1);
        break;
    default:
        score = answered == scale->n || !scale->rule.prorate
                    ? quotient(points, 1, 1)
                    : quotient(points, total_weight(scale), weight);
    }
    score.answered = answered;
    score.prorated = answered < scale->n;
    return score;
}

static uf_scale_score score_items(const uf_scale *scale, const int64_t *answers)
{
    int64_t points = 0, weight = 0;
    size_t answered = 0;
    for (size_t i = 0; i < scale->n; i++) {
        const uf_scale_item *item = &scale->items[i];
        const int64_t answer = answers[item->answer];
        if (answer == UF_NO_ANSWER)
            continue;
        points += item->weight * uf_scale_keyed(item, answer);
        weight += item->weight;
        answered++;
    }
    return score_points(scale, points, weight, answered);
}

/* ---- A total of parts ---- */

static uf_scale_score score_parts(const uf_scale *scale, const uf_scale_score *scores)
{
    const uf_scale_score *first = &scores[scale->parts[0]];
    uf_scale_score total = { .known = true, .exact = true };
    for (size_t i = 0; i < scale->part_count; i++) {
        const uf_scale_score *part = &scores[scale->parts[i]];
        total.known &= part->known;
        total.prorated |= part->prorated;
        total.answered += part->answered;
        total.value += part->value;
        total.points += part->points;
        total.exact &= part->exact && part->times == first->times && part->whole == first->whole;
    }
    if (!total.known)
        return no_score(total.answered);
    const size_t divisor = scale->rule.method == UF_SCALE_MEAN ? scale->part_count : 1;
    total.value /= (double)divisor;
    if (total.exact) {
        const uf_scale_score sum =
            quotient(total.points, first->times, first->whole * (int64_t)divisor);
        total.value = sum.value;
        total.times = sum.times;
        total.whole = sum.whole;
    }
    return total;
}

void uf_scale_score_all(uf_scale_score *scores, const uf_scale *scales, size_t n,
                        const int64_t *answers)
{
    for (size_t i = 0; i < n; i++)
        scores[i] = scales[i].part_count > 0 ? score_parts(&scales[i], scores)
                                             : score_items(&scales[i], answers);
}

/* ---- Ends ---- */

static uf_scale_score end_of(const uf_scale *scales, size_t i, bool highest);

/* As score_parts, without the scores of all scales at hand. */
static uf_scale_score end_of_parts(const uf_scale *scales, size_t i, bool highest)
{
    const uf_scale *scale = &scales[i];
    uf_scale_score total = { .known = true };
    for (size_t k = 0; k < scale->part_count; k++)
        total.value += end_of(scales, scale->parts[k], highest).value;
    if (scale->rule.method == UF_SCALE_MEAN)
        total.value /= (double)scale->part_count;
    return total;
}

static uf_scale_score end_of(const uf_scale *scales, size_t i, bool highest)
{
    const uf_scale *scale = &scales[i];
    if (scale->part_count > 0)
        return end_of_parts(scales, i, highest);
    int64_t points = 0;
    for (size_t k = 0; k < scale->n; k++)
        points += scale->items[k].weight * (highest ? scale->items[k].max : scale->items[k].min);
    return score_points(scale, points, total_weight(scale), scale->n);
}

void uf_scale_ends(uf_scale_score *lowest, uf_scale_score *highest, const uf_scale *scales,
                   size_t i)
{
    *lowest = end_of(scales, i, false);
    *highest = end_of(scales, i, true);
}

/* ---- Bands ---- */

int uf_scale_compare(const uf_scale_score *score, uf_decimal limit)
{
    if (score->exact)
        return uf_decimal_compare_shares((uf_decimal){ score->points, PLACES },
                                         (uf_decimal){ score->whole, 0 }, limit,
                                         (uf_decimal){ score->times, 0 });
    const double value = uf_decimal_value(limit);
    if (fabs(score->value - value) <= 1e-9 * fabs(value))
        return 0;
    return score->value < value ? -1 : 1;
}

size_t uf_scale_band_of(const uf_scale *scale, const uf_scale_score *score)
{
    size_t band = UF_NO_BAND;
    if (!score->known)
        return band;
    for (size_t i = 0; i < scale->band_count; i++)
        if (uf_scale_compare(score, scale->bands[i].low) >= 0)
            band = i;
    if (band == UF_NO_BAND || scale->bands[band].open ||
        uf_scale_compare(score, scale->bands[band].high) <= 0)
        return band;
    return UF_NO_BAND;
}

static int by_lower_end(const void *a, const void *b)
{
    const uf_scale_band *one = a, *other = b;
    return uf_decimal_compare(one->low, other->low);
}

void uf_scale_bands_sort(uf_scale_band *bands, size_t n)
{
    if (n > 1)
        qsort(bands, n, sizeof *bands, by_lower_end);
}

/* ---- Words ---- */

bool uf_scale_method_named(const char *text, uf_scale_method *method, int32_t *factor)
{
    static const char before[] = "floor(0.5+", after[] = "*mean)";
    char word[64] = "";
    size_t used = 0;
    for (; *text != '\0' && used + 1 < sizeof word; text++)
        if (*text != ' ')
            word[used++] = *text;
    word[used] = '\0';
    if (strcmp(word, "sum") == 0 || strcmp(word, "mean") == 0) {
        *method = word[0] == 's' ? UF_SCALE_SUM : UF_SCALE_MEAN;
        return true;
    }
    if (strncmp(word, before, sizeof before - 1) != 0)
        return false;
    int32_t number = 0;
    const char *at = word + sizeof before - 1;
    for (; *at >= '0' && *at <= '9' && number <= UF_SCALE_FACTOR_MAX; at++)
        number = 10 * number + (*at - '0');
    if (number < 1 || number > UF_SCALE_FACTOR_MAX || strcmp(at, after) != 0)
        return false;
    *method = UF_SCALE_ROUNDED;
    *factor = number;
    return true;
}

bool uf_ages_have(uf_ages ages, double age)
{
    return age >= (double)ages.low && age < (double)ages.high + 1;
}
