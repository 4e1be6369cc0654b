/* texts.c: a growing list of texts. */
#include "cli/texts.h"

#include <stdlib.h>
#include <string.h>

bool uf_texts_add(uf_texts *texts, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy == NULL)
        return false;
    memcpy(copy, text, size);
    char **items = realloc(texts->items, (texts->count + 2) * sizeof *items);
    if (items == NULL) {
        free(copy);
        return false;
    }
    items[texts->count++] = copy;
    items[texts->count] = NULL;
    texts->items = items;
    return true;
}

void uf_texts_release(uf_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->items[i]);
    free(texts->items);
    *texts = (uf_texts){ NULL, 0 };
}
