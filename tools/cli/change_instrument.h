/* change_instrument.h: the factors of an instrument, from the file that --factors names.
 *
 * A CSV file with the columns factor, kind (risk or protective), min and max, the lowest and
 * highest step of its scale; and optionally domain, weight (above 0, default 1) and labels: what
 * the steps are called in the ratings where they are words, from min to max, separated by `|`
 * (low|moderate|high). A name without a slash that names no file is looked up in
 * datasets/factors/. */
#ifndef UF_CLI_CHANGE_INSTRUMENT_H
#define UF_CLI_CHANGE_INSTRUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/factors.h>

#include "cli/columns.h"
#include "cli/program.h"

typedef struct uf_instrument uf_instrument;

/* Read it; whatever is wrong with it ends the program with file and line. */
uf_instrument *uf_instrument_read(uf_cli *cli, const char *file);
void uf_instrument_free(uf_instrument *instrument);

/* How many factors, all of them, and what each is called; live as long as instrument. */
size_t uf_instrument_count(const uf_instrument *instrument);
const uf_factor *uf_instrument_factors(const uf_instrument *instrument);
const char *uf_instrument_name(const uf_instrument *instrument, size_t factor);
/* The factor of that name, or UF_NO_COLUMN. */
size_t uf_instrument_find(const uf_instrument *instrument, const char *name, size_t length);
/* Whether a text is one of the factor's labels, and then the step that it stands for. */
bool uf_instrument_label(const uf_instrument *instrument, size_t factor, const char *text,
                         size_t length, int32_t *value);

/* Whether the steps of all factors are numbers that may be added up. Where the file's column total
 * says 0, or no, they are an order of words, and the instrument has no total. */
bool uf_instrument_has_total(const uf_instrument *instrument);

/* The domains in the order of their texts; 0 where the file has no such column. A factor without a
 * domain is of the domain "". */
size_t uf_instrument_domains(const uf_instrument *instrument);
const char *uf_instrument_domain(const uf_instrument *instrument, size_t domain);
size_t uf_instrument_domain_of(const uf_instrument *instrument, size_t factor);

#endif
