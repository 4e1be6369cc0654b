/* root.h: where a function that changes sign once does so. Private to libstats. */
#ifndef UTFALL_ROOT_H
#define UTFALL_ROOT_H

/* A function of one number, and what else it needs to know. */
typedef double (*uf_curve)(double x, const void *context);

/* The point between low and high where the curve changes sign, by bisection until the two ends are
 * neighbouring doubles. The curve may be infinite at the ends; its sign there must differ. NaN when
 * it does not, or when the curve is NaN on the way. */
double uf_root(uf_curve curve, const void *context, double low, double high);

#endif
