/* gunzip.c: unpacking gzip by zlib's inflate. */
#include "cli/gunzip.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#define PACKED ((size_t)64 * 1024)

/* Added to the number of window bits it asks zlib for gzip's header and trailer, and no others. */
enum { GZIP_ONLY = 16 };

struct uf_gunzip {
    uf_stage_pull *pull;
    void *from;
    z_stream stream;
    bool in_member; /* a member has begun and its trailer has not been seen */
    bool ended;     /* no more packed bytes come */
    bool damaged;
    unsigned char packed[PACKED];
};

static const unsigned char magic[] = { 0x1F, 0x8B };

bool uf_gunzip_detects(const char *bytes, size_t length)
{
    return length >= sizeof magic && (unsigned char)bytes[0] == magic[0] &&
           (unsigned char)bytes[1] == magic[1];
}

uf_gunzip *uf_gunzip_new(uf_stage_pull *pull, void *from)
{
    uf_gunzip *gunzip = calloc(1, sizeof *gunzip);
    if (gunzip == NULL)
        return NULL;
    gunzip->pull = pull;
    gunzip->from = from;
    gunzip->in_member = true;
    if (inflateInit2(&gunzip->stream, MAX_WBITS + GZIP_ONLY) == Z_OK)
        return gunzip;
    free(gunzip);
    return NULL;
}

void uf_gunzip_free(uf_gunzip *gunzip)
{
    if (gunzip == NULL)
        return;
    inflateEnd(&gunzip->stream);
    free(gunzip);
}

static bool fail(uf_fault *fault, const char *reason)
{
    *fault = (uf_fault){ .reason = reason };
    return false;
}

/* Have packed bytes at hand, unless no more come. */
static bool refill(uf_gunzip *gunzip, uf_fault *fault)
{
    if (gunzip->stream.avail_in > 0 || gunzip->ended)
        return true;
    size_t got;
    if (!gunzip->pull(gunzip->from, (char *)gunzip->packed, PACKED, &got, fault))
        return false;
    gunzip->stream.next_in = gunzip->packed;
    gunzip->stream.avail_in = (uInt)got;
    gunzip->ended = got == 0;
    return true;
}

/* After a member: another one begins, or the data end. */
static bool next_member(uf_gunzip *gunzip, uf_fault *fault)
{
    if (!refill(gunzip, fault) || gunzip->ended)
        return gunzip->ended;
    if (*gunzip->stream.next_in != magic[0])
        return fail(fault, "something else follows the gzip data");
    gunzip->in_member = true;
    return inflateReset(&gunzip->stream) == Z_OK || fail(fault, "gzip data are damaged");
}

bool uf_gunzip_pull(void *from, char *bytes, size_t room, size_t *got, uf_fault *fault)
{
    uf_gunzip *gunzip = from;
    z_stream *stream = &gunzip->stream;
    uInt most = room < UINT_MAX ? (uInt)room : UINT_MAX;
    stream->next_out = (unsigned char *)bytes;
    stream->avail_out = most;
    *got = 0;
    while (*got == 0) {
        if (gunzip->damaged)
            return fail(fault, "gzip data are damaged");
        if (!gunzip->in_member && !next_member(gunzip, fault))
            return false;
        if (!gunzip->in_member)
            return true;
        if (!refill(gunzip, fault))
            return false;
        if (gunzip->ended)
            return fail(fault, "gzip data end early");
        int code = inflate(stream, Z_NO_FLUSH);
        *got = most - stream->avail_out;
        gunzip->in_member = code != Z_STREAM_END;
        if (code == Z_MEM_ERROR)
            return fail(fault, "out of memory");
        /* What came out before is handed out first. */
        gunzip->damaged = code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR;
    }
    return true;
}
