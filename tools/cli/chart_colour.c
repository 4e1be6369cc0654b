/* chart_colour.c: colours between those of a scale, and contrast. */
#include "cli/chart_colour.h"

#include <math.h>
#include <stddef.h>

static const uint32_t scale[] = { 0xF7FBFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1,
                                  0x6BAED6, 0x4292C6, 0x2171B5, 0x08519C };
enum { STEPS = sizeof scale / sizeof scale[0] - 1 };

static double channel(uint32_t colour, unsigned shift)
{
    return (double)(colour >> shift & 0xFF);
}

uint32_t uf_colour_scale(double part)
{
    const double place = STEPS * fmin(fmax(part, 0.0), 1.0);
    const size_t low = place < STEPS ? (size_t)place : STEPS - 1;
    const double beyond = place - (double)low;
    uint32_t colour = 0;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        const double value =
            (1 - beyond) * channel(scale[low], shift) + beyond * channel(scale[low + 1], shift);
        colour |= (uint32_t)lround(value) << shift;
    }
    return colour;
}

static double linear(double value)
{
    const double part = value / 255;
    return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour)
{
    return 0.2126 * linear(channel(colour, 16)) + 0.7152 * linear(channel(colour, 8)) +
           0.0722 * linear(channel(colour, 0));
}

bool uf_colour_dark(uint32_t colour)
{
    const double own = luminance(colour) + 0.05;
    return (luminance(0xFFFFFF) + 0.05) / own > own / (luminance(0x222222) + 0.05);
}
