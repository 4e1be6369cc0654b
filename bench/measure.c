/* measure.c: runs a command and appends "seconds,cpu_seconds,peak_kib,status" to a file.
 *
 *     measure FILE COMMAND [ARGUMENT]...
 *
 * seconds is wall time, cpu_seconds user and system time of the command and all that it waited for,
 * peak_kib the resident memory of the largest of these processes. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: measure FILE COMMAND [ARGUMENT]...\n", stderr);
        return 2;
    }
    struct timespec before, after;
    struct rusage usage;
    pid_t child = 0;
    int status = 0;
    clock_gettime(CLOCK_MONOTONIC, &before);
    int failure = posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ);
    if (failure == 0 && waitpid(child, &status, 0) < 0)
        failure = errno;
    clock_gettime(CLOCK_MONOTONIC, &after);
    if (failure != 0) {
        fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(failure));
        return 2;
    }
    getrusage(RUSAGE_CHILDREN, &usage);

    FILE *file = fopen(argv[1], "a");
    if (file == NULL) {
        perror(argv[1]);
        return 2;
    }
    int ended = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    fprintf(file, "%.3f,%.3f,%ld,%d\n",
            (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9,
            seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss, ended);
    if (fclose(file) != 0) {
        perror(argv[1]);
        return 2;
    }
    return ended;
}
