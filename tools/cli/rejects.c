/* rejects.c: messages about bad rows, with a limit. */
#include "cli/rejects.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cli/messages.h"

enum { MOST_OF_A_KIND = 10 };

struct kind {
    const char *format;
    size_t column;
    uint64_t count;
    char *first; /* the first message, as the example of its kind */
};

struct uf_rejects {
    uf_cli *cli;
    struct kind *kinds;
    size_t count, room;
};

uf_rejects *uf_rejects_new(uf_cli *cli)
{
    uf_rejects *rejects = uf_cli_allocate(cli, 1, sizeof *rejects);
    *rejects = (uf_rejects){ .cli = cli };
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

void uf_rejects_add(uf_rejects *rejects, uf_place place, const char *format, va_list arguments)
{
    struct kind *kind = find(rejects, format, place.column);
    if (kind->count++ >= MOST_OF_A_KIND)
        return;
    char *what = uf_message_text_list(format, arguments);
    char *message = NULL;
    if (what != NULL && place.name != NULL)
        message = uf_message_text("%s:%" PRIu64 ": column '%s': %s", place.file, place.line,
                                  place.name, what);
    else if (what != NULL)
        message = uf_message_text("%s:%" PRIu64 ": %s", place.file, place.line, what);
    free(what);
    if (message == NULL)
        uf_cli_no_memory(rejects->cli);
    uf_cli_warn(rejects->cli, "%s", message);
    if (kind->first == NULL)
        kind->first = message;
    else
        free(message);
}

void uf_rejects_summarise(const uf_rejects *rejects)
{
    for (size_t i = 0; i < rejects->count; i++) {
        const struct kind *kind = &rejects->kinds[i];
        if (kind->count > MOST_OF_A_KIND)
            uf_cli_warn(rejects->cli, "%" PRIu64 " more like %s", kind->count - MOST_OF_A_KIND,
                        kind->first);
    }
}
