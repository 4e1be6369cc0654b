/* coverage_rows.c: results of coverage. */
#include "cli/coverage_rows.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/coverage.h>
#include <utfall/window.h>

#include "cli/messages.h"
#include "cli/results.h"
#include "cli/writer.h"

/* Distinct codes; sorted by their texts when they are written. */
struct codes {
    uint32_t *items;
    size_t count, room;
    bool *there; /* [there_room] by code; UF_NO_CODE is not among them */
    size_t there_room;
};

struct uf_coverage_rows {
    uf_cli *cli;
    const uf_intern *texts;
    uf_writer *writer;
    uf_window window;
    uf_coverage *coverage;
    struct codes schools, arms;
    bool unnamed;     /* lessons of no school */
    int32_t *windows; /* distinct, ascending  */
    size_t window_count, window_room;
    char *definition;
};

uf_coverage_rows *uf_coverage_rows_new(uf_cli *cli, const uf_intern *texts)
{
    uf_error error;
    uf_writer *writer = uf_cli_output_beside(cli, "coverage");
    if (writer == NULL)
        return NULL;
    uf_coverage_rows *rows = uf_cli_allocate(cli, 1, sizeof *rows);
    *rows = (uf_coverage_rows){ .cli = cli, .texts = texts, .writer = writer };
    if (uf_window_parse(&rows->window, uf_cli_text(cli, "window"), UF_NO_DAY, &error) != UF_OK ||
        uf_coverage_new(&rows->coverage, &error) != UF_OK)
        (void)uf_cli_fail(cli, &error);
    return rows;
}

void uf_coverage_rows_free(uf_coverage_rows *rows)
{
    if (rows == NULL)
        return;
    uf_coverage_free(rows->coverage);
    free(rows->schools.items);
    free(rows->schools.there);
    free(rows->arms.items);
    free(rows->arms.there);
    free(rows->windows);
    free(rows->definition);
    free(rows);
}

/* ---- Lessons in ---- */

static void note_code(uf_cli *cli, struct codes *codes, uint32_t code)
{
    if (code < codes->there_room && codes->there[code])
        return;
    if (code >= codes->there_room) {
        const size_t room = 2 * (size_t)code + 64;
        codes->there = uf_cli_grow(cli, codes->there, room, sizeof *codes->there);
        memset(codes->there + codes->there_room, 0, room - codes->there_room);
        codes->there_room = room;
    }
    if (codes->count == codes->room) {
        codes->room = 2 * codes->room + 16;
        codes->items = uf_cli_grow(cli, codes->items, codes->room, sizeof *codes->items);
    }
    codes->there[code] = true;
    codes->items[codes->count++] = code;
}

/* Windows are few, and a log goes through them in order: looked for from the end. */
static void note_window(uf_coverage_rows *rows, int32_t window)
{
    size_t at = rows->window_count;
    while (at > 0 && rows->windows[at - 1] > window)
        at--;
    if (at > 0 && rows->windows[at - 1] == window)
        return;
    if (rows->window_count == rows->window_room) {
        rows->window_room = 2 * rows->window_room + 16;
        rows->windows =
            uf_cli_grow(rows->cli, rows->windows, rows->window_room, sizeof *rows->windows);
    }
    memmove(rows->windows + at + 1, rows->windows + at,
            (rows->window_count - at) * sizeof *rows->windows);
    rows->windows[at] = window;
    rows->window_count++;
}

void uf_coverage_rows_add(uf_coverage_rows *rows, uint32_t school, uint32_t arm, uf_day day,
                          const uf_lesson *lesson)
{
    uf_error error;
    const int32_t window = uf_window_index(&rows->window, day);
    if (school == UF_NO_CODE)
        rows->unnamed = true;
    else
        note_code(rows->cli, &rows->schools, school);
    if (arm != UF_NO_CODE)
        note_code(rows->cli, &rows->arms, arm);
    note_window(rows, window);
    if (uf_coverage_add(rows->coverage, school, arm == UF_NO_CODE ? UF_NO_ARM : arm, window, lesson,
                        &error) != UF_OK)
        (void)uf_cli_fail(rows->cli, &error);
}

/* ---- Results out ---- */

static const char *text_of(const uf_coverage_rows *rows, uint32_t code)
{
    return code == UF_NO_CODE ? "" : uf_intern_text(rows->texts, code);
}

struct entry {
    const char *text;
    uint32_t code;
};

static int by_text(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    return strcmp(a->text, b->text);
}

static void sort_codes(const uf_coverage_rows *rows, struct codes *codes)
{
    struct entry *entries = uf_cli_allocate(rows->cli, codes->count, sizeof *entries);
    for (size_t i = 0; i < codes->count; i++)
        entries[i] =
            (struct entry){ .text = text_of(rows, codes->items[i]), .code = codes->items[i] };
    if (codes->count > 1)
        qsort(entries, codes->count, sizeof *entries, by_text);
    for (size_t i = 0; i < codes->count; i++)
        codes->items[i] = entries[i].code;
    free(entries);
}

/* Window number i of those there are; past the last, all of them. */
static int32_t window_at(const uf_coverage_rows *rows, size_t i)
{
    return i < rows->window_count ? rows->windows[i] : UF_ALL_WINDOWS;
}

static void write_row(uf_coverage_rows *rows, const char *school, int32_t window, uf_estimate *row)
{
    static const char *const names[] = { "school", "window" };
    const uf_results_layout layout = { .by = names, .by_count = 2, .writer = rows->writer };
    char label[UF_WINDOW_LABEL_SIZE];
    const char *const by[] = { school, window == UF_ALL_WINDOWS
                                           ? "all"
                                           : uf_window_label(&rows->window, window, label) };
    row->measure = "registers";
    row->definition = rows->definition;
    uf_results_row(rows->cli, &layout, by, row, NULL);
}

/* Every school in every window, also one in which it has no row: that is a hole to be seen. */
static void write_school(uf_coverage_rows *rows, uint32_t school)
{
    for (size_t i = 0; i <= rows->window_count; i++) {
        uf_estimate row;
        const uf_coverage_sums sums = uf_coverage_of(rows->coverage, school, window_at(rows, i));
        uf_coverage_row(&row, &sums);
        row.estimand = "scheduled time";
        (void)uf_estimate_method(&row, "ratio of totals");
        write_row(rows, text_of(rows, school), window_at(rows, i), &row);
    }
}

static void write_arm(uf_coverage_rows *rows, uint32_t arm, int32_t window)
{
    uf_estimate row;
    uf_error error;
    if (uf_coverage_arm_row(&row, rows->coverage, arm, window, uf_cli_number(rows->cli, "level"),
                            &error) != UF_OK)
        (void)uf_cli_fail(rows->cli, &error);
    row.role = UF_DESCRIPTIVE;
    row.group = text_of(rows, arm);
    write_row(rows, "", window, &row);
}

static void write_difference(uf_coverage_rows *rows, uint32_t arm, uint32_t control, int32_t window,
                             uf_mean_difference_method method, bool unequal)
{
    uf_estimate row;
    uf_error error;
    const bool welch = method == UF_MEAN_DIFFERENCE_WELCH;
    if (uf_coverage_difference_row(&row, rows->coverage, arm, control, window, method,
                                   uf_cli_number(rows->cli, "level"), &error) != UF_OK)
        (void)uf_cli_fail(rows->cli, &error);
    row.role = welch ? UF_SENSITIVITY : window == UF_ALL_WINDOWS ? UF_PRIMARY : UF_DESCRIPTIVE;
    row.group = text_of(rows, arm);
    row.reference = text_of(rows, control);
    if (unequal)
        (void)uf_estimate_note(&row,
                               "a school has more than three times as much scheduled time in one "
                               "arm as in the other: compare the pooled t with Welch's");
    write_row(rows, "", window, &row);
}

/* The arm that others are compared with: --control, else one called control, else the first. */
static uint32_t find_control(const uf_coverage_rows *rows)
{
    const char *wanted = uf_cli_text(rows->cli, "control");
    const char *name = wanted != NULL ? wanted : "control";
    for (size_t i = 0; i < rows->arms.count; i++)
        if (strcmp(text_of(rows, rows->arms.items[i]), name) == 0)
            return rows->arms.items[i];
    if (wanted != NULL)
        uf_cli_die(rows->cli, "--control %s: there is no such arm; the first is '%s'", wanted,
                   rows->arms.count > 0 ? text_of(rows, rows->arms.items[0]) : "");
    return rows->arms.count > 0 ? rows->arms.items[0] : UF_NO_CODE;
}

static void write_arms(uf_coverage_rows *rows, int32_t window)
{
    const uint32_t control = find_control(rows);
    for (size_t i = 0; i < rows->arms.count; i++)
        write_arm(rows, rows->arms.items[i], window);
    for (size_t i = 0; i < rows->arms.count; i++) {
        const uint32_t arm = rows->arms.items[i];
        if (arm == control)
            continue;
        const bool unequal = uf_coverage_imbalance(rows->coverage, arm, control, window) > 3;
        write_difference(rows, arm, control, window, UF_MEAN_DIFFERENCE_POOLED, unequal);
        if (unequal)
            write_difference(rows, arm, control, window, UF_MEAN_DIFFERENCE_WELCH, true);
    }
}

void uf_coverage_rows_write(uf_coverage_rows *rows, const char *definition)
{
    static const char *const names[] = { "school", "window" };
    const uf_results_layout layout = { .by = names, .by_count = 2, .writer = rows->writer };
    char name[UF_WINDOW_NAME_SIZE];
    rows->definition =
        uf_message_text("registers;window=%s%s", uf_window_name(&rows->window, name), definition);
    if (rows->definition == NULL)
        uf_cli_no_memory(rows->cli);
    uf_results_header(rows->cli, &layout);
    sort_codes(rows, &rows->schools);
    sort_codes(rows, &rows->arms);
    for (size_t i = 0; i < rows->schools.count; i++)
        write_school(rows, rows->schools.items[i]);
    if (rows->unnamed || rows->schools.count == 0)
        write_school(rows, UF_NO_CODE);
    if (rows->arms.count == 0)
        return;
    for (size_t i = 0; i <= rows->window_count; i++)
        write_arms(rows, window_at(rows, i));
}
