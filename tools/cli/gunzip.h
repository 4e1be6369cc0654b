/* gunzip.h: unpacking gzip (RFC 1952), as a stage of reading.
 *
 * Members that follow each other are read as one, as gzip itself does. Data that end within a
 * member, that are damaged (zlib checks length and CRC-32 of each member), or that are followed by
 * anything else, are faults: what was unpacked before is handed out first. */
#ifndef UF_CLI_GUNZIP_H
#define UF_CLI_GUNZIP_H

#include "cli/stage.h"

typedef struct uf_gunzip uf_gunzip;

/* Whether bytes begin as gzip data do. Two are needed to say so. */
bool uf_gunzip_detects(const char *bytes, size_t length);

/* pull(from) gives the packed bytes. NULL when memory runs out. */
uf_gunzip *uf_gunzip_new(uf_stage_pull *pull, void *from);
void uf_gunzip_free(uf_gunzip *gunzip);

/* The next unpacked bytes; a uf_stage_pull. */
bool uf_gunzip_pull(void *gunzip, char *bytes, size_t room, size_t *got, uf_fault *fault);

#endif
