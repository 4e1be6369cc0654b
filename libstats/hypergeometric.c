/* hypergeometric.c: a walk from the mode of Fisher's noncentral hypergeometric distribution. */
#include "hypergeometric.h"

#include <float.h>
#include <stdbool.h>

/* Two probabilities within this part of each other are a tie (R's fisher.test, relErr). */
static const double tie = 1e-7;

/* The walk ends where a further term is below this part of the sum it would be added to. */
static const double negligible = 1e-18;

uf_hypergeometric uf_hypergeometric_margins(const uf_two_by_two *table)
{
    uint64_t events = table->events + table->events_reference;
    return (uf_hypergeometric){
        .n = table->n,
        .n_reference = table->n_reference,
        .events = events,
        .low = events > table->n_reference ? events - table->n_reference : 0,
        .high = events < table->n ? events : table->n,
    };
}

double uf_hypergeometric_step(const uf_hypergeometric *h, uint64_t x, double odds)
{
    double rise = (double)(h->n - x) * (double)(h->events - x);
    double fall = (double)(x + 1) * (double)(h->n_reference + x + 1 - h->events);
    return rise / fall * odds;
}

/* The first value whose successor is not more likely: the ratios fall, so halving finds it. */
static uint64_t mode(const uf_hypergeometric *h, double odds)
{
    uint64_t low = h->low, high = h->high;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (uf_hypergeometric_step(h, middle, odds) > 1)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Move *x one step up or down and its weight with it; false at the end of the support. */
static bool step(const uf_hypergeometric *h, bool up, double odds, uint64_t *x, double *weight)
{
    if (*x == (up ? h->high : h->low))
        return false;
    if (up) {
        *weight *= uf_hypergeometric_step(h, *x, odds);
        ++*x;
    } else {
        --*x;
        *weight /= uf_hypergeometric_step(h, *x, odds);
    }
    return *weight >= DBL_MIN;
}

/* Sums of weights, relative to that of the mode. */
struct sums {
    double below, at, above, rarer, as_rare, distance;
};

static void count(struct sums *s, uint64_t k, uint64_t x, double weight, double weight_x)
{
    *(k < x ? &s->below : k > x ? &s->above : &s->at) += weight;
    if (weight <= weight_x * (1 - tie))
        s->rarer += weight;
    else if (weight <= weight_x * (1 + tie))
        s->as_rare += weight;
}

/* One side of the mode, which itself is not counted. */
static void walk(struct sums *s, const uf_hypergeometric *h, double odds, uint64_t from, bool up,
                 uint64_t x, double weight_x)
{
    uint64_t k = from;
    double weight = 1;
    while (step(h, up, odds, &k, &weight)) {
        count(s, k, x, weight, weight_x);
        double away = up ? (double)(k - from) : -(double)(from - k);
        s->distance += away * weight;
        bool passed = up ? k > x : k < x;
        bool settled = weight <= negligible * s->rarer || weight_x <= 0;
        if (passed && settled && weight <= negligible * (up ? s->above : s->below))
            break;
    }
}

uf_hypergeometric_view uf_hypergeometric_at(const uf_hypergeometric *h, uint64_t x, double odds)
{
    uint64_t top = mode(h, odds);
    double weight_x = 1;
    for (uint64_t k = top; k != x;) {
        if (!step(h, x > top, odds, &k, &weight_x)) {
            weight_x = 0;
            break;
        }
    }
    struct sums s = { 0 };
    count(&s, top, x, 1, weight_x);
    walk(&s, h, odds, top, false, x, weight_x);
    walk(&s, h, odds, top, true, x, weight_x);
    double total = s.below + s.at + s.above;
    return (uf_hypergeometric_view){
        .below = s.below / total,
        .at = s.at / total,
        .above = s.above / total,
        .rarer = s.rarer / total,
        .as_rare = s.as_rare / total,
        .mean = (double)top + s.distance / total,
    };
}
