/* chart_terminal.h: a chart as text in a terminal, drawn by gnuplot's terminal `dumb`.
 *
 * The page keeps its width in pixels and is laid over the terminal's columns, so that the same
 * layout serves: a cell is page width / columns wide and UF_CHART_CELL_HEIGHT high. A chart may be
 * higher than the terminal; it scrolls. */
#ifndef UF_CLI_CHART_TERMINAL_H
#define UF_CLI_CHART_TERMINAL_H

#include <stddef.h>

#include "cli/program.h"

enum { UF_CHART_CELL_HEIGHT = 19 };

/* How many columns stdout has: as the terminal says, else as COLUMNS does, else 80; from 60, below
 * which the labels have no room, to 200. */
size_t uf_chart_terminal_columns(void);

/* " mono", or the colours to ask gnuplot for, " ansi256" or " ansi": where stdout is a terminal
 * that has colours and the user has not set NO_COLOR. */
const char *uf_chart_terminal_colours(uf_cli *cli);

/* Turn what gnuplot wrote into lines: without the form feed before the first, without empty lines
 * around them and spaces at their ends, each ended. Works in place and returns the new length,
 * which is never greater; the text is not terminated. */
size_t uf_chart_terminal_tidy(char *text, size_t length);

#endif
