/* source.c: bytes by read(2) from a file or stdin, or from memory. */
#include "cli/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* stdin is one per process, and its bytes are gone once read. */
static bool stdin_taken;

static bool fail(uf_fault *fault, const char *reason, int code)
{
    *fault = (uf_fault){ .reason = reason, .code = code };
    return false;
}

static bool open_failed(uf_fault *fault, int code)
{
    switch (code) {
    case ENOENT: return fail(fault, "no such file", 0);
    case EACCES: return fail(fault, "permission denied", 0);
    default: return fail(fault, "cannot open", code);
    }
}

static bool open_stdin(uf_source *source, uf_fault *fault)
{
    if (stdin_taken)
        return fail(fault, "can be read only once", 0);
    stdin_taken = true;
    source->name = "stdin";
    source->descriptor = STDIN_FILENO;
    return true;
}

bool uf_source_open(uf_source *source, const char *path, uf_fault *fault)
{
    *source = (uf_source){ .name = path, .descriptor = -1, .block = UF_SOURCE_BLOCK };
    if (strcmp(path, "-") == 0) {
        if (!open_stdin(source, fault))
            return false;
    } else {
        source->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        if (source->descriptor < 0)
            return open_failed(fault, errno);
    }
    struct stat status;
    if (fstat(source->descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        uf_source_close(source);
        return fail(fault, "is a directory", 0);
    }
    return true;
}

void uf_source_memory(uf_source *source, const char *name, const char *bytes, size_t length)
{
    *source = (uf_source){
        .name = name, .descriptor = -1, .memory = bytes, .left = length, .block = UF_SOURCE_BLOCK
    };
}

void uf_source_close(uf_source *source)
{
    if (source->descriptor > STDIN_FILENO)
        close(source->descriptor); /* only read from: nothing is lost if this fails */
    source->descriptor = -1;
    source->left = 0;
}

bool uf_source_read(uf_source *source, char *bytes, size_t room, size_t *got, uf_fault *fault)
{
    size_t most = room < source->block ? room : source->block;
    if (source->descriptor < 0) {
        *got = most < source->left ? most : source->left;
        if (*got == 0)
            return true;
        memcpy(bytes, source->memory, *got);
        source->memory += *got;
        source->left -= *got;
        return true;
    }
    ssize_t count;
    do
        count = read(source->descriptor, bytes, most);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return fail(fault, "cannot read", errno);
    *got = (size_t)count;
    return true;
}
