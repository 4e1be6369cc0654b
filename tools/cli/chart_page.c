/* chart_page.c: keeping the texts and signs of a page until its size is known. */
#include "cli/chart_page.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_terminal.h"
#include "cli/chart_text.h"

/* A text, a band (left, top, right, bottom) or a key (x, y, series). */
struct item {
    double place[4];
    char *text;
};

struct items {
    struct item *item;
    size_t count, capacity;
};

struct uf_page {
    uf_cli *cli;
    struct items texts[UF_PAGE_STYLES];
    struct items bands, keys;
    size_t cut;
    double cell; /* the width of a terminal's cell in pixels, or 0 */
};

/* Size in pixels, and name of the block in plots/page.gp. */
static const struct {
    const char *block;
    double size;
} styles[UF_PAGE_STYLES] = {
    [UF_PAGE_TITLE] = { "title", 18 },
    [UF_PAGE_SUBTITLE] = { "subtitle", 14 },
    [UF_PAGE_HEADING] = { "heading", 14 },
    [UF_PAGE_TEXT] = { "text", 14 },
    [UF_PAGE_LABEL] = { "label", 14 },
    [UF_PAGE_TICK] = { "tick", 13 },
    [UF_PAGE_TICK_RIGHT] = { "tick_right", 13 },
    [UF_PAGE_COUNT] = { "count", 13 },
    [UF_PAGE_MARK] = { "mark", 13 },
    [UF_PAGE_CAPTION] = { "caption", 12.5 },
};

uf_page *uf_page_new(uf_cli *cli)
{
    uf_page *page = uf_cli_allocate(cli, 1, sizeof *page);
    *page = (uf_page){ .cli = cli };
    if (uf_chart_choose(cli) == UF_CHART_TERMINAL)
        page->cell = (double)UF_PAGE_WIDTH / (double)uf_chart_terminal_columns();
    return page;
}

bool uf_page_terminal(const uf_page *page)
{
    return page->cell > 0.0;
}

static uf_chart_font font(const uf_page *page, uf_page_style style)
{
    return (uf_chart_font){ page->cell > 0.0 ? page->cell : styles[style].size, page->cell > 0.0 };
}

static void release(struct items *items)
{
    for (size_t i = 0; i < items->count; i++)
        free(items->item[i].text);
    free(items->item);
}

void uf_page_free(uf_page *page)
{
    if (page == NULL)
        return;
    for (size_t i = 0; i < UF_PAGE_STYLES; i++)
        release(&page->texts[i]);
    release(&page->bands);
    release(&page->keys);
    free(page);
}

static void put(uf_page *page, struct items *items, struct item item)
{
    if (items->count == items->capacity) {
        items->capacity = 2 * items->capacity + 16;
        items->item = uf_cli_grow(page->cli, items->item, items->capacity, sizeof item);
    }
    items->item[items->count++] = item;
}

double uf_page_line(const uf_page *page, uf_page_style style)
{
    return page->cell > 0.0 ? UF_CHART_CELL_HEIGHT : styles[style].size + 4;
}

static char *clean(uf_page *page, const char *text)
{
    char *cleaned = uf_chart_text_clean(text);
    if (cleaned == NULL)
        uf_cli_no_memory(page->cli);
    return cleaned;
}

double uf_page_width(uf_page *page, uf_page_style style, const char *text)
{
    char *cleaned = clean(page, text);
    const double width = uf_chart_text_width(cleaned, strlen(cleaned), font(page, style));
    free(cleaned);
    return width;
}

void uf_page_text(uf_page *page, uf_page_style style, double x, double y, const char *text)
{
    put(page, &page->texts[style], (struct item){ { x, y }, uf_cli_copy(page->cli, text) });
}

/* The lines of a text; the caller releases them. */
static uf_texts broken(uf_page *page, uf_page_style style, double width, const char *text,
                       size_t max, bool *cut)
{
    uf_texts lines = { 0 };
    char *cleaned = clean(page, text);
    if (!uf_chart_text_wrap(&lines, cleaned, width, font(page, style), max, cut))
        uf_cli_no_memory(page->cli);
    free(cleaned);
    return lines;
}

double uf_page_paragraph(uf_page *page, uf_page_style style, double x, double y, double width,
                         const char *text, size_t max)
{
    bool cut;
    uf_texts lines = broken(page, style, width, text, max, &cut);
    const double line = uf_page_line(page, style);
    for (size_t i = 0; i < lines.count; i++)
        uf_page_text(page, style, x, y + ((double)i + 0.5) * line, lines.items[i]);
    const double height = (double)lines.count * line;
    uf_texts_release(&lines);
    page->cut += cut;
    return height;
}

double uf_page_measure(uf_page *page, uf_page_style style, double width, const char *text,
                       size_t max, double *widest)
{
    uf_texts lines = broken(page, style, width, text, max, NULL);
    const double height = (double)lines.count * uf_page_line(page, style);
    double most = 0.0;
    for (size_t i = 0; i < lines.count; i++) {
        const double wide =
            uf_chart_text_width(lines.items[i], strlen(lines.items[i]), font(page, style));
        most = wide > most ? wide : most;
    }
    if (widest != NULL)
        *widest = most;
    uf_texts_release(&lines);
    return height;
}

void uf_page_band(uf_page *page, double left, double top, double right, double bottom)
{
    put(page, &page->bands, (struct item){ { left, top, right, bottom }, NULL });
}

void uf_page_key(uf_page *page, double x, double y, size_t series)
{
    put(page, &page->keys, (struct item){ { x, y, (double)series }, NULL });
}

size_t uf_page_cut(const uf_page *page)
{
    return page->cut;
}

static void write_items(uf_chart *chart, const char *block, const struct items *items,
                        size_t numbers)
{
    uf_chart_block(chart, block);
    for (size_t i = 0; i < items->count; i++) {
        for (size_t k = 0; k < numbers; k++)
            uf_chart_pixel(chart, items->item[i].place[k]);
        if (items->item[i].text != NULL)
            uf_chart_text(chart, items->item[i].text);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

/* gnuplot 5.4 crashes on labels of which none has a place. */
static const struct items no_text = { .item = &(struct item){ .text = (char[]){ "" } },
                                      .count = 1 };

void uf_page_write(const uf_page *page, uf_chart *chart)
{
    write_items(chart, "bands", &page->bands, 4);
    write_items(chart, "keys", &page->keys, 3);
    for (size_t i = 0; i < UF_PAGE_STYLES; i++)
        write_items(chart, styles[i].block, page->texts[i].count > 0 ? &page->texts[i] : &no_text,
                    2);
}
