/* change_table.h: the table of results of uf-change: its groups, its units, and what all rows have
 * in common.
 *
 * A group is a combination of the texts that cases have in the columns of --by; groups come in the
 * order of these texts. Within a group every set of factors (change_study.h) gets its rows. */
#ifndef UF_CLI_CHANGE_TABLE_H
#define UF_CLI_CHANGE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/estimate.h>
#include <utfall/proportion.h>

#include "cli/change_study.h"
#include "cli/change_units.h"
#include "cli/intern.h"
#include "cli/results.h"

/* Columns after the fixed ones; rows leave empty what does not concern them. */
typedef enum uf_change_extension {
    UF_EXTENSION_P_ADJUSTED,
    UF_EXTENSION_ADJUST_FAMILY,
    UF_EXTENSION_FROM, /* of a transition: the step before, and the step after */
    UF_EXTENSION_TO,
    UF_EXTENSION_REASON,
    UF_EXTENSIONS
} uf_change_extension;

/* How shares get their intervals. */
typedef struct uf_change_interval {
    uf_proportion_method method;
    bool korn_graubard;
    bool said; /* --cluster was given, if only as none */
    double level;
} uf_change_interval;

typedef struct uf_change_table {
    uf_study *study;
    uf_change_interval interval;
    uf_results_layout layout;
    const char **names, **by; /* [by_count] */
    const size_t *by_columns;
    bool has_extensions;
    char *definition; /* under the study's reading */
    /* All groups. */
    uf_intern *keys;
    uint32_t *group_of, *order; /* [case], [group] */
    /* The group and set in hand. */
    const uf_factor_set *set;
    uint32_t *cases; /* [count] of the group, among those that --among lets in */
    size_t count;
    uf_change_units units;
    bool shares_families; /* several cases of one family are units of their own */
} uf_change_table;

/* Make the groups and write the header. extensions: rows have the columns above. */
void uf_change_table_open(uf_change_table *table, uf_study *study, bool extensions);
void uf_change_table_close(uf_change_table *table);

/* How many groups there are (one, of nobody, where there is no case). */
size_t uf_change_table_groups(const uf_change_table *table);
/* Take up a group, and then a set of it. set NULL: rows about no factors (stages). */
void uf_change_table_enter(uf_change_table *table, size_t group, const uf_factor_set *set);
/* Take up everybody of the group, whatever --among says. */
void uf_change_table_enter_everybody(uf_change_table *table, size_t group);

/* An empty row about a measure under the study's definition. */
uf_estimate uf_change_row(const uf_change_table *table, const char *measure, const char *term);
/* Write a row, with extensions ([UF_EXTENSIONS], NULL: all empty). */
void uf_change_row_write(const uf_change_table *table, const uf_estimate *row,
                         const char *const *extensions);

/* "all identified", "all offered", "all identified families", ... and "followed up" or "families
 * followed up". */
const char *uf_change_everybody(const uf_change_table *table);
const char *uf_change_followed_up(const uf_change_table *table);

/* Fill the row with the share of the units with in[u] for which event[u], by the interval that the
 * options ask for. nobody: the note where no unit is in. */
void uf_change_share(const uf_change_table *table, const bool *in, const bool *event,
                     const char *nobody, uf_estimate *row);

/* That the row's interval takes cases as independent although they come in clusters, if so. */
void uf_change_note_clusters(const uf_change_table *table, uf_estimate *row);

/* "cases lost: 3" in the note, unless there are none. */
void uf_change_note_count(uf_estimate *row, const char *what, uint64_t count);

#endif
