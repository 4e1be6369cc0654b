/* lesson.c: rows, codes and percentages as exact amounts. */
#include <utfall/lesson.h>

#include <stdbool.h>

uf_lesson_fault uf_lesson_check(const uf_lesson *lesson)
{
    if (lesson->scheduled < 0)
        return UF_LESSON_NEGATIVE_SCHEDULED;
    if (lesson->state != UF_LESSON_REPORTED)
        return UF_LESSON_SOUND;
    if (lesson->authorised < 0 || lesson->unauthorised < 0 || lesson->unsaid < 0)
        return UF_LESSON_NEGATIVE_ABSENT;
    /* Subtracting cannot overflow where adding the three could. */
    int64_t room = lesson->scheduled - lesson->authorised;
    if (room >= 0)
        room -= lesson->unauthorised;
    if (room >= 0)
        room -= lesson->unsaid;
    return room < 0 ? UF_LESSON_ABSENT_OVER_SCHEDULED : UF_LESSON_SOUND;
}

const char *uf_lesson_fault_text(uf_lesson_fault fault)
{
    switch (fault) {
    case UF_LESSON_SOUND: return "";
    case UF_LESSON_NEGATIVE_SCHEDULED: return "scheduled is negative";
    case UF_LESSON_NEGATIVE_ABSENT: return "absent is negative";
    case UF_LESSON_ABSENT_OVER_SCHEDULED: return "absent is more than scheduled";
    case UF_LESSON_PERCENT_RANGE: return "attendance is outside 0 to 100 percent";
    }
    return "";
}

uf_status uf_attendance_code_check(const uf_attendance_code *code, uf_error *error)
{
    if (code->counts_as != UF_COUNTS_ABSENT)
        return UF_OK;
    int64_t weight;
    bool exact;
    bool fits = uf_decimal_scale(code->weight, UF_AMOUNT_PLACES, &weight, &exact);
    if (!fits || weight < 0 || weight > UF_AMOUNT_ONE)
        return uf_error_set(error, UF_EINVAL, __func__, "weight is outside 0 to 1", UF_NO_INDEX,
                            uf_decimal_value(code->weight));
    if (!exact)
        return uf_error_set(error, UF_EINVAL, __func__, "weight has more than nine decimals",
                            UF_NO_INDEX, uf_decimal_value(code->weight));
    return UF_OK;
}

/* weight * scheduled / UF_AMOUNT_ONE, rounded half up. The scheduled time is taken apart so that
 * no product leaves 64 bits: weight <= UF_AMOUNT_ONE, and so is the remainder. */
static int64_t weighted(uf_decimal weight, int64_t scheduled)
{
    int64_t share = 0;
    bool exact;
    uf_decimal_scale(weight, UF_AMOUNT_PLACES, &share, &exact);
    int64_t units = scheduled / UF_AMOUNT_ONE;
    int64_t remainder = scheduled % UF_AMOUNT_ONE;
    return units * share + (remainder * share + UF_AMOUNT_ONE / 2) / UF_AMOUNT_ONE;
}

void uf_lesson_from_code(uf_lesson *lesson, const uf_attendance_code *code, int64_t scheduled)
{
    *lesson = (uf_lesson){ .state = UF_LESSON_REPORTED, .scheduled = scheduled };
    switch (code->counts_as) {
    case UF_COUNTS_PRESENT: return;
    case UF_COUNTS_EXEMPT: lesson->state = UF_LESSON_EXEMPT; return;
    case UF_COUNTS_UNREPORTED: lesson->state = UF_LESSON_UNREPORTED; return;
    case UF_COUNTS_ABSENT: break;
    }
    int64_t absent = scheduled > 0 ? weighted(code->weight, scheduled) : 0;
    switch (code->authorised) {
    case UF_AUTHORISED_YES: lesson->authorised = absent; break;
    case UF_AUTHORISED_NO: lesson->unauthorised = absent; break;
    case UF_AUTHORISED_UNSAID: lesson->unsaid = absent; break;
    }
}

uf_lesson_fault uf_lesson_from_percent(uf_lesson *lesson, int64_t percent)
{
    const int64_t whole = 100 * UF_AMOUNT_ONE;
    if (percent < 0 || percent > whole)
        return UF_LESSON_PERCENT_RANGE;
    *lesson =
        (uf_lesson){ .state = UF_LESSON_REPORTED, .scheduled = whole, .unsaid = whole - percent };
    return UF_LESSON_SOUND;
}
