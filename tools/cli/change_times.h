/* change_times.h: when a case was assessed, and which occasion came first.
 *
 * Times are dates when every one of them is (as --date-format has it), else numbers when every one
 * is; then they have an order, and two texts of the same value (20160901 and 2016-09-01) are one
 * time. With --times they are the names listed there, in that order, and nothing else. Other texts
 * (before, after) have no order: the two occasions to be compared must then be named, and come
 * first; nothing can be said of any between. */
#ifndef UF_CLI_CHANGE_TIMES_H
#define UF_CLI_CHANGE_TIMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/program.h"

typedef struct uf_times uf_times;

uf_times *uf_times_new(uf_cli *cli);
void uf_times_free(uf_times *times);

/* The code of a time's text. */
uint32_t uf_times_take(uf_times *times, const char *text, size_t length);

/* All have been taken: put them in order. first and last: what the user named, or NULL. */
void uf_times_finish(uf_times *times, const char *first, const char *last);

/* Whether they have an order. */
bool uf_times_ordered(const uf_times *times);
/* How many times there are, the place of a code among them (from 0), and the text of a place. */
size_t uf_times_count(const uf_times *times);
size_t uf_times_place(const uf_times *times, uint32_t code);
const char *uf_times_text(const uf_times *times, size_t place);
/* The place of the time that an option (--first) names by its text, or by its value; a time that
 * nobody was assessed at ends the program, unless there is none at all. */
size_t uf_times_named(const uf_times *times, const char *option, const char *text);

#endif
