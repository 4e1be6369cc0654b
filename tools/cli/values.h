/* values.h: what the text of an option's value means.
 *
 * On the command line the decimal mark is the point and the comma separates; limits on rates are
 * percent. Each reader returns true, or false with the reason in *why, a text that the caller frees
 * (NULL when memory ran out), to be shown after the option and its value: "--above 0.15: " and then
 * "write 15% or 0.15%". Nothing depends on the locale. */
#ifndef UF_CLI_VALUES_H
#define UF_CLI_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/calendar.h>
#include <utfall/decimal.h>

#include "cli/options.h"

/* A number as numbers.h reads it, with a decimal point, within the option's range. */
bool uf_value_number(const uf_option *option, const char *text, double *number, char **why);

/* A whole number within the option's range. */
bool uf_value_count(const uf_option *option, const char *text, long *count, char **why);

/* One of the option's choices. */
bool uf_value_choice(const uf_option *option, const char *text, char **why);

/* A date as dates.h reads it without a format. */
bool uf_value_date(const char *text, uf_day *day, char **why);

/* The parts of a list a,b,c with the blanks around them cut off, in one new block: an array of *n
 * texts, and the texts. The caller frees the array. An empty part is an error. */
bool uf_value_list(const char *text, char ***parts, size_t *n, char **why);

/* One limit or, where the option is repeatable, an ascending list of them. percent: with or without
 * %, none between -1 and 1 without it except 0, none negative unless the option's range says so,
 * within that range; otherwise plain numbers of either sign. *limits is a new array of *n that the
 * caller frees. */
bool uf_value_limits(const uf_option *option, bool percent, const char *text, uf_decimal **limits,
                     size_t *n, char **why);

/* The same text checked as far as it can be before it is known whether it means percent. */
bool uf_value_limits_shape(const uf_option *option, const char *text, char **why);

#endif
