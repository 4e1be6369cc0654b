/* messages.c: text made safe to show, and the words of a program to its user.
 *
 * A message is composed in memory and written by one write(2), so that the lines of the stages of a
 * pipe, which share one stderr, do not mix. */
#include "cli/messages.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/context.h"
#include "cli/shortest.h"

char *uf_message_text_list(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text != NULL)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *uf_message_text(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = uf_message_text_list(format, arguments);
    va_end(arguments);
    return text;
}

/* How many bytes the first byte of a character promises, with the value bits that it carries. */
static size_t promised(unsigned char first, uint32_t *value)
{
    if (first < 0x80) {
        *value = first;
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        *value = first & 0x1Fu;
        return 2;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        *value = first & 0x0Fu;
        return 3;
    }
    *value = first & 0x07u;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

size_t uf_message_character(const char *text, size_t length)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    uint32_t value;
    size_t bytes = length == 0 ? 0 : promised((unsigned char)text[0], &value);
    if (bytes == 0 || bytes > length)
        return 0;
    for (size_t i = 1; i < bytes; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xC0u) != 0x80)
            return 0;
        value = value << 6 | (next & 0x3Fu);
    }
    bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < smallest[bytes] || surrogate || value > 0x10FFFF ? 0 : bytes;
}

/* Whether a valid character of so many bytes is a control: C0, DEL, or C1 (C2 80 to C2 9F). */
static bool steers(const char *character, size_t bytes)
{
    unsigned char first = (unsigned char)character[0];
    if (bytes == 1)
        return first < 0x20 || first == 0x7F;
    return bytes == 2 && first == 0xC2 && (unsigned char)character[1] < 0xA0;
}

size_t uf_message_show(char *shown, const char *text, size_t length)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        size_t bytes = uf_message_character(text + i, length - i);
        if (bytes > 0 && !steers(text + i, bytes)) {
            memcpy(shown + used, text + i, bytes);
            used += bytes;
            i += bytes;
            continue;
        }
        /* One byte at a time: the rest of a C1 control is then an invalid byte, shown in turn. */
        unsigned char byte = (unsigned char)text[i++];
        shown[used++] = '\\';
        shown[used++] = 'x';
        shown[used++] = digits[byte >> 4];
        shown[used++] = digits[byte & 0x0F];
    }
    return used;
}

char *uf_message_line(const char *name, const char *text, size_t *length)
{
    size_t name_length = strlen(name);
    size_t text_length = strlen(text);
    if (text_length > (SIZE_MAX - name_length - sizeof ": \n") / UF_MESSAGE_SHOWN_BYTE)
        return NULL;
    char *line = malloc(name_length + UF_MESSAGE_SHOWN_BYTE * text_length + sizeof ": \n");
    if (line == NULL)
        return NULL;
    memcpy(line, name, name_length);
    memcpy(line + name_length, ": ", 2);
    size_t used = name_length + 2;
    used += uf_message_show(line + used, text, text_length);
    line[used++] = '\n';
    line[used] = '\0';
    *length = used;
    return line;
}

/* stderr is the last resort: when it cannot be written there is nobody left to tell. */
static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDERR_FILENO, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        bytes += written;
        length -= (size_t)written;
    }
}

void uf_message_write(const uf_cli *cli, const char *format, va_list arguments)
{
    static const char no_memory[] = ": not enough memory\n";
    size_t length = 0;
    /* The line of progress goes, without changing what a message is about. */
    uf_progress progress = cli->progress;
    uf_progress_clear(&progress);
    char *text = uf_message_text_list(format, arguments);
    char *line = text == NULL ? NULL : uf_message_line(cli->tool->name, text, &length);
    if (line != NULL) {
        write_all(line, length);
    } else {
        write_all(cli->tool->name, strlen(cli->tool->name));
        write_all(no_memory, sizeof no_memory - 1);
    }
    free(line);
    free(text);
}

void uf_cli_warn(uf_cli *cli, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    uf_message_write(cli, format, arguments);
    va_end(arguments);
}

void uf_cli_say(uf_cli *cli, const char *format, ...)
{
    if (cli->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    uf_message_write(cli, format, arguments);
    va_end(arguments);
}

void uf_cli_detail(uf_cli *cli, const char *format, ...)
{
    if (!cli->verbose)
        return;
    va_list arguments;
    va_start(arguments, format);
    uf_message_write(cli, format, arguments);
    va_end(arguments);
}

/* " (position 3, value 1.5)", or the part of it that is known. */
static char *facts(const uf_error *error)
{
    char value[UF_SHORTEST_SIZE] = "";
    bool has_value = !isnan(error->value);
    if (has_value)
        uf_shortest(error->value, value);
    if (error->index != UF_NO_INDEX && has_value)
        return uf_message_text(" (position %zu, value %s)", error->index + 1, value);
    if (error->index != UF_NO_INDEX)
        return uf_message_text(" (position %zu)", error->index + 1);
    return has_value ? uf_message_text(" (value %s)", value) : uf_message_text("%s", "");
}

int uf_cli_fail(uf_cli *cli, const uf_error *error)
{
    if (error->status == UF_ENOMEM)
        uf_cli_no_memory(cli);
    char *detail = facts(error);
    if (detail == NULL)
        uf_cli_no_memory(cli);
    /* An argument out of range that no option's range has stopped: the function's name helps
     * whoever has to mend the program. */
    char *text = error->status == UF_EINVAL
                     ? uf_message_text("%s%s, in %s", error->reason, detail, error->function)
                     : uf_message_text("%s%s", error->reason, detail);
    free(detail);
    if (text == NULL)
        uf_cli_no_memory(cli);
    uf_cli_die_text(cli, text);
}
