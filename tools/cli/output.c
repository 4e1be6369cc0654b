/* output.c: stdout, a device, or a file that is replaced at the end. */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/messages.h"

enum { MOST_LINKS = 40, MOST_NAMES = 1000, NEW_MODE = 0666, ALL_MODE = 07777 };

/* --- Ctrl-C while a large output streams: the file beside must not stay behind. --- */

/* The files beside that exist at this moment: the output's and those of second outputs. A signal
 * handler has no other way to learn of them. */
enum { MOST_UNFINISHED = 8 };
static char *volatile unfinished[MOST_UNFINISHED];

static const int endings[] = { SIGHUP, SIGINT, SIGTERM };

static void clean_up(int number)
{
    for (size_t i = 0; i < MOST_UNFINISHED; i++)
        if (unfinished[i] != NULL)
            unlink(unfinished[i]);
    signal(number, SIG_DFL);
    raise(number);
}

/* Signals that the parent has told us to ignore stay ignored. */
static void watch_signals(char *path)
{
    for (size_t i = 0; i < MOST_UNFINISHED; i++) {
        if (unfinished[i] == NULL) {
            unfinished[i] = path;
            break;
        }
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct sigaction now;
        if (sigaction(endings[i], NULL, &now) != 0 || now.sa_handler != SIG_DFL)
            continue;
        struct sigaction ours = { .sa_handler = clean_up };
        sigemptyset(&ours.sa_mask);
        sigaction(endings[i], &ours, NULL);
    }
}

/* The file at path is in place, or gone. */
static void forget(const char *path)
{
    for (size_t i = 0; i < MOST_UNFINISHED; i++)
        if (unfinished[i] == path)
            unfinished[i] = NULL;
}

/* --- Opening. --- */

static bool failed(char **why, const char *name, int code)
{
    *why = uf_message_text("%s: %s", name, strerror(code));
    return false;
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* The text of the symbolic link at path, or NULL with errno set. */
static char *link_text(const char *path)
{
    for (size_t size = 256;; size *= 2) {
        char *text = malloc(size);
        ssize_t length = text == NULL ? -1 : readlink(path, text, size);
        if (length >= 0 && (size_t)length < size) {
            text[length] = '\0';
            return text;
        }
        free(text);
        if (length < 0)
            return NULL;
    }
}

/* A new text: the file that path names once its last part is no symbolic link, whether that file
 * exists or not. NULL with errno set. */
static char *follow(const char *path)
{
    char *now = uf_message_text("%s", path);
    for (int links = 0; now != NULL; links++) {
        struct stat status;
        if (lstat(now, &status) != 0 || !S_ISLNK(status.st_mode))
            return now;
        char *link = links < MOST_LINKS ? link_text(now) : NULL;
        char *next = NULL;
        if (link != NULL)
            next = link[0] == '/' ? uf_message_text("%s", link)
                                  : uf_message_text("%.*s%s", (int)folder_length(now), now, link);
        else if (links == MOST_LINKS)
            errno = ELOOP;
        free(link);
        free(now);
        now = next;
    }
    return NULL;
}

/* Whether what is written there is what is read there: not so for terminals and /dev/null. */
static bool is_shared(const struct stat *status)
{
    return S_ISREG(status->st_mode) || S_ISFIFO(status->st_mode) || S_ISBLK(status->st_mode);
}

/* Whether the output whose status this is is one of the inputs. */
static bool is_input(const struct stat *status, const char *const *inputs, size_t n)
{
    if (!is_shared(status))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct stat input;
        int code =
            strcmp(inputs[i], "-") == 0 ? fstat(STDIN_FILENO, &input) : stat(inputs[i], &input);
        if (code == 0 && input.st_dev == status->st_dev && input.st_ino == status->st_ino)
            return true;
    }
    return false;
}

static bool refuse_input(const char *name, char **why)
{
    *why = uf_message_text("%s is an input as well as the output: nothing was written", name);
    return false;
}

static bool open_stdout(uf_output *output, const char *const *inputs, size_t n, char **why)
{
    struct stat status;
    if (fstat(STDOUT_FILENO, &status) == 0 && is_input(&status, inputs, n))
        return refuse_input("stdout", why);
    output->descriptor = STDOUT_FILENO;
    return true;
}

static bool open_directly(uf_output *output, const char *path, char **why)
{
    do
        output->descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    while (output->descriptor < 0 && errno == EINTR);
    return output->descriptor >= 0 || failed(why, path, errno);
}

/* Whether a file can be made in the folder of output->target. */
static bool check_folder(uf_output *output, const char *path, char **why)
{
    size_t length = folder_length(output->target);
    if (output->target[length] == '\0') {
        *why = uf_message_text("%s: not the name of a file", path);
        return false;
    }
    char *folder =
        length == 0 ? uf_message_text(".") : uf_message_text("%.*s", (int)length, output->target);
    if (folder == NULL) {
        *why = NULL;
        return false;
    }
    int code = faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 ? 0 : errno;
    if (code == ENOENT || code == ENOTDIR)
        *why = uf_message_text("%s: there is no folder '%s'", path, folder);
    else if (code != 0)
        *why = uf_message_text("%s: folder '%s': %s", path, folder, strerror(code));
    free(folder);
    return code == 0;
}

static bool open_beside(uf_output *output, const char *path, const struct stat *status, char **why)
{
    output->target = follow(path);
    if (output->target == NULL)
        return failed(why, path, errno);
    output->replaces = status != NULL;
    if (status != NULL) {
        output->mode = status->st_mode & ALL_MODE;
        output->owner = status->st_uid;
        output->group = status->st_gid;
        if (faccessat(AT_FDCWD, output->target, W_OK, AT_EACCESS) != 0)
            return failed(why, path, errno);
    }
    return check_folder(output, path, why);
}

static bool open_path(uf_output *output, const char *path, const char *const *inputs, size_t n,
                      char **why)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        int code = errno;
        struct stat link;
        /* Neither a file nor a link to where one may be made. */
        if (code != ENOENT && code != ENOTDIR && lstat(path, &link) != 0)
            return failed(why, path, code);
        return open_beside(output, path, NULL, why);
    }
    if (S_ISDIR(status.st_mode)) {
        *why = uf_message_text("%s: is a folder; name a file", path);
        return false;
    }
    if (is_input(&status, inputs, n))
        return refuse_input(path, why);
    return S_ISREG(status.st_mode) ? open_beside(output, path, &status, why)
                                   : open_directly(output, path, why);
}

bool uf_output_open(uf_output *output, const char *path, const char *const *inputs, size_t n,
                    char **why)
{
    *output = (uf_output){ .descriptor = -1 };
    *why = NULL;
    bool standard = path == NULL || strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
    output->name = uf_message_text("%s", standard ? "stdout" : path);
    bool good = output->name != NULL && (standard ? open_stdout(output, inputs, n, why)
                                                  : open_path(output, path, inputs, n, why));
    if (!good)
        uf_output_abandon(output);
    return good;
}

/* What stands where the output leads. False when nothing does yet. */
static bool stands(const uf_output *output, struct stat *status)
{
    return (output->target != NULL ? stat(output->target, status)
                                   : fstat(output->descriptor, status)) == 0;
}

/* Whether two new files have the same name in the same folder. */
static bool same_name(const char *a, const char *b)
{
    size_t folder_a = folder_length(a);
    size_t folder_b = folder_length(b);
    if (strcmp(a + folder_a, b + folder_b) != 0)
        return false;
    struct stat status_a;
    struct stat status_b;
    char *path_a = uf_message_text("%.*s.", (int)folder_a, a);
    char *path_b = uf_message_text("%.*s.", (int)folder_b, b);
    bool same = path_a != NULL && path_b != NULL && stat(path_a, &status_a) == 0 &&
                stat(path_b, &status_b) == 0 && status_a.st_dev == status_b.st_dev &&
                status_a.st_ino == status_b.st_ino;
    free(path_a);
    free(path_b);
    return same;
}

bool uf_output_same(const uf_output *a, const uf_output *b)
{
    struct stat status_a;
    struct stat status_b;
    bool stands_a = stands(a, &status_a);
    bool stands_b = stands(b, &status_b);
    if (stands_a && stands_b)
        return is_shared(&status_a) && status_a.st_dev == status_b.st_dev &&
               status_a.st_ino == status_b.st_ino;
    return !stands_a && !stands_b && a->target != NULL && b->target != NULL &&
           same_name(a->target, b->target);
}

/* --- Writing. --- */

/* Make the file beside the target, under a name that nobody has. */
static bool make_temporary(uf_output *output, char **why)
{
    mode_t mode = output->replaces ? S_IRUSR | S_IWUSR : NEW_MODE;
    int length = (int)folder_length(output->target);
    for (int i = 0; i < MOST_NAMES; i++) {
        char *name =
            uf_message_text("%.*s.utfall-%ld-%d.part", length, output->target, (long)getpid(), i);
        if (name == NULL)
            return false;
        output->descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (output->descriptor >= 0) {
            output->temporary = name;
            watch_signals(name);
            return true;
        }
        int code = errno;
        free(name);
        if (code != EEXIST)
            return failed(why, output->name, code);
    }
    return failed(why, output->name, EEXIST);
}

/* Whether a write that failed may be tried again; waits for a descriptor that does not block. */
static bool may_retry(int descriptor, int code)
{
    if (code == EAGAIN || code == EWOULDBLOCK) {
        struct pollfd ready = { .fd = descriptor, .events = POLLOUT };
        return poll(&ready, 1, -1) >= 0 || errno == EINTR;
    }
    return code == EINTR;
}

bool uf_output_write(uf_output *output, const char *bytes, size_t length, char **why)
{
    *why = NULL;
    if (output->descriptor < 0 && !make_temporary(output, why))
        return false;
    while (length > 0) {
        ssize_t written = write(output->descriptor, bytes, length);
        if (written < 0) {
            if (may_retry(output->descriptor, errno))
                continue;
            return failed(why, output->name, errno);
        }
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* --- The end. --- */

static void release(uf_output *output)
{
    free(output->name);
    free(output->target);
    free(output->temporary);
    *output = (uf_output){ .descriptor = -1 };
}

/* The new file takes the place of the old one, with its mode. */
static bool replace(uf_output *output, char **why)
{
    if (output->replaces) {
        /* Only root may give files away; for everybody else the file is theirs afterwards. */
        int given = fchown(output->descriptor, output->owner, output->group);
        (void)given;
        if (fchmod(output->descriptor, output->mode) != 0)
            return failed(why, output->name, errno);
    }
    int code = close(output->descriptor) == 0 ? 0 : errno;
    output->descriptor = -1;
    if (code == 0 && rename(output->temporary, output->target) != 0)
        code = errno;
    if (code != 0)
        return failed(why, output->name, code);
    forget(output->temporary);
    free(output->temporary);
    output->temporary = NULL;
    return true;
}

bool uf_output_finish(uf_output *output, char **why)
{
    bool good = uf_output_write(output, "", 0, why);
    if (good && output->target != NULL) {
        good = replace(output, why);
    } else if (good) {
        int code = close(output->descriptor) == 0 ? 0 : errno;
        output->descriptor = -1;
        good = code == 0 || failed(why, output->name, code);
    }
    if (good)
        release(output);
    else
        uf_output_abandon(output);
    return good;
}

void uf_output_abandon(uf_output *output)
{
    if (output->descriptor >= 0 && output->descriptor != STDOUT_FILENO)
        close(output->descriptor);
    if (output->temporary != NULL) {
        unlink(output->temporary);
        forget(output->temporary);
    }
    release(output);
}
