/* estimate.c: an empty result row, and its composed texts. */
#include <utfall/estimate.h>

#include <math.h>
#include <string.h>

void uf_estimate_init(uf_estimate *estimate)
{
    *estimate = (uf_estimate){
        .role = UF_PRIMARY,
        .measure = "",
        .term = "",
        .group = "",
        .reference = "",
        .period = "",
        .estimate = NAN,
        .std_error = NAN,
        .conf_low = NAN,
        .conf_high = NAN,
        .conf_level = NAN,
        .statistic = NAN,
        .df = NAN,
        .p_value = NAN,
        .n = NAN,
        .events = NAN,
        .n_reference = NAN,
        .events_reference = NAN,
        .clusters = NAN,
        .bound_low = NAN,
        .bound_high = NAN,
        .estimand = "",
        .definition = "",
    };
}

bool uf_estimate_method(uf_estimate *estimate, const char *method)
{
    size_t length = strlen(method);
    bool fits = length < UF_METHOD_SIZE;
    if (!fits)
        length = UF_METHOD_SIZE - 1;
    memcpy(estimate->method, method, length);
    estimate->method[length] = '\0';
    return fits;
}

bool uf_estimate_note(uf_estimate *estimate, const char *sentence)
{
    if (strstr(estimate->note, sentence) != NULL)
        return true;
    size_t used = strlen(estimate->note);
    size_t separator = used > 0 ? 2 : 0;
    size_t length = strlen(sentence);
    if (used + separator + length >= UF_NOTE_SIZE)
        return false;
    memcpy(estimate->note + used, "; ", separator);
    memcpy(estimate->note + used + separator, sentence, length + 1);
    return true;
}

const char *uf_role_name(uf_role role)
{
    switch (role) {
    case UF_PRIMARY: return "primary";
    case UF_SENSITIVITY: return "sensitivity";
    case UF_DESCRIPTIVE: return "descriptive";
    }
    return "";
}

const char *uf_better_name(uf_better better)
{
    switch (better) {
    case UF_BETTER_UNSAID: return "";
    case UF_BETTER_LOWER: return "lower";
    case UF_BETTER_HIGHER: return "higher";
    }
    return "";
}
