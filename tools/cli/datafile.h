/* datafile.h: data that ship with the programs: column maps, codes, keys.
 *
 * A name without a slash that is no file is looked up as FOLDER/NAME.csv and then as
 * datasets/FOLDER/NAME.csv in $UTFALL_DATA, in ../ and ../share/utfall of the executable's own
 * folder, and in PREFIX/share/utfall. */
#ifndef UF_CLI_DATAFILE_H
#define UF_CLI_DATAFILE_H

#include "cli/program.h"

/* The path of the data file that an option names: `name` itself if it holds a slash, is "-" or is a
 * file; else the first that is found ("maps", "ss12000"). Ends the program if none is, saying where
 * it looked. The caller frees it with free(). */
char *uf_datafile_find(uf_cli *cli, const char *folder, const char *name);

/* The path of the gnuplot script plots/KIND.gp, in the same places. Ends the program if there is
 * none. The caller frees it with free(). */
char *uf_datafile_plot(uf_cli *cli, const char *kind);

/* The folder that holds LANGUAGE/LC_MESSAGES/DOMAIN.mo: locale/ in $UTFALL_DATA or beside it; as
 * the executable's own folder sees them, ../share/locale of an installation and ../build/locale and
 * ../../locale of a build; PREFIX/share/locale. NULL if there is none; the caller frees it. */
char *uf_datafile_locale(uf_cli *cli, const char *language, const char *domain);

#endif
