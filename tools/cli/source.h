/* source.h: the text of an input, wherever its bytes come from.
 *
 * A source hands out UTF-8 in blocks and knows nothing of lines. Everything that must see the bytes
 * before they are parsed happens behind it and nowhere else:
 *     read a file, stdin or memory → hash → unpack gzip → convert to UTF-8, or check that it is
 * gzip is known by its first two bytes, also on stdin. */
#ifndef UF_CLI_SOURCE_H
#define UF_CLI_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/decoder.h"
#include "cli/digest.h"
#include "cli/gunzip.h"
#include "cli/stage.h"

/* Bytes asked of read(2) at a time. */
#define UF_SOURCE_BLOCK ((size_t)256 * 1024)

enum { UF_SOURCE_START = 2, UF_SOURCE_HELD = 4 };

typedef struct uf_source {
    const char *name;   /* for messages: the path, or "stdin"                                  */
    int descriptor;     /* -1 when the bytes are in memory                                     */
    const char *memory; /* the bytes left, when they are                                       */
    size_t left;
    size_t block; /* the most bytes in one piece, so that tests can cut anywhere               */

    uint64_t stored;   /* bytes read so far, as they are stored                                */
    uf_digest *digest; /* of them; NULL: not asked for                                         */
    bool begun;        /* the first bytes have been looked at                                  */
    char start[UF_SOURCE_START]; /* and these have not been handed on                          */
    size_t start_count;
    uf_gunzip *gunzip;    /* NULL: not packed                                                  */
    const char *encoding; /* NULL: UTF-8                                                       */
    uf_decoder *decoder;
    char held[UF_SOURCE_HELD]; /* the beginning of a character that a block has cut            */
    size_t held_count;
    uint64_t handed_out; /* bytes of text                                                      */
    uf_fault fault;      /* once there is no going on                                          */
} uf_source;

/* Open path for reading; "-" is stdin, which can be opened once. path must outlive the source.
 * False, with *fault filled in, when the file is missing, unreadable or a directory. */
bool uf_source_open(uf_source *source, const char *path, uf_fault *fault);
/* The bytes that a file has, as they are stored; 0 where that cannot be known before reading. */
uint64_t uf_source_size(const uf_source *source);
/* A source on bytes in memory, which stay the caller's and must outlive it. */
void uf_source_memory(uf_source *source, const char *name, const char *bytes, size_t length);
/* Before the first read: the text is in this encoding, which the system knows (decoder.h); the name
 * must outlive the source. NULL is UTF-8. */
void uf_source_set_encoding(uf_source *source, const char *encoding);
/* Before the first read: hash the bytes as they are stored. False when memory runs out. */
bool uf_source_hash(uf_source *source);
/* Read what is left unread, for the hash. False when reading failed. */
bool uf_source_drain(uf_source *source, uf_fault *fault);
void uf_source_close(uf_source *source);

/* Read up to room bytes, which are at least UF_STAGE_ROOM, in whole characters. The count in *got,
 * 0 at the end of the input. False when there is no going on; the text before that has then been
 * handed out. */
bool uf_source_read(uf_source *source, char *bytes, size_t room, size_t *got, uf_fault *fault);

#endif
