/* key_index.h: short keys to dense numbers. Private to libstats.
 *
 * A key is one to UF_KEY_MOST_WORDS words of 32 bits; the first distinct one is number 0, the next
 * 1 and so on, so that whatever belongs to a key lies in arrays beside. A key costs its words and
 * six to twelve bytes of table. */
#ifndef UTFALL_KEY_INDEX_H
#define UTFALL_KEY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UF_NO_KEY UINT32_MAX
enum { UF_KEY_MOST_WORDS = 4 };

/* All zero but for words is an empty index. */
struct uf_key_index {
    size_t words;    /* of a key                                                    */
    uint32_t *keys;  /* [room * words]                                              */
    uint32_t *slots; /* [slot_count] number + 1, or 0; at most two thirds are taken */
    size_t room, slot_count;
    uint32_t count;
};

/* The number of a key, which is added if it is not there, and then *added is true. UF_NO_KEY when
 * memory ran out or there are UINT32_MAX - 1 keys; the index is then as it was. */
uint32_t uf_key_index_take(struct uf_key_index *index, const uint32_t *key, bool *added);

/* The same without adding: UF_NO_KEY when the key is not there. */
uint32_t uf_key_index_find(const struct uf_key_index *index, const uint32_t *key);

/* The words of a number; until the next key is added. */
const uint32_t *uf_key_index_key(const struct uf_key_index *index, uint32_t number);

/* Free the arrays; the index is empty afterwards. */
void uf_key_index_release(struct uf_key_index *index);

#endif
