# page.gp: begins a page and writes its texts; one of the other scripts here follows and draws.
#
# Places are pixels from the page's top left corner. A chart made of this file and another runs
# under plain gnuplot 5.2 or later when a terminal, the variables and the blocks come first, as
# `uf-plot --script` prints them.
#
# Variables   width, height   of the page
#             font_scale      points of the terminal per pixel
# Blocks      $title $subtitle $heading $text $label $tick $tick_right $count $mark $caption
#                             x y "text", each in a style of its own
#             $bands          left top right bottom: light bands behind rows
#             $keys           x y series: the sign of a series in a legend

# Okabe & Ito's colours, which differ also to the colour-blind; each series has a shape besides.
colour(series) = word("#0072B2 #D55E00 #009E73 #CC79A7 #E69F00 #000000", series + 1)
shape(series) = int(word("7 5 9 13 11 6", series + 1))
ink = "#222222"
faint = "#595959"
pale = "#D9D9D9"
size(pixels) = sprintf(",%.4g", pixels * font_scale)

# so that quotients of them are no whole numbers
width = real(width)
height = real(height)

set multiplot
unset key
unset border
unset tics
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:width]
set yrange [height:0]
set style fill solid noborder

plot $bands using 1:2:1:3:2:4 with boxxyerror lc rgb "#F3F5F7", \
     for [s=0:5] $keys using (int($3) == s ? $1 : NaN):2 with points \
         pt shape(s) ps 0.9 lc rgb colour(s), \
     $title using 1:2:3 with labels left font size(18) tc rgb ink, \
     $subtitle using 1:2:3 with labels left font size(14) tc rgb faint, \
     $heading using 1:2:3 with labels left font size(14) tc rgb ink, \
     $text using 1:2:3 with labels left font size(14) tc rgb ink, \
     $label using 1:2:3 with labels right font size(14) tc rgb ink, \
     $tick using 1:2:3 with labels center font size(13) tc rgb faint, \
     $tick_right using 1:2:3 with labels right font size(13) tc rgb faint, \
     $count using 1:2:3 with labels right font size(13) tc rgb ink, \
     $mark using 1:2:3 with labels left font size(13) tc rgb faint, \
     $caption using 1:2:3 with labels left font size(12.5) tc rgb faint
