/* decimal.c: comparisons of decimals and of quotients of counts, in 128-bit integers.
 *
 * Numbers are held as sign and magnitude. Every magnitude that is multiplied stays below 2^127, or
 * the multiplication says that it would not: an unsigned product that wrapped is never looked
 * at. */
#include <utfall/decimal.h>

#include <math.h>
#include <stddef.h>

__extension__ typedef unsigned __int128 uint128;

static const uint64_t powers[UF_DECIMAL_MAX_PLACES + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
};

/* 2^53: counts up to here are exact as doubles, and two of them multiply to 106 bits. */
static const int64_t count_end = INT64_C(1) << 53;

/* Times 10^9 it is still less than 2^63: no product needs more than 64 bits. */
#define SMALL INT64_C(1000000000)

static uint64_t magnitude(int64_t x)
{
    return x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
}

static int sign_of(int64_t x)
{
    return (x > 0) - (x < 0);
}

static int order(uint128 a, uint128 b)
{
    return (a > b) - (a < b);
}

/* *a *= factor; false, with *a untouched, when the product takes more than 127 bits. */
static bool multiply(uint128 *a, uint64_t factor)
{
    const uint128 largest = ~(uint128)0 >> 1;
    if (*a >> 64 != 0 && *a > largest / factor)
        return false;
    uint128 product = *a * factor;
    if (product > largest)
        return false;
    *a = product;
    return true;
}

/* *a *= 10^places, for places 0 to 2 * UF_DECIMAL_MAX_PLACES; *a is then of no use if false. */
static bool shift(uint128 *a, int places)
{
    if (places > UF_DECIMAL_MAX_PLACES) {
        if (!multiply(a, powers[UF_DECIMAL_MAX_PLACES]))
            return false;
        places -= UF_DECIMAL_MAX_PLACES;
    }
    return multiply(a, powers[places]);
}

/* Order of a 10^-a_places and b 10^-b_places for a, b > 0 below 2^127. The one with fewer places is
 * scaled up; one that leaves 127 bits on the way is the greater. */
static int order_scaled(uint128 a, int a_places, uint128 b, int b_places)
{
    if (a_places < b_places && !shift(&a, b_places - a_places))
        return 1;
    if (b_places < a_places && !shift(&b, a_places - b_places))
        return -1;
    return order(a, b);
}

int uf_decimal_compare(uf_decimal a, uf_decimal b)
{
    return uf_decimal_compare_share(a, (uf_decimal){ 1, 0 }, b);
}

int uf_decimal_compare_share(uf_decimal part, uf_decimal whole, uf_decimal limit)
{
    int part_sign = sign_of(part.mantissa);
    int bar_sign = sign_of(limit.mantissa) * sign_of(whole.mantissa);
    if (part_sign != bar_sign)
        return part_sign > bar_sign ? 1 : -1;
    if (part_sign == 0)
        return 0;
    uint128 bar = (uint128)magnitude(limit.mantissa) * magnitude(whole.mantissa);
    return part_sign *
           order_scaled(magnitude(part.mantissa), part.places, bar, limit.places + whole.places);
}

int uf_decimal_compare_shares(uf_decimal part, uf_decimal whole, uf_decimal other_part,
                              uf_decimal other_whole)
{
    int part_sign = sign_of(part.mantissa);
    int other_sign = sign_of(other_part.mantissa);
    if (part_sign != other_sign)
        return part_sign > other_sign ? 1 : -1;
    if (part_sign == 0)
        return 0;
    uint128 left = (uint128)magnitude(part.mantissa) * magnitude(other_whole.mantissa);
    uint128 right = (uint128)magnitude(other_part.mantissa) * magnitude(whole.mantissa);
    return part_sign * order_scaled(left, part.places + other_whole.places, right,
                                    other_part.places + whole.places);
}

static bool counts_fit(int64_t a, int64_t b, int64_t c, int64_t d)
{
    return a >= 0 && a < count_end && b > 0 && b < count_end && c >= 0 && c < count_end && d > 0 &&
           d < count_end;
}

/* a/b / (c/d) - 1 - limit has the sign of a d 10^places - (10^places + mantissa) c b. */
bool uf_decimal_compare_change(int64_t a, int64_t b, int64_t c, int64_t d, uf_decimal limit,
                               int *sign)
{
    if (!counts_fit(a, b, c, d) || c == 0)
        return false;
    limit = uf_decimal_reduce(limit);
    int64_t one = (int64_t)powers[limit.places];
    uint128 left = (uint128)a * (uint128)d;
    if (limit.mantissa < -one) {
        *sign = 1;
        return true;
    }
    /* Below 2^64: a positive int64 and 10^18. */
    uint64_t ratio = (uint64_t)one + (uint64_t)limit.mantissa;
    uint128 right = (uint128)c * (uint128)b;
    if (ratio == 0)
        right = 0;
    else if (!multiply(&right, ratio))
        return false;
    if (!shift(&left, limit.places))
        return false;
    *sign = order(left, right);
    return true;
}

/* a/b - c/d - limit has the sign of (a d - c b) 10^places - mantissa b d. */
bool uf_decimal_compare_difference(int64_t a, int64_t b, int64_t c, int64_t d, uf_decimal limit,
                                   int *sign)
{
    if (!counts_fit(a, b, c, d))
        return false;
    limit = uf_decimal_reduce(limit);
    uint128 first = (uint128)a * (uint128)d;
    uint128 second = (uint128)c * (uint128)b;
    int left_sign = order(first, second);
    int right_sign = sign_of(limit.mantissa);
    if (left_sign != right_sign || left_sign == 0) {
        *sign = (left_sign > right_sign) - (left_sign < right_sign);
        return true;
    }
    uint128 left = first > second ? first - second : second - first;
    uint128 right = (uint128)b * (uint128)d;
    if (!multiply(&right, magnitude(limit.mantissa)) || !shift(&left, limit.places))
        return false;
    *sign = left_sign * order(left, right);
    return true;
}

bool uf_decimal_scale(uf_decimal d, int places, int64_t *scaled, bool *exact)
{
    if (places < 0 || places > UF_DECIMAL_MAX_PLACES)
        return false;
    if (places >= d.places && places - d.places < 10 && d.mantissa > -SMALL && d.mantissa < SMALL) {
        *scaled = d.mantissa * (int64_t)powers[places - d.places];
        if (exact != NULL)
            *exact = true;
        return true;
    }
    uint128 value = magnitude(d.mantissa);
    bool whole = true;
    if (places >= d.places) {
        if (!multiply(&value, powers[places - d.places]))
            return false;
    } else {
        uint64_t divisor = powers[d.places - places];
        uint64_t rest = (uint64_t)(value % divisor);
        whole = rest == 0;
        value = value / divisor + (rest >= divisor - rest ? 1 : 0);
    }
    if (value > INT64_MAX)
        return false;
    *scaled = d.mantissa < 0 ? -(int64_t)value : (int64_t)value;
    if (exact != NULL)
        *exact = whole;
    return true;
}

uf_decimal uf_decimal_reduce(uf_decimal d)
{
    while (d.places > 0 && d.mantissa % 10 == 0) {
        d.mantissa /= 10;
        d.places--;
    }
    return d;
}

bool uf_decimal_percent(uf_decimal percent, uf_decimal *share)
{
    percent = uf_decimal_reduce(percent);
    if (percent.mantissa == 0) {
        *share = percent;
        return true;
    }
    if (percent.places + 2 > UF_DECIMAL_MAX_PLACES)
        return false;
    *share = uf_decimal_reduce((uf_decimal){ percent.mantissa, percent.places + 2 });
    return true;
}

/* Both parts are exact doubles when the mantissa is below 2^53, and one division rounds once. A
 * longer mantissa is divided in integers to at least 55 bits, with the lowest bit standing for
 * whatever was left over, so that the conversion is the only rounding. */
double uf_decimal_value(uf_decimal d)
{
    uint64_t size = magnitude(d.mantissa);
    if (size < (uint64_t)count_end)
        return (double)d.mantissa / (double)powers[d.places];
    enum { SHIFT = 63 };
    uint128 numerator = (uint128)size << SHIFT;
    uint128 quotient = numerator / powers[d.places];
    if (numerator % powers[d.places] != 0)
        quotient |= 1;
    double value = ldexp((double)quotient, -SHIFT);
    return d.mantissa < 0 ? -value : value;
}
