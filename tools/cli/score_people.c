/* score_people.c: who answered, and whether the scales are for them. */
#include "cli/score_people.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

uf_person uf_person_unknown(void)
{
    return (uf_person){ .age = NAN, .sex = UF_NO_CODE, .informant = UF_NO_CODE };
}

static uf_outside read_outside(uf_cli *cli)
{
    const char *text = uf_cli_text(cli, "outside");
    if (strcmp(text, "blank") == 0)
        return UF_OUTSIDE_BLANK;
    return strcmp(text, "refuse") == 0 ? UF_OUTSIDE_REFUSE : UF_OUTSIDE_NOTE;
}

static uint64_t *zeros(uf_cli *cli, size_t n)
{
    uint64_t *counts = uf_cli_allocate(cli, n + 1, sizeof *counts);
    memset(counts, 0, (n + 1) * sizeof *counts);
    return counts;
}

void uf_people_open(uf_people *people, uf_cli *cli, uf_rows *rows, const uf_key *key)
{
    *people = (uf_people){
        .cli = cli,
        .rows = rows,
        .key = key,
        .age = uf_rows_column(rows, "age"),
        .sex = uf_rows_column(rows, "sex"),
        .informant = uf_rows_column(rows, "informant"),
        .sexes = uf_intern_new(cli),
        .informants = uf_intern_new(cli),
        .outside = read_outside(cli),
        .wrong_age = zeros(cli, key->count),
        .wrong_informant = zeros(cli, key->count),
    };
}

void uf_people_close(uf_people *people)
{
    uf_intern_free(people->sexes);
    uf_intern_free(people->informants);
    free(people->wrong_age);
    free(people->wrong_informant);
    free(people->informant_people);
    *people = (uf_people){ 0 };
}

/* ---- Reading ---- */

static uint32_t read_code(uf_people *people, uf_intern *codes, size_t column)
{
    if (uf_rows_missing(people->rows, column))
        return UF_NO_CODE;
    const uf_cell cell = uf_rows_cell(people->rows, column);
    return uf_intern_code(codes, cell.text, cell.length);
}

static bool wrong_age(const uf_key_scale *info, const uf_person *person)
{
    return info->has_ages && !isnan(person->age) && !uf_ages_have(info->ages, person->age);
}

static bool wrong_informant(const uf_people *people, const uf_key_scale *info,
                            const uf_person *person)
{
    if (info->informants.count == 0 || person->informant == UF_NO_CODE)
        return false;
    const char *text = uf_intern_text(people->informants, person->informant);
    for (size_t i = 0; i < info->informants.count; i++)
        if (strcmp(info->informants.items[i], text) == 0)
            return false;
    return true;
}

static void refuse(uf_people *people, const uf_person *person)
{
    for (size_t i = 0; i < people->key->count; i++) {
        const uf_key_scale *info = &people->key->info[i];
        if (info->shown && wrong_age(info, person)) {
            uf_rows_reject(people->rows, people->age,
                           "'%s' is outside the ages %" PRId32 " to %" PRId32
                           " that scale '%s' is for",
                           uf_rows_cell(people->rows, people->age).text, info->ages.low,
                           info->ages.high, info->name);
            return;
        }
        if (info->shown && wrong_informant(people, info, person)) {
            uf_rows_reject(people->rows, people->informant, "scale '%s' is not for '%s' to answer",
                           info->name, uf_rows_cell(people->rows, people->informant).text);
            return;
        }
    }
}

uf_person uf_people_read(uf_people *people)
{
    uf_person person = uf_person_unknown();
    if (people->age != UF_NO_COLUMN) {
        person.age = uf_rows_number(people->rows, people->age);
        if (person.age < 0 || person.age > UF_AGE_MAX)
            uf_rows_reject(people->rows, people->age, "'%s' is no age in years",
                           uf_rows_cell(people->rows, people->age).text);
    }
    if (people->sex != UF_NO_COLUMN)
        person.sex = read_code(people, people->sexes, people->sex);
    if (people->informant != UF_NO_COLUMN)
        person.informant = read_code(people, people->informants, people->informant);
    if (people->outside == UF_OUTSIDE_REFUSE)
        refuse(people, &person);
    return person;
}

/* ---- Counting ---- */

bool uf_people_judge(uf_people *people, size_t scale, const uf_person *person)
{
    const uf_key_scale *info = &people->key->info[scale];
    const bool age = wrong_age(info, person), informant = wrong_informant(people, info, person);
    people->wrong_age[scale] += age;
    people->wrong_informant[scale] += informant;
    return (age || informant) && people->outside == UF_OUTSIDE_BLANK;
}

void uf_people_count(uf_people *people, const uf_person *person)
{
    if (person->informant == UF_NO_CODE)
        return;
    if (person->informant >= people->informant_room) {
        const size_t room = 2 * (size_t)person->informant + 8;
        people->informant_people =
            uf_cli_grow(people->cli, people->informant_people, room, sizeof(uint64_t));
        for (size_t i = people->informant_room; i < room; i++)
            people->informant_people[i] = 0;
        people->informant_room = room;
    }
    people->informant_people[person->informant]++;
}

static void report_scale(const uf_people *people, size_t scale)
{
    const uf_key_scale *info = &people->key->info[scale];
    const char *what = people->outside == UF_OUTSIDE_BLANK ? "left blank" : "scored all the same";
    if (people->wrong_age[scale] > 0)
        uf_cli_warn(people->cli,
                    "%s: outside the ages %" PRId32 " to %" PRId32 " that it is for: %" PRIu64
                    ", %s",
                    info->name, info->ages.low, info->ages.high, people->wrong_age[scale], what);
    if (people->wrong_informant[scale] > 0)
        uf_cli_warn(people->cli,
                    "%s: answered by another informant than it is for: %" PRIu64 ", %s", info->name,
                    people->wrong_informant[scale], what);
}

void uf_people_report(const uf_people *people)
{
    size_t informants = 0;
    for (size_t i = 0; i < people->key->count; i++)
        if (people->key->info[i].shown)
            report_scale(people, i);
    for (size_t i = 0; i < people->informant_room; i++)
        informants += people->informant_people[i] > 0;
    if (informants > 1)
        uf_cli_warn(people->cli,
                    "%zu informants answered: keep them apart, scores of one are not comparable "
                    "with those of another",
                    informants);
}
