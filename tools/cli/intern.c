/* intern.c: a hash table from texts to numbers, open addressing, texts in an arena.
 *
 * The hash reads eight bytes at a step and folds a 128-bit product, after wyhash (Wang Yi 2019). It
 * is not keyed: it guards against ordinary data, not against somebody who builds collisions. */
#include "cli/intern.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cell.h"

#define FIRST_SLOTS ((size_t)64)
#define FIRST_BLOCK ((size_t)4096)
#define LARGE_BLOCK ((size_t)1024 * 1024)

struct slot {
    uint32_t hash; /* the upper half of the hash; a first comparison */
    uint32_t code; /* UF_NO_CODE: free */
};

struct text {
    const char *start;
    size_t length;
    uint32_t follower; /* the text that was asked for next, last time; or UF_NO_CODE */
};

struct uf_intern {
    uf_cli *cli;
    struct slot *slots; /* slot_count is a power of two, at most three quarters full */
    size_t slot_count;
    struct text *texts;
    size_t count, room;
    uint32_t last; /* the text asked for before; or UF_NO_CODE */
    char **blocks;
    size_t block_count;
    char *free_bytes; /* in the last block */
    size_t free_count;
};

static struct slot *new_slots(uf_cli *cli, size_t count)
{
    struct slot *slots = uf_cli_allocate(cli, count, sizeof *slots);
    for (size_t i = 0; i < count; i++)
        slots[i] = (struct slot){ .code = UF_NO_CODE };
    return slots;
}

uf_intern *uf_intern_new(uf_cli *cli)
{
    uf_intern *intern = uf_cli_allocate(cli, 1, sizeof *intern);
    *intern = (uf_intern){ .cli = cli,
                           .slots = new_slots(cli, FIRST_SLOTS),
                           .slot_count = FIRST_SLOTS,
                           .last = UF_NO_CODE };
    return intern;
}

void uf_intern_free(uf_intern *intern)
{
    if (intern == NULL)
        return;
    for (size_t i = 0; i < intern->block_count; i++)
        free(intern->blocks[i]);
    free(intern->blocks);
    free(intern->texts);
    free(intern->slots);
    free(intern);
}

/* The two halves of a 128-bit product, folded. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash(const char *text, size_t length)
{
    const uint64_t first = UINT64_C(0xa0761d6478bd642f);
    const uint64_t second = UINT64_C(0xe7037ed1a0b428db);
    uint64_t state = length ^ first;
    uint64_t word;
    for (; length >= sizeof word; text += sizeof word, length -= sizeof word) {
        memcpy(&word, text, sizeof word);
        state = mix(state ^ word, second);
    }
    word = 0;
    for (size_t i = 0; i < length; i++)
        word = word << 8 | (unsigned char)text[i];
    return mix(state ^ word, first);
}

static bool is_text(const struct text *known, const char *text, size_t length)
{
    return uf_cell_is((uf_cell){ .text = text, .length = length }, known->start, known->length);
}

/* The slot of a text: its own, or the free one where it would go. */
static struct slot *probe(const uf_intern *intern, uint64_t hashed, const char *text, size_t length)
{
    size_t mask = intern->slot_count - 1;
    for (size_t i = (size_t)hashed & mask;; i = (i + 1) & mask) {
        struct slot *slot = &intern->slots[i];
        if (slot->code == UF_NO_CODE)
            return slot;
        if (slot->hash != (uint32_t)(hashed >> 32))
            continue;
        const struct text *known = &intern->texts[slot->code];
        if (is_text(known, text, length))
            return slot;
    }
}

static void grow_slots(uf_intern *intern)
{
    free(intern->slots);
    intern->slot_count *= 2;
    intern->slots = new_slots(intern->cli, intern->slot_count);
    for (size_t code = 0; code < intern->count; code++) {
        const struct text *text = &intern->texts[code];
        uint64_t hashed = hash(text->start, text->length);
        *probe(intern, hashed, text->start, text->length) =
            (struct slot){ .hash = (uint32_t)(hashed >> 32), .code = (uint32_t)code };
    }
}

/* A copy of the text in the arena, NUL-terminated. */
static const char *keep(uf_intern *intern, const char *text, size_t length)
{
    if (intern->free_count <= length) {
        size_t size = intern->block_count == 0 ? FIRST_BLOCK : LARGE_BLOCK;
        if (size <= length)
            size = length + 1;
        intern->blocks = uf_cli_grow(intern->cli, intern->blocks, intern->block_count + 1,
                                     sizeof *intern->blocks);
        intern->free_bytes = uf_cli_allocate(intern->cli, size, 1);
        intern->free_count = size;
        intern->blocks[intern->block_count++] = intern->free_bytes;
    }
    char *copy = intern->free_bytes;
    memcpy(copy, text, length);
    copy[length] = '\0';
    intern->free_bytes += length + 1;
    intern->free_count -= length + 1;
    return copy;
}

static uint32_t add(uf_intern *intern, const char *text, size_t length)
{
    if (intern->count == UF_NO_CODE)
        uf_cli_die(intern->cli, "more than 4294967295 different texts in a column");
    if (intern->count == intern->room) {
        intern->room = intern->room > 0 ? 2 * intern->room : FIRST_SLOTS;
        intern->texts =
            uf_cli_grow(intern->cli, intern->texts, intern->room, sizeof *intern->texts);
    }
    intern->texts[intern->count] = (struct text){ .start = keep(intern, text, length),
                                                  .length = length,
                                                  .follower = UF_NO_CODE };
    return (uint32_t)intern->count++;
}

static uint32_t look_up(uf_intern *intern, const char *text, size_t length)
{
    uint64_t hashed = hash(text, length);
    struct slot *slot = probe(intern, hashed, text, length);
    if (slot->code != UF_NO_CODE)
        return slot->code;
    uint32_t code = add(intern, text, length);
    *slot = (struct slot){ .hash = (uint32_t)(hashed >> 32), .code = code };
    if (intern->count > intern->slot_count / 4 * 3)
        grow_slots(intern);
    return code;
}

/* A log by days has the pupils in the same order every day, so the one who came next last time is
 * tried before the table. */
uint32_t uf_intern_code(uf_intern *intern, const char *text, size_t length)
{
    const uint32_t before = intern->last;
    const uint32_t guess = before != UF_NO_CODE ? intern->texts[before].follower : UF_NO_CODE;
    if (guess != UF_NO_CODE && is_text(&intern->texts[guess], text, length))
        return intern->last = guess;
    intern->last = look_up(intern, text, length);
    if (before != UF_NO_CODE)
        intern->texts[before].follower = intern->last;
    return intern->last;
}

uint32_t uf_intern_find(const uf_intern *intern, const char *text, size_t length)
{
    return probe(intern, hash(text, length), text, length)->code;
}

size_t uf_intern_count(const uf_intern *intern)
{
    return intern->count;
}

const char *uf_intern_text(const uf_intern *intern, uint32_t code)
{
    return intern->texts[code].start;
}

size_t uf_intern_length(const uf_intern *intern, uint32_t code)
{
    return intern->texts[code].length;
}

/* What qsort needs to know of a text. */
struct entry {
    const char *text;
    uint32_t code;
};

static int by_text(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    return strcmp(a->text, b->text);
}

uint32_t *uf_intern_order(const uf_intern *intern)
{
    struct entry *entries = uf_cli_allocate(intern->cli, intern->count, sizeof *entries);
    uint32_t *order = uf_cli_allocate(intern->cli, intern->count, sizeof *order);
    for (size_t i = 0; i < intern->count; i++)
        entries[i] = (struct entry){ .text = intern->texts[i].start, .code = (uint32_t)i };
    qsort(entries, intern->count, sizeof *entries, by_text);
    for (size_t i = 0; i < intern->count; i++)
        order[i] = entries[i].code;
    free(entries);
    return order;
}
