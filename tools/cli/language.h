/* language.h: the language of what a person reads: charts, tables, verdicts.
 *
 * English is in the source, other languages are in po/. Texts are translated by gettext; the locale
 * is set once, for messages only, to C.UTF-8 with LANGUAGE saying which language, so that no locale
 * has to be generated, and numbers and dates of files never follow it. Column names, CSV, options
 * and errors are the same in every language.
 *
 * A text in the source stands in uf_translate("…"); in a table, where no function can be called,
 * in UF_TRANSLATABLE("…"), and uf_translate is given it later. `make po` collects both. */
#ifndef UF_CLI_LANGUAGE_H
#define UF_CLI_LANGUAGE_H

#include "cli/program.h"

#define UF_TRANSLATABLE(text) (text)

/* Choose the language of the run: --lang; else the first of LANGUAGE's list that there is, else
 * that of LC_ALL, LC_MESSAGES or LANG, whichever is the first to say something. As for other
 * programs, LANGUAGE counts for nothing in the locale C or POSIX. A language that there is not is
 * English. A --lang whose texts are not installed ends the program. Called once, before anything is
 * said. */
void uf_language_start(uf_cli *cli);

/* The text in the language of the run, or as it stands. Lives as long as the program. */
const char *uf_translate(const char *text) __attribute__((format_arg(1)));

/* Write the decimal mark of the language into a number: "12.5" becomes "12,5" in Swedish. Returns
 * number. */
char *uf_language_number(char *number);

#endif
