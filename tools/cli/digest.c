/* digest.c: SHA-256 by libsodium, in pieces. */
#include "cli/digest.h"

#include <sodium.h>
#include <stdlib.h>

struct uf_digest {
    crypto_hash_sha256_state state;
};

uf_digest *uf_digest_new(void)
{
    uf_digest *digest = malloc(sizeof *digest);
    if (digest != NULL)
        crypto_hash_sha256_init(&digest->state);
    return digest;
}

void uf_digest_free(uf_digest *digest)
{
    free(digest);
}

void uf_digest_add(uf_digest *digest, const char *bytes, size_t length)
{
    crypto_hash_sha256_update(&digest->state, (const unsigned char *)bytes, length);
}

void uf_digest_text(const uf_digest *digest, char text[UF_DIGEST_SIZE])
{
    /* Finishing uses a state up, so a copy is finished. */
    crypto_hash_sha256_state state = digest->state;
    unsigned char bytes[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&state, bytes);
    sodium_bin2hex(text, UF_DIGEST_SIZE, bytes, sizeof bytes);
}
