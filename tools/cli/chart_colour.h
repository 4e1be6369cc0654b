/* chart_colour.h: a scale of colours, and what can be read on them.
 *
 * The scale is ColorBrewer's sequential Blues (Brewer & Harrower, colorbrewer2.org) without its
 * darkest: one hue that gets darker all the way, so that its order is seen by everybody, the
 * colour-blind too, and in print without colour. */
#ifndef UF_CLI_CHART_COLOUR_H
#define UF_CLI_CHART_COLOUR_H

#include <stdbool.h>
#include <stdint.h>

/* The colour at part of the scale, 0 the lightest to 1 the darkest (beyond: these), as 0xRRGGBB. */
uint32_t uf_colour_scale(double part);

/* Whether white on the colour has more contrast than ink (#222222) on it: WCAG 2.1, relative
 * luminance and contrast ratio. */
bool uf_colour_dark(uint32_t colour);

#endif
