/* score_people.h: who answered: age, sex and informant, where the file has such columns, and
 * whether the scales are for them.
 *
 * A scale for ages 11 to 17 filled in by a child of 9 still adds up to a number. So a scale that
 * is used outside its ages or by another informant than its own is noted (the default), left
 * blank or refused, as --outside says. */
#ifndef UF_CLI_SCORE_PEOPLE_H
#define UF_CLI_SCORE_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/intern.h"
#include "cli/program.h"
#include "cli/rows.h"
#include "cli/score_key.h"

typedef struct uf_person {
    double age;              /* in years; NaN: not known                                        */
    uint32_t sex, informant; /* codes of the texts; UF_NO_CODE: not known                       */
} uf_person;

typedef enum uf_outside { UF_OUTSIDE_NOTE, UF_OUTSIDE_BLANK, UF_OUTSIDE_REFUSE } uf_outside;

typedef struct uf_people {
    uf_cli *cli;
    uf_rows *rows;
    const uf_key *key;
    size_t age, sex, informant; /* columns, or UF_NO_COLUMN                                     */
    uf_intern *sexes, *informants;
    uf_outside outside;
    uint64_t *wrong_age, *wrong_informant; /* [scale] people scored although, or left blank     */
    uint64_t *informant_people;            /* [informant] how many                              */
    size_t informant_room;
} uf_people;

void uf_people_open(uf_people *people, uf_cli *cli, uf_rows *rows, const uf_key *key);
void uf_people_close(uf_people *people);

/* Nobody in particular. */
uf_person uf_person_unknown(void);

/* Who the row in hand is of. Under --outside refuse, a row of somebody whom a scale is not for is
 * bad. */
uf_person uf_people_read(uf_people *people);

/* Count a person, scale by scale. True if the scale's score has to be blank. */
bool uf_people_judge(uf_people *people, size_t scale, const uf_person *person);
/* Count the person's informant, once for each person. */
void uf_people_count(uf_people *people, const uf_person *person);

/* Say what was noted. */
void uf_people_report(const uf_people *people);

#endif
