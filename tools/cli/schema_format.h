/* schema_format.h: the formats of texts that Table Schema knows, by their form: whether an address
 * has a mailbox behind it nobody can tell. */
#ifndef UF_CLI_SCHEMA_FORMAT_H
#define UF_CLI_SCHEMA_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

/* local@domain: no blanks, one @, and labels of letters, digits and hyphens after it. */
bool uf_format_is_email(const char *text, size_t length);
/* scheme:rest of the characters that RFC 3986 allows, and others than ASCII. */
bool uf_format_is_uri(const char *text, size_t length);
/* 8-4-4-4-12 hexadecimal digits. */
bool uf_format_is_uuid(const char *text, size_t length);
/* Base64 of RFC 4648 with its padding. */
bool uf_format_is_binary(const char *text, size_t length);
/* "lon, lat" in degrees, within +-180 and +-90. */
bool uf_format_is_geopoint(const char *text, size_t length);

#endif
