/* start.c: GSL reports errors by value from here on. */
#include <utfall/start.h>

#include <gsl/gsl_errno.h>

void uf_start(void)
{
    gsl_set_error_handler_off();
}
