/* noncentral_t.h: Student's t with a shifted numerator, T = (Z + ncp) / sqrt(chi-square(df) / df).
 *
 *     P(T <= t) = integral over w of Phi(t w - ncp) f(w) dw,  w = sqrt(chi-square(df) / df)
 *
 * by the trapezoidal rule in u = ln w, where the integrand is smooth, has one top, and falls off
 * fast on both sides (its logarithm's slope in u is w times df(1/w - w) + t h(ncp - t w), with h
 * the normal hazard; the bracket falls all the way, so it changes sign once). The rule then
 * converges geometrically, and each tail is a sum of positive terms, so small tails keep their
 * digits. The series of Lenth 1989 (AS 243) and Guenther 1978, which R uses, subtract from 1 and
 * stop at |ncp| = 37.62.
 *
 * Agreement with R 4.2.2's pt(t, df, ncp): 1e-11 absolute for |ncp| <= 37 (tests/certified/
 * noncentral_t.tsv), which is what AS 243 gives. Its limits for ncp are used by effect_size.h. */
#ifndef UTFALL_NONCENTRAL_T_H
#define UTFALL_NONCENTRAL_T_H

#ifdef __cplusplus
extern "C" {
#endif

/* P(T <= t) and P(T > t). df >= 1, finite; t finite; |ncp| <= 1e4; otherwise NaN. Relative error
 * about 1e-12 of the tail itself, down to 1e-300. */
double uf_noncentral_t_lower(double t, double df, double ncp);
double uf_noncentral_t_upper(double t, double df, double ncp);

/* The ncp at which P(T <= t) = tail (0 < tail < 1): it falls as ncp grows, so this is the
 * confidence limit by the pivot; tail = 0.975 gives the lower and 0.025 the upper limit of a 95 %
 * interval (Steiger & Fouladi 1997). NaN where the tails are NaN, or when the limit is beyond
 * 1e4. */
double uf_noncentral_t_ncp(double t, double df, double tail);

#ifdef __cplusplus
}
#endif
#endif
