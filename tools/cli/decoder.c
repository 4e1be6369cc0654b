/* decoder.c: conversion to UTF-8 by iconv.
 *
 * iconv stops in front of what it cannot convert and has then converted all before it. A call that
 * produced anything hands that out; what stopped it is met again by the next call, alone. */
#include "cli/decoder.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The analyzer of gcc takes (iconv_t)-1, by which iconv_open says that it failed, for something to
 * be closed. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif

#define ENCODED ((size_t)64 * 1024)

struct uf_decoder {
    const char *encoding;
    uf_stage_pull *pull;
    void *from;
    iconv_t conversion;
    bool begun; /* the first bytes have been looked at */
    bool ended; /* no more encoded bytes come */
    size_t at, end;
    char encoded[ENCODED]; /* from at to end */
};

static const char mark[] = "\xEF\xBB\xBF";

bool uf_decoder_is_utf8(const char *encoding)
{
    return strcasecmp(encoding, "utf-8") == 0 || strcasecmp(encoding, "utf8") == 0;
}

/* False when the system does not know the encoding. An empty name means the locale's to iconv, and
 * a slash begins instructions to leave out what cannot be converted. */
static bool open_from(iconv_t *conversion, const char *encoding)
{
    if (encoding[0] == '\0' || strchr(encoding, '/') != NULL)
        return false;
    *conversion = iconv_open("UTF-8", encoding);
    return *conversion != (iconv_t)-1;
}

bool uf_decoder_knows(const char *encoding)
{
    iconv_t conversion;
    if (!open_from(&conversion, encoding))
        return false;
    iconv_close(conversion);
    return true;
}

uf_decoder *uf_decoder_new(const char *encoding, uf_stage_pull *pull, void *from)
{
    uf_decoder *decoder = calloc(1, sizeof *decoder);
    if (decoder == NULL)
        return NULL;
    decoder->encoding = encoding;
    decoder->pull = pull;
    decoder->from = from;
    if (open_from(&decoder->conversion, encoding))
        return decoder;
    free(decoder);
    return NULL;
}

void uf_decoder_free(uf_decoder *decoder)
{
    if (decoder == NULL)
        return;
    iconv_close(decoder->conversion);
    free(decoder);
}

static bool refill(uf_decoder *decoder, uf_fault *fault)
{
    memmove(decoder->encoded, decoder->encoded + decoder->at, decoder->end - decoder->at);
    decoder->end -= decoder->at;
    decoder->at = 0;
    size_t got;
    if (!decoder->pull(decoder->from, decoder->encoded + decoder->end, ENCODED - decoder->end, &got,
                       fault))
        return false;
    decoder->end += got;
    decoder->ended = got == 0;
    return true;
}

static bool fail_here(const uf_decoder *decoder, uf_fault *fault)
{
    *fault = (uf_fault){ .reason = "not valid",
                         .in_text = true,
                         .encoding = decoder->encoding,
                         .byte = (unsigned char)decoder->encoded[decoder->at] };
    return false;
}

/* A file that says itself that it is UTF-8 would come out garbled, without a single fault. */
static bool begin(uf_decoder *decoder, uf_fault *fault)
{
    const size_t length = strlen(mark);
    while (decoder->end < length && !decoder->ended)
        if (!refill(decoder, fault))
            return false;
    decoder->begun = decoder->end < length || memcmp(decoder->encoded, mark, length) != 0;
    if (!decoder->begun)
        *fault = (uf_fault){ .reason = "has the byte order mark of UTF-8: read it without "
                                       "--encoding" };
    return decoder->begun;
}

/* Convert what is at hand. Returns iconv's reason to stop, 0 when all of it was converted. */
static int convert(uf_decoder *decoder, char *bytes, size_t room, size_t *got)
{
    char *in = decoder->encoded + decoder->at;
    size_t in_left = decoder->end - decoder->at;
    char *out = bytes;
    size_t out_left = room;
    /* At the very end a stateful encoding may still have something to say. */
    bool flush = decoder->ended && in_left == 0;
    size_t converted = iconv(decoder->conversion, flush ? NULL : &in, &in_left, &out, &out_left);
    int code = converted == (size_t)-1 ? errno : 0;
    decoder->at = decoder->end - in_left;
    *got = room - out_left;
    return code;
}

bool uf_decoder_pull(void *from, char *bytes, size_t room, size_t *got, uf_fault *fault)
{
    uf_decoder *decoder = from;
    if (!decoder->begun && !begin(decoder, fault))
        return false;
    while (true) {
        int code = convert(decoder, bytes, room, got);
        if (*got > 0)
            return true;
        if (code == EILSEQ || (code == EINVAL && decoder->ended))
            return fail_here(decoder, fault);
        if (decoder->ended)
            return true;
        if (!refill(decoder, fault))
            return false;
    }
}
