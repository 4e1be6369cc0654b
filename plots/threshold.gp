# threshold.gp: shares with their intervals, a row each. Follows page.gp.
#
# Variables   plot_left, plot_right, plot_top, plot_bottom   where the rows are, in page pixels
#             axis_high, axis_step   of the axis from 0, in percent
#             target                 a line at this percentage, or NaN
#             series                 how many series there are
# Block       $rows   y estimate low high bound_low bound_high series
#                     y in page pixels; the others in percent, NaN where there is none

set lmargin at screen plot_left / width
set rmargin at screen plot_right / width
set tmargin at screen 1 - plot_top / height
set bmargin at screen 1 - plot_bottom / height
set xrange [0:axis_high]
set yrange [plot_bottom:plot_top]
set border 1 lc rgb "#8C8C8C"
set xtics axis_step scale 0.5 nomirror format ""
set grid xtics lt 1 lw 0.7 lc rgb pale
if (target == target) {
    set arrow 1 from target, graph 0 to target, graph 1 nohead front dt (10,6) lw 1.5 lc rgb ink
}

plot $rows using 5:1:($6 - $5):(0) with vectors heads size screen 4 / width, 90 lw 1 \
         lc rgb "#8C8C8C", \
     for [s=0:series - 1] $rows using (int($7) == s ? $2 : NaN):1:3:4 with xerrorbars \
         pt shape(s) ps 0.9 lw 1.8 lc rgb colour(s)

unset arrow 1
unset multiplot
