/* decoder.h: conversion to UTF-8 by iconv, as a stage of reading.
 *
 * An encoding is whatever name iconv knows: cp1252, latin1, utf-16. A byte that is not valid in it
 * is a fault at its place: nothing is left out or replaced. */
#ifndef UF_CLI_DECODER_H
#define UF_CLI_DECODER_H

#include "cli/stage.h"

typedef struct uf_decoder uf_decoder;

/* Whether a name is one of those for UTF-8, from which nothing is converted. */
bool uf_decoder_is_utf8(const char *encoding);
/* Whether the system can convert from it. */
bool uf_decoder_knows(const char *encoding);

/* pull(from) gives the bytes in this encoding, which the system knows; the name must outlive the
 * decoder. NULL when memory runs out. */
uf_decoder *uf_decoder_new(const char *encoding, uf_stage_pull *pull, void *from);
void uf_decoder_free(uf_decoder *decoder);

/* The next bytes of UTF-8, for a room of at least UF_STAGE_ROOM; a uf_stage_pull. */
bool uf_decoder_pull(void *decoder, char *bytes, size_t room, size_t *got, uf_fault *fault);

#endif
