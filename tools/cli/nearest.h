/* nearest.h: which of some names a mistyped word was meant to be. */
#ifndef UF_CLI_NEAREST_H
#define UF_CLI_NEAREST_H

#include <stddef.h>

/* How many slips of the finger lie between two words: letters added, left out, changed, or swapped
 * with their neighbour (optimal string alignment distance, Damerau 1964); ASCII case and - against
 * _ count nothing. Words are compared byte by byte and up to their first 63 bytes. */
size_t uf_nearest_distance(const char *a, const char *b);

/* The position of the name nearest to word, the first of equals; n when none is near enough for a
 * suggestion to help: at most a third of the word's letters wrong (one where it is shorter than
 * six), or the word begins exactly that one name and has at least two letters. */
size_t uf_nearest(const char *word, const char *const *names, size_t n);

#endif
