/* score_records.c: records with scores appended.
 *
 * Row for row and in constant memory: nothing that was in a row changes, and what is added has
 * names of its own, so that scoring again starts from the same answers. */
#include <stdlib.h>

#include "cli/rows.h"
#include "cli/score.h"
#include "cli/score_scorer.h"
#include "cli/writer.h"

/* --by names columns that are in the records already; they have to be there all the same. */
static void check_by(uf_rows *rows)
{
    size_t n;
    (void)uf_rows_select(rows, "by", &n);
}

static void write_names(const uf_scorer *scorer, uf_rows *rows, uf_writer *writer)
{
    const size_t width = uf_rows_width(rows);
    const char **names = uf_cli_allocate(scorer->cli, width, sizeof *names);
    for (size_t i = 0; i < width; i++)
        names[i] = uf_rows_name(rows, i);
    uf_scorer_write_names(scorer, writer, uf_rows_file(rows), names, width);
    free(names);
}

void uf_score_records(uf_cli *cli, const uf_key *key, const uf_norm_table *norms)
{
    uf_scorer scorer;
    uf_rows *rows = uf_rows_open(cli);
    uf_writer *writer = uf_cli_output(cli);
    uf_scorer_open(&scorer, cli, rows, key, norms);
    uf_answers_find(&scorer.answers);
    check_by(rows);
    uf_rows_want_all(rows);
    uf_writer_stream(writer);
    write_names(&scorer, rows, writer);
    while (uf_rows_next(rows)) {
        const uf_person person = uf_people_read(&scorer.people);
        uf_answers_read(&scorer.answers);
        if (uf_rows_bad(rows))
            continue;
        uf_scorer_score(&scorer, scorer.answers.values, &person);
        uf_rows_pass_on(rows, writer);
        uf_scorer_write(&scorer, writer);
    }
    uf_answers_warn_of_shift(&scorer.answers);
    uf_rows_close(rows);
    uf_scorer_report(&scorer);
    uf_scorer_close(&scorer);
}
