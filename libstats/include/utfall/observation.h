/* observation.h: one unit of a comparison: its outcome in one or two waves.
 *
 * A unit is a pupil, a case, a person. Its outcome is 0 or 1, a number, or the numerator of a rate
 * whose denominator is the exposure (minutes absent of minutes scheduled). A unit that was there in
 * one wave only has a value in that wave and NaN in the other. */
#ifndef UTFALL_OBSERVATION_H
#define UTFALL_OBSERVATION_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The waves of a comparison. Where there is one only, it is the one after. */
typedef enum uf_wave { UF_WAVE_BEFORE, UF_WAVE_AFTER } uf_wave;
enum { UF_WAVES = 2 };

typedef struct uf_observation {
    double value[UF_WAVES];    /* NaN: no outcome in that wave                                  */
    double exposure[UF_WAVES]; /* of a rate, above 0 where there is a value; 1 of anything else */
    uint64_t units;            /* how many units are exactly like this: 1, unless aggregated    */
    size_t stratum;            /* 0, 1, ...; not looked at where nothing is stratified          */
} uf_observation;

#ifdef __cplusplus
}
#endif
#endif
