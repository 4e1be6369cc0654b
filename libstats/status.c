/* status.c: filling in the facts of a failure. */
#include <utfall/status.h>

uf_status uf_error_set(uf_error *error, uf_status status, const char *function, const char *reason,
                       size_t index, double value)
{
    if (error != NULL)
        *error = (uf_error){ status, function, reason, index, value };
    return status;
}

const char *uf_status_name(uf_status status)
{
    switch (status) {
    case UF_OK: return "UF_OK";
    case UF_EINVAL: return "UF_EINVAL";
    case UF_EDATA: return "UF_EDATA";
    case UF_ESINGULAR: return "UF_ESINGULAR";
    case UF_ENUMERIC: return "UF_ENUMERIC";
    case UF_ENOMEM: return "UF_ENOMEM";
    case UF_ERANGE: return "UF_ERANGE";
    }
    return "unknown status";
}
