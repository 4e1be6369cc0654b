/* json.c: JSON by jansson, and paths for messages. */
#include "cli/json.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/messages.h"
#include "cli/nearest.h"
#include "cli/shortest.h"

struct uf_json {
    uf_cli *cli;
    char *file; /* for messages */
    json_t *root;
};

/* --- Places. --- */

/* The path of a node; the caller frees it. */
static char *path_of(const uf_json_node *node)
{
    char *path = NULL;
    if (node->parent == NULL) {
        path = uf_message_text("$");
    } else {
        char *before = path_of(node->parent);
        path = node->name != NULL ? uf_message_text("%s.%s", before, node->name)
                                  : uf_message_text("%s[%zu]", before, node->index);
        free(before);
    }
    if (path == NULL)
        uf_cli_no_memory(node->document->cli);
    return path;
}

static char *compose(const char *format, va_list arguments, const uf_json_node *node)
{
    char *text = uf_message_text_list(format, arguments);
    if (text == NULL)
        uf_cli_no_memory(node->document->cli);
    return text;
}

void uf_json_die(const uf_json_node *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = compose(format, arguments, node);
    va_end(arguments);
    uf_cli_die(node->document->cli, "%s: %s: %s", node->document->file, path_of(node), text);
}

void uf_json_remark(const uf_json_node *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = compose(format, arguments, node);
    va_end(arguments);
    char *path = path_of(node);
    uf_cli_warn(node->document->cli, "%s: %s: %s", node->document->file, path, text);
    free(path);
    free(text);
}

/* --- The document. --- */

uf_json *uf_json_read(uf_cli *cli, const char *path)
{
    json_error_t error;
    const bool is_stdin = strcmp(path, "-") == 0;
    uf_json *document = uf_cli_allocate(cli, 1, sizeof *document);
    *document = (uf_json){ .cli = cli, .file = uf_cli_copy(cli, is_stdin ? "stdin" : path) };
    document->root = is_stdin ? json_loadfd(STDIN_FILENO, JSON_REJECT_DUPLICATES, &error)
                              : json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (document->root == NULL && error.line > 0)
        uf_cli_die(cli, "%s:%d: not JSON: %s", document->file, error.line, error.text);
    if (document->root == NULL)
        uf_cli_die(cli, "%s", error.text);
    return document;
}

void uf_json_free(uf_json *document)
{
    if (document == NULL)
        return;
    json_decref(document->root);
    free(document->file);
    free(document);
}

uf_json_node uf_json_root(const uf_json *document)
{
    return (uf_json_node){ .document = document, .value = document->root };
}

/* --- Objects and arrays. --- */

static const char *kind_of(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_STRING: return "a text";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    case JSON_NULL: return "null";
    }
    return "nothing";
}

static _Noreturn void die_of_kind(const uf_json_node *node, const char *wanted)
{
    uf_json_die(node, "is %s, and has to be %s", kind_of(node->value), wanted);
}

bool uf_json_member(const uf_json_node *node, const char *name, uf_json_node *member)
{
    if (!json_is_object(node->value))
        die_of_kind(node, "an object");
    json_t *value = json_object_get(node->value, name);
    if (value == NULL || json_is_null(value))
        return false;
    *member =
        (uf_json_node){ .document = node->document, .value = value, .parent = node, .name = name };
    return true;
}

uf_json_node uf_json_need(const uf_json_node *node, const char *name)
{
    uf_json_node member;
    if (!uf_json_member(node, name, &member))
        uf_json_die(node, "has no '%s'", name);
    return member;
}

void uf_json_watch_slips(const uf_json_node *node, const char *const *known, size_t n)
{
    const char *name;
    json_t *value;
    if (!json_is_object(node->value))
        die_of_kind(node, "an object");
    json_object_foreach(node->value, name, value)
    {
        bool is_known = false;
        for (size_t i = 0; i < n; i++)
            is_known = is_known || strcmp(known[i], name) == 0;
        const size_t near = is_known ? n : uf_nearest(name, known, n);
        if (near < n)
            uf_json_remark(node, "'%s' is not known and not looked at; did you mean '%s'?", name,
                           known[near]);
    }
}

size_t uf_json_count(const uf_json_node *node)
{
    if (!json_is_array(node->value))
        die_of_kind(node, "an array");
    return json_array_size(node->value);
}

uf_json_node uf_json_element(const uf_json_node *node, size_t index)
{
    return (uf_json_node){ .document = node->document,
                           .value = json_array_get(node->value, index),
                           .parent = node,
                           .index = index };
}

bool uf_json_is_array(const uf_json_node *node)
{
    return json_is_array(node->value);
}

bool uf_json_is_object(const uf_json_node *node)
{
    return json_is_object(node->value);
}

bool uf_json_is_text(const uf_json_node *node)
{
    return json_is_string(node->value);
}

/* --- Values. --- */

const char *uf_json_text(const uf_json_node *node)
{
    if (!json_is_string(node->value))
        die_of_kind(node, "a text");
    return json_string_value(node->value);
}

bool uf_json_flag(const uf_json_node *node)
{
    if (!json_is_boolean(node->value))
        die_of_kind(node, "true or false");
    return json_is_true(node->value);
}

size_t uf_json_size(const uf_json_node *node)
{
    if (!json_is_integer(node->value) || json_integer_value(node->value) < 0)
        uf_json_die(node, "has to be a whole number, 0 or more");
    return (size_t)json_integer_value(node->value);
}

char *uf_json_as_text(const uf_json_node *node)
{
    uf_cli *cli = node->document->cli;
    char text[UF_SHORTEST_SIZE];
    if (json_is_string(node->value))
        return uf_cli_copy(cli, json_string_value(node->value));
    if (json_is_boolean(node->value))
        return uf_cli_copy(cli, json_is_true(node->value) ? "true" : "false");
    if (json_is_integer(node->value))
        (void)snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(node->value));
    else if (json_is_real(node->value))
        (void)uf_shortest(json_real_value(node->value), text);
    else
        die_of_kind(node, "a text, a number, true or false");
    return uf_cli_copy(cli, text);
}

bool uf_json_is_object_text(const char *text, size_t length, size_t *members)
{
    json_t *value = json_loadb(text, length, 0, NULL);
    const bool is_object = json_is_object(value);
    *members = json_object_size(value);
    json_decref(value);
    return is_object;
}

bool uf_json_is_array_text(const char *text, size_t length, size_t *elements)
{
    json_t *value = json_loadb(text, length, 0, NULL);
    const bool is_array = json_is_array(value);
    *elements = json_array_size(value);
    json_decref(value);
    return is_array;
}
