/* rejects.c: messages about bad rows, with a limit; or the file of bad rows. */
#include "cli/rejects.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"
#include "cli/reading.h"
#include "cli/writer.h"

enum { MOST_OF_A_KIND = 10 };

struct kind {
    const char *format;
    size_t column;
    uint64_t count;
    char *first; /* the first message, as the example of its kind */
};

struct uf_rejects {
    uf_cli *cli;
    const char *file;  /* --reject; NULL: strict */
    uf_writer *writer; /* to it */
    bool remedy;       /* --reject could be given */
    bool advised;      /* and a message has said so */
    struct kind *kinds;
    size_t count, room;
};

uf_rejects *uf_rejects_new(uf_cli *cli, bool main_input)
{
    uf_rejects *rejects = uf_cli_allocate(cli, 1, sizeof *rejects);
    *rejects = (uf_rejects){ .cli = cli };
    if (!main_input || !uf_cli_has(cli, "reject"))
        return rejects;
    rejects->file = uf_cli_text(cli, "reject");
    rejects->remedy = rejects->file == NULL;
    rejects->writer = uf_reading_rejects(cli);
    return rejects;
}

void uf_rejects_free(uf_rejects *rejects)
{
    if (rejects == NULL)
        return;
    for (size_t i = 0; i < rejects->count; i++)
        free(rejects->kinds[i].first);
    free(rejects->kinds);
    free(rejects);
}

static struct kind *find(uf_rejects *rejects, const char *format, size_t column)
{
    for (size_t i = 0; i < rejects->count; i++) {
        if (rejects->kinds[i].format == format && rejects->kinds[i].column == column)
            return &rejects->kinds[i];
    }
    if (rejects->count == rejects->room) {
        rejects->room = rejects->room > 0 ? 2 * rejects->room : 8;
        rejects->kinds =
            uf_cli_grow(rejects->cli, rejects->kinds, rejects->room, sizeof *rejects->kinds);
    }
    struct kind *kind = &rejects->kinds[rejects->count++];
    *kind = (struct kind){ .format = format, .column = column };
    return kind;
}

const char *uf_rejects_file(const uf_rejects *rejects)
{
    return rejects->file;
}

const char *uf_rejects_remedy(const uf_rejects *rejects)
{
    return rejects->remedy ? "; --reject FILE sets such rows aside" : "";
}

/* One row of the file of bad rows. The reason may quote a cell, and people look at this file on a
 * terminal. */
static void set_aside(uf_rejects *rejects, const uf_place *place, const char *reason)
{
    uf_writer *writer = rejects->writer;
    size_t length = strlen(reason);
    char *shown = uf_cli_allocate(rejects->cli, length, UF_MESSAGE_SHOWN_BYTE);
    uf_writer_text(writer, place->file);
    uf_writer_count(writer, (int64_t)place->line);
    uf_writer_text(writer, place->name != NULL ? place->name : "");
    uf_writer_bytes_cell(writer, shown, uf_message_show(shown, reason, length));
    uf_writer_bytes_cell(writer, place->row.text, place->row.length);
    uf_writer_end_row(writer);
    free(shown);
}

/* One line on stderr, which is kept as the example of its kind. */
static void report(uf_rejects *rejects, struct kind *kind, const uf_place *place, const char *what)
{
    /* Once is enough; and where the reason names an option that would make the cell readable, that
     * is the better advice. */
    bool advise = !rejects->advised && strstr(kind->format, "--") == NULL;
    char *message = place->name != NULL
                        ? uf_message_text("%s:%" PRIu64 ": column '%s': %s", place->file,
                                          place->line, place->name, what)
                        : uf_message_text("%s:%" PRIu64 ": %s", place->file, place->line, what);
    if (message == NULL)
        uf_cli_no_memory(rejects->cli);
    uf_cli_warn(rejects->cli, "%s%s", message, advise ? uf_rejects_remedy(rejects) : "");
    rejects->advised = rejects->advised || advise;
    if (kind->first == NULL)
        kind->first = message;
    else
        free(message);
}

void uf_rejects_add(uf_rejects *rejects, uf_place place, const char *format, va_list arguments)
{
    struct kind *kind = find(rejects, format, place.column);
    if (kind->count++ >= MOST_OF_A_KIND && rejects->writer == NULL)
        return;
    char *what = uf_message_text_list(format, arguments);
    if (what == NULL)
        uf_cli_no_memory(rejects->cli);
    if (rejects->writer != NULL)
        set_aside(rejects, &place, what);
    else
        report(rejects, kind, &place, what);
    free(what);
}

void uf_rejects_summarise(const uf_rejects *rejects)
{
    for (size_t i = 0; i < rejects->count; i++) {
        const struct kind *kind = &rejects->kinds[i];
        if (kind->count > MOST_OF_A_KIND && rejects->writer == NULL)
            uf_cli_warn(rejects->cli, "%" PRIu64 " more like %s", kind->count - MOST_OF_A_KIND,
                        kind->first);
    }
}
