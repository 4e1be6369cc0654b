/* source.c: bytes by read(2) from a file or stdin, or from memory, and what becomes of them before
 * they are text. */
#include "cli/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/utf8.h"

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

uint64_t uf_source_size(const uf_source *source)
{
    struct stat file;
    if (source->descriptor < 0 || fstat(source->descriptor, &file) != 0 || !S_ISREG(file.st_mode) ||
        file.st_size < 0)
        return 0;
    return (uint64_t)file.st_size;
}

void uf_source_memory(uf_source *source, const char *name, const char *bytes, size_t length)
{
    *source = (uf_source){
        .name = name, .descriptor = -1, .memory = bytes, .left = length, .block = UF_SOURCE_BLOCK
    };
}

void uf_source_set_encoding(uf_source *source, const char *encoding)
{
    bool utf8 = encoding == NULL || uf_decoder_is_utf8(encoding);
    source->encoding = utf8 ? NULL : encoding;
}

bool uf_source_hash(uf_source *source)
{
    source->digest = uf_digest_new();
    return source->digest != NULL;
}

void uf_source_close(uf_source *source)
{
    if (source->descriptor > STDIN_FILENO)
        close(source->descriptor); /* only read from: nothing is lost if this fails */
    source->descriptor = -1;
    source->left = 0;
    uf_digest_free(source->digest);
    uf_gunzip_free(source->gunzip);
    uf_decoder_free(source->decoder);
    source->digest = NULL;
    source->gunzip = NULL;
    source->decoder = NULL;
}

/* --- The bytes as they are stored. --- */

static bool read_descriptor(const uf_source *source, char *bytes, size_t room, size_t *got,
                            uf_fault *fault)
{
    ssize_t count;
    do
        count = read(source->descriptor, bytes, room);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return fail(fault, "cannot read", errno);
    *got = (size_t)count;
    return true;
}

static void read_memory(uf_source *source, char *bytes, size_t room, size_t *got)
{
    *got = room < source->left ? room : source->left;
    if (*got == 0)
        return;
    memcpy(bytes, source->memory, *got);
    source->memory += *got;
    source->left -= *got;
}

static bool read_stored(uf_source *source, char *bytes, size_t room, size_t *got, uf_fault *fault)
{
    size_t most = room < source->block ? room : source->block;
    if (source->descriptor < 0)
        read_memory(source, bytes, most, got);
    else if (!read_descriptor(source, bytes, most, got, fault))
        return false;
    source->stored += *got;
    if (source->digest != NULL)
        uf_digest_add(source->digest, bytes, *got);
    return true;
}

bool uf_source_drain(uf_source *source, uf_fault *fault)
{
    char bytes[4096];
    size_t got;
    do {
        if (!read_stored(source, bytes, sizeof bytes, &got, fault))
            return false;
    } while (got > 0);
    return true;
}

/* The same, those at the start first; a uf_stage_pull. */
static bool pull_stored(void *from, char *bytes, size_t room, size_t *got, uf_fault *fault)
{
    uf_source *source = from;
    size_t first = source->start_count;
    memcpy(bytes, source->start, first);
    source->start_count = 0;
    if (!read_stored(source, bytes + first, room - first, got, fault))
        return false;
    *got += first;
    return true;
}

/* --- From there to text. --- */

/* Look at the first bytes and link the stages. */
static bool begin(uf_source *source, uf_fault *fault)
{
    size_t got = 1;
    for (; source->start_count < UF_SOURCE_START && got > 0; source->start_count += got) {
        size_t room = UF_SOURCE_START - source->start_count;
        if (!read_stored(source, source->start + source->start_count, room, &got, fault))
            return false;
    }
    source->begun = true;
    uf_stage_pull *pull = pull_stored;
    void *from = source;
    if (uf_gunzip_detects(source->start, source->start_count)) {
        source->gunzip = uf_gunzip_new(pull, from);
        if (source->gunzip == NULL)
            return fail(fault, "out of memory", 0);
        pull = uf_gunzip_pull;
        from = source->gunzip;
    }
    if (source->encoding != NULL) {
        source->decoder = uf_decoder_new(source->encoding, pull, from);
        if (source->decoder == NULL)
            return fail(fault, "out of memory", 0);
    }
    return true;
}

/* What a file that begins with these two bytes, which no UTF-8 text has, probably is. */
static const char *other_unicode(const char *bytes, size_t length)
{
    if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return "utf-16";
    return NULL;
}

/* bytes are not UTF-8. */
static void fail_here(uf_source *source, const char *bytes, size_t length, bool at_start)
{
    const char *unicode = at_start ? other_unicode(bytes, length) : NULL;
    source->fault = (uf_fault){ .reason = unicode != NULL ? "is UTF-16 and not UTF-8" : "not valid",
                                .in_text = unicode == NULL,
                                .encoding = "UTF-8",
                                .better = unicode != NULL ? unicode : "cp1252",
                                .byte = (unsigned char)*bytes };
}

/* Of length bytes: how many are whole characters. What a block has cut is held until the next, and
 * so is a first byte that cannot be understood alone. */
static size_t check(uf_source *source, const char *bytes, size_t length, bool ended)
{
    bool cut;
    size_t valid = uf_utf8_valid(bytes, length, &cut);
    size_t rest = length - valid;
    if (rest == 0)
        return valid;
    bool at_start = valid == 0 && source->handed_out == 0;
    if ((cut || (at_start && length == 1)) && !ended) {
        memcpy(source->held, bytes + valid, rest);
        source->held_count = rest;
        return valid;
    }
    fail_here(source, bytes + valid, rest, at_start);
    return valid;
}

/* Bytes of text that nobody has converted, and therefore have to be checked. */
static bool read_checked(uf_source *source, char *bytes, size_t room, size_t *got, uf_fault *fault)
{
    uf_stage_pull *pull = source->gunzip != NULL ? uf_gunzip_pull : pull_stored;
    void *from = source->gunzip != NULL ? (void *)source->gunzip : source;
    do {
        size_t held = source->held_count;
        memcpy(bytes, source->held, held);
        source->held_count = 0;
        if (!pull(from, bytes + held, room - held, got, fault))
            return false;
        bool ended = *got == 0;
        *got = check(source, bytes, held + *got, ended);
        if (ended)
            break;
    } while (*got == 0 && source->fault.reason == NULL);
    return *got > 0 || source->fault.reason == NULL;
}

bool uf_source_read(uf_source *source, char *bytes, size_t room, size_t *got, uf_fault *fault)
{
    *got = 0;
    bool good = source->fault.reason == NULL && (source->begun || begin(source, &source->fault));
    if (good && source->decoder != NULL)
        good = uf_decoder_pull(source->decoder, bytes, room, got, &source->fault);
    else if (good)
        good = read_checked(source, bytes, room, got, &source->fault);
    source->handed_out += *got;
    if (!good)
        *fault = source->fault;
    return good;
}
