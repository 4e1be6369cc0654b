/* chart_marks.c: keeping marks by their kind. */
#include "cli/chart_marks.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

typedef enum kind { GRID, NULLS, AXES, BOUNDS, INTERVALS, ENDS, ARROWS, POINTS, KINDS } kind;

/* Name of the block in plots/forest.gp, and how many numbers a row of it has. */
static const struct {
    const char *block;
    size_t numbers;
} kinds[KINDS] = {
    [GRID] = { "grid", 3 },     [NULLS] = { "nulls", 3 },         [AXES] = { "axes", 3 },
    [BOUNDS] = { "ranges", 3 }, [INTERVALS] = { "intervals", 4 }, [ENDS] = { "ends", 3 },
    [ARROWS] = { "arrows", 4 }, [POINTS] = { "points", 3 },
};

enum { MOST_NUMBERS = 4 };

struct mark {
    double number[MOST_NUMBERS];
};

struct marks {
    struct mark *mark;
    size_t count, capacity;
};

struct uf_marks {
    uf_cli *cli;
    struct marks kind[KINDS];
};

uf_marks *uf_marks_new(uf_cli *cli)
{
    uf_marks *marks = uf_cli_allocate(cli, 1, sizeof *marks);
    *marks = (uf_marks){ .cli = cli };
    return marks;
}

void uf_marks_free(uf_marks *marks)
{
    if (marks == NULL)
        return;
    for (size_t k = 0; k < KINDS; k++)
        free(marks->kind[k].mark);
    free(marks);
}

static void put(uf_marks *marks, kind which, struct mark mark)
{
    struct marks *all = &marks->kind[which];
    if (all->count == all->capacity) {
        all->capacity = 2 * all->capacity + 16;
        all->mark = uf_cli_grow(marks->cli, all->mark, all->capacity, sizeof mark);
    }
    all->mark[all->count++] = mark;
}

void uf_marks_point(uf_marks *marks, double x, double y, uf_role role)
{
    put(marks, POINTS, (struct mark){ { x, y, (double)role } });
}

/* One end, of which out says to which side it points. */
static void put_end(uf_marks *marks, const uf_extent *extent, double value, double out, double y,
                    uf_role role)
{
    const double x = uf_extent_x(extent, value);
    if (uf_extent_beyond(extent, value) != 0)
        put(marks, ARROWS, (struct mark){ { x, y, out, (double)role } });
    else
        put(marks, ENDS, (struct mark){ { x, y, (double)role } });
}

void uf_marks_interval(uf_marks *marks, const uf_extent *extent, double low, double high, double y,
                       uf_role role)
{
    put(marks, INTERVALS,
        (struct mark){ { uf_extent_x(extent, low), uf_extent_x(extent, high), y, (double)role } });
    put_end(marks, extent, low, -1.0, y, role);
    put_end(marks, extent, high, 1.0, y, role);
}

void uf_marks_bounds(uf_marks *marks, const uf_extent *extent, double low, double high, double y)
{
    put(marks, BOUNDS, (struct mark){ { uf_extent_x(extent, low), uf_extent_x(extent, high), y } });
}

void uf_marks_axis(uf_marks *marks, const uf_extent *extent, double y)
{
    put(marks, AXES, (struct mark){ { extent->left, extent->right, y } });
}

void uf_marks_grid(uf_marks *marks, double x, double top, double bottom)
{
    put(marks, GRID, (struct mark){ { x, top, bottom } });
}

void uf_marks_null(uf_marks *marks, const uf_extent *extent, double null, double top, double bottom)
{
    if (!isnan(null))
        put(marks, NULLS, (struct mark){ { uf_extent_x(extent, null), top, bottom } });
}

void uf_marks_write(const uf_marks *marks, uf_chart *chart)
{
    for (size_t k = 0; k < KINDS; k++) {
        uf_chart_block(chart, kinds[k].block);
        for (size_t i = 0; i < marks->kind[k].count; i++) {
            for (size_t n = 0; n < kinds[k].numbers; n++)
                uf_chart_pixel(chart, marks->kind[k].mark[i].number[n]);
            uf_chart_end_row(chart);
        }
        uf_chart_end_block(chart);
    }
}
