/* score_key.h: the key of a questionnaire: which items make which scale, and by what rule.
 *
 * Two CSV files. The key has a row for each item of each scale:
 *     scale,item,reverse,min,max[,weight][,subscale]
 * `subscale` names a second scale that the item is in too; an item without a scale is in the
 * questionnaire and not scored. The scales' file, by default KEY-scales.csv beside KEY.csv, has a
 * row for each scale:
 *     scale,method,min_items,prorate,better[,parts][,ages][,informants][,source][,cut_NAME]...
 * `parts` (scales separated by +) makes a total of other scales. Without such a file every scale
 * is the sum of all its items. What is wrong with either is a finding (score_findings.h). */
#ifndef UF_CLI_SCORE_KEY_H
#define UF_CLI_SCORE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/estimate.h>
#include <utfall/scale.h>

#include "cli/intern.h"
#include "cli/program.h"
#include "cli/score_findings.h"
#include "cli/texts.h"

/* An item of the questionnaire, in the order of the key. */
typedef struct uf_key_item {
    const char *name;
    int64_t min, max; /* of its first row, in 10^-UF_ANSWER_PLACES */
    uint64_t line;
    bool needed; /* some scale that is asked for has it */
} uf_key_item;

/* What is known of a scale besides how it is scored. */
typedef struct uf_key_scale {
    char *name;
    uf_better better;
    bool has_ages;
    uf_ages ages;
    uf_texts informants; /* none: anybody */
    char *source;        /* or NULL */
    bool shown;          /* asked for; others are parts of one that is */
    uint64_t line;       /* in the scales' file; 0 without a row there */

    uf_scale_item *items; /* as in uf_scale, which points here */
    uint64_t *lines;      /* of each item, in the key */
    size_t n, room;
    size_t *parts;
    size_t part_count;
    uf_scale_band *bands;
    size_t band_count;
    uf_scale_rule rule;
} uf_key_scale;

typedef struct uf_key {
    uf_cli *cli;
    char *path, *scales_path; /* scales_path NULL: there is no such file */
    uf_intern *item_names;    /* the code of a name is the item's position */
    uf_key_item *items;
    size_t item_count, item_room;
    uf_key_scale *info; /* one for each of scales, parts before totals */
    size_t count, room;
    uf_scale *scales;
    uf_texts band_names; /* what bands borrow */
} uf_key;

/* Read the key of --key and its scales (--scales), check both, and add what is wrong to
 * findings. The arrays are complete only if nothing was found. */
uf_key *uf_key_read(uf_cli *cli, uf_score_findings *findings);
void uf_key_free(uf_key *key);

/* Show the scales that --scale names (default: all), and need the items of these and of their
 * parts; the key is to be without faults. */
void uf_key_choose(uf_key *key);

/* The position of the scale of that name, or UF_NO_COLUMN of columns.h. */
size_t uf_key_find(const uf_key *key, const char *name, size_t length);

/* Where a scale or an item of a scale stands, for findings: column "" for the row. */
uf_score_place uf_key_place(const uf_key *key, size_t scale, const char *column, const char *value);
uf_score_place uf_key_item_place(const uf_key *key, size_t scale, size_t item, const char *column);

/* How a scale is scored, in words: "10 items (4 reversed), sum, 8 or more answered, prorated, 0
 * to 40, lower is better". The caller frees it. */
char *uf_key_describe(const uf_key *key, size_t scale);

/* --- For score_key.c: the parts of reading. --- */

/* The scale of that name, made if it is new. */
size_t uf_key_scale_named(uf_key *key, const char *name, size_t length);
/* Read the scales' file. */
void uf_key_read_scales(uf_key *key, uf_score_findings *findings);
/* Make scales of info, and add the flaws of all as findings. */
void uf_key_check(uf_key *key, uf_score_findings *findings);

#endif
