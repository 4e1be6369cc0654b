/* messages.h: text that is safe to show.
 *
 * Whatever a message quotes may come from a file that somebody else made. Before a message goes to
 * a terminal or a log, every byte that could steer either is shown as \xNN: control characters
 * (line ends too, so a message is one line), DEL, the C1 controls U+0080 to U+009F, and bytes that
 * are not valid UTF-8. All other UTF-8 (å, –, 学) passes. The words to the user themselves
 * (uf_cli_warn and its relatives) are declared in program.h. */
#ifndef UF_CLI_MESSAGES_H
#define UF_CLI_MESSAGES_H

#include <stdarg.h>
#include <stddef.h>

/* A new text, formatted as by printf. NULL when memory runs out; the caller frees it. */
char *uf_message_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *uf_message_text_list(const char *format, va_list arguments)
    __attribute__((format(printf, 1, 0)));

/* What one byte of text takes in its safe form at most: \xNN. */
enum { UF_MESSAGE_SHOWN_BYTE = 4 };

/* Write length bytes of text to shown in their safe form and return how many bytes that took, which
 * is at most UF_MESSAGE_SHOWN_BYTE * length. shown is not terminated and must not overlap text. */
size_t uf_message_show(char *shown, const char *text, size_t length);

/* A new line "name: text\n" in its safe form, its length in *length. NULL when memory runs out; the
 * caller frees it. */
char *uf_message_line(const char *name, const char *text, size_t *length);

/* How many bytes the UTF-8 character at text takes (1 to 4), of at most length; 0 when the bytes
 * there are not valid UTF-8 (overlong, surrogate, beyond U+10FFFF, cut short). */
size_t uf_message_character(const char *text, size_t length);

#endif
