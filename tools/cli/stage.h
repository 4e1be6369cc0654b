/* stage.h: one step on the way from a file's bytes to the text that is parsed.
 *
 * The steps are reading (source.c), unpacking (gunzip.c) and conversion to UTF-8 (decoder.c), or
 * the check that it is UTF-8 already (utf8.c). Each pulls from the one before; source.c links them.
 * Failures are values: only rows.c turns them into words and ends the program. */
#ifndef UF_CLI_STAGE_H
#define UF_CLI_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What went wrong with an input. */
typedef struct uf_fault {
    const char *reason;   /* a constant, lower case, without full stop; NULL: nothing went wrong */
    int code;             /* errno, where a system call failed; else 0                           */
    uint64_t line;        /* the physical line, counted from 1; 0: the input as a whole          */
    size_t cell;          /* which cell of its row, counted from 1; 0: none, or not known        */
    bool in_text;         /* it is the byte after those handed out: line and cell are for csv.c, *
                         * which knows where that is, to fill in                               */
    unsigned char byte;   /* that byte                                                           */
    const char *encoding; /* in which it is not valid                                          */
    const char *better;   /* an encoding in which the file probably is, where there is one     */
    bool of_row; /* only a row is bad: reading could go on behind it (uf_csv_set_rows_aside)   */
} uf_fault;

/* The smallest room that a stage can fill: the longest character in any encoding fits. */
#define UF_STAGE_ROOM ((size_t)16)

/* Put up to room bytes into bytes; *got is how many, 0 only at the end of the input. False, with
 * *fault filled in, when there is no going on; asked again, the answer is the same. */
typedef bool uf_stage_pull(void *from, char *bytes, size_t room, size_t *got, uf_fault *fault);

#endif
