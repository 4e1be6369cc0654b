/* texts.h: a growing list of texts that it owns. */
#ifndef UF_CLI_TEXTS_H
#define UF_CLI_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

/* {NULL, 0} is an empty list. items is NULL-terminated once something was added. */
typedef struct uf_texts {
    char **items;
    size_t count;
} uf_texts;

/* Add a copy of text. False when memory ran out; the list is then as it was. */
bool uf_texts_add(uf_texts *texts, const char *text);
/* Free everything; the list is empty afterwards. */
void uf_texts_release(uf_texts *texts);

#endif
