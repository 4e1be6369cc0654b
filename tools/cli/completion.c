/* completion.c: completion scripts for bash, zsh and fish. */
#include "cli/completion.h"

#include <stddef.h>
#include <string.h>

#include "cli/options.h"

/* A text between single quotes, for all three shells; where also is given, a backslash goes before
 * each of its characters (what zsh's _arguments reads inside a specification). */
static void quote(FILE *page, const char *text, const char *also)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            (void)fputs("'\\''", page);
        else {
            if (strchr(also, *text) != NULL)
                (void)fputc('\\', page);
            (void)fputc(*text, page);
        }
    }
}

/* "a|b|c" with separators of the shell's kind. */
static void write_choices(FILE *page, const char *choices)
{
    for (; *choices != '\0'; choices++)
        (void)fputc(*choices == '|' ? ' ' : *choices, page);
}

/* --- bash --- */

/* The name with what no function name may hold replaced. */
static void write_function_name(FILE *page, const char *name)
{
    (void)fputc('_', page);
    for (; *name != '\0'; name++)
        (void)fputc(*name == '-' ? '_' : *name, page);
}

static void write_bash_cases(FILE *page, const uf_tool *tool)
{
    uf_option_walk walk = { 0 };
    while (uf_options_next(tool, &walk)) {
        if (walk.option.choices == NULL)
            continue;
        fprintf(page, "    --%s)\n        mapfile -t COMPREPLY < <(compgen -W '", walk.option.name);
        write_choices(page, walk.option.choices);
        (void)fputs("' -- \"$word\")\n        return\n        ;;\n", page);
    }
}

static void write_bash(FILE *page, const uf_tool *tool)
{
    uf_option_walk walk = { 0 };
    write_function_name(page, tool->name);
    (void)fputs(
        "() {\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
        "    if [ \"$word\" = = ]; then\n        word=\n"
        "    elif [ \"$before\" = = ]; then\n"
        "        before=${COMP_WORDS[COMP_CWORD - 2]}\n    fi\n"
        "    case $before in\n",
        page);
    write_bash_cases(page, tool);
    (void)fputs("    esac\n    if [[ $word == -* ]]; then\n"
                "        mapfile -t COMPREPLY < <(compgen -W '",
                page);
    while (uf_options_next(tool, &walk))
        fprintf(page, "%s--%s", walk.position > 1 ? " " : "", walk.option.name);
    (void)fputs("' -- \"$word\")\n    else\n"
                "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n    fi\n}\n"
                "complete -o filenames -F ",
                page);
    write_function_name(page, tool->name);
    fprintf(page, " %s\n", tool->name);
}

/* --- zsh --- */

static void write_zsh_option(FILE *page, const uf_option *option)
{
    const bool is_flag = option->kind == UF_OPTION_FLAG;
    fprintf(page, "  '%s--%s%s[", uf_option_accumulates(option) ? "*" : "", option->name,
            is_flag ? "" : "=");
    quote(page, option->text, "[]\\");
    (void)fputc(']', page);
    if (option->choices != NULL) {
        fprintf(page, ":%s:(", option->name);
        write_choices(page, option->choices);
        (void)fputc(')', page);
    } else if (option->kind == UF_OPTION_FILE || option->kind == UF_OPTION_OUTPUT) {
        fprintf(page, ":%s:_files", option->name);
    } else if (!is_flag) {
        fprintf(page, ":%s: ", option->name);
    }
    (void)fputs("' \\\n", page);
}

static void write_zsh(FILE *page, const uf_tool *tool)
{
    uf_option_walk walk = { 0 };
    fprintf(page, "#compdef %s\n_arguments \\\n", tool->name);
    while (uf_options_next(tool, &walk))
        write_zsh_option(page, &walk.option);
    (void)fputs("  '*:file:_files'\n", page);
}

/* --- fish --- */

static void write_fish(FILE *page, const uf_tool *tool)
{
    uf_option_walk walk = { 0 };
    while (uf_options_next(tool, &walk)) {
        const uf_option *option = &walk.option;
        fprintf(page, "complete -c %s -l %s", tool->name, option->name);
        if (option->letter != 0)
            fprintf(page, " -s %c", option->letter);
        if (option->choices != NULL) {
            (void)fputs(" -x -a '", page);
            write_choices(page, option->choices);
            (void)fputc('\'', page);
        } else if (option->kind == UF_OPTION_FILE || option->kind == UF_OPTION_OUTPUT) {
            (void)fputs(" -r", page);
        } else if (option->kind != UF_OPTION_FLAG) {
            (void)fputs(" -x", page);
        }
        (void)fputs(" -d '", page);
        quote(page, option->text, "\\");
        (void)fputs("'\n", page);
    }
}

bool uf_completion_write(FILE *page, const uf_tool *tool, const char *shell)
{
    static const struct {
        const char *name;
        void (*write)(FILE *page, const uf_tool *tool);
    } shells[] = { { "bash", write_bash }, { "zsh", write_zsh }, { "fish", write_fish } };
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++)
        if (strcmp(shell, shells[i].name) == 0) {
            if (page != NULL)
                shells[i].write(page, tool);
            return true;
        }
    return false;
}
