/* run_tool.c: fork, redirect, run, collect. */
#include "run_tool.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static FILE *temporary(const char *content)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    fputs(content, file);
    fflush(file);
    rewind(file);
    return file;
}

static void collect(FILE *file, char *text, size_t size)
{
    rewind(file);
    size_t length = fread(text, 1, size - 1, file);
    text[length] = '\0';
    fclose(file);
}

static _Noreturn void child(const uf_tool *tool, const char *const *arguments, FILE *const files[3])
{
    char name[] = "tool";
    char *argv[32] = { name };
    int argc = 1;
    for (; arguments[argc - 1] != NULL && argc < 31; argc++) {
        argv[argc] = strdup(arguments[argc - 1]);
        if (argv[argc] == NULL)
            abort();
    }
    for (int i = 0; i < 3; i++)
        dup2(fileno(files[i]), i);
    int status = uf_program_main(tool, argc, argv);
    for (int i = 1; i < argc; i++)
        free(argv[i]);
    fflush(stdout);
    _exit(status);
}

void run_tool(tool_run *result, const uf_tool *tool, const char *const *arguments,
              const char *input)
{
    FILE *files[3] = { temporary(input), temporary(""), temporary("") };
    pid_t process = fork();
    ck_assert_int_ge(process, 0);
    if (process == 0)
        child(tool, arguments, files);
    int status;
    ck_assert_int_eq(waitpid(process, &status, 0), process);
    result->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    fclose(files[0]);
    collect(files[1], result->out, sizeof result->out);
    collect(files[2], result->err, sizeof result->err);
}

char *new_file(const char *name, const char *content)
{
    char folder[] = "/tmp/utfall-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    size_t size = sizeof folder + strlen(name) + 1;
    char *path = malloc(size);
    ck_assert_ptr_nonnull(path);
    snprintf(path, size, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(content, file);
    fclose(file);
    return path;
}

void remove_file(char *path)
{
    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    free(path);
}
