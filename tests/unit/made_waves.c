/* made_waves.c: the recipe of tests/certified/r/made_waves.R. */
#include "made_waves.h"

#include <check.h>

static double remainder_over(size_t value, size_t modulus, double divisor)
{
    return (double)(value % modulus) / divisor;
}

static double outcome(const made_parts *of, size_t i, size_t class_code, size_t wave)
{
    size_t school = class_code / 2, r = 5 * i + wave, c = class_code;
    double w = (double)wave, arm = (double)(c % 2);
    double person = remainder_over(29 * i * i + 11 * i, 53, 13);
    double slope = remainder_over(37 * i * i + 5 * i, 31, 20);
    double klass = remainder_over(13 * c * c + 7 * c, 19, 5);
    double both = remainder_over(17 * c * c + 23 * wave * wave + 15 * c * wave, 23, 8);
    double shared = remainder_over(11 * school * school + 3 * school, 13, 3);
    double residual = remainder_over(41 * r * r + 3 * r, 59, 15);
    return 20 + 0.5 * arm * w + of->person * person + of->slope * slope * w +
           of->class_level * klass + of->class_wave * both + of->school * shared +
           of->residual * residual;
}

void made_waves_make(made_waves *made, const size_t *sizes, size_t classes, const made_parts *parts)
{
    size_t i = 0, n = 0;
    for (size_t c = 0; c < classes; c++) {
        for (size_t k = 0; k < sizes[c]; k++, i++) {
            for (size_t wave = 0; wave < WAVES; wave++) {
                if (wave > 0 && (7 * i + 3 * wave) % 11 <= 1)
                    continue;
                ck_assert_uint_lt(n, WAVES_MOST);
                made->person[n] = (uint32_t)i;
                made->class_code[n] = (uint32_t)c;
                made->school[n] = (uint32_t)(c / 2);
                made->wave[n] = (uint32_t)wave;
                made->arm[n] = (double)(c % 2);
                made->time[n] = (double)wave / 2;
                made->y[n++] = outcome(parts, i, c, wave);
            }
        }
    }
    made->n = n;
    made->persons = i;
    made->classes = classes;
    made->schools = (classes + 1) / 2;
}
