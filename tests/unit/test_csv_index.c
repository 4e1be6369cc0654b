/* test_csv_index.c: rows by the index are rows by libcsv, and those of a text cut by hand.
 *
 * Made texts, well formed and damaged, are read twice: by libcsv alone, and by the index with each
 * scanner that the processor has, in blocks of any size. Everything that a reader of rows can see
 * must agree. The same comparison must find each of some planted faults. UTFALL_CSV_CASES says how
 * many texts there are. */
#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/csv.h"
#include "cli/csv_index.h"

Suite *test_csv_index_suite(void);

enum { CASES = 20000, CONTROL_CASES = 2000 };

/* --- By hand. --- */

/* "odd" or "-", then the row's cells as "[from-to]" and a line end each, then the length. */
static char *index_of(const uf_csv_scanner *scanner, const char *bytes, char delimiter)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    uf_csv_index *index = malloc(sizeof *index);
    ck_assert(out != NULL && index != NULL);
    size_t length = uf_csv_index_rows(index, scanner, bytes, strlen(bytes), delimiter);
    fputs(index->odd ? "odd" : "-", out);
    for (size_t row = 0; row < index->row_count; row++) {
        fputc('\n', out);
        for (size_t i = index->rows[row]; i < index->rows[row + 1]; i++)
            fprintf(out, "[%" PRIu32 "-%" PRIu32 "]", index->starts[i], index->starts[i + 1] - 1);
    }
    fprintf(out, "\n%zu", length);
    fclose(out);
    free(index);
    return text;
}

START_TEST(rows_by_hand)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        { "", "-\n0" },
        { "a,b", "-\n0" },
        { "a,b\n", "-\n[0-1][2-3]\n4" },
        { "\na\n\n", "-\n[0-0]\n[1-2]\n[3-3]\n4" },
        { "a,b\r\nc", "-\n[0-1][2-4]\n5" },
        { "a;b,\n", "-\n[0-3][4-4]\n5" },
        { "\"a,\n\",b\n", "-\n[0-5][6-7]\n8" },
        { "\"\"\"\",\"\"\n", "-\n[0-4][5-7]\n8" },
        { "a\n\"b\n", "-\n[0-1]\n2" },
        { "a\n\"b\"", "-\n[0-1]\n2" },
        { "a\nb\r", "-\n[0-1]\n2" },
        /* what may not stand where it does, and the rows before it */
        { "a\nb\rc\n", "odd\n[0-1]\n2" },
        { "a\nb,c\"\nd\n", "odd\n[0-1]\n2" },
        { "a\n\"b\"c\nd\n", "odd\n[0-1]\n2" },
        { "a\n\"b\" ,c\n", "odd\n[0-1]\n2" },
        { "a\n \"b\",c\n", "odd\n[0-1]\n2" },
        { "a\n\"b\"\rc\n", "odd\n[0-1]\n2" },
        /* over the edge of a block */
        { "0123456789012345678901234567890123456789012345678901234567890,\"\n\n\"\"\",\n",
          "-\n[0-61][62-68][69-69]\n70" },
        { "012345678901234567890123456789012345678901234567890123456789012\r\n1\n",
          "-\n[0-64]\n[65-66]\n67" },
        { "01234567890123456789012345678901234567890123456789012345678901\"\n1\n", "odd\n0" },
        { "0123456789012345678901234567890123456789012345678901234567890,\"\"x\n", "odd\n0" },
    };
    size_t scanners;
    const uf_csv_scanner *scanner = uf_csv_scanners(&scanners);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t k = 0; k < scanners; k++) {
            char *got = index_of(&scanner[k], cases[i].text, ',');
            ck_assert_msg(strcmp(got, cases[i].expected) == 0, "%s of %s:\n%s\nexpected:\n%s",
                          scanner[k].name, cases[i].text, got, cases[i].expected);
            free(got);
        }
    }
}
END_TEST

/* --- Two readers of one text. --- */

struct text {
    char *bytes;
    size_t length, room;
};

struct reader {
    uf_source source;
    uf_fault fault;
    uf_csv *csv;
};

/* How a text is read, beyond the scanner. */
struct manner {
    size_t block;
    char delimiter;
    bool aside;
    bool half; /* only every other column is wanted */
};

static void open_reader(struct reader *reader, const struct text *text, struct manner manner,
                        size_t block, const uf_csv_scanner *scanner)
{
    *reader = (struct reader){ .fault = { 0 } };
    uf_source_memory(&reader->source, "test", text->bytes, text->length);
    reader->source.block = block;
    reader->csv = uf_csv_new(&reader->source, manner.delimiter, &reader->fault);
    if (reader->csv == NULL)
        return;
    uf_csv_set_scanner(reader->csv, scanner);
    bool wanted[64];
    const size_t width = uf_csv_width(reader->csv);
    for (size_t i = 0; i < sizeof wanted; i++)
        wanted[i] = i % 2 == 0;
    if (manner.half && width <= sizeof wanted)
        uf_csv_want(reader->csv, wanted);
    if (manner.aside)
        ck_assert(uf_csv_set_rows_aside(reader->csv));
}

static void close_reader(struct reader *reader)
{
    uf_csv_free(reader->csv);
    uf_source_close(&reader->source);
}

static bool same_fault(const uf_fault *a, const uf_fault *b)
{
    return a->reason == b->reason && a->line == b->line && a->cell == b->cell &&
           a->in_text == b->in_text && a->byte == b->byte && a->of_row == b->of_row;
}

static bool same_cell(uf_cell a, uf_cell b)
{
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0 &&
           a.text[a.length] == '\0' && b.text[b.length] == '\0';
}

static bool same_row(const uf_csv_row *a, const uf_csv_row *b, size_t width, bool half)
{
    if (a->line != b->line || a->count != b->count || a->broken != b->broken ||
        (a->raw.text == NULL) != (b->raw.text == NULL) ||
        (a->raw.text != NULL && !same_cell(a->raw, b->raw)))
        return false;
    const size_t count = a->count < width ? a->count : width;
    for (size_t i = 0; i < (half ? (count + 1) / 2 : count); i++)
        if (!same_cell(a->cells[i], b->cells[i]))
            return false;
    return true;
}

static bool same_rows(struct reader *a, struct reader *b, struct manner manner)
{
    if (a->csv == NULL || b->csv == NULL)
        return a->csv == b->csv && same_fault(&a->fault, &b->fault);
    const size_t width = uf_csv_width(a->csv);
    while (true) {
        uf_csv_row left, right;
        const uf_csv_step step = uf_csv_next(a->csv, &left, &a->fault);
        if (step != uf_csv_next(b->csv, &right, &b->fault))
            return false;
        if (step == UF_CSV_END)
            return true;
        if (step == UF_CSV_FAULT)
            return same_fault(&a->fault, &b->fault);
        if (!same_row(&left, &right, width, manner.half))
            return false;
    }
}

/* Whether the scanner's rows are libcsv's. */
static bool agrees(const struct text *text, struct manner manner, const uf_csv_scanner *scanner)
{
    struct reader by_libcsv, by_index;
    open_reader(&by_libcsv, text, manner, UF_SOURCE_BLOCK, NULL);
    open_reader(&by_index, text, manner, manner.block, scanner);
    const bool same = same_rows(&by_libcsv, &by_index, manner);
    close_reader(&by_libcsv);
    close_reader(&by_index);
    return same;
}

/* --- Made texts. --- */

/* A number below n, by Knuth's MMIX generator. */
static unsigned draw(uint64_t *state, unsigned n)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((*state >> 33) % n);
}

static void add(struct text *text, const char *bytes, size_t length)
{
    if (text->length + length > text->room) {
        text->room = 2 * (text->room + length);
        char *grown = realloc(text->bytes, text->room);
        if (grown == NULL) {
            free(text->bytes);
            ck_abort_msg("out of memory");
        }
        text->bytes = grown;
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

static void add_text(struct text *text, const char *more)
{
    add(text, more, strlen(more));
}

static const char *one_of(uint64_t *state, const char *const *choices, unsigned n)
{
    return choices[draw(state, n)];
}

#define ONE_OF(state, choices) one_of(state, choices, sizeof(choices) / sizeof *(choices))

static void add_cell(struct text *text, uint64_t *state, char delimiter)
{
    static const char *const plain[] = { "",           "1",     "12.5",     "p000123",
                                         "2016-08-22", " x",    "x ",       "x y",
                                         "\t",         " ",     "\xC3\xA5", "abcdefghijklmnopq",
                                         "",           "s\ty ", "NA",       "5 %" };
    static const char *const inside[] = { "x", "\"\"", "\n", "\r\n",     "\r",
                                          ",", ";",    " ",  "\xC3\xB6", "\t" };
    const unsigned kind = draw(state, 400);
    if (kind < 280) {
        add_text(text, ONE_OF(state, plain));
    } else if (kind < 398) {
        add_text(text, "\"");
        for (unsigned parts = draw(state, 5); parts > 0; parts--)
            add_text(text, ONE_OF(state, inside));
        if (draw(state, 4) == 0)
            add(text, &delimiter, 1);
        add_text(text, "\"");
    } else if (kind == 398) {
        for (unsigned i = draw(state, 200); i > 0; i--)
            add_text(text, "long");
    } else if (draw(state, 20) == 0) {
        for (unsigned i = 0; i < UF_CSV_INDEX_MOST / 3; i++)
            add_text(text, "wide");
    }
}

/* What does not belong where it lands, at some places of the text. */
static void damage(struct text *text, uint64_t *state)
{
    static const char bytes[] = "\"\"\"\"\"\r\r\n,; \tx\xE5\0";
    for (unsigned n = 1 + draw(state, 3); n > 0 && text->length > 0; n--)
        text->bytes[draw(state, (unsigned)text->length)] = bytes[draw(state, sizeof bytes - 1)];
}

static void make_text(struct text *text, uint64_t *state, char delimiter)
{
    static const char *const names[] = { "a", "\"b\"", "c c", "d" };
    static const char *const line_ends[] = { "\n", "\n", "\r\n", "\r" };
    text->length = 0;
    const unsigned width = 1 + draw(state, 4);
    const char *end = line_ends[draw(state, 16) == 0 ? 3 : draw(state, 3)];
    if (draw(state, 8) == 0)
        add_text(text, "\xEF\xBB\xBF");
    for (unsigned i = 0; i < width; i++) {
        add(text, &delimiter, i > 0);
        add_text(text, names[i]);
    }
    add_text(text, end);
    for (unsigned rows = draw(state, draw(state, 50) == 0 ? 2000 : 20); rows > 0; rows--) {
        const unsigned cells = draw(state, 30) == 0 ? draw(state, 7) : width;
        for (unsigned i = 0; i < cells; i++) {
            add(text, &delimiter, i > 0);
            add_cell(text, state, delimiter);
        }
        if (rows > 1 || draw(state, 4) > 0)
            add_text(text, draw(state, 20) == 0 ? ONE_OF(state, line_ends) : end);
    }
    if (draw(state, 2) == 0)
        damage(text, state);
}

static struct manner make_manner(uint64_t *state)
{
    static const char delimiters[] = ",;\t|x ";
    static const size_t blocks[] = { 64, 100, 4096, UF_SOURCE_BLOCK };
    return (struct manner){ .block =
                                draw(state, 3) == 0 ? blocks[draw(state, 4)] : 1 + draw(state, 40),
                            .delimiter = delimiters[draw(state, sizeof delimiters - 1)],
                            .aside = draw(state, 4) == 0,
                            .half = draw(state, 4) == 0 };
}

/* Compare n made texts; returns how many differ, and says which is the first. */
static uint64_t differences(uint64_t n, const uf_csv_scanner *scanners, size_t count, bool say)
{
    struct text text = { 0 };
    uint64_t different = 0;
    for (uint64_t i = 0; i < n; i++) {
        uint64_t state = i * UINT64_C(0x9e3779b97f4a7c15);
        const struct manner manner = make_manner(&state);
        make_text(&text, &state, manner.delimiter);
        const uf_csv_scanner *scanner = &scanners[i % count];
        if (agrees(&text, manner, scanner))
            continue;
        if (say && different == 0)
            fprintf(stderr, "case %" PRIu64 ", scanner %s, blocks of %zu, delimiter '%c':\n%.*s\n",
                    i, scanner->name, manner.block, manner.delimiter, (int)text.length, text.bytes);
        different++;
    }
    free(text.bytes);
    return different;
}

START_TEST(index_and_libcsv_agree)
{
    const char *asked = getenv("UTFALL_CSV_CASES");
    const uint64_t cases = asked != NULL ? strtoull(asked, NULL, 10) : CASES;
    size_t count;
    const uf_csv_scanner *scanners = uf_csv_scanners(&count);
    ck_assert_uint_eq(differences(cases, scanners, count, true), 0);
}
END_TEST

/* --- Planted faults. --- */

/* The right marks. */
static void scan(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks)
{
    size_t count;
    uf_csv_scanners(&count)[0].scan(bytes, n, delimiter, marks);
}

/* Each of these overlooks something, in the last byte of a block at most. */
static const uint64_t all_but_last = UINT64_MAX >> 1;

static void without_last_delimiter(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks)
{
    scan(bytes, n, delimiter, marks);
    for (size_t i = 0; i < n; i++)
        marks[i].delimiters &= all_but_last;
}

static void without_last_quote(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks)
{
    scan(bytes, n, delimiter, marks);
    for (size_t i = 0; i < n; i++)
        marks[i].quotes &= all_but_last;
}

static void without_last_line_feed(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks)
{
    scan(bytes, n, delimiter, marks);
    for (size_t i = 0; i < n; i++)
        marks[i].line_feeds &= all_but_last;
}

static void without_returns(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks)
{
    scan(bytes, n, delimiter, marks);
    for (size_t i = 0; i < n; i++)
        marks[i].returns = 0;
}

START_TEST(planted_faults_are_found)
{
    static const uf_csv_scanner planted[] = {
        { "without the last delimiter", without_last_delimiter },
        { "without the last quote", without_last_quote },
        { "without the last line feed", without_last_line_feed },
        { "without returns", without_returns },
    };
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++)
        ck_assert_msg(differences(CONTROL_CASES, &planted[i], 1, false) > 0, "%s is not found",
                      planted[i].name);
    const uf_csv_scanner right = { "right", scan };
    ck_assert_uint_eq(differences(CONTROL_CASES, &right, 1, true), 0);
}
END_TEST

Suite *test_csv_index_suite(void)
{
    Suite *suite = suite_create("csv_index");
    TCase *tests = tcase_create("csv_index");
    tcase_set_timeout(tests, 3600);
    tcase_add_test(tests, rows_by_hand);
    tcase_add_test(tests, index_and_libcsv_agree);
    tcase_add_test(tests, planted_faults_are_found);
    suite_add_tcase(suite, tests);
    return suite;
}
