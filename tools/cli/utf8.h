/* utf8.h: whether bytes are UTF-8, fast enough to ask of every file. */
#ifndef UF_CLI_UTF8_H
#define UF_CLI_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* How many of the length bytes are whole and valid characters, before the first that is not. *cut:
 * those left are the beginning of a valid character (one to three bytes) and the end has cut it.
 * Validity as of uf_message_character in messages.h. */
size_t uf_utf8_valid(const char *bytes, size_t length, bool *cut);

#endif
