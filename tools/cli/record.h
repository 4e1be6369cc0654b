/* record.h: the record of a run (--record FILE): what was done, to what, under which rules.
 *
 * One line of JSON per run that ended with status 0, 1 or 3, appended by a single write, so that
 * runs side by side may share a file:
 *   program, version, time (UTC), arguments,
 *   inputs    name, bytes, sha256 (of the bytes as stored), and for data the rows below the header
 *   rows      read, bad, unselected (--where), left_out, used
 *   left_out  rows by the rule that left them out
 *   options   every option that has a value, given or by default: the rules in force, with the seed
 *   rules     rules in force that no option says, by name: how each scale is scored (uf-score)
 *   status    the exit status, before --exit-zero
 * Two runs of the same command on the same inputs differ in time only. */
#ifndef UF_CLI_RECORD_H
#define UF_CLI_RECORD_H

#include "cli/program.h"

typedef struct uf_record uf_record;

/* Open the file that --record names, so that what is wrong with it is known before any work is
 * done. NULL when no record is wanted. words are the command line, borrowed. */
uf_record *uf_record_open(uf_cli *cli, int count, char *const *words);
/* Append the line of a run that ended with status. */
void uf_record_write(uf_record *record, int status);
/* NULL is fine. */
void uf_record_free(uf_record *record);

#endif
