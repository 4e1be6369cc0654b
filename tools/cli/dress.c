/* dress.c: simulated rows as text, plain and Swedish. */
#include "cli/dress.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figure.h"

/* The numbers of names have no common factor, so the pupil's number modulo each of the two makes a
 * pair that comes once in SURNAMES * FIRST_NAMES. */
enum { SURNAMES = 61, FIRST_NAMES = 64, PAIRS = SURNAMES * FIRST_NAMES, STRIDE = 1619 };

static const char *const surnames[SURNAMES] = {
    "Andersson", "Johansson", "Karlsson",   "Nilsson",    "Eriksson",  "Larsson",  "Olsson",
    "Persson",   "Svensson",  "Gustafsson", "Pettersson", "Jonsson",   "Jansson",  "Hansson",
    "Bengtsson", "Jönsson",   "Lindberg",   "Jakobsson",  "Magnusson", "Olofsson", "Lindström",
    "Lindqvist", "Lindgren",  "Berg",       "Axelsson",   "Bergström", "Lundberg", "Lind",
    "Lundgren",  "Lundqvist", "Mattsson",   "Berglund",   "Sandberg",  "Forsberg", "Sjöberg",
    "Wallin",    "Engström",  "Eklund",     "Lundin",     "Håkansson", "Björk",    "Bergman",
    "Holm",      "Wikström",  "Isaksson",   "Bergqvist",  "Nyström",   "Holmberg", "Löfgren",
    "Söderberg", "Nyberg",    "Åberg",      "Öberg",      "Åkesson",   "Ström",    "Ali",
    "Mohamed",   "Ahmed",     "Hassan",     "Hussein",    "Nguyen",
};

static const char *const first_names[FIRST_NAMES] = {
    "Agnes",  "Alice",  "Alva",    "Amina",  "Astrid", "Ebba",  "Ella",   "Elsa",
    "Fatima", "Freja",  "Hedda",   "Ida",    "Julia",  "Klara", "Lilly",  "Linnéa",
    "Maja",   "Märta",  "Matilda", "Nellie", "Olivia", "Saga",  "Selma",  "Sigrid",
    "Stella", "Tyra",   "Vera",    "Wilma",  "Åsa",    "Ängla", "Adam",   "Albin",
    "Alfred", "Arvid",  "August",  "Axel",   "Edvin",  "Elias", "Emil",   "Erik",
    "Filip",  "Gustav", "Hugo",    "Isak",   "Jakob",  "Leo",   "Liam",   "Love",
    "Lucas",  "Ludvig", "Malte",   "Melvin", "Nils",   "Noah",  "Oliver", "Oscar",
    "Sixten", "Sören",  "Ture",    "Vidar",  "Viggo",  "Yusuf", "Åke",    "Örjan",
};

/* The columns in order; lesson is left out where a row is a day. */
enum { LESSON_COLUMN = 2, COLUMNS = 11 };

static const char *const plain_columns[COLUMNS] = {
    "pupil",
    "date",
    "lesson",
    "school",
    "class",
    "grade",
    "arm",
    "scheduled",
    "absent_authorised",
    "absent_unauthorised",
    "reported",
};

static const char *const swedish_columns[COLUMNS] = {
    "elev",        "datum", "lektion",        "skola",           "klass",
    "årskurs",     "grupp", "schemalagd tid", "giltig frånvaro", "ogiltig frånvaro",
    "rapporterad",
};

/* Words in the encoding of the file. */
struct words {
    char *columns[COLUMNS], *surnames[SURNAMES], *first_names[FIRST_NAMES];
    char *intervention, *control;
};

struct uf_dress {
    bool swedish, cp1252, per_day;
    int id_digits;      /* of a pupil's number */
    int school_letters; /* of a school's name  */
    unsigned lesson_minutes;
    char (*hours)[UF_DECIMAL_TEXT_SIZE]; /* by lessons, 0 to those of a day */
    struct words words;                  /* of the Swedish dress            */
};

/* ---- Names ---- */

/* A number with at least so many digits; where it ends. */
static char *put_number(char *at, uint32_t number, int digits)
{
    char reversed[16];
    int n = 0;
    for (; number > 0 || n < digits; number /= 10)
        reversed[n++] = (char)('0' + number % 10);
    while (n > 0)
        *at++ = reversed[--n];
    return at;
}

static char *put_text(char *at, const char *text)
{
    while (*text != '\0')
        *at++ = *text++;
    return at;
}

static char *put_school(const uf_dress *dress, char *at, uint32_t school)
{
    for (int i = dress->school_letters; i-- > 0; school /= 26)
        at[i] = (char)('A' + (int)(school % 26));
    return at + dress->school_letters;
}

/* 1a, 1b ... 1z, 1a2, 1b2 ... */
static char *put_class(char *at, const uf_simulated_row *row)
{
    at = put_number(at, row->grade, 1);
    *at++ = (char)('a' + (int)(row->section % 26));
    return row->section < 26 ? at : put_number(at, row->section / 26 + 1, 1);
}

static char *put_person(const struct words *words, char *at, uint32_t pupil)
{
    const uint32_t pair = (uint32_t)((uint64_t)pupil * STRIDE % PAIRS);
    at = put_text(at, words->surnames[pair % SURNAMES]);
    at = put_text(at, ", ");
    at = put_text(at, words->first_names[pair % FIRST_NAMES]);
    if (pupil < PAIRS)
        return at;
    *at++ = ' ';
    return put_number(at, pupil / PAIRS + 1, 1);
}

char *uf_dress_school(const uf_dress *dress, uint32_t school, char text[UF_DRESS_NAME_SIZE])
{
    *put_school(dress, text, school) = '\0';
    return text;
}

/* ---- Words in the file's encoding ---- */

/* A new text: the UTF-8 word converted, or as it is where there is no conversion. */
static char *converted(uf_cli *cli, iconv_t conversion, const char *word)
{
    char *copy = uf_cli_copy(cli, word);
    if (conversion == (iconv_t)-1)
        return copy;
    char *in = copy;
    size_t in_left = strlen(copy), out_left = in_left;
    char *text = uf_cli_allocate(cli, in_left + 1, 1);
    char *out = text;
    if (iconv(conversion, &in, &in_left, &out, &out_left) != 0)
        uf_cli_die(cli, "'%s' cannot be written in code page 1252", word);
    *out = '\0';
    free(copy);
    return text;
}

static void convert_all(uf_cli *cli, iconv_t conversion, char **to, const char *const *words,
                        size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = converted(cli, conversion, words[i]);
}

static void make_words(uf_cli *cli, uf_dress *dress)
{
    iconv_t conversion = (iconv_t)-1;
    if (dress->cp1252) {
        conversion = iconv_open("CP1252", "UTF-8");
        if (conversion == (iconv_t)-1)
            uf_cli_die(cli, "--encoding cp1252: this system's iconv does not know it");
    }
    struct words *words = &dress->words;
    convert_all(cli, conversion, words->columns, swedish_columns, COLUMNS);
    convert_all(cli, conversion, words->surnames, surnames, SURNAMES);
    convert_all(cli, conversion, words->first_names, first_names, FIRST_NAMES);
    words->intervention = converted(cli, conversion, "insats");
    words->control = converted(cli, conversion, "jämförelse");
    if (dress->cp1252)
        (void)iconv_close(conversion);
}

/* ---- The dress ---- */

static int digits_of(uint32_t number, uint32_t base, int least)
{
    int digits = 1;
    for (; number >= base; number /= base)
        digits++;
    return digits < least ? least : digits;
}

/* What some lessons are in hours, with a decimal comma: three minutes are 0.05 hours. */
static void make_hours(uf_cli *cli, uf_dress *dress, unsigned lessons)
{
    if (dress->lesson_minutes % 3 != 0)
        uf_cli_die(cli,
                   "--dress swedish writes hours, and %u minutes are no exact decimal: let "
                   "--minutes be a multiple of 3",
                   dress->lesson_minutes);
    dress->hours = uf_cli_allocate(cli, lessons + 1, sizeof *dress->hours);
    for (unsigned n = 0; n <= lessons; n++) {
        const int64_t hundredths = (int64_t)n * dress->lesson_minutes / 3 * 5;
        char *mark = strchr(uf_decimal_text((uf_decimal){ hundredths, 2 }, dress->hours[n]), '.');
        if (mark != NULL)
            *mark = ',';
    }
}

uf_dress *uf_dress_new(uf_cli *cli, const uf_simulation_settings *settings, uint32_t pupils)
{
    uf_dress *dress = uf_cli_allocate(cli, 1, sizeof *dress);
    *dress = (uf_dress){
        .swedish = strcmp(uf_cli_text(cli, "dress"), "swedish") == 0,
        .cp1252 = strcmp(uf_cli_text(cli, "encoding"), "cp1252") == 0,
        .per_day = settings->per_day,
        .id_digits = digits_of(pupils, 10, 4),
        .school_letters = digits_of(settings->schools - 1, 26, 1),
        .lesson_minutes = settings->lesson_minutes,
    };
    if (!dress->swedish && uf_cli_given(cli, "encoding"))
        uf_cli_die(cli, "--encoding goes with --dress swedish: plain is ASCII");
    if (dress->swedish && (uf_cli_flag(cli, "excel") || uf_cli_given(cli, "digits")))
        uf_cli_die(cli, "--excel and --digits go with --dress plain: swedish is as it is");
    if (dress->swedish) {
        make_hours(cli, dress, settings->shape.lessons);
        make_words(cli, dress);
    }
    return dress;
}

void uf_dress_free(uf_dress *dress)
{
    if (dress == NULL)
        return;
    struct words *words = &dress->words;
    for (size_t i = 0; i < COLUMNS; i++)
        free(words->columns[i]);
    for (size_t i = 0; i < SURNAMES; i++)
        free(words->surnames[i]);
    for (size_t i = 0; i < FIRST_NAMES; i++)
        free(words->first_names[i]);
    free(words->intervention);
    free(words->control);
    free(dress->hours);
    free(dress);
}

/* ---- Rows ---- */

void uf_dress_header(const uf_dress *dress, uf_writer *writer)
{
    const char *names[COLUMNS];
    size_t n = 0;
    for (size_t i = 0; i < COLUMNS; i++)
        if (i != LESSON_COLUMN || !dress->per_day)
            names[n++] = dress->swedish ? dress->words.columns[i] : plain_columns[i];
    if (!dress->swedish) {
        uf_writer_header(writer, names, n);
        return;
    }
    if (!dress->cp1252)
        uf_writer_raw(writer, "\xEF\xBB\xBF", 3);
    for (size_t i = 0; i < n; i++) {
        uf_writer_raw(writer, names[i], strlen(names[i]));
        uf_writer_raw(writer, i + 1 < n ? ";" : "\r\n", i + 1 < n ? 1 : 2);
    }
}

static void write_plain(const uf_dress *dress, uf_writer *writer, const uf_simulated_row *row)
{
    char text[64] = "p";
    char *end = put_number(text + 1, row->pupil + 1, dress->id_digits);
    uf_writer_bytes_cell(writer, text, (size_t)(end - text));
    uf_writer_day(writer, row->day);
    if (!dress->per_day)
        uf_writer_count(writer, row->lesson);
    uf_writer_bytes_cell(writer, text, (size_t)(put_school(dress, text, row->school) - text));
    uf_writer_bytes_cell(writer, text, (size_t)(put_class(text, row) - text));
    uf_writer_count(writer, row->grade);
    uf_writer_text(writer, row->intervention ? "intervention" : "control");
    uf_writer_count(writer, row->scheduled);
    if (row->reported) {
        uf_writer_count(writer, row->authorised);
        uf_writer_count(writer, row->unauthorised);
    } else {
        uf_writer_missing(writer);
        uf_writer_missing(writer);
    }
    uf_writer_count(writer, row->reported);
    uf_writer_end_row(writer);
}

static char *put_hours(const uf_dress *dress, char *at, unsigned minutes)
{
    return put_text(at, dress->hours[minutes / dress->lesson_minutes]);
}

static void write_swedish(const uf_dress *dress, uf_writer *writer, const uf_simulated_row *row)
{
    char line[256], date[UF_DATE_SIZE];
    char *at = put_text(line, "\"");
    at = put_person(&dress->words, at, row->pupil);
    at = put_text(at, "\";");
    at = put_text(at, uf_day_format(row->day, date));
    *at++ = ';';
    if (!dress->per_day) {
        at = put_number(at, row->lesson, 1);
        *at++ = ';';
    }
    at = put_text(at, "Skola ");
    at = put_school(dress, at, row->school);
    *at++ = ';';
    at = put_class(at, row);
    *at++ = ';';
    at = put_number(at, row->grade, 1);
    *at++ = ';';
    at = put_text(at, row->intervention ? dress->words.intervention : dress->words.control);
    *at++ = ';';
    at = put_hours(dress, at, row->scheduled);
    *at++ = ';';
    if (row->reported)
        at = put_hours(dress, at, row->authorised);
    *at++ = ';';
    if (row->reported)
        at = put_hours(dress, at, row->unauthorised);
    at = put_text(at, row->reported ? ";ja\r\n" : ";nej\r\n");
    uf_writer_raw(writer, line, (size_t)(at - line));
}

void uf_dress_row(const uf_dress *dress, uf_writer *writer, const uf_simulated_row *row)
{
    if (dress->swedish)
        write_swedish(dress, writer, row);
    else
        write_plain(dress, writer, row);
}
