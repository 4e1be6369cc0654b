/* chart_process.c: starting gnuplot, and talking to its three pipes until it has ended. */
#include "cli/chart_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* What has come out of a pipe so far. */
struct bytes {
    char *text;
    size_t length, capacity;
};

enum { IN, OUT, ERR, STREAMS };

struct process {
    uf_cli *cli;
    pid_t id;
    int ours[STREAMS];   /* our ends of its stdin, stdout, stderr; -1 when closed */
    int theirs[STREAMS]; /* its ends */
};

static void close_end(int *end)
{
    if (*end >= 0)
        (void)close(*end);
    *end = -1;
}

/* --- Starting. --- */

static void open_pipes(struct process *process)
{
    for (int i = 0; i < STREAMS; i++) {
        int ends[2];
        if (pipe(ends) != 0)
            uf_cli_die(process->cli, "no pipe to gnuplot: %s", strerror(errno));
        (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
        process->ours[i] = ends[i == IN ? 1 : 0];
        process->theirs[i] = ends[i == IN ? 0 : 1];
    }
    /* poll says that something can be written, not how much */
    (void)fcntl(process->ours[IN], F_SETFL, O_NONBLOCK);
}

/* Our environment without what would change gnuplot's ways. Only the array is new. */
static char **clean_environment(uf_cli *cli)
{
    size_t n = 0, kept = 0;
    while (environ[n] != NULL)
        n++;
    char **clean = uf_cli_allocate(cli, n + 1, sizeof *clean);
    for (size_t i = 0; i < n; i++)
        if (strncmp(environ[i], "GNUPLOT_", 8) != 0 && strncmp(environ[i], "GNUTERM=", 8) != 0)
            clean[kept++] = environ[i];
    clean[kept] = NULL;
    return clean;
}

/* The errno of posix_spawnp, or 0. */
static int spawn(struct process *process, char **environment)
{
    static char name[] = "gnuplot", no_start_up[] = "-d", from_stdin[] = "-";
    char *const arguments[] = { name, no_start_up, from_stdin, NULL };
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem != 0)
        return problem;
    problem = posix_spawnattr_init(&attributes);
    if (problem != 0) {
        (void)posix_spawn_file_actions_destroy(&actions);
        return problem;
    }
    for (int i = 0; i < STREAMS && problem == 0; i++)
        problem = posix_spawn_file_actions_adddup2(&actions, process->theirs[i], i);
    (void)sigemptyset(&defaults);
    (void)sigaddset(&defaults, SIGPIPE);
    (void)posix_spawnattr_setsigdefault(&attributes, &defaults);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    if (problem == 0)
        problem = posix_spawnp(&process->id, name, &actions, &attributes, arguments, environment);
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&actions);
    return problem;
}

static void start(struct process *process)
{
    open_pipes(process);
    char **environment = clean_environment(process->cli);
    const int problem = spawn(process, environment);
    free(environment);
    for (int i = 0; i < STREAMS; i++)
        close_end(&process->theirs[i]);
    if (problem == ENOENT)
        uf_cli_die(process->cli, "charts are drawn by gnuplot, and there is none in PATH");
    if (problem != 0)
        uf_cli_die(process->cli, "gnuplot cannot be started: %s", strerror(problem));
}

/* --- Talking. --- */

/* Write what the pipe takes; close it when all is written or gnuplot reads no more. */
static void feed(struct process *process, const char **script, size_t *left)
{
    const ssize_t written = write(process->ours[IN], *script, *left);
    if (written > 0) {
        *script += written;
        *left -= (size_t)written;
    }
    const bool broken = written < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;
    if (*left == 0 || broken)
        close_end(&process->ours[IN]);
}

/* Read what there is; close at the end. */
static void drain(struct process *process, int stream, struct bytes *into)
{
    if (into->capacity - into->length < 65536) {
        into->capacity = 2 * into->capacity + 65536;
        into->text = uf_cli_grow(process->cli, into->text, into->capacity, 1);
    }
    const ssize_t got =
        read(process->ours[stream], into->text + into->length, into->capacity - into->length);
    if (got > 0)
        into->length += (size_t)got;
    else if (got == 0 || errno != EINTR)
        close_end(&process->ours[stream]);
}

static void talk(struct process *process, const char *script, size_t left, struct bytes *picture,
                 struct bytes *complaint)
{
    while (process->ours[OUT] >= 0 || process->ours[ERR] >= 0) {
        struct pollfd ends[STREAMS]; /* poll passes over a descriptor of -1 */
        for (int i = 0; i < STREAMS; i++)
            ends[i] = (struct pollfd){ process->ours[i], i == IN ? POLLOUT : POLLIN, 0 };
        if (poll(ends, STREAMS, -1) < 0) {
            if (errno != EINTR)
                uf_cli_die(process->cli, "gnuplot: %s", strerror(errno));
            continue;
        }
        if (ends[IN].revents != 0)
            feed(process, &script, &left);
        if (ends[OUT].revents != 0)
            drain(process, OUT, picture);
        if (ends[ERR].revents != 0)
            drain(process, ERR, complaint);
    }
    close_end(&process->ours[IN]);
}

/* --- Ending. --- */

/* The complaint in one line: runs of white space and control characters as one space. */
static char *one_line(uf_cli *cli, const struct bytes *complaint)
{
    char *line = uf_cli_allocate(cli, complaint->length + 1, 1);
    size_t used = 0;
    for (size_t i = 0; i < complaint->length; i++) {
        const char c = complaint->text[i];
        const bool blank = (c >= 0 && c <= ' ') || c == 0x7F;
        if (!blank)
            line[used++] = c;
        else if (used > 0 && line[used - 1] != ' ')
            line[used++] = ' ';
    }
    while (used > 0 && line[used - 1] == ' ')
        used--;
    line[used] = '\0';
    return line;
}

static void wait_for(struct process *process, const struct bytes *picture,
                     const struct bytes *complaint)
{
    int status = 0;
    pid_t ended;
    do
        ended = waitpid(process->id, &status, 0);
    while (ended < 0 && errno == EINTR);
    char *why = one_line(process->cli, complaint);
    if (ended < 0)
        uf_cli_die(process->cli, "gnuplot: %s", strerror(errno));
    if (WIFSIGNALED(status))
        uf_cli_die(process->cli, "gnuplot was ended by signal %d: %s", WTERMSIG(status), why);
    if (WEXITSTATUS(status) == 127)
        uf_cli_die(process->cli, "gnuplot cannot be started: %s", why);
    if (WEXITSTATUS(status) != 0)
        uf_cli_die(process->cli, "gnuplot failed with status %d: %s", WEXITSTATUS(status), why);
    if (picture->length == 0)
        uf_cli_die(process->cli, "gnuplot drew nothing: %s", why);
    if (why[0] != '\0')
        uf_cli_detail(process->cli, "gnuplot: %s", why);
    free(why);
}

char *uf_chart_process(uf_cli *cli, const char *script, size_t script_length, size_t *length)
{
    struct process process = { .cli = cli, .ours = { -1, -1, -1 }, .theirs = { -1, -1, -1 } };
    struct bytes picture = { 0 }, complaint = { 0 };
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    start(&process);
    /* a gnuplot that ends early must not take us with it */
    (void)sigemptyset(&ignore.sa_mask);
    (void)sigaction(SIGPIPE, &ignore, &before);
    talk(&process, script, script_length, &picture, &complaint);
    (void)sigaction(SIGPIPE, &before, NULL);
    wait_for(&process, &picture, &complaint);
    free(complaint.text);
    *length = picture.length;
    return picture.text;
}
