/* csv_scan.c: comparing 64 bytes with four characters, by AVX2, SSE2, NEON or in plain C.
 *
 * Every x86-64 processor has SSE2 and every 64-bit ARM has NEON; whether there is AVX2 is asked when
 * the program runs, so that one program runs everywhere. A comparison gives a byte of ones or of
 * zeros for each byte; these are gathered into one bit each. */
#include "cli/csv_scan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__) && defined(__AARCH64EL__)
#include <arm_neon.h>
#endif

/* --- Plain C: eight bytes in a word. --- */

enum { WORD = sizeof(uint64_t) };

#define EACH_BYTE(bits) (UINT64_C(0x0101010101010101) * (bits))

/* The first byte is the lowest whatever the processor's order; compilers make one load of this. */
static uint64_t load(const char *bytes)
{
    uint64_t word = 0;
    for (int i = 0; i < WORD; i++)
        word |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return word;
}

/* One bit for each byte of word that is the one repeated in pattern. */
static uint64_t equal(uint64_t word, uint64_t pattern)
{
    uint64_t differs = word ^ pattern;
    /* The top bit of a byte is 0 only if the whole byte is; nothing is carried between bytes. */
    uint64_t same = ~(((differs & EACH_BYTE(0x7F)) + EACH_BYTE(0x7F)) | differs | EACH_BYTE(0x7F));
    /* The product moves the bit of byte i to bit 56 + i. */
    return (same >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static void scan_plain(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks)
{
    const uint64_t cell = EACH_BYTE((unsigned char)delimiter);
    for (size_t i = 0; i < n; i++) {
        uf_csv_marks found = { 0 };
        for (int k = 0; k < UF_CSV_SCAN_BLOCK; k += WORD, bytes += WORD) {
            uint64_t word = load(bytes);
            found.delimiters |= equal(word, cell) << k;
            found.quotes |= equal(word, EACH_BYTE('"')) << k;
            found.line_feeds |= equal(word, EACH_BYTE('\n')) << k;
            found.returns |= equal(word, EACH_BYTE('\r')) << k;
        }
        marks[i] = found;
    }
}

/* --- x86. --- */

#if defined(__x86_64__)

static uint64_t equal_sse2(const __m128i *part, char c)
{
    const __m128i pattern = _mm_set1_epi8(c);
    uint64_t bits = 0;
    for (int i = 0; i < 4; i++)
        bits |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(part[i], pattern)) << 16 * i;
    return bits;
}

static void scan_sse2(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks)
{
    for (size_t i = 0; i < n; i++, bytes += UF_CSV_SCAN_BLOCK) {
        __m128i part[4];
        for (size_t k = 0; k < 4; k++)
            part[k] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * k));
        marks[i] = (uf_csv_marks){ .delimiters = equal_sse2(part, delimiter),
                                   .quotes = equal_sse2(part, '"'),
                                   .line_feeds = equal_sse2(part, '\n'),
                                   .returns = equal_sse2(part, '\r') };
    }
}

__attribute__((target("avx2"))) static uint64_t equal_avx2(__m256i low, __m256i high, char c)
{
    const __m256i pattern = _mm256_set1_epi8(c);
    uint64_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, pattern));
    uint64_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, pattern));
    return first | second << 32;
}

__attribute__((target("avx2"))) static void scan_avx2(const char *bytes, size_t n, char delimiter,
                                                      uf_csv_marks *marks)
{
    for (size_t i = 0; i < n; i++, bytes += UF_CSV_SCAN_BLOCK) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32));
        marks[i] = (uf_csv_marks){ .delimiters = equal_avx2(low, high, delimiter),
                                   .quotes = equal_avx2(low, high, '"'),
                                   .line_feeds = equal_avx2(low, high, '\n'),
                                   .returns = equal_avx2(low, high, '\r') };
    }
}

/* --- ARM. --- */

#elif defined(__aarch64__) && defined(__AARCH64EL__)

static uint64_t equal_neon(const uint8x16_t *part, char c)
{
    static const uint8_t bit_of_byte[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
                                             1, 2, 4, 8, 16, 32, 64, 128 };
    const uint8x16_t pattern = vdupq_n_u8((uint8_t)c);
    const uint8x16_t bits = vld1q_u8(bit_of_byte);
    uint8x16_t found[4];
    for (int i = 0; i < 4; i++)
        found[i] = vandq_u8(vceqq_u8(part[i], pattern), bits);
    /* Adding neighbours three times makes one byte of eight. */
    const uint8x16_t left = vpaddq_u8(found[0], found[1]);
    const uint8x16_t right = vpaddq_u8(found[2], found[3]);
    const uint8x16_t quarters = vpaddq_u8(left, right);
    const uint8x16_t sums = vpaddq_u8(quarters, quarters);
    return vgetq_lane_u64(vreinterpretq_u64_u8(sums), 0);
}

static void scan_neon(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks)
{
    for (size_t i = 0; i < n; i++, bytes += UF_CSV_SCAN_BLOCK) {
        uint8x16_t part[4];
        for (size_t k = 0; k < 4; k++)
            part[k] = vld1q_u8((const uint8_t *)bytes + 16 * k);
        marks[i] = (uf_csv_marks){ .delimiters = equal_neon(part, delimiter),
                                   .quotes = equal_neon(part, '"'),
                                   .line_feeds = equal_neon(part, '\n'),
                                   .returns = equal_neon(part, '\r') };
    }
}

#endif

/* --- What there is. --- */

static const uf_csv_scanner scanners[] = {
#if defined(__x86_64__)
    { "avx2", scan_avx2 },
    { "sse2", scan_sse2 },
#elif defined(__aarch64__) && defined(__AARCH64EL__)
    { "neon", scan_neon },
#endif
    { "plain", scan_plain },
};

const uf_csv_scanner *uf_csv_scanners(size_t *n)
{
    *n = sizeof scanners / sizeof scanners[0];
#if defined(__x86_64__)
    if (!__builtin_cpu_supports("avx2")) {
        --*n;
        return scanners + 1;
    }
#endif
    return scanners;
}
