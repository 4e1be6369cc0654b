/* chart_terminal.c: what the terminal is like, and lines for it. */
#include "cli/chart_terminal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/numbers.h"

enum { LEAST = 60, USUAL = 80, MOST = 200 };

size_t uf_chart_terminal_columns(void)
{
    struct winsize size;
    const char *said = getenv("COLUMNS");
    double columns = USUAL;
    if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0)
        columns = size.ws_col;
    else if (said != NULL && !uf_number_read(said, strlen(said), &columns))
        columns = USUAL;
    return columns < LEAST ? LEAST : columns > MOST ? MOST : (size_t)columns;
}

const char *uf_chart_terminal_colours(uf_cli *cli)
{
    const char *without = getenv("NO_COLOR"), *name = getenv("TERM");
    const bool to_file = uf_cli_given(cli, "output") || uf_cli_flag(cli, "script");
    if ((without != NULL && without[0] != '\0') || name == NULL || name[0] == '\0' ||
        strcmp(name, "dumb") == 0 || to_file || isatty(STDOUT_FILENO) != 1)
        return " mono";
    return strstr(name, "256") != NULL || getenv("COLORTERM") != NULL ? " ansi256" : " ansi";
}

/* gnuplot sets the default colour before every run of cells; a line that has nothing else is empty.
 * The sequence ends with the m after ESC [. Returns its length, or 0. */
static size_t sequence(const char *text, size_t length)
{
    if (length < 2 || text[0] != '\033' || text[1] != '[')
        return 0;
    size_t end = 2;
    while (end < length && text[end] != 'm')
        end++;
    return end < length ? end + 1 : 0;
}

/* How long a line is without the spaces at its end; sequences after its last visible cell stay, but
 * for a line of nothing else. */
static size_t trimmed(const char *line, size_t length)
{
    size_t visible = 0;
    for (size_t i = 0; i < length;) {
        const size_t skip = sequence(line + i, length - i);
        if (skip > 0) {
            i += skip;
            continue;
        }
        i++;
        if (line[i - 1] != ' ')
            visible = i;
    }
    return visible;
}

/* Copy the lines of text over it, from the first that has something to the last. */
static size_t copy_lines(char *text, size_t length)
{
    size_t used = 0, solid = 0;
    for (size_t i = 0; i < length;) {
        const char *end = memchr(text + i, '\n', length - i);
        const size_t whole = end != NULL ? (size_t)(end - (text + i)) : length - i;
        const size_t feed = whole > 0 && text[i] == '\f' ? 1 : 0;
        const size_t kept = trimmed(text + i + feed, whole - feed);
        if (kept > 0 || solid > 0) {
            memmove(text + used, text + i + feed, kept);
            used += kept;
            if (end != NULL)
                text[used++] = '\n';
        }
        solid = kept > 0 ? used : solid;
        i += whole + 1;
    }
    return solid;
}

size_t uf_chart_terminal_tidy(char *text, size_t length)
{
    static const char reset[] = "\033[0m\n";
    const bool coloured = memchr(text, '\033', length) != NULL;
    const size_t used = copy_lines(text, length);
    /* gnuplot's own last sequence, which went with the spaces, was longer than this */
    if (!coloured || used == 0 || text[used - 1] != '\n' || length - used < sizeof reset)
        return used;
    memcpy(text + used - 1, reset, sizeof reset - 1);
    return used + sizeof reset - 2;
}
