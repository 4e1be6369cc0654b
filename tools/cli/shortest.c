/* shortest.c: the shortest decimal of a double, by exact integer arithmetic.
 *
 * A positive double is m * 2^e. The decimals that read back to it are those between the midpoints
 * to its neighbours, (4m - 2) * 2^(e-2) and (4m + 2) * 2^(e-2); the lower one is 4m - 1 where m is
 * a power of two, since the neighbour below is then half as far. The midpoints themselves read back
 * to it when m is even. */
#include "cli/shortest.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* value * 10^exponent, value without trailing zeros. */
typedef struct decimal {
    uint64_t value;
    int exponent;
} decimal;

typedef struct binary {
    uint64_t m;
    int e;
    unsigned below; /* 1 or 2: how far the lower midpoint is below 4m */
    bool even;
} binary;

enum { FRACTION_BITS = 52, LEAST_EXPONENT = -1074, BIASED_BITS = 11 };

static binary split(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    uint64_t fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
    int biased = (int)(bits >> FRACTION_BITS & ((1u << BIASED_BITS) - 1));
    binary b = { .below = 2, .even = fraction % 2 == 0 };
    b.m = biased == 0 ? fraction : fraction | UINT64_C(1) << FRACTION_BITS;
    b.e = biased == 0 ? LEAST_EXPONENT : LEAST_EXPONENT + biased - 1;
    if (fraction == 0 && biased > 1)
        b.below = 1;
    return b;
}

/* --- 1e-7 <= number < 1e15: what is needed fits 128 bits. --- */

enum { EVERYDAY_LOW = -7, EVERYDAY_HIGH = 15, MOST_DIGITS = 17 };

/* number = d.ddd * 10^result */
static int magnitude(double number)
{
    static const double power[] = { 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1,  1e2,  1e3, 1e4,
                                    1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14 };
    size_t above = 0;
    while (above < sizeof power / sizeof *power && number >= power[above])
        above++;
    return EVERYDAY_LOW + (int)above;
}

static uint64_t power_of_five(int k)
{
    uint64_t power = 1;
    for (; k > 0; k--)
        power *= 5;
    return power;
}

/* Scale by 10^k so that the number has 17 digits before the point, take the whole numbers low to
 * high that read back to it, drop digits from both while a whole number remains between them, and
 * take the one nearest to the number itself. 4m takes 55 bits and 5^23 54. */
static decimal everyday(double number)
{
    binary b = split(number);
    int k = MOST_DIGITS - 1 - magnitude(number);
    unsigned shift = (unsigned)(2 - b.e - k) & 63u; /* 3 to 55: nothing is masked */
    uint64_t five = power_of_five(k);
    wide exact = (wide)(4 * b.m) * five;
    wide least = exact - (wide)b.below * five;
    wide most = exact + (wide)2 * five;
    wide last_bits = ((wide)1 << shift) - 1;
    if (!b.even) {
        least++;
        most--;
    }
    uint64_t low = (uint64_t)((least + last_bits) >> shift);
    uint64_t high = (uint64_t)(most >> shift);
    uint64_t unit = 1;
    int dropped = 0;
    while (high / 10 >= (low + 9) / 10) {
        high /= 10;
        low = (low + 9) / 10;
        unit *= 10;
        dropped++;
    }
    uint64_t whole = (uint64_t)(exact >> shift);
    uint64_t nearest = whole / unit;
    wide rest = ((wide)(whole % unit) << shift) + (exact & last_bits);
    wide half = (wide)unit << (shift - 1);
    if (rest > half || (rest == half && nearest % 2 == 1))
        nearest++;
    nearest = nearest < low ? low : nearest > high ? high : nearest;
    return (decimal){ nearest, dropped - k };
}

/* --- Any other magnitude: the same in large integers, digit by digit. --- */

enum { MOST_LIMBS = 40 };

typedef struct large {
    uint32_t limb[MOST_LIMBS]; /* the least first */
    size_t limbs;              /* how many are in use: the same in all of a calculation */
} large;

static void multiply(large *a, uint32_t factor)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < a->limbs; i++) {
        carry += (uint64_t)a->limb[i] * factor;
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

static void multiply_by_power(large *a, uint32_t base, int exponent)
{
    for (; exponent > 0; exponent--)
        multiply(a, base);
}

/* r, s and their products by ten stay below 2^(|e| + 64): 4m takes 55 bits, and the power of ten
 * makes up for the power of two. */
static size_t limbs_needed(int e)
{
    return ((size_t)(e < 0 ? -e : e) + 64 + 31) / 32;
}

static large large_from(uint64_t value, int twos, size_t limbs)
{
    large a = { { (uint32_t)value, (uint32_t)(value >> 32) }, limbs };
    for (; twos >= 31; twos -= 31)
        multiply(&a, UINT32_C(1) << 31);
    multiply(&a, UINT32_C(1) << (twos > 0 ? twos : 0));
    return a;
}

/* -1, 0 or 1 as a + b is less than, equal to or greater than c. */
static int compare_sum(const large *a, const large *b, const large *c)
{
    uint32_t sum[MOST_LIMBS];
    uint64_t carry = 0;
    for (size_t i = 0; i < c->limbs; i++) {
        carry += (uint64_t)a->limb[i] + b->limb[i];
        sum[i] = (uint32_t)carry;
        carry >>= 32;
    }
    for (size_t i = c->limbs; i > 0; i--)
        if (sum[i - 1] != c->limb[i - 1])
            return sum[i - 1] < c->limb[i - 1] ? -1 : 1;
    return 0;
}

/* a -= b, for a >= b. */
static void subtract(large *a, const large *b)
{
    uint64_t borrow = 0;
    for (size_t i = 0; i < a->limbs; i++) {
        uint64_t taken = (uint64_t)b->limb[i] + borrow;
        borrow = a->limb[i] < taken;
        a->limb[i] = (uint32_t)(a->limb[i] - taken);
    }
}

/* Steele & White's free-format algorithm. The number is r / s * 10^place, the distances to the
 * midpoints are below / s and above / s times the same. */
static decimal any(double number)
{
    static const large zero;
    binary b = split(number);
    int up = b.e > 0 ? b.e : 0;
    size_t limbs = limbs_needed(b.e);
    large r = large_from(4 * b.m, up, limbs);
    large above = large_from(2, up, limbs);
    large below = large_from(b.below, up, limbs);
    large s = large_from(4, b.e < 0 ? -b.e : 0, limbs);
    /* Never too great; when too small by one, the midpoint above is not below 1 yet. */
    int place = (int)ceil(log10(number) - 1e-10);
    multiply_by_power(&s, 10, place);
    multiply_by_power(&r, 10, -place);
    multiply_by_power(&above, 10, -place);
    multiply_by_power(&below, 10, -place);
    int edge = b.even ? 0 : 1; /* an end of the interval belongs to it when m is even */
    if (compare_sum(&r, &above, &s) >= edge) {
        multiply(&s, 10);
        place++;
    }
    uint64_t digits = 0;
    for (;;) {
        multiply(&r, 10);
        multiply(&above, 10);
        multiply(&below, 10);
        digits *= 10;
        place--;
        while (compare_sum(&r, &zero, &s) >= 0) {
            subtract(&r, &s);
            digits++;
        }
        bool low_fits = compare_sum(&r, &zero, &below) <= -edge;
        bool high_fits = compare_sum(&r, &above, &s) >= edge;
        if (!low_fits && !high_fits)
            continue;
        int middle = compare_sum(&r, &r, &s);
        bool nearer_high = middle > 0 || (middle == 0 && digits % 2 == 1);
        if (high_fits && (!low_fits || nearer_high))
            digits++;
        return (decimal){ digits, place };
    }
}

/* --- Writing. --- */

static size_t write_whole(uint64_t value, char *text)
{
    char reversed[20];
    size_t n = 0;
    do {
        reversed[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    for (size_t i = 0; i < n; i++)
        text[i] = reversed[n - 1 - i];
    return n;
}

static size_t write_zeros(int n, char *text)
{
    size_t count = n > 0 ? (size_t)n : 0;
    memset(text, '0', count);
    return count;
}

/* point: how many of the digits stand before the decimal point; negative for zeros after it. */
static size_t write_plainly(const char *digits, int n, int point, char *text)
{
    size_t used = 0;
    int before = point < 0 ? 0 : point < n ? point : n;
    if (before == 0)
        text[used++] = '0';
    memcpy(text + used, digits, (size_t)before);
    used += (size_t)before;
    used += write_zeros(point - n, text + used);
    if (before == n)
        return used;
    text[used++] = '.';
    used += write_zeros(-point, text + used);
    memcpy(text + used, digits + before, (size_t)(n - before));
    return used + (size_t)(n - before);
}

static size_t write_with_exponent(const char *digits, int n, int exponent, char *text)
{
    size_t used = 0;
    text[used++] = digits[0];
    if (n > 1) {
        text[used++] = '.';
        memcpy(text + used, digits + 1, (size_t)n - 1);
        used += (size_t)n - 1;
    }
    text[used++] = 'e';
    if (exponent < 0)
        text[used++] = '-';
    return used + write_whole((uint64_t)(exponent < 0 ? -exponent : exponent), text + used);
}

static size_t write_decimal(decimal d, char *text)
{
    enum { PLAIN_LOW = -5, PLAIN_HIGH = 15 };
    while (d.value % 10 == 0) {
        d.value /= 10;
        d.exponent++;
    }
    char digits[20];
    int n = (int)write_whole(d.value, digits);
    int exponent = n - 1 + d.exponent;
    if (exponent >= PLAIN_LOW && exponent < PLAIN_HIGH)
        return write_plainly(digits, n, exponent + 1, text);
    return write_with_exponent(digits, n, exponent, text);
}

static size_t write_positive(double number, char *text)
{
    if (isinf(number)) {
        memcpy(text, "inf", sizeof "inf");
        return 3;
    }
    if (number < 1e15 && number == (double)(uint64_t)number)
        return write_whole((uint64_t)number, text);
    bool is_everyday = number >= 1e-7 && number < 1e15;
    return write_decimal(is_everyday ? everyday(number) : any(number), text);
}

size_t uf_shortest(double number, char *text)
{
    size_t used = 0;
    if (isnan(number)) {
        memcpy(text, "nan", sizeof "nan");
        used = 3;
    } else {
        if (signbit(number))
            text[used++] = '-';
        used += write_positive(fabs(number), text + used);
    }
    text[used] = '\0';
    return used;
}
