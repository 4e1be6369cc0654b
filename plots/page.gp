# page.gp: begins a page and writes its texts; one of the other scripts here follows and draws.
#
# Places are pixels from the page's top left corner. A chart made of this file and another runs
# under plain gnuplot 5.2 or later when a terminal, the variables and the blocks come first, as
# `uf-plot --script` prints them.
#
# Variables   width, height   of the page
#             font_scale      points of the terminal per pixel
#             cell_width, cell_height   of a character, where the terminal draws with characters;
#                             else 0
# Blocks      $title $subtitle $heading $text $label $tick $tick_right $count $mark $caption
#                             x y "text", each in a style of its own
#             $bands          left top right bottom: light bands behind rows
#             $keys           x y series: the sign of a series in a legend

# Okabe & Ito's colours, which differ also to the colour-blind; each series has a shape besides, or
# a letter where the terminal draws with characters.
characters = cell_width > 0
colour(series) = word("#0072B2 #D55E00 #009E73 #CC79A7 #E69F00 #000000", series + 1)
shape(series) = characters ? series + 1 : int(word("7 5 9 13 11 6", series + 1))
size(pixels) = sprintf(",%.4g", pixels * font_scale)

# The line types of texts; among characters they have the terminal's own colour.
ink = 11
faint = 12
if (characters) {
    set linetype ink lc black
    set linetype faint lc black
} else {
    set linetype ink lc rgb "#222222"
    set linetype faint lc rgb "#595959"
}
grey = "#8C8C8C"
pale = "#D9D9D9"

# A sign where there is a number, and nothing in the corner where there is none.
place(x) = x == x ? x : 0
sign(x, text) = x == x ? text : ""

# so that quotients of them are no whole numbers
width = real(width)
height = real(height)

# Where a place is on the screen, from 0 to 1; a character's place is its middle.
across(x) = (x - cell_width / 2.0) / (width - cell_width)
up(y) = 1 - (y - cell_height / 2.0) / (height - cell_height)

# Characters are placed on the page itself, so that rounding moves drawing and words alike: where a
# value of panel i is, in page pixels.
if (exists("panels")) {
    panel_x(i, x) = word($panels[i], 1) + (x - x_low) / real(x_high - x_low) * \
        (word($panels[i], 3) - word($panels[i], 1))
    panel_y(i, y) = word($panels[i], 4) - (y - y_low) / real(y_high - y_low) * \
        (word($panels[i], 4) - word($panels[i], 2))
}

set multiplot
unset key
unset border
unset tics
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [cell_width / 2.0:width - cell_width / 2.0]
set yrange [height - cell_height / 2.0:cell_height / 2.0]
set style fill solid noborder

if (!characters) {
    plot $bands using 1:2:1:3:2:4 with boxxyerror lc rgb "#F3F5F7"
}
plot for [s=0:5] $keys using (int($3) == s ? $1 : NaN):2 with points \
         pt shape(s) ps 0.9 lc rgb colour(s), \
     $title using 1:2:3 with labels left font size(18) tc lt ink, \
     $subtitle using 1:2:3 with labels left font size(14) tc lt faint, \
     $heading using 1:2:3 with labels left font size(14) tc lt ink, \
     $text using 1:2:3 with labels left font size(14) tc lt ink, \
     $label using 1:2:3 with labels right font size(14) tc lt ink, \
     $tick using 1:2:3 with labels center font size(13) tc lt faint, \
     $tick_right using 1:2:3 with labels right font size(13) tc lt faint, \
     $count using 1:2:3 with labels right font size(13) tc lt ink, \
     $mark using 1:2:3 with labels left font size(13) tc lt faint, \
     $caption using 1:2:3 with labels left font size(12.5) tc lt faint
