/* threshold_flags.c: the records themselves, with a column per limit.
 *
 * What is written is a file of ours, comma and point, so that the next program reads it: numbers
 * with a decimal comma get a point, and other cells stay as they are. */
#include <string.h>

#include "cli/threshold.h"
#include "cli/writer.h"

static void write_header(const uf_threshold *job, uf_writer *writer)
{
    const size_t width = uf_rows_width(job->rows);
    char measure[UF_MEASURE_SIZE];
    for (size_t i = 0; i < width; i++)
        uf_writer_text(writer, uf_rows_name(job->rows, i));
    for (size_t limit = 0; limit < job->limits.count; limit++) {
        uf_limits_measure(&job->limits, limit, measure);
        for (size_t i = 0; i < width; i++)
            if (strcmp(uf_rows_name(job->rows, i), measure) == 0)
                uf_cli_die(job->cli, "%s has a column '%s' already, which --flag would add",
                           uf_rows_file(job->rows), measure);
        uf_writer_text(writer, measure);
    }
    uf_writer_end_row(writer);
}

static void write_row(const uf_threshold *job, uf_writer *writer)
{
    uf_measured measured;
    uf_outcome_read(&job->outcome, &measured);
    if (uf_rows_bad(job->rows))
        return;
    const uf_limit_place place = uf_outcome_place(&measured, &job->limits);
    uf_rows_pass_on(job->rows, writer);
    for (size_t limit = 0; limit < job->limits.count; limit++)
        if (place.known)
            uf_writer_count(writer, limit < place.at);
        else
            uf_writer_missing(writer);
    uf_writer_end_row(writer);
}

void uf_threshold_flags(uf_threshold *job)
{
    uf_writer *writer = uf_cli_output(job->cli);
    uf_rows_want_all(job->rows);
    uf_writer_stream(writer);
    write_header(job, writer);
    while (uf_rows_next(job->rows))
        write_row(job, writer);
    uf_rows_close(job->rows);
}
