/* rng.c: Random123's Philox4x32-10 as streams, and as a generator of GSL. */
#include <utfall/rng.h>

#include <Random123/philox.h>

static uint32_t low(uint64_t x)
{
    return (uint32_t)(x & 0xffffffffU);
}

static uint32_t high(uint64_t x)
{
    return (uint32_t)(x >> 32);
}

void uf_rng_block(uint32_t words[4], uint64_t seed, uint64_t stream, uint64_t block)
{
    philox4x32_key_t key = { { low(seed), high(seed) } };
    philox4x32_ctr_t counter = { { low(block), high(block), low(stream), high(stream) } };
    philox4x32_ctr_t random = philox4x32_R(10, counter, key);
    for (size_t i = 0; i < 4; i++)
        words[i] = random.v[i];
}

void uf_rng_init(uf_rng *rng, uint64_t seed, uint64_t stream)
{
    *rng = (uf_rng){ .seed = seed, .stream = stream, .used = 4 };
}

uint32_t uf_rng_word(uf_rng *rng)
{
    if (rng->used == 4) {
        uf_rng_block(rng->words, rng->seed, rng->stream, rng->block++);
        rng->used = 0;
    }
    return rng->words[rng->used++];
}

double uf_rng_uniform(uf_rng *rng)
{
    double upper = uf_rng_word(rng) >> 5; /* 27 bits */
    double lower = uf_rng_word(rng) >> 6; /* 26 bits */
    return (upper * 0x1p26 + lower) * 0x1p-53;
}

uint32_t uf_rng_below(uf_rng *rng, uint32_t limit)
{
    uint64_t product = (uint64_t)uf_rng_word(rng) * limit;
    /* The division is needed only where a word could have to be rejected: threshold < limit. */
    if (low(product) < limit) {
        uint32_t threshold = (uint32_t)(-limit) % limit; /* 2^32 mod limit */
        while (low(product) < threshold)
            product = (uint64_t)uf_rng_word(rng) * limit;
    }
    return high(product);
}

static void gsl_set(void *state, unsigned long seed)
{
    uf_rng_init(state, seed, 0);
}

static unsigned long gsl_get(void *state)
{
    return uf_rng_word(state);
}

static double gsl_get_double(void *state)
{
    return uf_rng_uniform(state);
}

static const gsl_rng_type philox = {
    .name = "philox4x32-10",
    .max = 0xffffffffUL,
    .min = 0,
    .size = sizeof(uf_rng),
    .set = gsl_set,
    .get = gsl_get,
    .get_double = gsl_get_double,
};

gsl_rng uf_rng_gsl(uf_rng *rng)
{
    return (gsl_rng){ .type = &philox, .state = rng };
}
