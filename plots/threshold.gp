# threshold.gp: shares with their intervals, a row each. Follows page.gp.
#
# Variables   plot_left, plot_right, plot_top, plot_bottom   where the rows are, in page pixels
#             axis_high, axis_step   of the axis from 0, in percent
#             target                 a line at this percentage, or NaN
#             series                 how many series there are
# Blocks      $rows   y estimate low high bound_low bound_high series
#                     y in page pixels; the others in percent, NaN where there is none
#             $strips left top right bottom above: bars of the values behind the rows, in page
#                     pixels; whether they lie above the limit
#             $strip_lines   x top bottom: the limit among them

at(share) = plot_left + share / real(axis_high) * (plot_right - plot_left)

if (characters) {
    plot $rows every ::0::0 using (at(target)):(plot_bottom):(0):\
             (plot_top + cell_height / 2.0 - plot_bottom) with vectors nohead lt black, \
         for [s=0:series - 1] $rows using (int($7) == s ? at($3) : NaN):1:(at($4) - at($3)):(0) \
             with vectors nohead lt black lc rgb colour(s), \
         for [k=3:4] $rows using (mark = $7 < 0 ? NaN : column(k), place(at(mark))):1:\
             (sign(mark, "|")) with labels tc lt ink, \
         for [k=5:6] $rows using (mark = $7 < 0 ? NaN : column(k), place(at(mark))):1:\
             (sign(mark, "?")) with labels tc lt ink, \
         for [s=0:series - 1] $rows using (int($7) == s ? at($2) : NaN):1 with points \
             pt shape(s) lc rgb colour(s)
} else {
    set lmargin at screen across(plot_left)
    set rmargin at screen across(plot_right)
    set tmargin at screen up(plot_top)
    set bmargin at screen up(plot_bottom)
    set xrange [0:axis_high]
    set yrange [plot_bottom:plot_top]
    set border 1 lc rgb grey
    set xtics axis_step scale 0.5 nomirror format ""
    set grid xtics lt 1 lw 0.7 lc rgb pale
    if (target == target) {
        set arrow 1 from target, graph 0 to target, graph 1 nohead front dt (10,6) lw 1.5 lc ink
    }
    plot $rows using 5:1:($6 - $5):(0) with vectors heads size screen 4 / width, 90 lw 1 \
             lc rgb grey, \
         for [s=0:series - 1] $rows using \
             (int($7) == s && $3 == $3 && $4 == $4 ? $2 : NaN):1:3:4 with xerrorbars \
             pt shape(s) ps 0.9 lw 1.8 lc rgb colour(s), \
         for [s=0:series - 1] $rows using (int($7) == s ? $2 : NaN):1 with points \
             pt shape(s) ps 0.9 lc rgb colour(s)
    unset arrow 1

    unset border
    unset tics
    unset grid
    set lmargin at screen 0
    set rmargin at screen 1
    set tmargin at screen 1
    set bmargin at screen 0
    set xrange [0:width]
    set yrange [height:0]
    plot for [k=0:1] $strips using (int($5) == k ? $1 : NaN):2:1:3:2:4 with boxxyerror \
             fill solid border rgb "white" lw 0.4 fc rgb k == 0 ? "#8FBCDB" : "#0072B2", \
         $strip_lines using 1:2:(0):($3 - $2) with vectors nohead dt (4,3) lw 1 lc ink
}

unset multiplot
