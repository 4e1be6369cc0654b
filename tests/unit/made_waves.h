/* made_waves.h: pupils in classes in schools at five waves for the unit tests, from whole numbers
 * alone, so that R has the same (tests/certified/r/made_waves.R). */
#ifndef MADE_WAVES_H
#define MADE_WAVES_H

#include <stddef.h>
#include <stdint.h>

enum { WAVES_MOST = 1024, WAVES = 5 };

/* How much of each thing that varies there is. */
typedef struct made_parts {
    double person, slope, class_level, class_wave, school, residual;
} made_parts;

/* Rows in the order of pupils and waves. Odd classes are arm 1, two classes a school; time is half
 * the wave. */
typedef struct made_waves {
    size_t n, persons, classes, schools;
    uint32_t person[WAVES_MOST], class_code[WAVES_MOST], school[WAVES_MOST], wave[WAVES_MOST];
    double arm[WAVES_MOST], time[WAVES_MOST], y[WAVES_MOST];
} made_waves;

/* Classes of these sizes, waves missing but the first. More than WAVES_MOST rows fail the test. */
void made_waves_make(made_waves *made, const size_t *sizes, size_t classes,
                     const made_parts *parts);

#endif
