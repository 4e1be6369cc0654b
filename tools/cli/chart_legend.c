/* chart_legend.c: signs and names of series, as many on a line as fit. */
#include "cli/chart_legend.h"

enum { GAP = 20 /* between a name and the next sign */ };

double uf_chart_legend(uf_page *page, const uf_chart_rows *rows, double y, double width)
{
    const size_t series = uf_chart_rows_series(rows);
    const double line = uf_page_line(page, UF_PAGE_TEXT) + 2, top = y;
    const double sign = uf_page_terminal(page) ? uf_page_width(page, UF_PAGE_TEXT, "A: ") : 14;
    double x = UF_PAGE_MARGIN;
    if (series < 2)
        return 0.0;
    for (size_t s = 0; s < series; s++) {
        const char *name = uf_chart_rows_series_name(rows, s);
        double wide;
        (void)uf_page_measure(page, UF_PAGE_TEXT, width - GAP, name, 1, &wide);
        if (x > UF_PAGE_MARGIN && x + sign + wide > UF_PAGE_MARGIN + width) {
            x = UF_PAGE_MARGIN;
            y += line;
        }
        uf_page_key(page, x + 5, y + line / 2, s);
        (void)uf_page_paragraph(page, UF_PAGE_TEXT, x + sign, y + 1, width - GAP, name, 1);
        x += sign + wide + GAP;
    }
    return y + line + 4 - top;
}
