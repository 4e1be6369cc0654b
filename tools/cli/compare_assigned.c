/* compare_assigned.c: were schools or classes assigned rather than the units?
 *
 * Where all pupils of every school have the same arm, the school was what was assigned, and an
 * analysis of pupils takes six schools for six hundred chances. The arm is looked at row by row, as
 * the file has it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/target.h>

#include "cli/compare.h"
#include "cli/compare_clusters.h"

static const char *const names[UF_COMPARE_PLACES] = { "school", "class" };

/* How the arms lie over the schools. */
struct spread {
    uint64_t all;      /* units, over rows that name the place             */
    uint64_t majority; /* of them, in the arm that most of their place has */
    bool shared;       /* some place has several units                     */
    bool several;      /* not all places have the same majority            */
};

static struct spread spread_of(const uf_compare *job, int place)
{
    const uf_compare_data *data = &job->data;
    const size_t arms = uf_intern_count(data->arms), places = data->places[place];
    uint64_t *count = uf_cli_allocate(job->cli, places, arms * sizeof *count);
    struct spread spread = { 0, 0, false, false };
    for (size_t i = 0; i < places * arms; i++)
        count[i] = 0;
    for (size_t i = 0; i < data->count; i++)
        if (data->records[i].place[place] != UF_NO_CODE)
            count[data->records[i].place[place] * arms + data->records[i].arm] +=
                data->records[i].units;
    size_t first = arms;
    for (size_t p = 0; p < places; p++) {
        uint64_t here = 0;
        size_t most = 0;
        for (size_t a = 0; a < arms; a++) {
            here += count[p * arms + a];
            most = count[p * arms + a] > count[p * arms + most] ? a : most;
        }
        spread.all += here;
        spread.majority += count[p * arms + most];
        spread.shared |= here > 1;
        spread.several |= first < arms && here > 0 && most != first;
        first = here > 0 && first == arms ? most : first;
    }
    free(count);
    return spread;
}

/* With --cluster, what is above it may have been assigned all the same. */
static void look_above(uf_compare *job)
{
    if (job->data.places[UF_COMPARE_SCHOOL] < 2 || uf_intern_count(job->data.arms) < 2 ||
        strcmp(job->clusters->name, names[UF_COMPARE_SCHOOL]) == 0)
        return;
    const struct spread spread = spread_of(job, UF_COMPARE_SCHOOL);
    job->clusters->below =
        spread.several && spread.majority == spread.all &&
        job->data.places[UF_COMPARE_SCHOOL] < uf_groups_count(job->clusters->clusters);
}

void uf_compare_check_assigned(uf_compare *job)
{
    const char *units = uf_units_name(job->unit_rules);
    if (job->clusters != NULL) {
        look_above(job);
        return;
    }
    for (int place = 0; place < UF_COMPARE_PLACES && !job->is_assigned; place++) {
        if (job->data.places[place] < 2 || uf_intern_count(job->data.arms) < 2)
            continue;
        const struct spread spread = spread_of(job, place);
        if (!spread.shared || !spread.several)
            continue;
        if (spread.majority == spread.all)
            uf_cli_die(
                job->cli,
                "every %s has one arm only: what was assigned is the %s, and %s of one %s "
                "are alike: give --cluster %s; --cluster none takes the %s as assigned all the "
                "same, and every row then says so",
                names[place], names[place], units, names[place], names[place], units);
        if (spread.majority >= spread.all - spread.all / 10 && job->mixed == NULL)
            job->mixed = names[place];
    }
}
