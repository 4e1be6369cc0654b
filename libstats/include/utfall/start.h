/* start.h: the one process-wide effect of this library. */
#ifndef UTFALL_START_H
#define UTFALL_START_H

#ifdef __cplusplus
extern "C" {
#endif

/* Turn off GSL's error handler, which otherwise aborts the process on harmless arguments
 * (gsl_cdf_beta_Pinv(0.025, 1e-3, 50) is one). Call it once, before any other function here and
 * before other threads start. Every call to GSL in this library checks its result. */
void uf_start(void);

#ifdef __cplusplus
}
#endif
#endif
