/* progress.c: one line that is drawn over. */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const double first_after = 1;    /* seconds */
static const double again_after = 0.2;  /* seconds */
static const char erase[] = "\r\x1b[K"; /* to the line's start, and clear it (ECMA-48 EL) */

static double seconds_between(struct timespec a, struct timespec b)
{
    return (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec);
}

/* What a terminal does not take is not worth a word. */
static void draw(const char *text, size_t length)
{
    (void)!write(STDERR_FILENO, text, length);
}

void uf_progress_begin(uf_progress *progress, const char *program, bool quiet)
{
    *progress = (uf_progress){
        .program = program,
        .wanted = !quiet && isatty(STDERR_FILENO) == 1,
    };
    if (progress->wanted && clock_gettime(CLOCK_MONOTONIC, &progress->began) != 0)
        progress->wanted = false;
    progress->drawn = progress->began;
}

char *uf_progress_text(uint64_t done, uint64_t total, double seconds, char *text)
{
    const double rate = seconds > 0 ? (double)done / seconds : 0;
    const double megabyte = 1e6;
    if (total == 0 || done > total || rate <= 0)
        (void)snprintf(text, UF_PROGRESS_SIZE, "%.0f MB, %.0f MB/s", (double)done / megabyte,
                       rate / megabyte);
    else
        (void)snprintf(text, UF_PROGRESS_SIZE, "%.0f %% of %.0f MB, %.0f MB/s, %.0f s left",
                       100 * (double)done / (double)total, (double)total / megabyte,
                       rate / megabyte, (double)(total - done) / rate);
    return text;
}

void uf_progress_tick(uf_progress *progress, uint64_t done, uint64_t total)
{
    struct timespec now;
    if (!progress->wanted || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return;
    if (seconds_between(progress->began, now) < first_after ||
        seconds_between(progress->drawn, now) < again_after)
        return;
    char text[UF_PROGRESS_SIZE], line[UF_PROGRESS_SIZE + 64];
    const int length =
        snprintf(line, sizeof line, "%s%.32s: %s", erase, progress->program,
                 uf_progress_text(done, total, seconds_between(progress->began, now), text));
    if (length > 0 && (size_t)length < sizeof line)
        draw(line, (size_t)length);
    progress->drawn = now;
    progress->visible = true;
}

void uf_progress_clear(uf_progress *progress)
{
    if (progress->visible)
        draw(erase, sizeof erase - 1);
    progress->visible = false;
}
