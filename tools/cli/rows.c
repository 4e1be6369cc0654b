/* rows.c: rows of one or several files, by the names of their columns. */
#include "cli/rows.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"
#include "cli/rows_state.h"

/* Positions that uf_rows_select handed out. */
struct uf_row_selection {
    struct uf_row_selection *next;
    size_t positions[];
};

/* --- Files. --- */

/* "column 'name': ", as far as it is known; the caller frees it. */
static char *place_of_cell(const uf_rows *rows, size_t cell)
{
    char *place = NULL;
    if (cell == 0)
        place = uf_message_text("%s", "");
    else if (rows->csv != NULL && cell <= uf_csv_width(rows->csv))
        place = uf_message_text("column '%s': ", uf_csv_name(rows->csv, cell - 1).text);
    else
        place = uf_message_text("column %zu: ", cell);
    if (place == NULL)
        uf_cli_no_memory(rows->cli);
    return place;
}

/* Bytes that are not what they should be. Not a matter of the row: where one name is garbled, all
 * are that have such a letter, and setting their rows aside would leave a biased rest. */
static _Noreturn void die_of_encoding(const uf_rows *rows, const char *file, const uf_fault *fault)
{
    char *remedy = NULL;
    if (fault->better != NULL && rows->main_input)
        remedy =
            uf_message_text("; --encoding %s reads %s", fault->better,
                            strcmp(fault->better, "cp1252") == 0 ? "files from Windows" : "it");
    else
        remedy = uf_message_text("%s", fault->better != NULL ? "; save it as UTF-8" : "");
    if (remedy == NULL)
        uf_cli_no_memory(rows->cli);
    if (!fault->in_text)
        uf_cli_die(rows->cli, "%s: %s%s", file, fault->reason, remedy);
    uf_cli_die(rows->cli, "%s:%" PRIu64 ": %s%s %s (byte \\x%02X)%s", file, fault->line,
               place_of_cell(rows, fault->cell), fault->reason, fault->encoding, fault->byte,
               remedy);
}

static _Noreturn void die_of(const uf_rows *rows, const uf_fault *fault)
{
    const char *file = rows->source.name;
    if (strcmp(file, "-") == 0)
        file = "stdin";
    if (fault->encoding != NULL)
        die_of_encoding(rows, file, fault);
    if (fault->code != 0)
        uf_cli_die(rows->cli, "%s: %s: %s", file, fault->reason, strerror(fault->code));
    if (fault->line > 0)
        uf_cli_die(rows->cli, "%s:%" PRIu64 ": %s%s", file, fault->line, fault->reason,
                   fault->of_row ? uf_rejects_remedy(rows->rejects) : "");
    uf_cli_die(rows->cli, "%s: %s", file, fault->reason);
}

static uf_names names_of(const uf_rows *rows)
{
    return (uf_names){ .name = (const char *const *)rows->names, .n = rows->width };
}

static const char *delimiter_name(char delimiter)
{
    switch (delimiter) {
    case ',': return "comma";
    case ';': return "semicolon";
    case '\t': return "tab";
    default: return "as given";
    }
}

/* Open the next file, up to and with its header. */
static void open_file(uf_rows *rows, const char *path)
{
    uf_fault fault;
    if (!uf_source_open(&rows->source, path, &fault))
        die_of(rows, &fault);
    rows->here = (uf_reading_input){ .beside = !rows->main_input };
    rows->total = rows->paths_left == 0 ? uf_source_size(&rows->source) : 0;
    uf_source_set_encoding(&rows->source, rows->input.encoding);
    bool record = uf_cli_has(rows->cli, "record") && uf_cli_given(rows->cli, "record");
    if (record && !uf_source_hash(&rows->source))
        uf_cli_no_memory(rows->cli);
    rows->csv = uf_csv_new(&rows->source, rows->input.delimiter, &fault);
    if (rows->csv == NULL)
        die_of(rows, &fault);
    if ((uf_rejects_file(rows->rejects) != NULL || rows->listener != NULL) &&
        !uf_csv_set_rows_aside(rows->csv))
        uf_cli_no_memory(rows->cli);
    char delimiter = uf_csv_delimiter(rows->csv);
    uf_decimal_mark_init(&rows->mark, delimiter, rows->input.decimal);
    uf_cli_detail(rows->cli, "%s: %s%s, delimiter %s, %zu columns, header in line %" PRIu64,
                  rows->source.name, rows->source.gunzip != NULL ? "gzip, " : "",
                  rows->source.encoding != NULL ? rows->source.encoding : "UTF-8",
                  delimiter_name(delimiter), uf_csv_width(rows->csv),
                  uf_csv_header_line(rows->csv));
}

/* Say what was read of the file in hand. */
static void report_reading(uf_rows *rows)
{
    uf_fault fault;
    uf_reading_input *here = &rows->here;
    if (rows->source.digest != NULL) {
        if (!uf_source_drain(&rows->source, &fault))
            die_of(rows, &fault);
        uf_digest_text(rows->source.digest, here->sha256);
    }
    here->bytes = rows->source.stored;
    rows->done += here->bytes;
    uf_reading_add(rows->cli, rows->source.name, here);
}

static void close_file(uf_rows *rows)
{
    if (rows->mark.mark != '\0' && !rows->mark.given)
        uf_cli_detail(rows->cli, "%s: decimal %s, from line %" PRIu64, rows->source.name,
                      rows->mark.mark == ',' ? "comma" : "point", rows->mark.line);
    report_reading(rows);
    uf_csv_free(rows->csv);
    rows->csv = NULL;
    uf_source_close(&rows->source);
}

static void take_header(uf_rows *rows)
{
    rows->width = uf_csv_width(rows->csv);
    rows->first_file = uf_cli_copy(rows->cli, rows->source.name);
    rows->names = uf_cli_allocate(rows->cli, rows->width, sizeof *rows->names);
    rows->wanted = uf_cli_allocate(rows->cli, rows->width, sizeof *rows->wanted);
    rows->slots = uf_cli_allocate(rows->cli, rows->width, sizeof *rows->slots);
    rows->asked = uf_cli_allocate(rows->cli, rows->width, sizeof *rows->asked);
    for (size_t i = 0; i < rows->width; i++) {
        rows->names[i] = uf_cli_copy(rows->cli, uf_csv_name(rows->csv, i).text);
        rows->wanted[i] = false;
        rows->slots[i] = UF_NO_SLOT;
        rows->asked[i] = NULL;
    }
}

/* Several files are read as one only when they say the same in their headers. */
static void compare_header(const uf_rows *rows)
{
    size_t width = uf_csv_width(rows->csv);
    for (size_t i = 0; i < width && i < rows->width; i++) {
        const char *here = uf_csv_name(rows->csv, i).text;
        if (strcmp(here, rows->names[i]) != 0)
            uf_cli_die(rows->cli,
                       "%s: column %zu is called '%s', but '%s' in %s; files that are read as one "
                       "have the same header",
                       rows->source.name, i + 1, here, rows->names[i], rows->first_file);
    }
    if (width != rows->width)
        uf_cli_die(rows->cli,
                   "%s: %zu columns, but %zu in %s; files that are read as one have the same "
                   "header",
                   rows->source.name, width, rows->width, rows->first_file);
}

static bool next_file(uf_rows *rows)
{
    if (rows->paths_left == 0)
        return false;
    close_file(rows);
    open_file(rows, *rows->paths);
    rows->paths++;
    rows->paths_left--;
    compare_header(rows);
    uf_csv_want(rows->csv, rows->wanted);
    return true;
}

static uf_rows *open_rows(uf_cli *cli, const uf_input *input, const char *path)
{
    uf_rows *rows = uf_cli_allocate(cli, 1, sizeof *rows);
    *rows = (uf_rows){ .cli = cli, .rejects = uf_rejects_new(cli, input != NULL) };
    if (input != NULL) {
        rows->main_input = true;
        rows->input = *input;
    }
    open_file(rows, path);
    take_header(rows);
    return rows;
}

static void want(uf_rows *rows, size_t column)
{
    if (uf_columns_twice(names_of(rows), column))
        uf_cli_die(rows->cli, "%s: two columns are called '%s'", rows->first_file,
                   rows->names[column]);
    if (rows->started && !rows->wanted[column])
        uf_cli_die(rows->cli, "the program asked for column '%s' too late", rows->names[column]);
    rows->wanted[column] = true;
}

static const char *renamed(const uf_rows *rows, const char *name)
{
    return rows->main_input ? uf_input_renamed(&rows->input, rows->cli, name) : NULL;
}

/* A condition on a column by our name, which the file calls otherwise. */
static uf_where_verdict compile_renamed(const uf_rows *rows, uf_where *where, const char *text)
{
    char *ours = uf_cli_copy(rows->cli, text);
    ours[strcspn(ours, "<>!=")] = '\0';
    const char *theirs = renamed(rows, ours);
    const size_t column = theirs != NULL ? uf_columns_find(names_of(rows), theirs) : UF_NO_COLUMN;
    uf_where_verdict verdict = UF_WHERE_NO_COLUMN;
    if (column != UF_NO_COLUMN) {
        const char *const name = ours;
        verdict = uf_where_compile(where, (uf_names){ .name = &name, .n = 1 }, text);
        where->column = column;
    }
    free(ours);
    return verdict;
}

static void compile_wheres(uf_rows *rows)
{
    size_t n = rows->input.where_count;
    if (n == 0)
        return;
    uf_names names = names_of(rows);
    rows->wheres = uf_cli_allocate(rows->cli, n, sizeof *rows->wheres);
    for (size_t i = 0; i < n; i++) {
        const char *text = rows->input.where[i];
        uf_where_verdict verdict = uf_where_compile(&rows->wheres[i], names, text);
        if (verdict == UF_WHERE_NO_COLUMN)
            verdict = compile_renamed(rows, &rows->wheres[i], text);
        switch (verdict) {
        case UF_WHERE_OK: break;
        case UF_WHERE_NO_OPERATOR:
            uf_cli_die(
                rows->cli,
                "--where '%s': no operator right after the column; <= >= != = < or >, and no "
                "spaces around it",
                text);
        case UF_WHERE_NO_COLUMN: {
            char *name = uf_cli_copy(rows->cli, text);
            name[strcspn(name, "<>!=")] = '\0';
            uf_columns_missing(rows->cli, rows->first_file, names, name, "--where asks for it");
        }
        case UF_WHERE_NO_ORDER:
            uf_cli_die(rows->cli, "--where '%s': '%s' is neither a number nor a date (YYYY-MM-DD)",
                       text, rows->wheres[i].value);
        }
        want(rows, rows->wheres[i].column);
    }
}

uf_rows *uf_rows_open_records(uf_cli *cli, const char *path)
{
    uf_input input;
    uf_input_read(&input, cli);
    uf_rows *rows = open_rows(cli, &input, path);
    uf_input_check(cli, rows->first_file, names_of(rows));
    compile_wheres(rows);
    return rows;
}

uf_rows *uf_rows_open(uf_cli *cli)
{
    size_t n;
    const char *const *paths = uf_cli_operands(cli, &n);
    uf_rows *rows = uf_rows_open_records(cli, paths[0]);
    rows->paths = paths + 1;
    rows->paths_left = n > 0 ? n - 1 : 0;
    return rows;
}

uf_rows *uf_rows_open_file(uf_cli *cli, const char *path)
{
    return open_rows(cli, NULL, path);
}

void uf_rows_listen(uf_rows *rows, uf_row_listener *listener, void *context)
{
    rows->listener = listener;
    rows->listening = context;
    if (uf_rejects_file(rows->rejects) == NULL && !uf_csv_set_rows_aside(rows->csv))
        uf_cli_no_memory(rows->cli);
}

static void free_rows(uf_rows *rows)
{
    close_file(rows);
    uf_input_release(&rows->input);
    uf_rejects_free(rows->rejects);
    for (size_t i = 0; i < rows->width; i++)
        free(rows->names[i]);
    while (rows->selections != NULL) {
        struct uf_row_selection *next = rows->selections->next;
        free(rows->selections);
        rows->selections = next;
    }
    free(rows->names);
    free(rows->wanted);
    free(rows->slots);
    free(rows->asked);
    free(rows->wheres);
    free(rows->first_file);
    free(rows);
}

void uf_rows_close(uf_rows *rows)
{
    if (rows == NULL)
        return;
    uf_cli *cli = rows->cli;
    uint64_t bad = rows->bad_count;
    uint64_t read = rows->read;
    const char *aside = uf_rejects_file(rows->rejects);
    uf_rejects_summarise(rows->rejects);
    free_rows(rows);
    if (bad == 0)
        return;
    if (aside == NULL)
        uf_cli_die(cli, "%" PRIu64 " of %" PRIu64 " rows %s bad", bad, read,
                   bad == 1 ? "is" : "are");
    if (bad == read) {
        /* What is wrong with them stands there. */
        uf_cli_finish_beside(cli, "reject");
        uf_cli_die(cli, "no row remains: all %" PRIu64 " are set aside in %s", bad, aside);
    }
    uf_cli_say(cli, "rows set aside in %s: %" PRIu64 " of %" PRIu64, aside, bad, read);
}

/* --- Columns. --- */

size_t uf_rows_column(uf_rows *rows, const char *name)
{
    const char *theirs = renamed(rows, name);
    size_t column = UF_NO_COLUMN;
    if (theirs != NULL)
        column = uf_columns_find(names_of(rows), theirs);
    if (column == UF_NO_COLUMN)
        column = uf_columns_find(names_of(rows), name);
    if (column != UF_NO_COLUMN)
        want(rows, column);
    return column;
}

/* How the user can name another column for ours; NULL where there is no way. */
static char *rename_hint(const uf_rows *rows, const char *name, bool mapped)
{
    const char *option = rows->main_input ? uf_input_option(rows->cli, name) : NULL;
    if (option == NULL)
        return NULL;
    char *hint =
        mapped ? uf_message_text("--map calls it '%s'; --%s COLUMN names another", name, option)
               : uf_message_text("--%s COLUMN or --map FILE names another", option);
    if (hint == NULL)
        uf_cli_no_memory(rows->cli);
    return hint;
}

size_t uf_rows_require(uf_rows *rows, const char *name)
{
    size_t column = uf_rows_column(rows, name);
    if (column != UF_NO_COLUMN)
        return column;
    const char *theirs = renamed(rows, name);
    uf_columns_missing(rows->cli, rows->first_file, names_of(rows), theirs != NULL ? theirs : name,
                       rename_hint(rows, name, theirs != NULL));
}

const size_t *uf_rows_select(uf_rows *rows, const char *option, size_t *n)
{
    size_t parts;
    const char *const *part = uf_cli_list(rows->cli, option, &parts);
    struct uf_row_selection *kept =
        uf_cli_allocate(rows->cli, 1, sizeof *kept + rows->width * sizeof kept->positions[0]);
    kept->next = rows->selections;
    rows->selections = kept;
    uf_names names = names_of(rows);
    uf_selection selection = { .positions = kept->positions };
    for (size_t i = 0; i < parts; i++) {
        const char *theirs =
            uf_columns_find(names, part[i]) == UF_NO_COLUMN ? renamed(rows, part[i]) : NULL;
        uf_part_verdict verdict =
            uf_columns_add(&selection, names, theirs != NULL ? theirs : part[i]);
        if (verdict == UF_PART_OK && theirs != NULL)
            rows->asked[uf_columns_find(names, theirs)] = part[i];
        if (verdict == UF_PART_OK)
            continue;
        char *hint = uf_message_text("--%s asks for it", option);
        uf_columns_missing(rows->cli, rows->first_file, names,
                           verdict == UF_PART_MISSING ? selection.missing : part[i], hint);
    }
    for (size_t i = 0; i < selection.count; i++)
        want(rows, selection.positions[i]);
    *n = selection.count;
    return selection.positions;
}

void uf_rows_want_all(uf_rows *rows)
{
    for (size_t i = 0; i < rows->width; i++)
        rows->wanted[i] = true;
}

bool uf_rows_selects_by(const uf_rows *rows, size_t column)
{
    for (size_t i = 0; i < rows->input.where_count; i++)
        if (rows->wheres[i].column == column)
            return true;
    return false;
}

size_t uf_rows_width(const uf_rows *rows)
{
    return rows->width;
}

const char *uf_rows_name(const uf_rows *rows, size_t column)
{
    return rows->names[column];
}

const char *uf_rows_asked_name(const uf_rows *rows, size_t column)
{
    return rows->asked[column] != NULL ? rows->asked[column] : rows->names[column];
}

/* --- Rows. --- */

static void start(uf_rows *rows)
{
    rows->started = true;
    size_t slot = 0;
    for (size_t i = 0; i < rows->width; i++) {
        if (rows->wanted[i])
            rows->slots[i] = slot++;
    }
    uf_csv_want(rows->csv, rows->wanted);
}

static bool selected(uf_rows *rows)
{
    for (size_t i = 0; i < rows->input.where_count; i++) {
        if (!uf_where_holds(&rows->wheres[i], rows))
            return false;
    }
    return true;
}

enum { ROWS_A_TICK = 65536 };

bool uf_rows_next(uf_rows *rows)
{
    if (!rows->started)
        start(rows);
    while (true) {
        uf_fault fault;
        uf_csv_step step = uf_csv_next(rows->csv, &rows->row, &fault);
        if (step == UF_CSV_FAULT)
            die_of(rows, &fault);
        if (step == UF_CSV_END) {
            if (!next_file(rows))
                return false;
            continue;
        }
        rows->bad = false;
        rows->here.rows++;
        if (rows->main_input && rows->here.rows % ROWS_A_TICK == 0)
            uf_cli_progress(rows->cli, rows->done + rows->source.stored, rows->total);
        if (rows->row.broken != NULL) {
            uf_rows_reject(rows, UF_NO_COLUMN, "%s; the row is taken to end with its line",
                           rows->row.broken);
        } else if (rows->row.count != rows->width) {
            uf_rows_reject(rows, UF_NO_COLUMN, "%zu cell%s, but the header has %zu column%s",
                           rows->row.count, rows->row.count == 1 ? "" : "s", rows->width,
                           rows->width == 1 ? "" : "s");
        } else if (selected(rows)) {
            rows->read++;
            return true;
        }
        rows->read += rows->bad;
        rows->here.unselected += !rows->bad;
    }
}

const char *uf_rows_file(const uf_rows *rows)
{
    return rows->source.name;
}

uint64_t uf_rows_line(const uf_rows *rows)
{
    return rows->row.line;
}

uint64_t uf_rows_read(const uf_rows *rows)
{
    return rows->read;
}
