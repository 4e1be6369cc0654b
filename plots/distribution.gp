# distribution.gp: how many units have which value, a panel for each group. Follows page.gp.
#
# Variables   panels                   how many
#             x_low, x_high, x_step    of the value
#             y_low, y_high, y_step    of the number of units
# Blocks      $panels   left top right bottom, in page pixels
#             $bars     panel low high number limits-at-or-below-low
#             $limits   value: a dashed line in every panel

set border 1 lc rgb "#8C8C8C"
set xtics x_step scale 0.5 nomirror format ""
set ytics y_step scale 0 format ""
set grid ytics lt 1 lw 0.7 lc rgb pale
set xrange [x_low:x_high]
set yrange [y_low:y_high]
set style fill solid border rgb "white"
below = "#8FBCDB"
above = "#0072B2"
do for [i=1:panels] {
    set lmargin at screen word($panels[i], 1) / width
    set tmargin at screen 1 - word($panels[i], 2) / height
    set rmargin at screen word($panels[i], 3) / width
    set bmargin at screen 1 - word($panels[i], 4) / height
    plot $bars using ($1 == i - 1 && $5 == 0 ? $2 : NaN):4:2:3:(0):4 \
             with boxxyerror lw 0.4 fc rgb below, \
         $bars using ($1 == i - 1 && $5 > 0 ? $2 : NaN):4:2:3:(0):4 \
             with boxxyerror lw 0.4 fc rgb above, \
         $limits using 1:(y_low):(0):(y_high - y_low) with vectors nohead \
             dt (10,6) lw 1.5 lc rgb ink
}
unset multiplot
