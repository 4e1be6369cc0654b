/* intern.h: texts to small dense numbers, so that every text is stored once and compared as a
 * number. */
#ifndef UF_CLI_INTERN_H
#define UF_CLI_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "cli/program.h"

typedef struct uf_intern uf_intern;

uf_intern *uf_intern_new(uf_cli *cli);
void uf_intern_free(uf_intern *intern);

/* The number of a text: 0 for the first distinct one, 1 for the next … Texts may hold any bytes. */
uint32_t uf_intern_code(uf_intern *intern, const char *text, size_t length);
/* The same without adding: UF_NO_CODE when the text has not been seen. */
uint32_t uf_intern_find(const uf_intern *intern, const char *text, size_t length);
#define UF_NO_CODE UINT32_MAX

/* How many distinct texts there are. */
size_t uf_intern_count(const uf_intern *intern);
/* The text of a number, NUL-terminated; lives as long as intern. */
const char *uf_intern_text(const uf_intern *intern, uint32_t code);
size_t uf_intern_length(const uf_intern *intern, uint32_t code);
/* All codes in the order of their texts (bytes, up to a NUL); the caller frees them. */
uint32_t *uf_intern_order(const uf_intern *intern);

#endif
