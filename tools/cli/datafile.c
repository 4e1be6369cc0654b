/* datafile.c: looking for shipped data where an installation or a source tree keeps them. */
#include "cli/datafile.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/messages.h"

#ifndef UF_DATADIR
#define UF_DATADIR "/usr/local/share/utfall"
#endif

/* The executable's folder, with a slash at the end; "" where the system does not tell. */
static void own_folder(char *folder, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", folder, size - 1);
    folder[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(folder, '/');
    folder[slash != NULL ? slash - folder + 1 : 0] = '\0';
}

/* One file that ships, in the places where it may be under a root. */
struct wanted {
    const char *folder, *name, *ending;
};

/* The path of the file under a root, or NULL. */
static char *find_under(uf_cli *cli, const char *root, const struct wanted *file)
{
    static const char *const within[] = { "", "datasets/" };
    for (size_t i = 0; i < sizeof within / sizeof within[0]; i++) {
        char *path = uf_cli_checked(cli, uf_message_text("%s/%s%s/%s.%s", root, within[i],
                                                         file->folder, file->name, file->ending));
        if (access(path, F_OK) == 0)
            return path;
        free(path);
    }
    return NULL;
}

/* The path of the file in the first place that has it. before: how a complaint begins. */
static char *find(uf_cli *cli, const struct wanted *file, const char *before)
{
    char own[PATH_MAX];
    own_folder(own, sizeof own);
    char *beside = uf_cli_checked(cli, uf_message_text("%s..", own));
    char *shared = uf_cli_checked(cli, uf_message_text("%s../share/utfall", own));
    const char *chosen = getenv("UTFALL_DATA");
    const char *const roots[] = { chosen, own[0] != '\0' ? beside : NULL,
                                  own[0] != '\0' ? shared : NULL, UF_DATADIR };
    char *path = NULL;
    for (size_t i = 0; i < sizeof roots / sizeof roots[0] && path == NULL; i++) {
        if (roots[i] != NULL && roots[i][0] != '\0')
            path = find_under(cli, roots[i], file);
    }
    if (path == NULL)
        uf_cli_die(cli, "%sno %s/%s.%s in %s%s%s or %s", before, file->folder, file->name,
                   file->ending, chosen != NULL ? chosen : "", chosen != NULL ? ", " : "", beside,
                   UF_DATADIR);
    free(beside);
    free(shared);
    return path;
}

char *uf_datafile_find(uf_cli *cli, const char *folder, const char *name)
{
    if (strchr(name, '/') != NULL || strcmp(name, "-") == 0 || access(name, F_OK) == 0)
        return uf_cli_copy(cli, name);
    char *before = uf_cli_checked(cli, uf_message_text("%s: no such file, and ", name));
    char *path = find(cli, &(struct wanted){ folder, name, "csv" }, before);
    free(before);
    return path;
}

char *uf_datafile_plot(uf_cli *cli, const char *kind)
{
    return find(cli, &(struct wanted){ "plots", kind, "gp" }, "");
}

char *uf_datafile_locale(uf_cli *cli, const char *language, const char *domain)
{
    char own[PATH_MAX];
    own_folder(own, sizeof own);
    const char *chosen = getenv("UTFALL_DATA");
    const struct {
        const char *root, *tail;
    } places[] = {
        { chosen, "/locale" },      { chosen, "/../locale" }, { own, "../share/locale" },
        { own, "../build/locale" }, { own, "../../locale" },  { UF_DATADIR, "/../locale" },
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (places[i].root == NULL || places[i].root[0] == '\0')
            continue;
        char *folder = uf_cli_checked(cli, uf_message_text("%s%s", places[i].root, places[i].tail));
        char *file = uf_cli_checked(
            cli, uf_message_text("%s/%s/LC_MESSAGES/%s.mo", folder, language, domain));
        const bool there = access(file, R_OK) == 0;
        free(file);
        if (there)
            return folder;
        free(folder);
    }
    return NULL;
}
