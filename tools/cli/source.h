/* source.h: the bytes of an input, wherever they come from.
 *
 * A source hands out bytes in blocks and knows nothing of lines. Everything that must see the bytes
 * before they are parsed (decompression, conversion to UTF-8, hashing) belongs here and nowhere
 * else. Failures are values: only rows.c turns them into words and ends the program. */
#ifndef UF_CLI_SOURCE_H
#define UF_CLI_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes asked of read(2) at a time. */
#define UF_SOURCE_BLOCK ((size_t)256 * 1024)

/* What went wrong with an input. */
typedef struct uf_fault {
    const char *reason; /* a constant, lower case, without full stop; NULL: nothing went wrong */
    int code;           /* errno, where a system call failed; else 0                           */
    uint64_t line;      /* the physical line, counted from 1; 0: the input as a whole          */
} uf_fault;

typedef struct uf_source {
    const char *name;   /* for messages: the path, or "stdin"                                  */
    int descriptor;     /* -1 when the bytes are in memory                                     */
    const char *memory; /* the bytes left, when they are                                       */
    size_t left;
    size_t block; /* the most that one uf_source_read returns, so that tests can cut anywhere  */
} uf_source;

/* Open path for reading; "-" is stdin, which can be opened once. path must outlive the source.
 * False, with *fault filled in, when the file is missing, unreadable or a directory. */
bool uf_source_open(uf_source *source, const char *path, uf_fault *fault);
/* A source on bytes in memory, which stay the caller's and must outlive it. */
void uf_source_memory(uf_source *source, const char *name, const char *bytes, size_t length);
void uf_source_close(uf_source *source);

/* Read up to room bytes. The count in *got, 0 at the end of the input. False when reading failed.
 */
bool uf_source_read(uf_source *source, char *bytes, size_t room, size_t *got, uf_fault *fault);

#endif
