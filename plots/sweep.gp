# sweep.gp: shares over a limit that moves, a panel for each group. Follows page.gp.
#
# Variables   panels                           how many
#             x_low, x_high, x_step            of the limit
#             y_low, y_high, y_step            of the share, in percent
# Blocks      $panels   left top right bottom, in page pixels
#             $curves   panel limit estimate low high bound_low bound_high, in percent but for
#                       the first two; sorted by panel and limit, NaN where there is none
#             $capacities   panel limit share: the limit that a capacity allows, and the capacity as
#                       a share of n

set style fill transparent solid 0.25 noborder
if (!characters) {
    set border 3 lc rgb grey
    set xtics x_step scale 0.5 nomirror format ""
    set ytics y_step scale 0.5 nomirror format ""
    set grid xtics ytics lt 1 lw 0.7 lc rgb pale
    set xrange [x_low:x_high]
    set yrange [y_low:y_high]
}
do for [i=1:panels] {
    if (characters) {
        plot $panels every ::i - 1::i - 1 using 1:4:($3 - $1):(0) with vectors nohead lt black, \
             $capacities using ($1 == i - 1 ? panel_x(i, $2) : NaN):(panel_y(i, y_low)):(0):\
                 (panel_y(i, y_high) - panel_y(i, y_low)) with vectors nohead lt black, \
             $capacities using ($1 == i - 1 ? panel_x(i, x_low) : NaN):(panel_y(i, $3)):\
                 (panel_x(i, x_high) - panel_x(i, x_low)):(0) with vectors nohead lt black, \
             $curves using ($1 == i - 1 ? panel_x(i, $2) : NaN):(panel_y(i, $4)):(0):\
                 (panel_y(i, $5) - panel_y(i, $4)) with vectors nohead lt black lc rgb colour(0), \
             for [k=6:7] $curves using (mark = $1 == i - 1 ? column(k) : NaN, \
                 place(mark == mark ? panel_x(i, $2) : mark)):(place(panel_y(i, mark))):\
                 (sign(mark, "?")) with labels tc lt ink, \
             $curves using ($1 == i - 1 ? panel_x(i, $2) : NaN):(panel_y(i, $3)) with points \
                 pt shape(0) lc rgb colour(0)
    } else {
        set lmargin at screen across(word($panels[i], 1))
        set tmargin at screen up(word($panels[i], 2))
        set rmargin at screen across(word($panels[i], 3))
        set bmargin at screen up(word($panels[i], 4))
        plot $curves using ($1 == i - 1 ? $2 : NaN):4:5 with filledcurves lc rgb colour(0), \
             for [k=6:7] $curves using ($1 == i - 1 ? $2 : NaN):k with lines \
                 lw 1 lc rgb grey, \
             $capacities using ($1 == i - 1 ? $2 : NaN):(y_low):(0):(y_high - y_low) \
                 with vectors nohead dt (10,6) lw 1.5 lc ink, \
             $capacities using ($1 == i - 1 ? x_low : NaN):3:(x_high - x_low):(0) \
                 with vectors nohead dt (10,6) lw 1 lc ink, \
             $curves using ($1 == i - 1 ? $2 : NaN):3 with linespoints \
                 lw 1.8 pt shape(0) ps 0.4 lc rgb colour(0)
    }
}
unset multiplot
