# distribution.gp: how many units have which value, a panel for each group. Follows page.gp.
#
# Variables   panels                   how many
#             x_low, x_high, x_step    of the value
#             y_low, y_high, y_step    of the number of units
# Blocks      $panels   left top right bottom, in page pixels
#             $bars     panel low high number limits-at-or-below-low
#             $limits   value: a dashed line in every panel

below = "#8FBCDB"
above = "#0072B2"
if (!characters) {
    set border 1 lc rgb grey
    set xtics x_step scale 0.5 nomirror format ""
    set ytics y_step scale 0 format ""
    set grid ytics lt 1 lw 0.7 lc rgb pale
    set xrange [x_low:x_high]
    set yrange [y_low:y_high]
    set style fill solid border rgb "white"
}
do for [i=1:panels] {
    if (characters) {
        plot $panels every ::i - 1::i - 1 using 1:4:($3 - $1):(0) with vectors nohead lt black, \
             $limits using (panel_x(i, $1)):(panel_y(i, y_low)):(0):\
                 (panel_y(i, y_high) - panel_y(i, y_low)) with vectors nohead lt black, \
             for [k=0:1] $bars using \
                 ($1 == i - 1 && ($5 > 0) == k ? panel_x(i, ($2 + $3) / 2) : NaN):\
                 (panel_y(i, y_low)):(0):(panel_y(i, $4) - panel_y(i, y_low)) \
                 with vectors nohead lt black lc rgb k == 0 ? below : above, \
             $bars using (mark = $1 == i - 1 ? $4 : NaN, \
                 place(mark == mark ? panel_x(i, ($2 + $3) / 2) : mark)):\
                 (place(panel_y(i, mark))):(sign(mark, "#")) with labels tc lt ink
    } else {
        set lmargin at screen across(word($panels[i], 1))
        set tmargin at screen up(word($panels[i], 2))
        set rmargin at screen across(word($panels[i], 3))
        set bmargin at screen up(word($panels[i], 4))
        plot $bars using ($1 == i - 1 && $5 == 0 ? $2 : NaN):4:2:3:(0):4 \
                 with boxxyerror lw 0.4 fc rgb below, \
             $bars using ($1 == i - 1 && $5 > 0 ? $2 : NaN):4:2:3:(0):4 \
                 with boxxyerror lw 0.4 fc rgb above, \
             $limits using 1:(y_low):(0):(y_high - y_low) with vectors nohead \
                 dt (10,6) lw 1.5 lc ink
    }
}
unset multiplot
