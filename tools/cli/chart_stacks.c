/* chart_stacks.c: stacking dots. */
#include "cli/chart_stacks.h"

#include <stdlib.h>

struct value {
    double place;
    size_t number;
};

static int by_place(const void *a, const void *b)
{
    const struct value *p = a, *q = b;
    if (p->place != q->place)
        return p->place < q->place ? -1 : 1;
    return (p->number > q->number) - (p->number < q->number);
}

uf_stacks uf_stacks_make(uf_cli *cli, const double *places, size_t n, double width, double height)
{
    uf_stacks stacks = { .count = n };
    struct value *values = uf_cli_allocate(cli, n + 1, sizeof *values);
    stacks.dots = uf_cli_allocate(cli, n + 1, sizeof *stacks.dots);
    for (size_t i = 0; i < n; i++)
        values[i] = (struct value){ places[i], i };
    if (n > 0)
        qsort(values, n, sizeof *values, by_place);
    for (size_t first = 0, last; first < n; first = last) {
        for (last = first; last < n && values[last].place < values[first].place + width; last++)
            stacks.dots[last].above = height * ((double)(last - first) + 0.5);
        const double middle = (values[first].place + values[last - 1].place) / 2;
        for (size_t i = first; i < last; i++) {
            stacks.dots[i].value = values[i].number;
            stacks.dots[i].x = middle;
        }
        stacks.highest = last - first > stacks.highest ? last - first : stacks.highest;
    }
    free(values);
    return stacks;
}

void uf_stacks_release(uf_stacks *stacks)
{
    free(stacks->dots);
    *stacks = (uf_stacks){ .dots = NULL };
}
