/* where.c: compiling and holding conditions on a row's cells. */
#include "cli/where.h"

#include <math.h>
#include <string.h>

#include "cli/dates.h"
#include "cli/numbers.h"

static const char *const operators[] = {
    [UF_LESS_EQUAL] = "<=", [UF_GREATER_EQUAL] = ">=", [UF_NOT_EQUAL] = "!=",
    [UF_EQUAL] = "=",       [UF_LESS] = "<",           [UF_GREATER] = ">",
};
enum { OPERATORS = sizeof operators / sizeof operators[0] };

/* Take the operator at text; its length, 0 if there is none. */
static size_t take_operator(const char *text, uf_relation *relation)
{
    for (size_t i = 0; i < OPERATORS; i++) {
        size_t length = strlen(operators[i]);
        if (strncmp(text, operators[i], length) == 0) {
            *relation = (uf_relation)i;
            return length;
        }
    }
    return 0;
}

static uf_where_verdict take_value(uf_where *where, const char *text)
{
    where->value = text;
    where->length = strlen(text);
    if (where->relation == UF_EQUAL || where->relation == UF_NOT_EQUAL)
        return UF_WHERE_OK;
    if (uf_number_read(text, where->length, &where->number))
        return UF_WHERE_OK;
    where->dated = strchr(text, '-') != NULL &&
                   uf_date_read(text, where->length, NULL, &where->day) == UF_DATE_OK;
    return where->dated ? UF_WHERE_OK : UF_WHERE_NO_ORDER;
}

uf_where_verdict uf_where_compile(uf_where *where, uf_names names, const char *text)
{
    *where = (uf_where){ .column = UF_NO_COLUMN };
    uf_where_verdict verdict = UF_WHERE_NO_COLUMN;
    size_t longest = 0;
    const char *value = NULL;
    for (size_t i = 0; i < names.n; i++) {
        size_t length = strlen(names.name[i]);
        if (length <= longest || strncmp(text, names.name[i], length) != 0)
            continue;
        uf_relation relation;
        size_t taken = take_operator(text + length, &relation);
        if (taken == 0) {
            verdict = UF_WHERE_NO_OPERATOR;
            continue;
        }
        longest = length;
        where->column = i;
        where->relation = relation;
        value = text + length + taken;
    }
    return value != NULL ? take_value(where, value) : verdict;
}

static bool in_order(uf_relation relation, double difference)
{
    switch (relation) {
    case UF_LESS_EQUAL: return difference <= 0;
    case UF_GREATER_EQUAL: return difference >= 0;
    case UF_LESS: return difference < 0;
    case UF_GREATER: return difference > 0;
    case UF_EQUAL: return difference == 0;
    case UF_NOT_EQUAL: return difference != 0;
    }
    return false;
}

static bool missing_holds(const uf_where *where)
{
    return (where->relation == UF_EQUAL && where->length == 0) ||
           (where->relation == UF_NOT_EQUAL && where->length > 0);
}

bool uf_where_holds(const uf_where *where, uf_rows *rows)
{
    if (uf_rows_missing(rows, where->column))
        return missing_holds(where);
    if (where->relation == UF_EQUAL || where->relation == UF_NOT_EQUAL) {
        uf_cell cell = uf_rows_cell(rows, where->column);
        bool same =
            cell.length == where->length && memcmp(cell.text, where->value, cell.length) == 0;
        return same == (where->relation == UF_EQUAL);
    }
    if (where->dated) {
        uf_day day = uf_rows_day(rows, where->column);
        return day != UF_NO_DAY && in_order(where->relation, (double)day - (double)where->day);
    }
    double number = uf_rows_number(rows, where->column);
    if (isnan(number))
        return false;
    double sign = (number > where->number) - (number < where->number);
    return in_order(where->relation, sign);
}
