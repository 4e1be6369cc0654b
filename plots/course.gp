# course.gp: rates, shares or means over time with their intervals, a panel for each group: the kinds
# absence and did. Follows page.gp.
#
# Variables   panels                   how many
#             series                   how many series there are
#             x_low, x_high            of the windows, which are at 0, 1, 2, …
#             y_low, y_high, y_step    of the estimate: in percent, but for means
# Blocks      $panels   left top right bottom, in page pixels
#             $rates    panel series window estimate low high bound_low bound_high; NaN where there is
#                       none, and a row of it where a line breaks
#             $lines    panel series window estimate: thin lines, likewise

thin(series) = "#90" . substr(colour(series), 2, 7)
if (!characters) {
    set border 3 lc rgb grey
    set xtics 1 scale 0.3 nomirror format ""
    set ytics y_step scale 0.5 nomirror format ""
    set grid ytics lt 1 lw 0.7 lc rgb pale
    set xrange [x_low:x_high]
    set yrange [y_low:y_high]
}
do for [i=1:panels] {
    if (characters) {
        plot $panels every ::i - 1::i - 1 using 1:4:($3 - $1):(0) with vectors nohead lt black, \
             for [s=0:series - 1] $rates using \
                 ($1 == i - 1 && $2 == s ? panel_x(i, $3) : NaN):(panel_y(i, $5)):(0):\
                 (panel_y(i, $6) - panel_y(i, $5)) with vectors nohead lt black lc rgb colour(s), \
             for [k=7:8] $rates using (mark = $1 == i - 1 ? column(k) : NaN, \
                 place(mark == mark ? panel_x(i, $3) : mark)):(place(panel_y(i, mark))):\
                 (sign(mark, "?")) with labels tc lt ink, \
             for [s=0:series - 1] $rates using \
                 ($1 == i - 1 && $2 == s ? panel_x(i, $3) : NaN):(panel_y(i, $4)) with points \
                 pt shape(s) lc rgb colour(s)
    } else {
        set lmargin at screen across(word($panels[i], 1))
        set tmargin at screen up(word($panels[i], 2))
        set rmargin at screen across(word($panels[i], 3))
        set bmargin at screen up(word($panels[i], 4))
        plot for [s=0:series - 1] $lines using ($1 == i - 1 && $2 == s ? $3 : NaN):4 with lines \
                 lw 0.8 lc rgb thin(s), \
             $rates using ($1 == i - 1 ? $3 : NaN):7:(0):($8 - $7) with vectors heads \
                 size screen 3 / width, 90 lw 1 lc rgb grey, \
             for [s=0:series - 1] $rates using ($1 == i - 1 && $2 == s ? $3 : NaN):4 with lines \
                 dt s + 1 lw 1.5 lc rgb colour(s), \
             for [s=0:series - 1] $rates using \
                 ($1 == i - 1 && $2 == s && $5 == $5 && $6 == $6 ? $3 : NaN):4:5:6 \
                 with yerrorbars pt shape(s) ps 0.6 lw 1.5 lc rgb colour(s), \
             for [s=0:series - 1] $rates using ($1 == i - 1 && $2 == s ? $3 : NaN):4 with points \
                 pt shape(s) ps 0.6 lc rgb colour(s)
    }
}
unset multiplot
