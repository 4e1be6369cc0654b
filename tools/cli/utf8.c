/* utf8.c: checking UTF-8 in blocks, and one character after the other where a block is not simple.
 *
 * A block is simple when it holds ASCII and characters of two bytes only, as almost all Swedish
 * text does; eight of its bytes are looked at in one word. In the top bits of a byte, 0 is ASCII,
 * 10 a continuation, 110 the first of two bytes, and 111 the first of more. */
#include "cli/utf8.h"

#include <stdint.h>
#include <string.h>

#include "cli/messages.h"

enum { WORD = sizeof(uint64_t), WORDS = 8, BLOCK = WORDS * WORD };

#define EACH_BYTE(bits) (UINT64_C(0x0101010101010101) * (bits))

static uint64_t word_at(const char *p, size_t position)
{
    uint64_t word;
    memcpy(&word, p + position * WORD, sizeof word);
    return word;
}

static bool is_ascii(const char *block)
{
    uint64_t left = word_at(block, 0) | word_at(block, 1) | word_at(block, 2) | word_at(block, 3);
    uint64_t right = word_at(block, 4) | word_at(block, 5) | word_at(block, 6) | word_at(block, 7);
    return ((left | right) & EACH_BYTE(0x80)) == 0;
}

/* A constant, as far as any compiler is concerned. */
static bool is_little_endian(void)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, sizeof first);
    return first == 1;
}

/* How many bytes of a simple block are whole characters: all, or all but the last. 0 if it is not
 * simple, or not valid. */
static size_t simple(const char *block)
{
    uint64_t wrong = 0;
    uint64_t due = 0; /* the first byte of the word must be a continuation */
    for (size_t i = 0; i < WORDS; i++) {
        uint64_t word = word_at(block, i);
        uint64_t beyond_ascii = word & EACH_BYTE(0x80);
        uint64_t first = beyond_ascii & word << 1;
        uint64_t continuation = beyond_ascii & ~(word << 1);
        /* C0 and C1 would be longer forms of ASCII. The sum has the top bit unless all four are
         * 0. */
        uint64_t long_form = first & ~((word & EACH_BYTE(0x1E)) + EACH_BYTE(0x7F));
        uint64_t followed = is_little_endian() ? first << 8 : first >> 8;
        wrong |= (first & word << 2) | long_form | (continuation ^ (followed | due));
        due = is_little_endian() ? first >> 56 : first << 56;
    }
    if (wrong != 0)
        return 0;
    return due == 0 ? BLOCK : BLOCK - 1;
}

/* Whether fewer bytes than the first one promises are there, and may be followed by more. */
static bool is_cut(const char *text, size_t length)
{
    char whole[4];
    for (size_t bytes = length + 1; bytes <= sizeof whole; bytes++) {
        /* The first byte limits the second; after that all continuations are alike. */
        memcpy(whole, text, length);
        for (int second = 0x80; second <= 0xBF; second += 0x0F) {
            memset(whole + length, second, bytes - length);
            if (uf_message_character(whole, bytes) == bytes)
                return true;
        }
    }
    return false;
}

size_t uf_utf8_valid(const char *bytes, size_t length, bool *cut)
{
    const char *end = bytes + length;
    const char *p = bytes;
    *cut = false;
    while (p < end) {
        size_t step = 0;
        if (end - p >= BLOCK)
            step = is_ascii(p) ? (size_t)BLOCK : simple(p);
        const char *slow = step > 0 ? p : end - p >= BLOCK ? p + BLOCK : end;
        p += step;
        while (p < slow) {
            size_t character =
                (unsigned char)*p < 0x80 ? 1 : uf_message_character(p, (size_t)(end - p));
            if (character == 0) {
                *cut = end - p < 4 && is_cut(p, (size_t)(end - p));
                return (size_t)(p - bytes);
            }
            p += character;
        }
    }
    return length;
}
