/* chart_text.h: text on its way into a picture: made harmless, measured, broken into lines.
 *
 * Labels come from files that somebody else made, and gnuplot is a programming language. Three
 * things keep it from reading a label as a command:
 *   - Text stands only in rows of data blocks, which gnuplot stores unread until a chart draws them
 *     as labels; never in a title, a key, a string expression, a function or a file name.
 *   - A field is "…" with nothing inside but letters, digits, spaces, . , : ( ) % + - = / < > and
 *     UTF-8 beyond ASCII; any other byte is an octal escape, `\140` for a backquote, which gnuplot
 *     resolves when it draws. So there is no quote to close, no backquote, @, $, # or ; to find
 *     anywhere in the script, even for a gnuplot that reads data blocks in another way.
 *   - No line is longer than gnuplot's own 1,024 bytes, beyond which it would go on reading the
 *     rest as a new line; and no line begins like the terminator of a block.
 * Terminals are noenhanced, so that a_b^{c} is drawn as it stands. */
#ifndef UF_CLI_CHART_TEXT_H
#define UF_CLI_CHART_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/texts.h"

/* A new text without what would steer a picture: control characters (C0, DEL, C1), line and
 * paragraph separators and marks of writing direction become spaces, bytes that are not UTF-8 and
 * non-characters become U+FFFD. NULL when memory runs out; the caller frees it. */
char *uf_chart_text_clean(const char *text);

/* Bytes that a quoted field takes at most, with its quotes and terminator. */
enum { UF_CHART_FIELD_SIZE = 904 };

/* Write clean text as a quoted field and return its length. Text that does not fit is cut between
 * two characters and ends with an ellipsis. */
size_t uf_chart_text_quote(char field[UF_CHART_FIELD_SIZE], const char *text);

/* What text is measured in: DejaVu Sans of a size in pixels, from the font's own advance widths for
 * ASCII and upper estimates beyond (an em for Chinese, Japanese, Korean and pictographs; Verdana is
 * as wide, the usual replacements are narrower); or the cells of a terminal, so many pixels wide,
 * of which a character takes one (those that take an em: two). */
typedef struct uf_chart_font {
    double size;
    bool cells;
} uf_chart_font;

/* The width in pixels of length bytes of clean text. */
double uf_chart_text_width(const char *text, size_t length, uf_chart_font font);

/* Add clean text to lines, broken into at most max lines of a width: after a space (but not before
 * a %), / - _ , ; or ·, else within a word. Empty text adds no line. *cut (may be NULL) says
 * whether the last line ends with an ellipsis because not all fitted. False when memory runs
 * out. */
bool uf_chart_text_wrap(uf_texts *lines, const char *text, double width, uf_chart_font font,
                        size_t max, bool *cut);

#endif
