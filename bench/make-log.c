/* make-log.c: writes a seeded attendance log for benchmarks.
 *
 *     make-log ROWS [SEED] > log.csv
 *
 * The columns are pupil,date,school,class,scheduled,absent: one row per pupil and lesson, five
 * lessons a school day, in the order in which registers are taken (by day, lesson and class). There
 * are as many pupils (a multiple of 25, the size of a class) as fill 200 days, from 22 August 2016
 * on, without weekends. Minutes are whole numbers. The same seed gives the same bytes
 * everywhere. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { LESSONS = 5, DAYS = 200, CLASS_SIZE = 25, CLASSES_IN_SCHOOL = 20 };

static const int minutes_of_lesson[LESSONS] = { 60, 50, 40, 60, 40 };

/* splitmix64: Steele, Lea & Flood 2014. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* The n-th school day as YYYY-MM-DD. */
static void format_school_day(char text[32], int n)
{
    static const int month_lengths[] = { 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31 };
    int day = 21 + n / 5 * 7 + n % 5; /* after 1 August 2016; the 22nd was a Monday */
    int month = 0;
    for (; day >= month_lengths[month]; month = (month + 1) % 12)
        day -= month_lengths[month];
    int year = month < 5 ? 2016 : 2017;
    snprintf(text, 32, "%d-%02d-%02d", year, (month + 7) % 12 + 1, day + 1);
}

/* Minutes away: most pupils seldom, every eighth often; a whole lesson or a late arrival. */
static int absent_minutes(uint64_t *state, long pupil, int scheduled)
{
    uint64_t draw = next(state);
    unsigned limit = pupil % 8 == 0 ? 200 : 40; /* of 1024 */
    if ((draw & 1023) >= limit)
        return 0;
    return (draw >> 10 & 3) == 0 ? 5 + (int)((draw >> 12) % 20) : scheduled;
}

static void write_log(long rows, uint64_t seed)
{
    long per_day = rows / DAYS / LESSONS;
    long pupils = (per_day + CLASS_SIZE - 1) / CLASS_SIZE * CLASS_SIZE;
    puts("pupil,date,school,class,scheduled,absent");
    for (long row = 0; row < rows;) {
        char date[32];
        format_school_day(date, (int)(row / LESSONS / pupils % DAYS));
        int scheduled = minutes_of_lesson[row / pupils % LESSONS];
        for (long pupil = 0; pupil < pupils && row < rows; pupil++, row++) {
            long class = pupil / CLASS_SIZE;
            printf("p%06ld,%s,s%03ld,c%04ld,%d,%d\n", pupil, date, class / CLASSES_IN_SCHOOL, class,
                   scheduled, absent_minutes(&seed, pupil, scheduled));
        }
    }
}

static long whole_number(const char *text)
{
    char *end = NULL;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || n < 0) {
        fprintf(stderr, "make-log: '%s' is not a whole number\n", text);
        exit(2);
    }
    return n;
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fputs("usage: make-log ROWS [SEED]\n", stderr);
        return 2;
    }
    write_log(whole_number(argv[1]), argc > 2 ? (uint64_t)whole_number(argv[2]) : 1);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("make-log");
        return 2;
    }
    return 0;
}
