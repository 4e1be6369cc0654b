/* dress.h: what a simulated attendance log looks like: as our programs write, or as Swedish
 * schools' systems do.
 *
 * plain: UTF-8, commas, points and our column names; pupils are p0001, p0002 …, schools A, B …,
 * classes 1a, 1b …, amounts in minutes.
 *
 * swedish: semicolons, decimal commas, CRLF, Swedish column names
 * (datasets/maps/swedish-lessons.csv is their map), ja and nej, amounts in hours, pupils as
 * "Efternamn, Förnamn" in quotes. It is in UTF-8 with a byte order mark, or in Windows code page
 * 1252 without. Names are put together from common Swedish ones by the pupil's number: no two
 * pupils share one, and none is a person. The rows, their order and what they say are those of
 * plain. */
#ifndef UF_CLI_DRESS_H
#define UF_CLI_DRESS_H

#include <utfall/simulate_absence.h>

#include "cli/program.h"
#include "cli/writer.h"

typedef struct uf_dress uf_dress;

/* The dress that --dress and --encoding ask for. Ends the program where the two do not go together,
 * and where lessons are no exact number of hours in decimals. pupils: how many there are. */
uf_dress *uf_dress_new(uf_cli *cli, const uf_simulation_settings *settings, uint32_t pupils);
void uf_dress_free(uf_dress *dress);

void uf_dress_header(const uf_dress *dress, uf_writer *writer);
void uf_dress_row(const uf_dress *dress, uf_writer *writer, const uf_simulated_row *row);

enum { UF_DRESS_NAME_SIZE = 24 };

/* What plain calls a school: A, B … or AA, AB … where there are more than 26. Returns text. */
char *uf_dress_school(const uf_dress *dress, uint32_t school, char text[UF_DRESS_NAME_SIZE]);

#endif
