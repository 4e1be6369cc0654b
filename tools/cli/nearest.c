/* nearest.c: the distance between words in slips of the finger. */
#include "cli/nearest.h"

#include <string.h>

enum { LONGEST = 63, SHORTEST_PREFIX = 2, LETTERS_PER_SLIP = 3 };

static char folded(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c == '_' ? '-' : c;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Three rows of the usual table are enough: this letter's, the last one's, the one before (which a
 * swap needs). */
size_t uf_nearest_distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST + 1];
    size_t m = smaller(strlen(a), LONGEST);
    size_t n = smaller(strlen(b), LONGEST);
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = rows[i % 3];
        const size_t *last = rows[(i + 2) % 3];
        const size_t *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            char x = folded(a[i - 1]);
            char y = folded(b[j - 1]);
            now[j] = smaller(last[j - 1] + (x != y), 1 + smaller(last[j], now[j - 1]));
            if (i > 1 && j > 1 && x == folded(b[j - 2]) && folded(a[i - 2]) == y)
                now[j] = smaller(now[j], before[j - 2] + 1);
        }
    }
    return rows[m % 3][n];
}

/* The one name that the word begins, or n. */
static size_t begun(const char *word, const char *const *names, size_t n)
{
    size_t length = strlen(word);
    size_t found = n;
    for (size_t i = 0; i < n && length >= SHORTEST_PREFIX; i++) {
        if (strncmp(names[i], word, length) != 0)
            continue;
        if (found != n)
            return n;
        found = i;
    }
    return found;
}

size_t uf_nearest(const char *word, const char *const *names, size_t n)
{
    size_t length = strlen(word);
    size_t nearest = n;
    size_t best = length / LETTERS_PER_SLIP;
    best = best > 1 ? best : 1;
    for (size_t i = 0; i < n; i++) {
        size_t distance = uf_nearest_distance(word, names[i]);
        /* A slip in a word of one letter leaves nothing of it. */
        if (distance >= length && distance > 0)
            continue;
        if (distance < best || (distance == best && nearest == n)) {
            nearest = i;
            best = distance;
        }
    }
    return nearest != n ? nearest : begun(word, names, n);
}
