/* compare.h: the parts of uf-compare: its job, the records in memory, and its rows.
 *
 * uf-compare.c reads the options; compare_data.c reads the records, once, into memory;
 * compare_units.c makes units of them, each with its outcome before and after; compare_assigned.c
 * looks whether schools rather than pupils were assigned; compare_rows.c puts the questions to
 * libstats (utfall/comparison.h) outcome by outcome; compare_table.c says what all rows say and
 * writes them. Where clusters were assigned, compare_clusters.h has what takes their place. */
#ifndef UF_CLI_COMPARE_H
#define UF_CLI_COMPARE_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/comparison.h>
#include <utfall/estimate.h>

#include "cli/intern.h"
#include "cli/program.h"
#include "cli/results.h"
#include "cli/rows.h"
#include "cli/units.h"

/* What is compared when there are two periods. */
typedef enum uf_compare_design {
    UF_COMPARE_POST,  /* the arms after                         */
    UF_COMPARE_DID,   /* the arms' changes                      */
    UF_COMPARE_ANCOVA /* the arms after, at the same value before */
} uf_compare_design;

/* The columns of the input, or UF_NO_COLUMN. */
typedef struct uf_compare_columns {
    size_t arm, exposure, count, stratum, period;
    const size_t *outcomes; /* [outcome_count] of the job */
} uf_compare_columns;

/* School and class: what may have been assigned instead of the unit. */
enum { UF_COMPARE_SCHOOL, UF_COMPARE_CLASS, UF_COMPARE_PLACES };

/* One row of the input that counts. */
typedef struct uf_compare_record {
    uint32_t group; /* of --by                                               */
    uint32_t unit;  /* UF_NO_CODE: each row is a unit of its own             */
    uint32_t arm;   /* codes of the job's tables, as this row has it         */
    uint32_t stratum;
    uint32_t place[UF_COMPARE_PLACES]; /* UF_NO_CODE: no such column or cell */
    uf_wave wave;
    uint64_t units; /* how many it stands for                                */
} uf_compare_record;

/* A unit: its record in each wave, or UF_NO_RECORD. Arm and stratum are those of its first one. */
#define UF_NO_RECORD ((size_t)-1)
typedef struct uf_compare_unit {
    size_t record[UF_WAVES];
} uf_compare_unit;

/* All that was read. Arrays by record are outcome_count wide where they hold outcomes. */
typedef struct uf_compare_data {
    uf_compare_record *records;
    double *values;    /* [record][outcome] NaN: none                                     */
    double *exposures; /* [record], of a rate; NULL elsewhere                             */
    double scale;      /* values and exposures of rates are this times the file's         */
    size_t count;
    bool *binary; /* [outcome] every value in the file is 0 or 1                     */
    uf_intern *arms, *strata;
    uint32_t *stratum_rank; /* [stratum] its place among the texts                        */
    uint32_t *others;       /* [other_count] arms that are not the control, by their texts */
    size_t other_count;
    uint32_t control; /* UF_NO_CODE where there is no row                           */
    size_t places[UF_COMPARE_PLACES]; /* how many schools, classes                        */
    uf_compare_unit *units; /* by group                                                   */
    size_t *first;          /* [group + 1] where a group begins in units                  */
    size_t groups;
} uf_compare_data;

typedef struct uf_compare {
    uf_cli *cli;
    uf_rows *rows; /* NULL once they are read */
    uf_units *unit_rules;
    uf_compare_columns columns;
    char **outcomes; /* [outcome_count] names */
    size_t outcome_count;
    const char *control;
    const char *period[UF_WAVES]; /* texts of --before and --after; "" without --period */
    bool two_waves;
    uf_compare_design design;
    bool is_assigned;  /* --cluster none: units are taken as assigned              */
    bool selects;      /* --where selects by an outcome, or by a flag of a limit    */
    const char *mixed; /* "school": nearly what was assigned, see compare_assigned.c */
    struct uf_compare_clusters *clusters; /* NULL without --cluster COL (compare_clusters.h) */
    uf_compare_data data;
} uf_compare;

/* Read the records to their end and close them; who was left out is said. */
void uf_compare_read(uf_compare *job);
/* Make units of the records. */
void uf_compare_pair(uf_compare *job);
void uf_compare_release(uf_compare *job);

/* Where every school, or every class, has one arm only, the units were not what was assigned: end
 * the program, naming the column, unless --cluster none overrides. */
void uf_compare_check_assigned(uf_compare *job);

/* The record in which a unit was first seen. */
const uf_compare_record *uf_compare_first(const uf_compare *job, const uf_compare_unit *unit);
/* The arm of a unit, and its observations, in the order of their values: as many as the array has
 * room for (the group's units). */
uint32_t uf_compare_arm_of(const uf_compare *job, const uf_compare_unit *unit);
/* Fill arm with the units of a group (--by) and an arm; observations has room for the group's. */
void uf_compare_gather(const uf_compare *job, uint32_t group, uint32_t arm, size_t outcome,
                       uf_observation *observations, uf_arm *gathered);
/* Units of a group whose arm after is another than before: they stay in the arm before. */
uint64_t uf_compare_crossed(const uf_compare *job, uint32_t group);

/* Write all rows. */
void uf_compare_write(uf_compare *job);

/* --- The table. --- */

/* The rows of one group, held until its p-values are adjusted. */
typedef struct uf_compare_table {
    uf_results_layout layout;
    const char **names; /* of the by-columns             */
    const char **by;    /* the texts of the group at hand */
    size_t *by_of;      /* [by-column] its place in --by */
    struct uf_compare_entry *entries;
    size_t count, room;
} uf_compare_table;

/* Write the header. */
void uf_compare_open(uf_compare *job, uf_compare_table *table);
void uf_compare_close(uf_compare_table *table);
/* The rows that follow are of this group; of no group (false): there were no rows. */
void uf_compare_begin(const uf_compare *job, uf_compare_table *table, uint32_t group, bool exists);
/* Keep a row; answer: its p-value is one of those that --adjust is over. */
void uf_compare_keep(const uf_compare *job, uf_compare_table *table, const uf_estimate *row,
                     bool answer);
/* Keep a row of a cluster, for the column cluster of --by-cluster. */
void uf_compare_keep_cluster(const uf_compare *job, uf_compare_table *table, const uf_estimate *row,
                             const char *cluster);
/* Keep a row with the p-value adjusted already, by --adjust westfall-young; its place. */
size_t uf_compare_keep_adjusted(const uf_compare *job, uf_compare_table *table,
                                const uf_estimate *row);
void uf_compare_set_adjusted(uf_compare_table *table, size_t place, double adjusted, size_t tests);
/* Adjust, write and forget the rows of the group. */
void uf_compare_end(const uf_compare *job, uf_compare_table *table);

/* How the outcome was compared, after the definition of the records; the caller frees it. */
char *uf_compare_definition(const uf_compare *job, uint32_t group, size_t outcome);

#endif
