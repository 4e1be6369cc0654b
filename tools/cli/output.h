/* output.h: where the bytes of a program go, all of them or none.
 *
 * A regular file is written beside its target, under a name of our own in the same folder, and
 * renamed when all went well: a failed run leaves the old file, and nobody ever reads half a new
 * one. Symbolic links are followed to the file they name, which is replaced and keeps its mode (and
 * its owner, where the system allows that); a new file gets the mode that the umask leaves. Hard
 * links to the old file keep the old content. Devices, FIFOs and sockets are opened at once and
 * written as they are. Nothing is synced to the disk: a rename protects against a failing program,
 * not against a failing machine.
 *
 * Functions return true, or false with the reason in *why: a text that the caller frees, NULL when
 * memory ran out. */
#ifndef UF_CLI_OUTPUT_H
#define UF_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct uf_output {
    char *name;      /* for messages: as the user wrote it, or "stdout" */
    char *target;    /* the file to replace; NULL when written directly */
    char *temporary; /* the file beside it, when there is one           */
    int descriptor;  /* -1 while the file beside has not been made      */
    bool replaces;   /* target exists, with the mode and owner below    */
    mode_t mode;
    uid_t owner;
    gid_t group;
} uf_output;

/* Settle where path leads and whether it can be written, before any work is done; NULL and "-" are
 * stdout. inputs: n paths that the program will read ("-" is stdin; one that does not exist is
 * passed over). An output that is one of them is refused, and nothing has been opened or changed
 * then. On false *output needs no release. */
bool uf_output_open(uf_output *output, const char *path, const char *const *inputs, size_t n,
                    char **why);

/* Whether two outputs lead to the same file, which need not exist yet. A terminal or a device like
 * /dev/null may serve both. */
bool uf_output_same(const uf_output *a, const uf_output *b);

/* Write all bytes. */
bool uf_output_write(uf_output *output, const char *bytes, size_t length, char **why);

/* All was written: close, and put the new file in place. Releases *output. */
bool uf_output_finish(uf_output *output, char **why);

/* Throw away what was written to a file. Releases *output; safe after a failure of any of these. */
void uf_output_abandon(uf_output *output);

#endif
