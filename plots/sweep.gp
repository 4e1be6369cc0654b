# sweep.gp: shares over a limit that moves, a panel for each group. Follows page.gp.
#
# Variables   panels                           how many
#             x_low, x_high, x_step            of the limit
#             y_low, y_high, y_step            of the share, in percent
# Blocks      $panels   left top right bottom, in page pixels
#             $curves   panel limit estimate low high bound_low bound_high, in percent but for
#                       the first two; sorted by panel and limit, NaN where there is none

set border 3 lc rgb "#8C8C8C"
set xtics x_step scale 0.5 nomirror format ""
set ytics y_step scale 0.5 nomirror format ""
set grid xtics ytics lt 1 lw 0.7 lc rgb pale
set xrange [x_low:x_high]
set yrange [y_low:y_high]
set style fill transparent solid 0.25 noborder
do for [i=1:panels] {
    set lmargin at screen word($panels[i], 1) / width
    set tmargin at screen 1 - word($panels[i], 2) / height
    set rmargin at screen word($panels[i], 3) / width
    set bmargin at screen 1 - word($panels[i], 4) / height
    plot $curves using ($1 == i - 1 ? $2 : NaN):4:5 with filledcurves lc rgb colour(0), \
         for [k=6:7] $curves using ($1 == i - 1 ? $2 : NaN):k with lines \
             lw 1 lc rgb "#8C8C8C", \
         $curves using ($1 == i - 1 ? $2 : NaN):3 with linespoints \
             lw 1.8 pt shape(0) ps 0.4 lc rgb colour(0)
}
unset multiplot
