/* schema.c: the fields, keys and references of a Table Schema, alone or in a Data Package. */
#include "cli/schema.h"

#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"
#include "cli/nearest.h"
#include "cli/schema_field_read.h"

/* What a schema is read from. */
struct origin {
    uf_cli *cli;
    const char *path; /* of the file */
    bool in_package;
    uf_json_node resources; /* of the Data Package */
    const char *const *references;
    size_t reference_count;
};

static char *join(uf_cli *cli, const char *folder, size_t folder_length, const char *path)
{
    char *joined = path[0] == '/' ? uf_message_text("%s", path)
                                  : uf_message_text("%.*s%s", (int)folder_length, folder, path);
    if (joined == NULL)
        uf_cli_no_memory(cli);
    return joined;
}

/* A path in a Data Package, which is relative to it. */
static char *beside(const struct origin *origin, const uf_json_node *node)
{
    const char *path = uf_json_text(node);
    if (strstr(path, "://") != NULL)
        uf_json_die(node, "'%s' is not a file; only files are read", path);
    const char *slash = strrchr(origin->path, '/');
    const size_t folder = slash != NULL ? (size_t)(slash - origin->path) + 1 : 0;
    return join(origin->cli, origin->path, folder, path);
}

/* ---- Resources ---- */

static _Noreturn void die_of_resources(const uf_json_node *resources, const char *asked)
{
    const size_t n = uf_json_count(resources);
    char *list = uf_message_text("%s", "");
    if (n == 0)
        uf_json_die(resources, "is empty");
    for (size_t i = 0; i < n && list != NULL; i++) {
        const uf_json_node element = uf_json_element(resources, i);
        const uf_json_node name = uf_json_need(&element, "name");
        char *longer = uf_message_text("%s%s%s", list, i > 0 ? ", " : "", uf_json_text(&name));
        free(list);
        list = longer;
    }
    if (asked != NULL)
        uf_json_die(resources, "there is no resource '%s'; there are %s", asked,
                    list != NULL ? list : "");
    uf_json_die(resources, "--resource NAME says which of these is meant: %s",
                list != NULL ? list : "");
}

/* The resource of a name. False if there is none. */
static bool find_resource(const uf_json_node *resources, const char *name, uf_json_node *found)
{
    const size_t n = uf_json_count(resources);
    for (size_t i = 0; i < n; i++) {
        *found = uf_json_element(resources, i);
        const uf_json_node called = uf_json_need(found, "name");
        if (strcmp(uf_json_text(&called), name) == 0)
            return true;
    }
    return false;
}

/* The files of a foreign key's resource: by --reference, else by the Data Package. */
static void find_paths(const struct origin *origin, const uf_json_node *node,
                       uf_schema_foreign *foreign)
{
    uf_json_node resource, path;
    const size_t length = strlen(foreign->resource);
    for (size_t i = 0; i < origin->reference_count; i++) {
        const char *reference = origin->references[i];
        if (strncmp(reference, foreign->resource, length) == 0 && reference[length] == '=') {
            foreign->paths = uf_cli_allocate(origin->cli, 1, sizeof *foreign->paths);
            foreign->paths[foreign->path_count++] =
                uf_cli_copy(origin->cli, reference + length + 1);
            return;
        }
    }
    if (!origin->in_package || !find_resource(&origin->resources, foreign->resource, &resource))
        uf_json_die(node, "where the resource '%s' is, is not said; --reference %s=FILE says it",
                    foreign->resource, foreign->resource);
    path = uf_json_need(&resource, "path");
    const bool several = uf_json_is_array(&path);
    const size_t n = several ? uf_json_count(&path) : 1;
    foreign->paths = uf_cli_allocate(origin->cli, n, sizeof *foreign->paths);
    for (foreign->path_count = 0; foreign->path_count < n; foreign->path_count++) {
        const uf_json_node one = several ? uf_json_element(&path, foreign->path_count) : path;
        foreign->paths[foreign->path_count] = beside(origin, &one);
    }
}

/* ---- Keys ---- */

size_t uf_schema_find(const uf_schema *schema, const char *name)
{
    size_t i = 0;
    while (i < schema->field_count && strcmp(schema->fields[i].name, name) != 0)
        i++;
    return i;
}

static size_t need_field(const uf_schema *schema, const uf_json_node *node)
{
    const char *name = uf_json_text(node);
    const size_t field = uf_schema_find(schema, name);
    if (field < schema->field_count)
        return field;
    const char **names = uf_cli_allocate(schema->cli, schema->field_count, sizeof *names);
    for (size_t i = 0; i < schema->field_count; i++)
        names[i] = schema->fields[i].name;
    const size_t near = uf_nearest(name, names, schema->field_count);
    if (near < schema->field_count)
        uf_json_die(node, "there is no field '%s'; did you mean '%s'?", name, names[near]);
    uf_json_die(node, "there is no field '%s'", name);
}

/* One name, or an array of names: the element i of it. */
static uf_json_node name_at(const uf_json_node *node, size_t i)
{
    return uf_json_is_array(node) ? uf_json_element(node, i) : *node;
}

static size_t count_names(const uf_json_node *node)
{
    const size_t n = uf_json_is_array(node) ? uf_json_count(node) : 1;
    if (n == 0)
        uf_json_die(node, "names no field");
    return n;
}

static size_t *need_fields(const uf_schema *schema, const uf_json_node *node, size_t *count)
{
    *count = count_names(node);
    size_t *fields = uf_cli_allocate(schema->cli, *count, sizeof *fields);
    for (size_t i = 0; i < *count; i++) {
        const uf_json_node name = name_at(node, i);
        fields[i] = need_field(schema, &name);
    }
    return fields;
}

static void add_key(uf_schema *schema, uf_schema_key key)
{
    schema->keys =
        uf_cli_grow(schema->cli, schema->keys, schema->key_count + 1, sizeof *schema->keys);
    schema->keys[schema->key_count++] = key;
}

/* primaryKey, uniqueKeys, and the fields that are unique by themselves. */
static void read_keys(uf_schema *schema, const uf_json_node *node)
{
    uf_json_node keys;
    size_t alone = schema->field_count;
    if (uf_json_member(node, "primaryKey", &keys)) {
        uf_schema_key key = { .rule = UF_RULE_PRIMARY_KEY };
        key.fields = need_fields(schema, &keys, &key.count);
        add_key(schema, key);
        alone = key.count == 1 ? key.fields[0] : alone;
    }
    if (uf_json_member(node, "uniqueKeys", &keys)) {
        const size_t n = uf_json_count(&keys);
        for (size_t i = 0; i < n; i++) {
            uf_schema_key key = { .rule = UF_RULE_UNIQUE };
            const uf_json_node fields = uf_json_element(&keys, i);
            key.fields = need_fields(schema, &fields, &key.count);
            add_key(schema, key);
        }
    }
    for (size_t i = 0; i < schema->field_count; i++) {
        if (!schema->fields[i].unique || i == alone)
            continue;
        size_t *field = uf_cli_allocate(schema->cli, 1, sizeof *field);
        *field = i;
        add_key(schema, (uf_schema_key){ .rule = UF_RULE_UNIQUE, .fields = field, .count = 1 });
    }
}

static void read_foreign(uf_schema *schema, const struct origin *origin, const uf_json_node *node)
{
    uf_json_node resource;
    uf_schema_foreign foreign = { .resource = "" };
    const uf_json_node fields = uf_json_need(node, "fields");
    const uf_json_node reference = uf_json_need(node, "reference");
    const uf_json_node columns = uf_json_need(&reference, "fields");
    foreign.fields = need_fields(schema, &fields, &foreign.count);
    if (count_names(&columns) != foreign.count)
        uf_json_die(&columns, "names another number of fields than the key has");
    foreign.columns = uf_cli_allocate(schema->cli, foreign.count, sizeof *foreign.columns);
    if (uf_json_member(&reference, "resource", &resource))
        foreign.resource = uf_json_text(&resource);
    for (size_t i = 0; i < foreign.count; i++) {
        const uf_json_node name = name_at(&columns, i);
        foreign.columns[i] = uf_json_text(&name);
        if (foreign.resource[0] == '\0')
            (void)need_field(schema, &name);
    }
    if (foreign.resource[0] != '\0')
        find_paths(origin, &resource, &foreign);
    schema->foreigns = uf_cli_grow(schema->cli, schema->foreigns, schema->foreign_count + 1,
                                   sizeof *schema->foreigns);
    schema->foreigns[schema->foreign_count++] = foreign;
}

/* ---- The schema ---- */

static void read_fields(uf_schema *schema, const uf_json_node *node)
{
    uf_json_node missing;
    const bool has_missing = uf_json_member(node, "missingValues", &missing);
    size_t na_count = 0;
    const char *const *na =
        uf_cli_has(schema->cli, "na") ? uf_cli_list(schema->cli, "na", &na_count) : NULL;
    const uf_json_node fields = uf_json_need(node, "fields");
    const size_t n = uf_json_count(&fields);
    schema->fields = uf_cli_allocate(schema->cli, n, sizeof *schema->fields);
    for (size_t i = 0; i < n; i++) {
        const uf_json_node field = uf_json_element(&fields, i);
        uf_field_describe(&schema->fields[i], schema->cli, &field, has_missing ? &missing : NULL,
                          na, na_count);
        if (uf_schema_find(schema, schema->fields[i].name) < i)
            uf_json_die(&field, "there is a field '%s' already", schema->fields[i].name);
        schema->field_count++;
    }
    if (n == 0)
        uf_json_die(&fields, "a schema without fields says nothing");
}

static void read_match(uf_schema *schema, const uf_json_node *node)
{
    static const char *const names[] = { "exact", "equal", "subset", "superset", "partial" };
    uf_json_node match;
    if (!uf_json_member(node, "fieldsMatch", &match))
        return;
    (void)count_names(&match);
    const uf_json_node word = name_at(&match, 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(uf_json_text(&word), names[i]) == 0) {
            schema->match = (uf_schema_match)i;
            return;
        }
    }
    uf_json_die(&word, "'%s' is none of exact, equal, subset, superset, partial",
                uf_json_text(&word));
}

static void read_schema(uf_schema *schema, const struct origin *origin, const uf_json_node *node)
{
    static const char *const known[] = { "fields",        "fieldsMatch", "primaryKey",
                                         "uniqueKeys",    "foreignKeys", "name",
                                         "missingValues", "title",       "description",
                                         "$schema" };
    uf_json_node foreigns;
    uf_json_watch_slips(node, known, sizeof known / sizeof known[0]);
    read_fields(schema, node);
    read_match(schema, node);
    read_keys(schema, node);
    if (!uf_json_member(node, "foreignKeys", &foreigns))
        return;
    const size_t n = uf_json_count(&foreigns);
    for (size_t i = 0; i < n; i++) {
        const uf_json_node foreign = uf_json_element(&foreigns, i);
        read_foreign(schema, origin, &foreign);
    }
}

/* The schema of a Data Package's resource: an object, or the path of a file. */
static void read_package(uf_schema *schema, struct origin *origin, const uf_json_node *root,
                         const char *name)
{
    uf_json_node resource;
    origin->in_package = true;
    origin->resources = uf_json_need(root, "resources");
    if (name == NULL && uf_json_count(&origin->resources) == 1)
        resource = uf_json_element(&origin->resources, 0);
    else if (name == NULL || !find_resource(&origin->resources, name, &resource))
        die_of_resources(&origin->resources, name);
    const uf_json_node node = uf_json_need(&resource, "schema");
    if (!uf_json_is_text(&node)) {
        read_schema(schema, origin, &node);
        return;
    }
    char *path = beside(origin, &node);
    schema->own_json = uf_json_read(schema->cli, path);
    free(path);
    const uf_json_node own = uf_json_root(schema->own_json);
    read_schema(schema, origin, &own);
}

uf_schema *uf_schema_read(uf_cli *cli, const char *path, const char *resource,
                          const char *const *references, size_t n)
{
    uf_json_node resources;
    uf_schema *schema = uf_cli_allocate(cli, 1, sizeof *schema);
    *schema = (uf_schema){ .cli = cli, .json = uf_json_read(cli, path) };
    struct origin origin = {
        .cli = cli, .path = path, .references = references, .reference_count = n
    };
    const uf_json_node root = uf_json_root(schema->json);
    if (uf_json_member(&root, "resources", &resources))
        read_package(schema, &origin, &root, resource);
    else if (resource != NULL)
        uf_json_die(&root, "has no resources, so --resource %s finds none; it is no Data Package",
                    resource);
    else
        read_schema(schema, &origin, &root);
    return schema;
}

void uf_schema_free(uf_schema *schema)
{
    if (schema == NULL)
        return;
    for (size_t i = 0; i < schema->field_count; i++)
        uf_field_release(&schema->fields[i]);
    for (size_t i = 0; i < schema->key_count; i++)
        free(schema->keys[i].fields);
    for (size_t i = 0; i < schema->foreign_count; i++) {
        uf_schema_foreign *foreign = &schema->foreigns[i];
        for (size_t k = 0; k < foreign->path_count; k++)
            free(foreign->paths[k]);
        free(foreign->paths);
        free(foreign->columns);
        free(foreign->fields);
    }
    free(schema->fields);
    free(schema->keys);
    free(schema->foreigns);
    uf_json_free(schema->json);
    uf_json_free(schema->own_json);
    free(schema);
}
