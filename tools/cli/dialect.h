/* dialect.h: which delimiter and which decimal mark a file uses.
 *
 * The delimiter is the one of comma, semicolon and tab that stands most often in the header outside
 * quotes; on a tie the rarer character in names wins: tab, then semicolon, then comma. A first line
 * `sep=;`, as Excel writes it, decides alone.
 *
 * The decimal mark is fixed by the first number of the file that has one; a comma can be a mark
 * only where it is not the delimiter. A later number with the other mark is bad, and so is `1,234`
 * (one to three digits, the first not 0, then a comma and exactly three) as long as no clear number
 * has fixed the mark, because it may be a grouped 1234. In a comma-delimited file the point is the
 * mark and nothing is in doubt. */
#ifndef UF_CLI_DIALECT_H
#define UF_CLI_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The length of the first line, its line end included, in the first n bytes of an input; line ends
 * between quotes do not count. 0 when the line does not end within them. */
size_t uf_dialect_line(const char *bytes, size_t n);
/* The delimiter that a line `sep=X` declares, or 0 if the line (as uf_dialect_line found it) is not
 * of that form. */
char uf_dialect_declared(const char *line, size_t length);
/* The delimiter of a header line; a comma when it holds none. */
char uf_dialect_delimiter(const char *header, size_t length);
/* Which cell of a line stands behind its first length bytes, counted from 1. delimiter 0: to be
 * found from them. */
size_t uf_dialect_cell(const char *line, size_t length, char delimiter);
/* The delimiter that a user names: one ASCII character, `tab` or `\t`. 0 when it cannot be one. */
char uf_dialect_named(const char *text);

/* '.' or ',' when known, 0 before that. */
typedef struct uf_decimal_mark {
    char mark;
    bool comma_possible; /* the delimiter is not a comma                                    */
    bool given;          /* by --decimal                                                    */
    uint64_t line;       /* where it was found                                              */
    char text[32];       /* the number that fixed it, cut to fit                            */
} uf_decimal_mark;

/* What a number's own mark says in a file. */
typedef enum uf_mark_verdict {
    UF_MARK_FITS,
    UF_MARK_DIFFERS,     /* the file uses the other mark                                    */
    UF_MARK_AMBIGUOUS,   /* 1,234 before the mark is known                                  */
    UF_MARK_NOT_A_NUMBER /* a comma in a comma-delimited file                               */
} uf_mark_verdict;

/* Nothing is known yet of a file with this delimiter. given: '.' or ',' if the user said so, else
 * 0. */
void uf_decimal_mark_init(uf_decimal_mark *state, char delimiter, char given);
/* Hold a number's mark ('.' or ',') against the file's, which it fixes if it is the first one.
 * may_group says that the text has the form 1,234. */
uf_mark_verdict uf_decimal_mark_check(uf_decimal_mark *state, char mark, bool may_group,
                                      uint64_t line, const char *text, size_t length);

#endif
