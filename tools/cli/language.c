/* language.c: choosing the language, and asking gettext for its texts. */
#include "cli/language.h"

#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/datafile.h"

static const char domain[] = "utfall";

/* English is no translation, and comes first. */
static const char *const languages[] = { "en", "sv" };
enum { ENGLISH, LANGUAGES = sizeof languages / sizeof languages[0] };

/* Which language the name of a locale begins with: sv, sv_SE, sv_SE.UTF-8, sv@euro. LANGUAGES if
 * none of ours. */
static size_t language_of(const char *locale, size_t length)
{
    const size_t name = strcspn(locale, "_.@:");
    const size_t letters = name < length ? name : length;
    for (size_t i = 0; i < LANGUAGES; i++)
        if (letters == strlen(languages[i]) && strncmp(locale, languages[i], letters) == 0)
            return i;
    return LANGUAGES;
}

/* The first of a list "sv:en" that there is, or LANGUAGES. */
static size_t first_of(const char *list)
{
    while (*list != '\0') {
        const size_t length = strcspn(list, ":");
        const size_t found = language_of(list, length);
        if (found < LANGUAGES)
            return found;
        list += length + (list[length] == ':');
    }
    return LANGUAGES;
}

/* What the environment asks for. */
static size_t of_environment(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    const char *locale = "", *list = getenv("LANGUAGE");
    for (size_t i = 0; i < sizeof names / sizeof names[0] && locale[0] == '\0'; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL)
            locale = value;
    }
    if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
        return ENGLISH;
    size_t found = list != NULL ? first_of(list) : LANGUAGES;
    if (found == LANGUAGES)
        found = language_of(locale, strlen(locale));
    return found < LANGUAGES ? found : ENGLISH;
}

void uf_language_start(uf_cli *cli)
{
    const char *asked = uf_cli_text(cli, "lang");
    const size_t language = asked != NULL ? language_of(asked, strlen(asked)) : of_environment();
    if (language == ENGLISH || language == LANGUAGES)
        return;
    const char *name = languages[language];
    char *folder = uf_datafile_locale(cli, name, domain);
    const bool installed = folder != NULL;
    /* glibc asks LANGUAGE for any locale but C itself */
    const bool good =
        installed && setenv("LANGUAGE", name, 1) == 0 &&
        setlocale(LC_MESSAGES, "C.UTF-8") != NULL && bindtextdomain(domain, folder) != NULL &&
        bind_textdomain_codeset(domain, "UTF-8") != NULL && textdomain(domain) != NULL;
    free(folder);
    if (!good && asked != NULL)
        uf_cli_die(cli, "--lang %s: %s", name,
                   installed ? "this system has no locale C.UTF-8"
                             : "its texts are not installed (locale/, beside the programs)");
}

const char *uf_translate(const char *text)
{
    /* to gettext the empty text is the header of the translation */
    return text[0] != '\0' ? gettext(text) : text;
}

char *uf_language_number(char *number)
{
    /* translators: the decimal mark */
    const char *mark = uf_translate("decimal mark|.");
    char *point = strchr(number, '.');
    if (point != NULL)
        *point = mark[strlen(mark) - 1];
    return number;
}
