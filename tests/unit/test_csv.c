/* test_csv.c: cutting CSV into rows and cells, whatever blocks the bytes arrive in.
 *
 * Expected rows are worked out by hand from RFC 4180 and from what csv.h promises beyond it. */
#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/csv.h"

Suite *test_csv_suite(void);

static const size_t blocks[] = { 1, 2, 3, 5, 7, 16, 64, 4096, UF_SOURCE_BLOCK };
enum { BLOCKS = sizeof blocks / sizeof blocks[0] };

static void append(FILE *out, uf_cell cell)
{
    ck_assert_int_eq(cell.text[cell.length], '\0');
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.text[i] == '\n' || cell.text[i] == '\r')
            fputs(cell.text[i] == '\n' ? "\\n" : "\\r", out);
        else
            fputc(cell.text[i], out);
    }
}

static void append_fault(FILE *out, const uf_fault *fault)
{
    fprintf(out, "!%" PRIu64, fault->line);
    if (fault->cell > 0)
        fprintf(out, ".%zu", fault->cell);
    fprintf(out, " %s", fault->reason);
    if (fault->in_text)
        fprintf(out, " %s (%02X)", fault->encoding, fault->byte);
    fputc('\n', out);
}

/* How the rows are read, beyond the delimiter. */
struct manner {
    const bool *wanted;   /* or NULL: all */
    const char *encoding; /* or NULL */
    bool aside;           /* rows are set aside: each is followed by |its raw text| */
};

static const struct manner all;

/* All rows as "LINE:[cell][cell]" and a line end each, the header first; a fault as "!LINE reason",
 * one in the text as "!LINE.CELL reason ENCODING (BYTE)", and a broken row as "LINE:broken". */
static char *parse(const char *bytes, size_t length, size_t block, char delimiter,
                   struct manner manner)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    uf_source source;
    uf_source_memory(&source, "test", bytes, length);
    source.block = block;
    uf_source_set_encoding(&source, manner.encoding);
    uf_fault fault = { 0 };
    uf_csv *csv = uf_csv_new(&source, delimiter, &fault);
    if (csv == NULL) {
        append_fault(out, &fault);
        fclose(out);
        uf_source_close(&source);
        return text;
    }
    size_t width = uf_csv_width(csv);
    size_t stored = 0;
    fprintf(out, "%" PRIu64 ":", uf_csv_header_line(csv));
    for (size_t i = 0; i < width; i++) {
        fputc('[', out);
        append(out, uf_csv_name(csv, i));
        fputc(']', out);
        stored += manner.wanted == NULL || manner.wanted[i];
    }
    fputc('\n', out);
    if (manner.wanted != NULL)
        uf_csv_want(csv, manner.wanted);
    if (manner.aside)
        ck_assert(uf_csv_set_rows_aside(csv));
    uf_csv_row row;
    uf_csv_step step;
    while ((step = uf_csv_next(csv, &row, &fault)) == UF_CSV_ROW) {
        fprintf(out, "%" PRIu64 ":", row.line);
        for (size_t i = 0; i < (row.count < width ? row.count : stored); i++) {
            fputc('[', out);
            append(out, row.cells[i]);
            fputc(']', out);
        }
        if (row.broken != NULL)
            fputs("broken", out);
        else if (row.count != width)
            fprintf(out, "%zu cells", row.count);
        if (manner.aside) {
            fputc('|', out);
            append(out, row.raw);
            fputc('|', out);
        }
        fputc('\n', out);
    }
    if (step == UF_CSV_FAULT)
        append_fault(out, &fault);
    ck_assert_int_eq(uf_csv_next(csv, &row, &fault), step);
    uf_csv_free(csv);
    uf_source_close(&source);
    fclose(out);
    return text;
}

static void expect_manner(const char *bytes, size_t length, struct manner manner, const char *rows)
{
    for (int i = 0; i < BLOCKS; i++) {
        /* An exact copy, so that a sanitizer sees every step beyond the end. */
        char *copy = malloc(length > 0 ? length : 1);
        ck_assert_ptr_nonnull(copy);
        memcpy(copy, bytes, length);
        char *got = parse(copy, length, blocks[i], '\0', manner);
        ck_assert_msg(strcmp(got, rows) == 0, "blocks of %zu:\n%sexpected:\n%s", blocks[i], got,
                      rows);
        free(got);
        free(copy);
    }
}

static void expect_bytes(const char *bytes, size_t length, const char *rows)
{
    expect_manner(bytes, length, all, rows);
}

static void expect(const char *text, const char *rows)
{
    expect_bytes(text, strlen(text), rows);
}

#define BAD_QUOTE                                                                                  \
    "a quote inside an unquoted cell (quote the whole cell and double the quotes in it)\n"
#define AFTER_QUOTE "text after a closing quote (double the quotes inside a cell)\n"
#define OPEN_QUOTE  "a quote is opened here and never closed\n"
#define NUL_BYTE    "a NUL byte: the file is damaged, or not UTF-8 text\n"

START_TEST(plain_rows)
{
    expect("a,b\n1,2\n3,4\n", "1:[a][b]\n2:[1][2]\n3:[3][4]\n");
    expect("a,b\n1,2\n3,4", "1:[a][b]\n2:[1][2]\n3:[3][4]\n");
    expect("a,b\n,\n,x\n", "1:[a][b]\n2:[][]\n3:[][x]\n");
    expect("a,b\n1,", "1:[a][b]\n2:[1][]\n");
    expect("a,b\n", "1:[a][b]\n");
    expect("a,b", "1:[a][b]\n");
    expect("a,,b\n", "1:[a][][b]\n");
}
END_TEST

START_TEST(line_ends)
{
    expect("a,b\r\n1,2\r\n3,4\r\n", "1:[a][b]\n2:[1][2]\n3:[3][4]\n");
    expect("a,b\r1,2\r3,4\r", "1:[a][b]\n2:[1][2]\n3:[3][4]\n");
    expect("a,b\r\n1,2\n3,4\r5,6", "1:[a][b]\n2:[1][2]\n3:[3][4]\n4:[5][6]\n");
    expect("a,b\n1,\r\n", "1:[a][b]\n2:[1][]\n");
}
END_TEST

START_TEST(blank_lines)
{
    expect("\n\na,b\n\n1,2\n\n\n3,4\n\n", "3:[a][b]\n5:[1][2]\n8:[3][4]\n");
    expect("a,b\r\n\r\n1,2\r\n", "1:[a][b]\n3:[1][2]\n");
    expect("a,b\r\r1,2\r", "1:[a][b]\n3:[1][2]\n");
    expect("a,b\r\r\n1,2", "1:[a][b]\n3:[1][2]\n");
    /* One column: an empty line is a row whose cell is empty. */
    expect("a\n1\n\n2\n", "1:[a]\n2:[1]\n3:[]\n4:[2]\n");
    expect("a\n\n\n", "1:[a]\n2:[]\n3:[]\n");
    expect("a\r\n\r\n1\r\n\r\n", "1:[a]\n2:[]\n3:[1]\n4:[]\n");
    expect("a\n\"\"\n1", "1:[a]\n2:[]\n3:[1]\n");
    expect("\na\n1\n", "2:[a]\n3:[1]\n");
}
END_TEST

START_TEST(spaces_belong_to_the_cell)
{
    expect("a, b \n 1 ,2\n  ,\t\n", "1:[a][ b ]\n2:[ 1 ][2]\n3:[  ][\t]\n");
    expect("a\n \n  x  \n", "1:[a]\n2:[ ]\n3:[  x  ]\n");
    expect("a;b\nx y;z w\n p q;r\n", "1:[a][b]\n2:[x y][z w]\n3:[ p q][r]\n");
    expect("a\tb\n1 \t 2\n\t\n", "1:[a][b]\n2:[1 ][ 2]\n3:[][]\n");
    expect("a,b\n1,2 ", "1:[a][b]\n2:[1][2 ]\n");
}
END_TEST

START_TEST(quotes)
{
    expect("\"a\",\"b\"\n\"1\",\"2\"\n", "1:[a][b]\n2:[1][2]\n");
    expect("a,b\n\"x,y\",2\n", "1:[a][b]\n2:[x,y][2]\n");
    expect("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", "1:[a][b]\n2:[say \"hi\"][\"]\n");
    expect("a,b\n\"\",\"\"\n", "1:[a][b]\n2:[][]\n");
    expect("a,b\n1,\"2\"", "1:[a][b]\n2:[1][2]\n");
    expect("a,b\n\" x \",2\n", "1:[a][b]\n2:[ x ][2]\n");
}
END_TEST

START_TEST(newlines_inside_quotes)
{
    expect("a,b\n\"x\ny\",2\n3,4\n", "1:[a][b]\n2:[x\\ny][2]\n4:[3][4]\n");
    expect("a,b\r\n\"x\r\ny\r\nz\",2\r\n3,4\r\n", "1:[a][b]\n2:[x\\r\\ny\\r\\nz][2]\n5:[3][4]\n");
    expect("a,b\n1,\"\r\"\"\n\n\"\n3,4\n", "1:[a][b]\n2:[1][\\r\"\\n\\n]\n6:[3][4]\n");
    expect("\"a\nb\",c\n1,2\n", "1:[a\\nb][c]\n3:[1][2]\n");
    expect("a\n\"\n\"\n\n1\n", "1:[a]\n2:[\\n]\n4:[]\n5:[1]\n");
}
END_TEST

START_TEST(misplaced_quotes)
{
    expect("a,b\n1,2\n1,2\"3\n4,5\n", "1:[a][b]\n2:[1][2]\n!3 " BAD_QUOTE);
    expect("a,b\n1, \"2\"\n", "1:[a][b]\n!2 " BAD_QUOTE);
    expect("a,b\n\n\nx\"\n", "1:[a][b]\n!4 " BAD_QUOTE);
    expect("a,b\n\"1\"x,2\n", "1:[a][b]\n!2 " AFTER_QUOTE);
    expect("a,b\n\"1\" ,2\n", "1:[a][b]\n!2 " AFTER_QUOTE);
    expect("a,b\n1,\"2\n3\"x\n", "1:[a][b]\n!3 " AFTER_QUOTE);
    expect("a\"b\n1\n", "!1 " BAD_QUOTE);
    expect("a\"b\"c\n1\n", "!1 " BAD_QUOTE);
}
END_TEST

START_TEST(open_quote)
{
    expect("a,b\n1,2\n3,\"4\n5,6\n7,8\n", "1:[a][b]\n2:[1][2]\n!3 " OPEN_QUOTE);
    expect("a,b\n\"1\n2\",\"3\n", "1:[a][b]\n!3 " OPEN_QUOTE);
    expect("a,b\n1,2\n\"", "1:[a][b]\n2:[1][2]\n!3 " OPEN_QUOTE);
    expect("a,b\n1,\"2\"\"", "1:[a][b]\n!2 " OPEN_QUOTE);
    expect("a,\"b\n1,2\n", "!1 " OPEN_QUOTE);
}
END_TEST

START_TEST(nul_bytes)
{
    static const char in_row[] = "a,b\n1,2\n3\0,4\n5,6\n";
    expect_bytes(in_row, sizeof in_row - 1, "1:[a][b]\n2:[1][2]\n!3 " NUL_BYTE);
    static const char in_quotes[] = "a,b\n1,\"\n\n\0\"\n";
    expect_bytes(in_quotes, sizeof in_quotes - 1, "1:[a][b]\n!4 " NUL_BYTE);
    static const char in_header[] = "a\0b\n1,2\n";
    expect_bytes(in_header, sizeof in_header - 1, "!1 " NUL_BYTE);
    expect_bytes("", 1, "!1 " NUL_BYTE);
    static const char utf16[] = "\xFF\xFE"
                                "a\0,\0b\0";
    expect_bytes(utf16, sizeof utf16 - 1, "!0 is UTF-16 and not UTF-8\n");
    static const char little_endian[] = "a\0,\0b\0";
    expect_bytes(little_endian, sizeof little_endian - 1, "!1 " NUL_BYTE);
}
END_TEST

START_TEST(no_header)
{
    expect("", "!0 no header: the input is empty\n");
    expect("\n\r\n\n", "!0 no header: the input is empty\n");
    expect("\xEF\xBB\xBF", "!0 no header: the input is empty\n");
    expect("sep=;\n", "!0 no header: the input is empty\n");
}
END_TEST

START_TEST(byte_order_mark_and_sep)
{
    expect("\xEF\xBB\xBF"
           "a,b\n1,2\n",
           "1:[a][b]\n2:[1][2]\n");
    expect("\xEF\xBB\xBF\"a\",b\n1,2\n", "1:[a][b]\n2:[1][2]\n");
    expect("sep=;\na,b;c\n1,5;2\n", "2:[a,b][c]\n3:[1,5][2]\n");
    expect("\xEF\xBB\xBFsep=;\r\na;b\r\n1;2\r\n", "2:[a][b]\n3:[1][2]\n");
    expect("SEP=|\ra|b\r1|2", "2:[a][b]\n3:[1][2]\n");
    expect("\xEF\xBB"
           "a,b\n1,2\n",
           "!1.1 not valid UTF-8 (EF)\n");
}
END_TEST

#define AA "\xC3\xA5" /* U+00E5 */

START_TEST(not_utf8)
{
    expect("a,b\n" AA ",1\n", "1:[a][b]\n2:[" AA "][1]\n");
    expect("a,b\n1,2\nx,y\xE5z\n", "1:[a][b]\n2:[1][2]\n!3.2 not valid UTF-8 (E5)\n");
    expect("a,b\n\xE5,2\n", "1:[a][b]\n!2.1 not valid UTF-8 (E5)\n");
    expect("a,b\n1,\"x\n\n" AA "\xE5\"\n", "1:[a][b]\n!4.2 not valid UTF-8 (E5)\n");
    expect("a,b\n1,2,3,\xFF\n", "1:[a][b]\n!2.4 not valid UTF-8 (FF)\n");
    expect("a,b\r\n1,2\r\n\r\n\x80", "1:[a][b]\n2:[1][2]\n!4.1 not valid UTF-8 (80)\n");
    /* the header, before its delimiter is known */
    expect("a;\"b,;\";\xE4\n1;2;3\n", "!1.3 not valid UTF-8 (E4)\n");
    expect("\xE4", "!1.1 not valid UTF-8 (E4)\n");
    expect("\xEF\xBB\xBF\xE4,b\n", "!1.1 not valid UTF-8 (E4)\n");
    expect("sep=;\na;\xE4\n", "!2.2 not valid UTF-8 (E4)\n");
    /* cut short, too long a form of a slash, half a surrogate pair, beyond U+10FFFF */
    expect("a,b\n1,\xC3", "1:[a][b]\n!2.2 not valid UTF-8 (C3)\n");
    expect("a\n\xC0\xAF\n", "1:[a]\n!2.1 not valid UTF-8 (C0)\n");
    expect("a\n\xED\xA0\x80\n", "1:[a]\n!2.1 not valid UTF-8 (ED)\n");
    expect("a\n\xF4\x90\x80\x80\n", "1:[a]\n!2.1 not valid UTF-8 (F4)\n");
    expect("\xFE\xFF", "!0 is UTF-16 and not UTF-8\n");
    expect("\xFFz", "!1.1 not valid UTF-8 (FF)\n");
}
END_TEST

/* The bytes of cp1252 and UTF-16 from their published tables. */
START_TEST(other_encodings)
{
    struct manner cp1252 = { .encoding = "cp1252" };
    static const char swedish[] = "namn;\x8Anr\r\n\"\xC5sa; \xD6\"\"\";\x80\r\n";
    expect_manner(swedish, sizeof swedish - 1, cp1252,
                  "1:[namn][\xC5\xA0nr]\n2:[\xC3\x85sa; \xC3\x96\"][\xE2\x82\xAC]\n");
    static const char undefined[] = "a,b\n\xE5,2\n1,x\x81\n";
    expect_manner(undefined, sizeof undefined - 1, cp1252,
                  "1:[a][b]\n2:[" AA "][2]\n!3.2 not valid cp1252 (81)\n");
    static const char marked[] = "\xEF\xBB\xBF"
                                 "a,b\n1,2\n";
    expect_manner(marked, sizeof marked - 1, cp1252,
                  "!0 has the byte order mark of UTF-8: read it without --encoding\n");
    expect_manner(marked, sizeof marked - 1, (struct manner){ .encoding = "UTF-8" },
                  "1:[a][b]\n2:[1][2]\n");
    struct manner utf16 = { .encoding = "utf-16" };
    static const char little[] = "\xFF\xFE"
                                 "a\0,\0\xE5\0\n\0"
                                 "1\0,\0\x3D\xD8\x00\xDE\n\0";
    expect_manner(little, sizeof little - 1, utf16, "1:[a][" AA "]\n2:[1][\xF0\x9F\x98\x80]\n");
    static const char big[] = "\xFE\xFF\0a\0,\0\xE5\0\n\0"
                              "1\0,\0"
                              "2";
    expect_manner(big, sizeof big - 1, utf16, "1:[a][" AA "]\n2:[1][2]\n");
    /* half a character at the end, half a surrogate pair */
    expect_manner(little, sizeof little - 2, utf16, "1:[a][" AA "]\n!2.2 not valid utf-16 (0A)\n");
    static const char half[] = "\xFF\xFE"
                               "a\0\n\0\x3D\xD8x\0";
    expect_manner(half, sizeof half - 1, utf16, "1:[a]\n!2.1 not valid utf-16 (3D)\n");
    expect_manner("", 0, cp1252, "!0 no header: the input is empty\n");
}
END_TEST

START_TEST(rows_set_aside)
{
    struct manner aside = { .aside = true };
    static const struct {
        const char *text, *rows;
    } cases[] = {
        { "a,b\n1,2\r\n\"x \"\"y\"\"\",\"p\nq\"\n3",
          "1:[a][b]\n2:[1][2]|1,2|\n"
          "3:[x \"y\"][p\\nq]|\"x \"\"y\"\"\",\"p\\nq\"|\n"
          "5:[3]1 cells|3|\n" },
        { "a,b\n1,2\nx\"y,3\n4,5\n", "1:[a][b]\n2:[1][2]|1,2|\n3:broken|x\"y,3|\n4:[4][5]|4,5|\n" },
        { "a,b\n1,\"x\"y\r\n4,5\r\n", "1:[a][b]\n2:broken|1,\"x\"y|\n3:[4][5]|4,5|\n" },
        /* the line of the row, the line end behind the fault, and the lines after it */
        { "a,b\n\"x\ny\"z,\"\n1,2\n", "1:[a][b]\n2:broken|\"x\\ny\"z,\"|\n4:[1][2]|1,2|\n" },
        { "a,b\nx\"\rx\"\r\nx\"", "1:[a][b]\n2:broken|x\"|\n3:broken|x\"|\n4:broken|x\"|\n" },
        { "a\nx\"y\n\n1\n", "1:[a]\n2:broken|x\"y|\n3:[]||\n4:[1]|1|\n" },
        /* what no row ends is still a fault, and so is a header */
        { "a,b\n1,\"2\n", "1:[a][b]\n!2 " OPEN_QUOTE },
        { "a,b\nx\"y,1\n1,\"2\n", "1:[a][b]\n2:broken|x\"y,1|\n!3 " OPEN_QUOTE },
        { "a,b\"\n1,2\n", "!1 " BAD_QUOTE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_manner(cases[i].text, strlen(cases[i].text), aside, cases[i].rows);
    static const char nul[] = "a\nx\"y\0";
    expect_manner(nul, sizeof nul - 1, aside, "1:[a]\n2:broken|x\"y|\n!2 " NUL_BYTE);
    static const char garbled[] = "a\nx\"y\xE5\n";
    expect_manner(garbled, sizeof garbled - 1, aside, "1:[a]\n!2.1 not valid UTF-8 (E5)\n");
}
END_TEST

START_TEST(delimiters)
{
    expect("a;b\n1,5;2\n", "1:[a][b]\n2:[1,5][2]\n");
    expect("a\tb\n1,5\t2\n", "1:[a][b]\n2:[1,5][2]\n");
    expect("\"a;b;c\",d\n1,2\n", "1:[a;b;c][d]\n2:[1][2]\n");
    char *got = parse("a;b,c\n1;2,3\n", 12, 4096, ',', all);
    ck_assert_str_eq(got, "1:[a;b][c]\n2:[1;2][3]\n");
    free(got);
    got = parse("sep=;\na|b;c\n1|2;3\n", 18, 4096, '|', all);
    ck_assert_str_eq(got, "2:[a][b;c]\n3:[1][2;3]\n");
    free(got);
}
END_TEST

START_TEST(ragged_rows)
{
    expect("a,b\n1\n1,2,3\n4,5\n", "1:[a][b]\n2:[1]1 cells\n3:[1][2]3 cells\n4:[4][5]\n");
    expect("a\n1,2\n", "1:[a]\n2:[1]2 cells\n");
}
END_TEST

START_TEST(only_wanted_columns)
{
    static const char text[] = "a,b,c\n1,2,3\n\"4\n4\",\"5\"\"5\n\",6\n7,8,9\n";
    static const bool last_two[] = { false, true, true };
    static const bool none[] = { false, false, false };
    for (int i = 0; i < BLOCKS; i++) {
        char *got =
            parse(text, strlen(text), blocks[i], '\0', (struct manner){ .wanted = last_two });
        ck_assert_str_eq(got, "1:[a][b][c]\n2:[2][3]\n3:[5\"5\\n][6]\n6:[8][9]\n");
        free(got);
        got = parse(text, strlen(text), blocks[i], '\0', (struct manner){ .wanted = none });
        ck_assert_str_eq(got, "1:[a][b][c]\n2:\n3:\n6:\n");
        free(got);
    }
    static const bool no_column[] = { false };
    char *got = parse("a\n1\n\n2\n", 7, 3, '\0', (struct manner){ .wanted = no_column });
    ck_assert_str_eq(got, "1:[a]\n2:\n3:\n4:\n");
    free(got);
}
END_TEST

/* A file larger than every buffer, with all that can cross an edge, gives the same rows in blocks
 * of any size, and its line numbers agree with a count by hand. */
START_TEST(large_file_in_any_blocks)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    ck_assert_ptr_nonnull(out);
    fputs("id,name,value\r\n", out);
    for (int i = 0; i < 30000; i++) {
        fprintf(out, "%d,%s,%s%s", i,
                i % 7 == 0   ? "\"x, \"\"y\"\"\n\""
                : i % 5 == 0 ? " s "
                             : "p q",
                i % 11 == 0 ? "" : "12.5", i % 3 == 0 ? "\r\n" : "\n");
        if (i % 100 == 0)
            fputs("\r\n", out);
    }
    fclose(out);
    char *whole = parse(text, length, UF_SOURCE_BLOCK, '\0', all);
    for (int i = 0; i < BLOCKS; i++) {
        char *got = parse(text, length, blocks[i], '\0', all);
        ck_assert_msg(strcmp(got, whole) == 0, "blocks of %zu differ", blocks[i]);
        free(got);
    }
    /* The header is line 1; before row 29,999 stand 29,999 rows, of which 4,286 (29,995 / 7, and
     * row 0) have a newline inside, and 300 blank lines. */
    char *last = strstr(whole, "34587:[29999][p q][12.5]\n");
    ck_assert_ptr_nonnull(last);
    ck_assert_str_eq(last, "34587:[29999][p q][12.5]\n");
    free(whole);
    free(text);
}
END_TEST

/* before, length times c, after. */
static char *filled(size_t length, const char *before, char c, const char *after)
{
    size_t start = strlen(before);
    char *text = malloc(start + length + strlen(after) + 1);
    ck_assert_ptr_nonnull(text);
    memcpy(text, before, start + 1);
    memset(text + start, c, length);
    memcpy(text + start + length, after, strlen(after) + 1);
    return text;
}

START_TEST(long_cells)
{
    char *text = filled(3000000, "a,b\n1,\"", 'x', "\"\n2,y\n");
    char *expected = filled(3000000, "1:[a][b]\n2:[1][", 'x', "]\n3:[2][y]\n");
    char *got = parse(text, strlen(text), UF_SOURCE_BLOCK, '\0', all);
    ck_assert(strcmp(got, expected) == 0);
    free(got);
    free(expected);
    free(text);
    text = filled(UF_CSV_LONGEST_ROW, "a,b\n1,2\n3,", 'x', "\n");
    got = parse(text, strlen(text), UF_SOURCE_BLOCK, '\0', all);
    ck_assert_str_eq(got, "1:[a][b]\n2:[1][2]\n"
                          "!3 a row of more than 16 MiB; is a quote left open?\n");
    free(got);
    free(text);
}
END_TEST

START_TEST(many_columns)
{
    char *row = filled(39999, "", ',', "\n");
    char *both = filled(39999, row, ',', "\n");
    both[40000] = '1'; /* the second row starts with 1 and has a comma less */
    uf_source source;
    uf_source_memory(&source, "test", both, strlen(both));
    uf_fault fault;
    uf_csv *csv = uf_csv_new(&source, '\0', &fault);
    ck_assert_ptr_nonnull(csv);
    ck_assert_uint_eq(uf_csv_width(csv), 40000);
    uf_csv_row cells;
    ck_assert_int_eq(uf_csv_next(csv, &cells, &fault), UF_CSV_ROW);
    ck_assert_uint_eq(cells.count, 39999);
    ck_assert_str_eq(cells.cells[0].text, "1");
    ck_assert_str_eq(cells.cells[39998].text, "");
    ck_assert_int_eq(uf_csv_next(csv, &cells, &fault), UF_CSV_END);
    uf_csv_free(csv);
    free(both);
    free(row);
}
END_TEST

START_TEST(files)
{
    uf_source source;
    uf_fault fault = { 0 };
    ck_assert(!uf_source_open(&source, "/no/such/file.csv", &fault));
    ck_assert_str_eq(fault.reason, "no such file");
    ck_assert(!uf_source_open(&source, "/", &fault));
    ck_assert_str_eq(fault.reason, "is a directory");
    ck_assert_uint_eq(fault.line, 0);
    ck_assert(uf_source_open(&source, "/dev/null", &fault));
    ck_assert_ptr_null(uf_csv_new(&source, '\0', &fault));
    ck_assert_str_eq(fault.reason, "no header: the input is empty");
    uf_source_close(&source);
    ck_assert(uf_source_open(&source, "-", &fault));
    ck_assert_str_eq(source.name, "stdin");
    ck_assert(!uf_source_open(&source, "-", &fault));
    ck_assert_str_eq(fault.reason, "can be read only once");
}
END_TEST

Suite *test_csv_suite(void)
{
    Suite *suite = suite_create("csv");
    TCase *tests = tcase_create("csv");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, plain_rows);
    tcase_add_test(tests, line_ends);
    tcase_add_test(tests, blank_lines);
    tcase_add_test(tests, spaces_belong_to_the_cell);
    tcase_add_test(tests, quotes);
    tcase_add_test(tests, newlines_inside_quotes);
    tcase_add_test(tests, misplaced_quotes);
    tcase_add_test(tests, open_quote);
    tcase_add_test(tests, nul_bytes);
    tcase_add_test(tests, no_header);
    tcase_add_test(tests, byte_order_mark_and_sep);
    tcase_add_test(tests, not_utf8);
    tcase_add_test(tests, other_encodings);
    tcase_add_test(tests, rows_set_aside);
    tcase_add_test(tests, delimiters);
    tcase_add_test(tests, ragged_rows);
    tcase_add_test(tests, only_wanted_columns);
    tcase_add_test(tests, large_file_in_any_blocks);
    tcase_add_test(tests, long_cells);
    tcase_add_test(tests, many_columns);
    tcase_add_test(tests, files);
    suite_add_tcase(suite, tests);
    return suite;
}
