/* reading.h: what a run has read: its inputs, and what became of their rows.
 *
 * rows.c reports here as it reads; a program adds the rows that its own rules leave out; the record
 * of the run (--record) is made of it when the run has ended. There is one uf_reading in a run,
 * which uf_cli_reading gives (program.h). A row is one of four: bad, not selected by --where, left
 * out by a rule of the program, or used. */
#ifndef UF_CLI_READING_H
#define UF_CLI_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/digest.h"
#include "cli/program.h"

typedef struct uf_reading uf_reading;

/* One input that was opened. */
typedef struct uf_reading_input {
    char *name;     /* the path as it was opened, or "stdin"                                  */
    bool beside;    /* not data but a table beside them (--codes, --map): its rows are none   *
                     * of those that a record counts                                          */
    uint64_t bytes; /* as they are stored: before decompression and conversion                */
    char sha256[UF_DIGEST_SIZE]; /* of these bytes; empty unless --record was given           */
    uint64_t rows;               /* below the header, whatever became of them                 */
    uint64_t bad;                /* could not be read (--reject set them aside)               */
    uint64_t unselected;         /* --where did not let them through                          */
} uf_reading_input;

/* Rows that a rule of the program left out. */
typedef struct uf_reading_rule {
    char *reason; /* "outside --date-from and --date-to"                                      */
    uint64_t rows;
} uf_reading_rule;

/* A rule that a program declared. */
typedef struct uf_reading_declared {
    char *name, *text;
} uf_reading_declared;

/* The sums over all inputs that are data. read = bad + unselected + left_out + used. */
typedef struct uf_reading_rows {
    uint64_t read, bad, unselected, left_out, used;
} uf_reading_rows;

/* --- For programs. --- */

/* So many rows were read and left out for this reason; the same reason again adds to it, and no row
 * at all leaves no trace. A row counts once: give the first rule that applies. */
void uf_reading_leave_out(uf_cli *cli, uint64_t rows, const char *reason);

/* A rule in force that no option says, for the record: how a scale is scored. The same name again
 * replaces what was said. */
void uf_reading_declare(uf_cli *cli, const char *name, const char *text);

/* --- For the record. The arrays live until more is read. --- */

/* In the order in which they were closed. */
const uf_reading_input *uf_reading_inputs(const uf_reading *reading, size_t *n);
/* In the order in which they were first named. */
const uf_reading_rule *uf_reading_rules(const uf_reading *reading, size_t *n);
/* In the order in which they were first declared. */
const uf_reading_declared *uf_reading_declarations(const uf_reading *reading, size_t *n);
uf_reading_rows uf_reading_sum(const uf_reading *reading);

/* --- For program.c, rows.c and rejects.c. --- */

uf_reading *uf_reading_new(uf_cli *cli);
void uf_reading_free(uf_reading *reading);
/* Where --reject sets rows aside, its header written; NULL when it was not given. */
uf_writer *uf_reading_rejects(uf_cli *cli);
/* An input called name has been read and will be closed; input->name is not looked at. */
void uf_reading_add(uf_cli *cli, const char *name, const uf_reading_input *input);

#endif
