/* progress.h: how far a long read has come, on a terminal.
 *
 * A line on stderr that is drawn over: percent where the size is known, bytes per second, time
 * left. It appears after a second, only when stderr is a terminal and --quiet was not given, and is
 * gone when the work is done or another message is written. */
#ifndef UF_CLI_PROGRESS_H
#define UF_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct uf_progress {
    const char *program;
    bool wanted;
    bool visible; /* the line is on the screen */
    struct timespec began, drawn;
} uf_progress;

/* Work begins. */
void uf_progress_begin(uf_progress *progress, const char *program, bool quiet);
/* So many bytes are done of total (0: not known). Cheap: a look at the clock, and a drawing five
 * times a second at most. */
void uf_progress_tick(uf_progress *progress, uint64_t done, uint64_t total);
/* Take the line away; it comes back with the next tick. */
void uf_progress_clear(uf_progress *progress);

/* The text of the line, without the program's name, for tests: done of total bytes (0: not known)
 * after seconds. text holds UF_PROGRESS_SIZE bytes. Returns text. */
enum { UF_PROGRESS_SIZE = 96 };
char *uf_progress_text(uint64_t done, uint64_t total, double seconds, char *text);

#endif
