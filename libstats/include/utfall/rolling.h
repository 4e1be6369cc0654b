/* rolling.h: windows that overlap: N units long, one beginning every M units.
 *
 * A rolling window is a run of bins: consecutive short windows of window.h, as long as the greatest
 * common divisor of N and M. What is summed is summed once per bin, and a window is the sum of its
 * bins, so that 3m every 1m costs the sums of months and not three times the rows. Window j is bins
 * j * stride to j * stride + length - 1. It begins where window j of M units begins; its label is
 * its first day. A window without a step is one bin, and everything below holds for it too.
 *
 * Rolling windows are written only where they are whole, that is where the observed period reaches
 * into both the first and the last of their bins: eleven months have nine windows of 3m every
 * 1m. */
#ifndef UTFALL_ROLLING_H
#define UTFALL_ROLLING_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/status.h>
#include <utfall/window.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_rolling {
    uf_window bin;
    int stride; /* bins from one window's beginning to the next's */
    int length; /* bins in a window                               */
} uf_rolling;

/* Make *rolling. step: in the unit of the window; 0 for none, and then the windows are `window`.
 *   UF_EINVAL  a step for a window that is not of N months, weeks, days or school days; a step
 *              below 0 or longer than the window */
uf_status uf_rolling_init(uf_rolling *rolling, const uf_window *window, int step, uf_error *error);

/* The step that a text like 1m says, for a window in the same unit.
 *   UF_EINVAL  not a number and the letter of the window's unit, or as uf_rolling_init */
uf_status uf_rolling_parse_step(int *step, const uf_window *window, const char *text,
                                uf_error *error);

/* Whether windows overlap or are otherwise made of several bins. */
bool uf_rolling_has_step(const uf_rolling *rolling);

/* The windows that hold a bin: *first to *last, none if *first > *last. */
void uf_rolling_windows(const uf_rolling *rolling, int32_t bin, int32_t *first, int32_t *last);

/* The bins of a window, both inclusive. */
void uf_rolling_bins(const uf_rolling *rolling, int32_t window, int32_t *first, int32_t *last);

/* First and last day of a window whose bins all hold a valid day; its label. As uf_window_bounds
 * and uf_window_label. */
void uf_rolling_bounds(const uf_rolling *rolling, int32_t window, uf_day *from, uf_day *to);
char *uf_rolling_label(const uf_rolling *rolling, int32_t window, char label[UF_WINDOW_LABEL_SIZE]);

#ifdef __cplusplus
}
#endif
#endif
