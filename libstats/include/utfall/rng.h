/* rng.h: random numbers that depend on a seed, a stream and a position, and on nothing else.
 *
 * Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
 * SC11; the Random123 library): block b of stream s under a seed is a fixed bijection of (s, b)
 * keyed by the seed. Replicate r of a simulation, bootstrap or randomisation uses stream r, so the
 * result is the same for any number of threads and any order of work.
 *
 *     key     = seed, low 32 bits first
 *     counter = block (low, high), stream (low, high)
 *
 * All 64 bits of the seed count, 0 included. 2^64 streams of 2^64 blocks of four 32-bit words.
 * Not for pseudonyms or anything else that must be secret. */
#ifndef UTFALL_RNG_H
#define UTFALL_RNG_H

#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The place in a stream. A value: assignment copies it, and the copy runs on by itself. */
typedef struct uf_rng {
    uint64_t seed, stream;
    uint64_t block;    /* the next block to be computed                 */
    uint32_t words[4]; /* the last block computed                       */
    unsigned used;     /* how many of its words are taken; 4 when none is left */
} uf_rng;

/* The first word of a stream. */
void uf_rng_init(uf_rng *rng, uint64_t seed, uint64_t stream);

/* The next 32 bits. */
uint32_t uf_rng_word(uf_rng *rng);

/* Uniform on [0, 1), a multiple of 2^-53: two words. */
double uf_rng_uniform(uf_rng *rng);

/* Uniform on 0 to limit - 1 without bias (Lemire 2019, rejection on the 64-bit product); limit of
 * at least 1. */
uint32_t uf_rng_below(uf_rng *rng, uint32_t limit);

/* A block by its place, without a state: words[0..3] for (seed, stream, block). */
void uf_rng_block(uint32_t words[4], uint64_t seed, uint64_t stream, uint64_t block);

/* The same stream for GSL's distributions:
 *     uf_rng rng;
 *     uf_rng_init(&rng, seed, replicate);
 *     gsl_rng generator = uf_rng_gsl(&rng);
 *     double x = gsl_ran_gaussian(&generator, 1);
 * The generator borrows rng and moves it on; nothing is allocated or freed. gsl_rng_set starts
 * stream 0 of another seed. Never use two on one rng from different threads. */
gsl_rng uf_rng_gsl(uf_rng *rng);

#ifdef __cplusplus
}
#endif
#endif
