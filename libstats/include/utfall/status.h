/* status.h: how a library function says that it could not do what was asked.
 *
 * Undefined results are NaN and never a status; a status is for an impossible request or
 * unusable data. The error carries facts and no formatted text: a program makes the sentence,
 * because it knows the file, the line and the language. */
#ifndef UTFALL_STATUS_H
#define UTFALL_STATUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_status {
    UF_OK = 0,
    UF_EINVAL,    /* an argument is outside its range: the caller's mistake          */
    UF_EDATA,     /* the data cannot carry the request (too few, constant, mixed)    */
    UF_ESINGULAR, /* a matrix has less than full rank; error->index names the column */
    UF_ENUMERIC,  /* a numerical method did not converge or left the finite range    */
    UF_ENOMEM,    /* memory ran out                                                  */
    UF_ERANGE     /* an exact sum or product does not fit its integer type           */
} uf_status;

/* Facts about a failure. Every text is a string constant; nothing is owned. */
typedef struct uf_error {
    uf_status status;
    const char *function; /* the public function that failed                          */
    const char *reason;   /* what is wrong, in lower case, without a full stop        */
    size_t index;         /* which element, row or column, or UF_NO_INDEX             */
    double value;         /* the offending value, or NaN                              */
} uf_error;

#define UF_NO_INDEX ((size_t)-1)

/* Fill *error (which may be NULL) and return status, so that a failure is one statement:
 *     return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
 * level);
 */
uf_status uf_error_set(uf_error *error, uf_status status, const char *function, const char *reason,
                       size_t index, double value);

/* The name of a status ("UF_EDATA"), for test output. Never NULL. */
const char *uf_status_name(uf_status status);

#ifdef __cplusplus
}
#endif
#endif
