/* vocabulary.h: words from results in the language of the reader.
 *
 * Results hold English words and sentences whatever the language: an estimand, the reason for a
 * blank, a note. In a chart or a verdict they are shown translated, as far as the programs make
 * them; a school's name, or a note of somebody else's, stays as it is. */
#ifndef UF_CLI_VOCABULARY_H
#define UF_CLI_VOCABULARY_H

/* A word or sentence of ours in the language of the run, any other text as it stands: "pupils",
 * "the row has no interval". In a sentence with values in it ("the interval ignores clustering by
 * school") these are translated in turn, and numbers get the decimal mark of the language. A new
 * text, freed by the caller; NULL when memory runs out. */
char *uf_vocabulary(const char *text);

#endif
