/* change_instrument.c: reading the file of factors. */
#include "cli/change_instrument.h"

#include <stdlib.h>
#include <string.h>

#include "cli/datafile.h"
#include "cli/intern.h"
#include "cli/rows.h"

struct uf_instrument {
    uf_cli *cli;
    uf_intern *names; /* the code of a name is the factor's number */
    uf_factor *factors;
    char **labels;       /* of each factor, as they stand; NULL without */
    uint32_t *domain_of; /* of each factor, a code of domains           */
    uf_intern *domains;
    size_t *rank_of_domain; /* [code] its place in the order of the texts */
    uint32_t *domain_order;
    bool has_domains;
    bool has_no_total;
    size_t room;
};

/* The columns of the file. */
struct columns {
    size_t factor, kind, min, max, domain, weight, labels, total;
};

/* ---- One row ---- */

static uf_side read_side(uf_rows *rows, size_t column)
{
    const char *text = uf_rows_cell(rows, column).text;
    for (int side = 0; side < UF_SIDES; side++)
        if (strcmp(text, uf_side_name((uf_side)side)) == 0)
            return (uf_side)side;
    uf_rows_reject(rows, column, "'%s' is not risk or protective", text);
    return UF_RISK;
}

static int32_t read_step(uf_rows *rows, size_t column)
{
    uf_decimal number;
    if (!uf_rows_present(rows, column) || !uf_rows_decimal(rows, column, &number))
        return 0;
    number = uf_decimal_reduce(number);
    if (number.places > 0 || number.mantissa > UF_FACTOR_RATING_MAX ||
        number.mantissa < -UF_FACTOR_RATING_MAX)
        uf_rows_reject(rows, column, "'%s' is not a whole number up to a million",
                       uf_rows_cell(rows, column).text);
    return (int32_t)number.mantissa;
}

static size_t count_labels(const char *labels)
{
    size_t n = 1;
    for (const char *bar = strchr(labels, '|'); bar != NULL; bar = strchr(bar + 1, '|'))
        n++;
    return n;
}

static void check_labels(uf_rows *rows, size_t column, const uf_factor *factor)
{
    const char *labels = uf_rows_cell(rows, column).text;
    const size_t steps = (size_t)(factor->max - factor->min) + 1, n = count_labels(labels);
    if (n != steps)
        uf_rows_reject(rows, column, "%zu labels for %zu steps from min to max", n, steps);
}

static uf_factor read_factor(uf_rows *rows, const struct columns *columns)
{
    uf_factor factor = {
        .side = uf_rows_present(rows, columns->kind) ? read_side(rows, columns->kind) : UF_RISK,
        .min = read_step(rows, columns->min),
        .max = read_step(rows, columns->max),
        .weight = { 1, 0 },
    };
    if (!uf_rows_missing(rows, columns->weight))
        (void)uf_rows_decimal(rows, columns->weight, &factor.weight);
    uf_error error;
    if (!uf_rows_bad(rows) && uf_factors_check(&factor, 1, &error) != UF_OK)
        uf_rows_reject(rows, UF_NO_COLUMN, "%s", error.reason);
    if (!uf_rows_bad(rows) && !uf_rows_missing(rows, columns->labels))
        check_labels(rows, columns->labels, &factor);
    return factor;
}

static void grow(uf_instrument *instrument)
{
    uf_cli *cli = instrument->cli;
    instrument->room = 2 * instrument->room + 32;
    instrument->factors =
        uf_cli_grow(cli, instrument->factors, instrument->room, sizeof *instrument->factors);
    instrument->labels =
        uf_cli_grow(cli, instrument->labels, instrument->room, sizeof *instrument->labels);
    instrument->domain_of =
        uf_cli_grow(cli, instrument->domain_of, instrument->room, sizeof *instrument->domain_of);
}

static void add(uf_instrument *instrument, uf_rows *rows, const struct columns *columns)
{
    if (!uf_rows_present(rows, columns->factor))
        return;
    const uf_cell name = uf_rows_cell(rows, columns->factor);
    const uf_factor factor = read_factor(rows, columns);
    if (!uf_rows_missing(rows, columns->total) && uf_rows_flag(rows, columns->total) == 0)
        instrument->has_no_total = true;
    if (uf_intern_find(instrument->names, name.text, name.length) != UF_NO_CODE)
        uf_rows_reject(rows, columns->factor, "'%s' stands in the file twice", name.text);
    if (uf_rows_bad(rows))
        return;
    const size_t i = uf_intern_code(instrument->names, name.text, name.length);
    if (i >= instrument->room)
        grow(instrument);
    instrument->factors[i] = factor;
    instrument->labels[i] =
        uf_rows_missing(rows, columns->labels)
            ? NULL
            : uf_cli_copy(instrument->cli, uf_rows_cell(rows, columns->labels).text);
    instrument->domain_of[i] = 0;
    if (columns->domain == UF_NO_COLUMN)
        return;
    const uf_cell domain = uf_rows_cell(rows, columns->domain);
    instrument->domain_of[i] =
        uf_rows_missing(rows, columns->domain)
            ? uf_intern_code(instrument->domains, "", 0)
            : uf_intern_code(instrument->domains, domain.text, domain.length);
}

/* ---- The file ---- */

static void sort_domains(uf_instrument *instrument)
{
    const size_t n = uf_intern_count(instrument->domains);
    instrument->domain_order = uf_intern_order(instrument->domains);
    instrument->rank_of_domain =
        uf_cli_allocate(instrument->cli, n, sizeof *instrument->rank_of_domain);
    for (size_t i = 0; i < n; i++)
        instrument->rank_of_domain[instrument->domain_order[i]] = i;
}

uf_instrument *uf_instrument_read(uf_cli *cli, const char *file)
{
    uf_instrument *instrument = uf_cli_allocate(cli, 1, sizeof *instrument);
    *instrument =
        (uf_instrument){ .cli = cli, .names = uf_intern_new(cli), .domains = uf_intern_new(cli) };
    char *path = uf_datafile_find(cli, "factors", file);
    uf_rows *rows = uf_rows_open_file(cli, path);
    const struct columns columns = {
        .factor = uf_rows_require(rows, "factor"),
        .kind = uf_rows_require(rows, "kind"),
        .min = uf_rows_require(rows, "min"),
        .max = uf_rows_require(rows, "max"),
        .domain = uf_rows_column(rows, "domain"),
        .weight = uf_rows_column(rows, "weight"),
        .labels = uf_rows_column(rows, "labels"),
        .total = uf_rows_column(rows, "total"),
    };
    instrument->has_domains = columns.domain != UF_NO_COLUMN;
    while (uf_rows_next(rows))
        add(instrument, rows, &columns);
    uf_rows_close(rows);
    uf_error error;
    if (uf_factors_check(instrument->factors, uf_intern_count(instrument->names), &error) != UF_OK)
        uf_cli_die(cli, "%s: %s", path, error.reason);
    free(path);
    sort_domains(instrument);
    return instrument;
}

void uf_instrument_free(uf_instrument *instrument)
{
    if (instrument == NULL)
        return;
    for (size_t i = 0; i < uf_intern_count(instrument->names); i++)
        free(instrument->labels[i]);
    free(instrument->labels);
    free(instrument->factors);
    free(instrument->domain_of);
    free(instrument->rank_of_domain);
    free(instrument->domain_order);
    uf_intern_free(instrument->names);
    uf_intern_free(instrument->domains);
    free(instrument);
}

/* ---- What is in it ---- */

size_t uf_instrument_count(const uf_instrument *instrument)
{
    return uf_intern_count(instrument->names);
}

const uf_factor *uf_instrument_factors(const uf_instrument *instrument)
{
    return instrument->factors;
}

const char *uf_instrument_name(const uf_instrument *instrument, size_t factor)
{
    return uf_intern_text(instrument->names, (uint32_t)factor);
}

size_t uf_instrument_find(const uf_instrument *instrument, const char *name, size_t length)
{
    const uint32_t code = uf_intern_find(instrument->names, name, length);
    return code == UF_NO_CODE ? UF_NO_COLUMN : code;
}

bool uf_instrument_label(const uf_instrument *instrument, size_t factor, const char *text,
                         size_t length, int32_t *value)
{
    const char *label = instrument->labels[factor];
    for (int32_t step = 0; label != NULL; step++) {
        const size_t here = strcspn(label, "|");
        if (here == length && memcmp(label, text, length) == 0) {
            *value = instrument->factors[factor].min + step;
            return true;
        }
        label = label[here] == '|' ? label + here + 1 : NULL;
    }
    return false;
}

bool uf_instrument_has_total(const uf_instrument *instrument)
{
    return !instrument->has_no_total;
}

size_t uf_instrument_domains(const uf_instrument *instrument)
{
    return instrument->has_domains ? uf_intern_count(instrument->domains) : 0;
}

const char *uf_instrument_domain(const uf_instrument *instrument, size_t domain)
{
    return uf_intern_text(instrument->domains, instrument->domain_order[domain]);
}

size_t uf_instrument_domain_of(const uf_instrument *instrument, size_t factor)
{
    return instrument->has_domains ? instrument->rank_of_domain[instrument->domain_of[factor]] : 0;
}
