/* chart_scale.h: the scale that an estimate is on, which says what may share an axis with it.
 *
 * A difference in points, a ratio and a share have different axes, different values that mean "no
 * difference", and different ways to be written. Terms that doc/results.md does not know are on a
 * scale of their own, but for those that end with _ratio or _difference. */
#ifndef UF_CLI_CHART_SCALE_H
#define UF_CLI_CHART_SCALE_H

#include <stdbool.h>

#include "cli/results.h"

typedef enum uf_scale_kind {
    UF_SCALE_SHARE,        /* 0 to 1, shown as percent                                         */
    UF_SCALE_POINTS,       /* a difference of shares, shown as percentage points: none is 0    */
    UF_SCALE_RELATIVE,     /* a relative change, shown as percent: none is 0                   */
    UF_SCALE_RATIO,        /* logarithmic: none is 1                                           */
    UF_SCALE_STANDARDISED, /* in standard deviations: none is 0                                */
    UF_SCALE_DIFFERENCE,   /* in the measure's own unit: none is 0                             */
    UF_SCALE_LEVEL,        /* in the measure's own unit                                        */
    UF_SCALE_COEFFICIENT   /* a number without unit (icc, alpha), each term for itself         */
} uf_scale_kind;

typedef struct uf_scale {
    uf_scale_kind kind;
    const char *measure; /* whose unit it is; "" where it does not matter */
    const char *term;    /* the only one on it; "" where it is not        */
} uf_scale;

/* The scale of a row. A difference in the measure's own unit is in points where the row has counts
 * or a measure over a limit, or where the results have shares (or rates) and no means of its
 * measure. A rate is a share, unless the results have one above 1 of its measure. */
uf_scale uf_scale_of(const uf_results *results, const uf_estimate *estimate);
bool uf_scale_same(const uf_scale *a, const uf_scale *b);

bool uf_scale_logarithmic(const uf_scale *scale);
/* The value of no difference; NaN where there is none. */
double uf_scale_null(const uf_scale *scale);
/* What the axis shows: 100 times the estimate where that is percent or points, else the same. */
double uf_scale_shown(const uf_scale *scale, double value);
/* "%" after numbers of the axis, or "". */
const char *uf_scale_sign(const uf_scale *scale);
/* What numbers in a table are in ("percent", "points", "ratio", ...), in the language of the
 * run. */
const char *uf_scale_unit(const uf_scale *scale);

/* "risk difference": a term in the language of the run. A new text, freed by the caller; NULL when
 * memory runs out. */
char *uf_scale_term(const char *term);

/* A shown value as text, "∞" and "-∞" for infinite ones: with so many decimals, or on a logarithmic
 * scale as many as make three digits. Returns text. */
enum { UF_SCALE_TEXT_SIZE = 48 };
char *uf_scale_text(const uf_scale *scale, double shown, int decimals,
                    char text[UF_SCALE_TEXT_SIZE]);

#endif
