/* absence_rate.c: totals of absence, and their ratio. */
#include <utfall/absence_rate.h>

#include <math.h>

#include <utfall/lesson.h>

void uf_absence_rate_init(uf_absence_rate *rate, bool includes_unreported,
                          bool unreported_is_absent)
{
    *rate = (uf_absence_rate){ .authorised_known = true,
                               .includes_unreported = includes_unreported,
                               .unreported_is_absent = unreported_is_absent };
    uf_clustered_share_init(&rate->share);
}

/* A sum of a record in billionths, as it was made. */
static int64_t amount(uf_decimal sum)
{
    int64_t scaled = 0;
    (void)uf_decimal_scale(sum, UF_AMOUNT_PLACES, &scaled, NULL);
    return scaled;
}

static bool add(uf_decimal *sum, uf_decimal term)
{
    int64_t a = amount(*sum);
    int64_t b = amount(term);
    if (b > INT64_MAX - a)
        return false;
    *sum = uf_decimal_reduce((uf_decimal){ .mantissa = a + b, .places = UF_AMOUNT_PLACES });
    return true;
}

bool uf_absence_sums_add(uf_absence_sums *sums, const uf_absence_sums *a)
{
    sums->authorised_known = sums->authorised_known && a->authorised_known;
    return add(&sums->scheduled, a->scheduled) && add(&sums->absent, a->absent) &&
           add(&sums->authorised, a->authorised) && add(&sums->unauthorised, a->unauthorised) &&
           add(&sums->unreported, a->unreported);
}

static void add_total(uf_absence_total *total, uf_decimal sum)
{
    int64_t scaled = amount(sum);
    total->units += scaled / UF_AMOUNT_ONE;
    total->rest += scaled % UF_AMOUNT_ONE;
    total->units += total->rest / UF_AMOUNT_ONE;
    total->rest %= UF_AMOUNT_ONE;
}

uf_status uf_absence_rate_push(uf_absence_rate *rate, const uf_absence_sums *pupil, uf_error *error)
{
    double scheduled = uf_decimal_value(pupil->scheduled);
    double absent = uf_decimal_value(pupil->absent);
    if (pupil->unreported.mantissa < 0)
        return uf_error_set(error, UF_EINVAL, __func__, "unreported time is negative", UF_NO_INDEX,
                            uf_decimal_value(pupil->unreported));
    uf_status status = uf_clustered_share_push(&rate->share, scheduled, absent, error);
    if (status != UF_OK)
        return status;
    add_total(&rate->scheduled, pupil->scheduled);
    add_total(&rate->absent, pupil->absent);
    add_total(&rate->unreported, pupil->unreported);
    add_total(&rate->authorised, pupil->authorised);
    add_total(&rate->unauthorised, pupil->unauthorised);
    rate->authorised_known = rate->authorised_known && pupil->authorised_known;
    if (pupil->scheduled.mantissa > 0)
        rate->pupils++;
    else
        rate->without++;
    return UF_OK;
}

static double value(uf_absence_total total)
{
    return (double)total.units + (double)total.rest / (double)UF_AMOUNT_ONE;
}

uf_status uf_absence_rate_get(uf_effect *effect, const uf_absence_rate *rate, double level,
                              uf_error *error)
{
    uf_status status = uf_clustered_share_logit_t(effect, &rate->share, level, error);
    if (status == UF_OK && rate->pupils > 0) /* from the exact totals */
        effect->estimate = value(rate->absent) / value(rate->scheduled);
    return status;
}

void uf_absence_rate_bounds(const uf_absence_rate *rate, double *low, double *high)
{
    double unreported = value(rate->unreported);
    double all = value(rate->scheduled) + (rate->includes_unreported ? 0 : unreported);
    double missed = value(rate->absent) - (rate->unreported_is_absent ? unreported : 0);
    *low = all > 0 ? missed / all : NAN;
    *high = all > 0 ? (missed + unreported) / all : NAN;
}

uf_decimal uf_absence_total_decimal(uf_absence_total total)
{
    uf_decimal sum = { .mantissa = total.units, .places = 0 };
    int64_t rest = total.rest;
    for (int64_t unit = UF_AMOUNT_ONE / 10; rest > 0 && sum.mantissa <= (INT64_MAX - 9) / 10;
         unit /= 10) {
        sum.mantissa = 10 * sum.mantissa + rest / unit;
        sum.places++;
        rest %= unit;
        if (unit == 1)
            break;
    }
    return sum;
}
