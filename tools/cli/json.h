/* json.h: a JSON file, and mistakes in it told with their place.
 *
 * A node is a value and the way to it from the root, which messages show as a JSON path:
 *     uf-check: schema.json: $.fields[2].type: 'strng' is no type; did you mean 'string'?
 * Nodes are values: a child points to its parent node, which must live as long as it. */
#ifndef UF_CLI_JSON_H
#define UF_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/program.h"

struct json_t;
typedef struct uf_json uf_json;

typedef struct uf_json_node {
    const uf_json *document;
    struct json_t *value;
    const struct uf_json_node *parent; /* NULL: the root                    */
    const char *name;                  /* of a member; NULL: of an element  */
    size_t index;                      /* of an element                     */
} uf_json_node;

/* Read a file ("-" is stdin). One that is not JSON, or has a member twice, ends the program with
 * file and line. */
uf_json *uf_json_read(uf_cli *cli, const char *path);
void uf_json_free(uf_json *document);
uf_json_node uf_json_root(const uf_json *document);

/* End the program: file, path of the node, and the text. */
_Noreturn void uf_json_die(const uf_json_node *node, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same as a remark, and go on. */
void uf_json_remark(const uf_json_node *node, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The member of an object. False if there is none, or if it is null. A node that is no object ends
 * the program. */
bool uf_json_member(const uf_json_node *node, const char *name, uf_json_node *member);
/* The same, and where there is none the program ends. */
uf_json_node uf_json_need(const uf_json_node *node, const char *name);
/* Remark on each member of an object whose name is nearly one of n known ones, and none of them: a
 * slip of the finger must not go unnoticed, while names of the user's own are welcome. */
void uf_json_watch_slips(const uf_json_node *node, const char *const *known, size_t n);

/* How many elements an array has; a node that is no array ends the program. */
size_t uf_json_count(const uf_json_node *node);
uf_json_node uf_json_element(const uf_json_node *node, size_t index);

bool uf_json_is_array(const uf_json_node *node);
bool uf_json_is_object(const uf_json_node *node);
bool uf_json_is_text(const uf_json_node *node);

/* The value of a node; another kind ends the program. A text holds no NUL. */
const char *uf_json_text(const uf_json_node *node);
bool uf_json_flag(const uf_json_node *node);
size_t uf_json_size(const uf_json_node *node); /* a whole number, 0 or more */
/* A text, number or boolean as text: 0.15 is "0.15". The caller frees it. */
char *uf_json_as_text(const uf_json_node *node);

/* Whether a text is a JSON object, or a JSON array; and how many members or elements it has. */
bool uf_json_is_object_text(const char *text, size_t length, size_t *members);
bool uf_json_is_array_text(const char *text, size_t length, size_t *elements);

#endif
