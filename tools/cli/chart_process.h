/* chart_process.h: gnuplot as a function from a script to a picture.
 *
 * gnuplot is looked for in PATH and started without a shell, with -d, so that no start-up file
 * (~/.gnuplot, gnuplotrc) is read, and without the GNUPLOT_* and GNUTERM variables. It reads the
 * script from its stdin and draws to its stdout, which is read whole: gnuplot itself reports
 * success on a full disk. All three pipes are served at once, so that nobody waits for the
 * other. */
#ifndef UF_CLI_CHART_PROCESS_H
#define UF_CLI_CHART_PROCESS_H

#include <stddef.h>

#include "cli/program.h"

/* What gnuplot draws for a script; *length is how many bytes. The caller frees it. A gnuplot that
 * is not there, fails, or draws nothing ends the program with its complaint in one line. */
char *uf_chart_process(uf_cli *cli, const char *script, size_t script_length, size_t *length);

#endif
