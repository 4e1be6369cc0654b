/* record.c: one line of JSON about a run. */
#include "cli/record.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/context.h"
#include "cli/reading.h"
#include "cli/version.h"

struct uf_record {
    uf_cli *cli;
    const char *name;
    int descriptor;
    int count;
    char *const *words;
};

uf_record *uf_record_open(uf_cli *cli, int count, char *const *words)
{
    const char *name = uf_cli_text(cli, "record");
    if (name == NULL)
        return NULL;
    const int descriptor = open(name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        uf_cli_die(cli, "--record %s: %s", name, strerror(errno));
    uf_record *record = uf_cli_allocate(cli, 1, sizeof *record);
    *record = (uf_record){ cli, name, descriptor, count, words };
    return record;
}

void uf_record_free(uf_record *record)
{
    if (record == NULL)
        return;
    (void)close(record->descriptor);
    free(record);
}

/* --- JSON. A NULL from jansson (memory, or text that is not UTF-8) makes the whole object NULL,
 * which is noticed once, at the end. --- */

/* A text; bytes that are not UTF-8, as a file name may have, are replaced by U+FFFD. */
static json_t *text(const char *bytes)
{
    json_t *string = json_string(bytes);
    if (string != NULL)
        return string;
    static const char replacement[] = "\xEF\xBF\xBD";
    const size_t length = strlen(bytes);
    char *ascii = malloc(3 * length + 1);
    size_t used = 0;
    for (size_t i = 0; ascii != NULL && i < length; i++) {
        if ((unsigned char)bytes[i] < 0x80) {
            ascii[used++] = bytes[i];
        } else {
            memcpy(ascii + used, replacement, sizeof replacement - 1);
            used += sizeof replacement - 1;
        }
    }
    if (ascii != NULL) {
        ascii[used] = '\0';
        string = json_string(ascii);
    }
    free(ascii);
    return string;
}

static json_t *whole(uint64_t n)
{
    return json_integer((json_int_t)n);
}

static json_t *describe_time(void)
{
    char moment[32];
    struct tm utc;
    const time_t now = time(NULL);
    if (gmtime_r(&now, &utc) == NULL ||
        strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        return json_null();
    return json_string(moment);
}

static json_t *describe_arguments(const uf_record *record)
{
    json_t *list = json_array();
    for (int i = 1; i < record->count; i++)
        (void)json_array_append_new(list, text(record->words[i]));
    return list;
}

static json_t *describe_inputs(const uf_record *record)
{
    size_t n;
    const uf_reading_input *inputs = uf_reading_inputs(uf_cli_reading(record->cli), &n);
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *input = json_pack("{so, so, ss}", "name", text(inputs[i].name), "bytes",
                                  whole(inputs[i].bytes), "sha256", inputs[i].sha256);
        if (!inputs[i].beside)
            (void)json_object_set_new(input, "rows", whole(inputs[i].rows));
        (void)json_array_append_new(list, input);
    }
    return list;
}

static json_t *describe_rows(const uf_record *record)
{
    const uf_reading_rows rows = uf_reading_sum(uf_cli_reading(record->cli));
    return json_pack("{so, so, so, so, so}", "read", whole(rows.read), "bad", whole(rows.bad),
                     "unselected", whole(rows.unselected), "left_out", whole(rows.left_out), "used",
                     whole(rows.used));
}

static json_t *describe_rules(const uf_record *record)
{
    size_t n;
    const uf_reading_rule *rules = uf_reading_rules(uf_cli_reading(record->cli), &n);
    json_t *object = json_object();
    for (size_t i = 0; i < n; i++)
        (void)json_object_set_new(object, rules[i].reason, whole(rules[i].rows));
    return object;
}

static json_t *describe_option(const uf_argument *argument)
{
    const uf_option *option = &argument->option;
    if (option->kind == UF_OPTION_FLAG)
        return argument->given ? json_true() : NULL;
    if (argument->texts.count == 0)
        return option->initial != NULL ? text(option->initial) : NULL;
    if (!uf_option_accumulates(option))
        return text(argument->texts.items[0]);
    json_t *list = json_array();
    for (size_t i = 0; i < argument->texts.count; i++)
        (void)json_array_append_new(list, text(argument->texts.items[i]));
    return list;
}

static json_t *describe_options(const uf_record *record)
{
    const uf_arguments *arguments = &record->cli->arguments;
    json_t *object = json_object();
    for (size_t i = 0; i < arguments->option_count; i++) {
        json_t *value = describe_option(&arguments->options[i]);
        if (value != NULL)
            (void)json_object_set_new(object, arguments->options[i].option.name, value);
    }
    return object;
}

/* The rules in force that no option says, by name; NULL if there are none. */
static json_t *describe_declarations(const uf_record *record)
{
    size_t n;
    const uf_reading_declared *declared = uf_reading_declarations(uf_cli_reading(record->cli), &n);
    json_t *object = n > 0 ? json_object() : NULL;
    for (size_t i = 0; i < n; i++)
        (void)json_object_set_new(object, declared[i].name, text(declared[i].text));
    return object;
}

static json_t *describe(const uf_record *record, int status)
{
    json_t *object =
        json_pack("{ss, ss, so, so, so, so, so, so}", "program", record->cli->tool->name, "version",
                  UF_VERSION, "time", describe_time(), "arguments", describe_arguments(record),
                  "inputs", describe_inputs(record), "rows", describe_rows(record), "left_out",
                  describe_rules(record), "options", describe_options(record));
    json_t *rules = describe_declarations(record);
    if (rules != NULL)
        (void)json_object_set_new(object, "rules", rules);
    (void)json_object_set_new(object, "status", json_integer(status));
    return object;
}

/* --- The file. --- */

/* The object, which is NULL where memory ran out, as one line. */
static char *as_line(const uf_record *record, json_t *object)
{
    char *line = object != NULL ? json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;
    json_decref(object);
    if (line == NULL)
        uf_cli_no_memory(record->cli);
    return line;
}

void uf_record_write(uf_record *record, int status)
{
    if (record == NULL)
        return;
    char *line = as_line(record, describe(record, status));
    const size_t length = strlen(line);
    line[length] = '\n'; /* the terminator's place: one write of the whole line */
    const ssize_t written = write(record->descriptor, line, length + 1);
    const int why = errno;
    free(line);
    if (written < 0)
        uf_cli_die(record->cli, "--record %s: %s", record->name, strerror(why));
    if ((size_t)written != length + 1)
        uf_cli_die(record->cli, "--record %s: the line could not be written whole", record->name);
}
