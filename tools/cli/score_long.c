/* score_long.c: scores from long input, one row for each answer.
 *
 * A person is a combination of the unit (--id) and the columns of --by (the wave, the
 * informant), in whatever order the rows come. All persons are kept until the end: 8 bytes for
 * each item of each. */
#include <math.h>
#include <stdlib.h>

#include "cli/groups.h"
#include "cli/rows.h"
#include "cli/score.h"
#include "cli/score_scorer.h"
#include "cli/writer.h"

struct long_input {
    uf_cli *cli;
    uf_rows *rows;
    const uf_key *key;
    uf_groups *groups; /* a group is a person on an occasion */
    size_t id, item, value;
    int64_t *values;   /* [group][item] */
    uf_person *people; /* [group] */
    size_t room;       /* in groups */
    uf_scorer scorer;
};

/* ---- Columns ---- */

static size_t find_id(uf_cli *cli, uf_rows *rows)
{
    static const char *const names[] = { "pupil", "case", "id" };
    for (size_t i = 0; i < 3 && !uf_cli_given(cli, "id"); i++) {
        const size_t column = uf_rows_column(rows, names[i]);
        if (column != UF_NO_COLUMN)
            return column;
    }
    return uf_rows_require(rows, "pupil");
}

static void open_input(struct long_input *input, uf_cli *cli, const uf_key *key,
                       const uf_norm_table *norms)
{
    uf_rows *rows = uf_rows_open(cli);
    size_t n;
    const size_t *by = uf_rows_select(rows, "by", &n);
    *input = (struct long_input){ .cli = cli,
                                  .rows = rows,
                                  .key = key,
                                  .id = find_id(cli, rows),
                                  .item = uf_rows_require(rows, "item"),
                                  .value = uf_rows_require(rows, "value") };
    size_t *columns = uf_cli_allocate(cli, n + 1, sizeof *columns);
    columns[0] = input->id;
    for (size_t i = 0; i < n; i++) {
        columns[i + 1] = by[i];
        if (by[i] == input->id || by[i] == input->item || by[i] == input->value)
            uf_cli_die(cli, "--by %s: that is a column of the answers themselves",
                       uf_rows_name(rows, by[i]));
    }
    input->groups = uf_groups_new(cli, rows, columns, n + 1);
    uf_scorer_open(&input->scorer, cli, rows, key, norms);
    free(columns);
}

/* ---- Reading ---- */

static void make_room(struct long_input *input, uint32_t group)
{
    const size_t items = input->key->item_count;
    if (group < input->room)
        return;
    const size_t room = 2 * input->room + 256;
    if (items > 0 && room > SIZE_MAX / sizeof *input->values / items)
        uf_cli_no_memory(input->cli);
    input->values = uf_cli_grow(input->cli, input->values, room * items, sizeof *input->values);
    input->people = uf_cli_grow(input->cli, input->people, room, sizeof *input->people);
    for (size_t i = input->room * items; i < room * items; i++)
        input->values[i] = UF_NO_ANSWER;
    for (size_t i = input->room; i < room; i++)
        input->people[i] = uf_person_unknown();
    input->room = room;
}

/* What is known of a person, from the row in hand; the rows of a person have to agree. */
static void meet(struct long_input *input, uf_person *known, const uf_person *here)
{
    const uf_people *people = &input->scorer.people;
    if (!isnan(known->age) && !isnan(here->age) && known->age != here->age)
        uf_rows_reject(input->rows, people->age, "another age than in earlier rows of the same");
    if (known->sex != UF_NO_CODE && here->sex != UF_NO_CODE && known->sex != here->sex)
        uf_rows_reject(input->rows, people->sex, "another sex than in earlier rows of the same");
    if (known->informant != UF_NO_CODE && here->informant != UF_NO_CODE &&
        known->informant != here->informant)
        uf_rows_reject(input->rows, people->informant,
                       "another informant than in earlier rows of the same; --by keeps them apart");
    if (isnan(known->age))
        known->age = here->age;
    if (known->sex == UF_NO_CODE)
        known->sex = here->sex;
    if (known->informant == UF_NO_CODE)
        known->informant = here->informant;
}

static void take_row(struct long_input *input)
{
    uf_rows *rows = input->rows;
    const bool named = uf_rows_present(rows, input->id) && uf_rows_present(rows, input->item);
    const uf_person person = uf_people_read(&input->scorer.people);
    if (!named || uf_rows_bad(rows))
        return;
    const uf_cell name = uf_rows_cell(rows, input->item);
    const uint32_t item = uf_intern_find(input->key->item_names, name.text, name.length);
    if (item == UF_NO_CODE) {
        uf_rows_reject(rows, input->item, "'%s' is no item of %s", name.text, input->key->path);
        return;
    }
    const uint32_t group = uf_groups_code(input->groups, rows);
    make_room(input, group);
    meet(input, &input->people[group], &person);
    if (!input->key->items[item].needed)
        return;
    int64_t *place = &input->values[group * input->key->item_count + item];
    const int64_t value = uf_answers_cell(&input->scorer.answers, item, input->value);
    if (value != UF_NO_ANSWER && *place != UF_NO_ANSWER)
        uf_rows_reject(rows, input->item,
                       "item '%s' is answered twice; --by names the column that tells occasions "
                       "apart",
                       name.text);
    else if (value != UF_NO_ANSWER)
        *place = value;
}

/* ---- Writing ---- */

static void write_all(struct long_input *input)
{
    uf_writer *writer = uf_cli_output(input->cli);
    const size_t width = uf_groups_width(input->groups), n = uf_groups_count(input->groups);
    const char **names = uf_cli_allocate(input->cli, width, sizeof *names);
    const uint32_t *order = uf_groups_order(input->groups);
    for (size_t i = 0; i < width; i++)
        names[i] = uf_groups_name(input->groups, i);
    uf_scorer_write_names(&input->scorer, writer, "the output", names, width);
    for (size_t k = 0; k < n; k++) {
        const int64_t *answers = input->values + order[k] * input->key->item_count;
        uf_scorer_score(&input->scorer, answers, &input->people[order[k]]);
        for (size_t i = 0; i < width; i++)
            uf_writer_text(writer, uf_groups_text(input->groups, order[k], i));
        uf_scorer_write(&input->scorer, writer);
    }
    free(names);
}

void uf_score_long(uf_cli *cli, const uf_key *key, const uf_norm_table *norms)
{
    struct long_input input;
    open_input(&input, cli, key, norms);
    while (uf_rows_next(input.rows))
        take_row(&input);
    uf_answers_warn_of_shift(&input.scorer.answers);
    uf_rows_close(input.rows);
    write_all(&input);
    uf_scorer_report(&input.scorer);
    uf_scorer_close(&input.scorer);
    uf_groups_free(input.groups);
    free(input.values);
    free(input.people);
}
