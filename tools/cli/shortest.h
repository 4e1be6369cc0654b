/* shortest.h: a double as the shortest decimal that reads back to the same double.
 *
 * "0.1" and not "0.10000000000000001": no decimal with fewer significant digits reads back to the
 * same double, and of those with as many digits it is the one nearest to it. The text is the same
 * under every locale.
 *
 * Magnitudes from 0.00001 up to but not including 1e15 are written plainly (0.00001, 123456.75);
 * beyond, with an exponent without padding (1e-6, 2.5e-7, 1e15, 1.7976931348623157e308). NaN is
 * "nan", infinities "inf" and "-inf"; minus zero is "-0".
 *
 * Method: whole numbers and decimals of up to 15 digits are found by trying; the other everyday
 * magnitudes by exact 128-bit arithmetic on the interval that rounds to the double; the rest by the
 * free-format algorithm on large integers: Steele & White 1990, "How to Print Floating-Point
 * Numbers Accurately", with the boundary cases of Burger & Dybvig 1996, "Printing Floating-Point
 * Numbers Quickly and Accurately", section 3. */
#ifndef UF_CLI_SHORTEST_H
#define UF_CLI_SHORTEST_H

#include <stddef.h>

enum { UF_SHORTEST_SIZE = 32 };

/* Write number to text, which holds at least UF_SHORTEST_SIZE bytes, with a terminator. Returns the
 * length without it. */
size_t uf_shortest(double number, char *text);

#endif
