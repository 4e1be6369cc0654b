/* change_settings.h: what uf-change is to count as improved, from its options, and how to say so.
 *
 * The definition lists every rule in force in a fixed order, so that two files are comparable when
 * their definitions are equal, byte by byte:
 *
 *     change;factors=NAME;first=V|own;last=V|own;revealed=READING;rule=RULE;min-change=R,P;
 *         min-factors=R,P|75%;unit=case|family[;family-rule=RULE];among=STAGE
 *
 * NAME is the name of the file of factors, without folder and .csv. */
#ifndef UF_CLI_CHANGE_SETTINGS_H
#define UF_CLI_CHANGE_SETTINGS_H

#include <stdbool.h>

#include <utfall/factors_change.h>

#include "cli/program.h"

/* The stages that a file of cases may have, in their order. Everybody in it is identified, unless
 * it has that column. */
typedef enum uf_case_stage {
    UF_CASE_IDENTIFIED,
    UF_CASE_OFFERED,
    UF_CASE_STARTED,
    UF_CASE_COMPLETED,
    UF_CASE_STAGES
} uf_case_stage;

/* "identified", "offered", "started", "completed". */
const char *uf_case_stage_name(uf_case_stage stage);

typedef struct uf_change_settings {
    uf_change_rules rules;
    uf_revealed revealed;
    const char *first, *last; /* NULL: each case's own */
    const char *retro;        /* or NULL               */
    bool by_family, unit_said;
    uf_family_rule family_rule;
    bool family_rule_said;
    uf_case_stage among;
} uf_change_settings;

/* What the options say. What does not go together ends the program. */
uf_change_settings uf_change_settings_read(uf_cli *cli);

/* The definition under a reading, which may be another than the settings'; the caller frees it. */
char *uf_change_definition(uf_cli *cli, const uf_change_settings *settings, uf_revealed revealed);

/* The two values of an option --NAME RISK,PROTECTIVE, of which one stands for both; false when the
 * option was not given. What are not one or two numbers of 0 or more ends the program. */
bool uf_change_pair(uf_cli *cli, const char *option, uf_decimal pair[UF_SIDES]);

/* The numbers of 0 or more in an option's list of at most room; false if it holds anything else, or
 * was not given. */
bool uf_change_numbers(uf_cli *cli, const char *option, uf_decimal *numbers, size_t room,
                       size_t *n);

#endif
