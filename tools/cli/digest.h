/* digest.h: the SHA-256 of bytes as they pass by (libsodium). */
#ifndef UF_CLI_DIGEST_H
#define UF_CLI_DIGEST_H

#include <stddef.h>

/* 64 hexadecimal digits in lower case, and a NUL. */
#define UF_DIGEST_SIZE 65

typedef struct uf_digest uf_digest;

/* The digest of nothing. NULL when memory runs out. */
uf_digest *uf_digest_new(void);
void uf_digest_free(uf_digest *digest);

void uf_digest_add(uf_digest *digest, const char *bytes, size_t length);
/* The digest of all that was added so far; more may follow. */
void uf_digest_text(const uf_digest *digest, char text[UF_DIGEST_SIZE]);

#endif
