/* bivariate_normal.h: two standard normal variables that are correlated. Private to libstats. */
#ifndef BIVARIATE_NORMAL_H
#define BIVARIATE_NORMAL_H

/* The probability that both of two events happen, which have the probabilities p and q and are
 * joined by a normal copula with this correlation, |correlation| < 1:
 *     P(X <= h, Y <= k) = p q + integral of exp(-(h^2 + k^2 - 2 h k sin t) / (2 cos^2 t)) / (2 pi)
 * over t from 0 to asin(correlation), h and k the normal quantiles of p and q (Plackett 1954,
 * Biometrika 41: 351-360, in the form of Drezner & Wesolowsky 1990, J. Stat. Comput. Simul. 35:
 * 101-107), by 20 Gauss-Legendre points: to 1e-12 for |correlation| up to 0.9. NaN for NaN, and
 * when memory runs out. */
double uf_bivariate_normal_both(double p, double q, double correlation);

#endif
