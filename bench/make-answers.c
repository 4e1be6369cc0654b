/* make-answers.c: writes seeded questionnaire answers for benchmarks.
 *
 *     make-answers ROWS [SEED] > answers.csv
 *
 * The columns are id,q1,...,q25: one row per person, answers from 0 to 4 that share what the
 * person is like, one in fifty missing. The same seed gives the same bytes everywhere. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ITEMS = 25, HIGHEST = 4 };

/* splitmix64: Steele, Lea & Flood 2014. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* The person's level and chance, halved together. */
static int answer(uint64_t draw, int level)
{
    const int own = (int)(draw >> 16 & 1023) * (2 * HIGHEST + 1) / 1024;
    return (2 * level + own) / 4;
}

static void write_answers(long rows, uint64_t seed)
{
    printf("id");
    for (int item = 1; item <= ITEMS; item++)
        printf(",q%d", item);
    putchar('\n');
    for (long row = 1; row <= rows; row++) {
        const int level = (int)(next(&seed) >> 20 & 1023) * (HIGHEST + 1) / 1024;
        printf("%ld", row);
        for (int item = 0; item < ITEMS; item++) {
            const uint64_t draw = next(&seed);
            putchar(',');
            if ((draw & 1023) >= 20)
                putchar('0' + answer(draw, level));
        }
        putchar('\n');
    }
}

static long whole_number(const char *text)
{
    char *end = NULL;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || n < 0) {
        fprintf(stderr, "make-answers: '%s' is not a whole number\n", text);
        exit(2);
    }
    return n;
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fputs("usage: make-answers ROWS [SEED]\n", stderr);
        return 2;
    }
    write_answers(whole_number(argv[1]), argc > 2 ? (uint64_t)whole_number(argv[2]) : 1);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("make-answers");
        return 2;
    }
    return 0;
}
