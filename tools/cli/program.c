/* program.c: from main to exit.
 *
 * The one file that knows the whole command line, and the one that ends the program. */
#include "cli/program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <utfall/start.h>

#include "cli/context.h"
#include "cli/help.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/reading.h"
#include "cli/record.h"
#include "cli/writer.h"

enum { FAILED = 2 };

/* --- Ending. --- */

static void release(uf_cli *cli)
{
    uf_writer_abandon(cli->writer);
    cli->writer = NULL;
    while (cli->beside_count > 0)
        uf_writer_abandon(cli->beside[--cli->beside_count].writer);
    uf_reading_free(cli->reading);
    cli->reading = NULL;
    uf_arguments_release(&cli->arguments);
}

/* _exit and not exit: the callers' memory, which hangs on a stack that nobody returns through, goes
 * back with the process, and a leak checker at exit would take it for lost. */
_Noreturn static void end(uf_cli *cli)
{
    release(cli);
    _exit(FAILED);
}

void uf_cli_die(uf_cli *cli, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    uf_message_write(cli, format, arguments);
    va_end(arguments);
    end(cli);
}

void uf_cli_die_text(uf_cli *cli, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(cli);
    uf_cli_warn(cli, "%s", text);
    free(text);
    end(cli);
}

void uf_cli_no_memory(uf_cli *cli)
{
    uf_cli_warn(cli, "not enough memory");
    end(cli);
}

void uf_cli_abort(const uf_cli *cli, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = uf_message_text_list(format, arguments);
    va_end(arguments);
    /* A warning does not change what it is given. */
    uf_cli_warn((uf_cli *)(uintptr_t)cli, "this program is faulty: %s", text == NULL ? "" : text);
    abort();
}

/* --- Memory. --- */

static void check_size(uf_cli *cli, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        uf_cli_no_memory(cli);
}

void *uf_cli_allocate(uf_cli *cli, size_t count, size_t size)
{
    return uf_cli_grow(cli, NULL, count, size);
}

void *uf_cli_grow(uf_cli *cli, void *memory, size_t count, size_t size)
{
    check_size(cli, count, size);
    /* Nothing at all is asked for as one byte: NULL would then mean two things. */
    size_t bytes = count * size == 0 ? 1 : count * size;
    void *grown = realloc(memory, bytes);
    if (grown == NULL)
        uf_cli_no_memory(cli);
    return grown;
}

char *uf_cli_copy(uf_cli *cli, const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(uf_cli_allocate(cli, size, 1), text, size);
}

char *uf_cli_checked(uf_cli *cli, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(cli);
    return text;
}

/* --- Answers that need no run. --- */

/* Write a text (which this frees; NULL: memory ran out) to stdout. */
static void print(uf_cli *cli, char *text, size_t length)
{
    uf_output output;
    char *why;
    if (text == NULL)
        uf_cli_no_memory(cli);
    bool good = uf_output_open(&output, NULL, NULL, 0, &why) &&
                uf_output_write(&output, text, length, &why) && uf_output_finish(&output, &why);
    free(text);
    if (!good)
        uf_cli_die_text(cli, why);
}

static void print_help(uf_cli *cli, const char *topic)
{
    bool known;
    size_t length = 0;
    char *text = uf_help_text(cli->tool, topic, &length, &known);
    if (!known)
        uf_cli_die(cli, "--help=%s: write --help, --help=all, or =man, =bash, =zsh, =fish", topic);
    print(cli, text, length);
}

static void print_version(uf_cli *cli)
{
    size_t length = 0;
    char *text = uf_help_version(cli->tool, &length);
    print(cli, text, length);
}

/* --- A run. --- */

/* A file opened where stdin, stdout or stderr is closed would be taken for it. What stands there
 * instead fails when it is used, with the same error. */
static void occupy_standard_descriptors(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)
            (void)!open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* How many operands stand before the files: one in "KIND [FILE]...". */
static size_t leading_operands(const char *operands)
{
    size_t count = 0;
    while (operands != NULL && *operands != '\0' && *operands != '[') {
        count++;
        operands += strcspn(operands, " ");
        operands += strspn(operands, " ");
    }
    return count;
}

/* The files that the command line names as inputs, and stdin where it is read. */
static bool list_inputs(const uf_cli *cli, uf_texts *inputs)
{
    const uf_texts *operands = &cli->arguments.operands;
    size_t leading = leading_operands(cli->tool->operands);
    bool good = true;
    for (size_t i = leading; good && i < operands->count; i++)
        good = uf_texts_add(inputs, operands->items[i]);
    bool reads_files = cli->tool->operands != NULL && strstr(cli->tool->operands, "FILE") != NULL;
    if (good && reads_files && operands->count <= leading)
        good = uf_texts_add(inputs, "-");
    for (size_t i = 0; i < cli->arguments.option_count; i++) {
        const uf_argument *argument = &cli->arguments.options[i];
        for (size_t j = 0; good && j < argument->texts.count; j++)
            if (argument->option.kind == UF_OPTION_FILE)
                good = uf_texts_add(inputs, argument->texts.items[j]);
    }
    return good;
}

static uf_writer *open_writer(uf_cli *cli, const char *path)
{
    uf_texts inputs = { NULL, 0 };
    if (!list_inputs(cli, &inputs))
        uf_cli_no_memory(cli);
    uf_writer *writer = uf_writer_new(cli, path, (const char *const *)inputs.items, inputs.count);
    uf_texts_release(&inputs);
    return writer;
}

uf_writer *uf_cli_output_beside(uf_cli *cli, const char *option)
{
    const char *path = uf_cli_text(cli, option);
    if (path == NULL)
        return NULL;
    for (size_t i = 0; i < cli->beside_count; i++)
        if (strcmp(cli->beside[i].option, option) == 0)
            return cli->beside[i].writer;
    if (cli->beside_count == UF_MOST_BESIDE)
        uf_cli_abort(cli, "more than %d second outputs", UF_MOST_BESIDE);
    if (strcmp(path, "-") == 0)
        uf_cli_die(cli, "--%s -: stdout has the output of the run; name a file", option);
    uf_writer *writer = open_writer(cli, path);
    cli->beside[cli->beside_count++] = (uf_beside){ .option = option, .writer = writer };
    if (uf_writer_same(writer, cli->writer))
        uf_cli_die(cli, "--%s %s: is the output of the run as well", option, path);
    for (size_t i = 0; i + 1 < cli->beside_count; i++)
        if (uf_writer_same(writer, cli->beside[i].writer))
            uf_cli_die(cli, "--%s %s: is the file of --%s as well", option, path,
                       cli->beside[i].option);
    return writer;
}

void uf_cli_finish_beside(uf_cli *cli, const char *option)
{
    for (size_t i = 0; i < cli->beside_count; i++) {
        if (strcmp(cli->beside[i].option, option) != 0)
            continue;
        uf_writer_finish(cli->beside[i].writer);
        cli->beside[i] = cli->beside[--cli->beside_count];
    }
}

uf_reading *uf_cli_reading(uf_cli *cli)
{
    if (cli->reading == NULL)
        cli->reading = uf_reading_new(cli);
    return cli->reading;
}

void uf_cli_progress(uf_cli *cli, uint64_t done, uint64_t total)
{
    uf_progress_tick(&cli->progress, done, total);
}

static int run(uf_cli *cli, int argc, char *const *argv)
{
    cli->quiet = uf_cli_flag(cli, "quiet");
    cli->verbose = uf_cli_flag(cli, "verbose");
    uf_language_start(cli);
    uf_progress_begin(&cli->progress, cli->tool->name, cli->quiet);
    cli->writer = open_writer(cli, uf_cli_has(cli, "output") ? uf_cli_text(cli, "output") : NULL);
    uf_record *record = uf_record_open(cli, argc, argv);
    int status = cli->tool->run(cli);
    uf_progress_clear(&cli->progress);
    if (status != FAILED) {
        while (cli->beside_count > 0)
            uf_cli_finish_beside(cli, cli->beside[0].option);
        uf_writer_finish(cli->writer);
        uf_record_write(record, status);
    }
    uf_record_free(record);
    return status != FAILED && uf_cli_flag(cli, "exit-zero") ? 0 : status;
}

int uf_program_main(const uf_tool *tool, int argc, char **argv)
{
    int status = 0;
    uf_cli cli = { .tool = tool };
    occupy_standard_descriptors();
    uf_start();
    switch (uf_arguments_read(&cli.arguments, tool, argc, argv)) {
    case UF_REQUEST_RUN: status = run(&cli, argc, argv); break;
    case UF_REQUEST_HELP: print_help(&cli, cli.arguments.why); break;
    case UF_REQUEST_VERSION: print_version(&cli); break;
    case UF_REQUEST_WRONG: uf_cli_die(&cli, "%s", cli.arguments.why);
    case UF_REQUEST_BROKEN: uf_cli_abort(&cli, "%s", cli.arguments.why);
    case UF_REQUEST_NO_MEMORY: uf_cli_no_memory(&cli);
    }
    release(&cli);
    return status;
}
