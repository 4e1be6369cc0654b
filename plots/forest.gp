# forest.gp: estimates with their intervals, a line each, in panels below each other. Follows page.gp.
#
# Blocks, in page pixels; role is 0 (primary), 1 (sensitivity) or 2 (descriptive)
#             $grid        x top bottom: a line at a number of an axis
#             $nulls       x top bottom: no difference
#             $axes        left right y
#             $ranges      left right y: what missing data could do to an estimate
#             $intervals   left right y role
#             $ends        x y role: an end of an interval
#             $arrows      x y direction role: an end beyond the axis, to the left (-1) or right (1)
#             $points      x y role

tone(role) = word("#0072B2 #0072B2 #4497C8", role + 1)
letter(role) = word("# o *", role + 1)
of(role, own, value) = int(own) == role ? value : NaN

if (characters) {
    plot $nulls using 1:3:(0):($2 + cell_height / 2.0 - $3) with vectors nohead lt black, \
         $axes using 1:3:($2 - $1):(0) with vectors nohead lt black, \
         $intervals using ($4 < 0 ? NaN : $1):3:($2 - $1):(0) with vectors nohead lt black, \
         $ranges using (place($1)):(place($3)):($3 < 0 ? "" : "?") with labels tc lt ink, \
         $ranges using (place($2)):(place($3)):($3 < 0 ? "" : "?") with labels tc lt ink, \
         $ends using (place($1)):(place($2)):($3 < 0 ? "" : "|") with labels tc lt ink, \
         $arrows using (place($1) + $3 * cell_width):(place($2)):($4 < 0 ? "" : $3 < 0 ? "<" : ">") \
             with labels tc lt ink, \
         $points using (place($1)):(place($2)):($3 < 0 ? "" : letter(int($3))) with labels tc lt ink
} else {
    plot $grid using 1:3:(0):($2 - $3) with vectors nohead lw 0.7 lc rgb pale, \
         $nulls using 1:3:(0):($2 - $3) with vectors nohead lw 1.5 lc rgb "#595959", \
         $axes using 1:3:($2 - $1):(0) with vectors nohead lw 1 lc rgb grey, \
         $ranges using 1:3:($2 - $1):(0) with vectors heads size screen 4 / width, 90 lw 1 \
             lc rgb grey, \
         for [r=0:2] $intervals using (of(r, $4, $1)):3:($2 - $1):(0) with vectors nohead lw 1.8 \
             lc rgb tone(r), \
         for [r=0:2] $ends using (of(r, $3, $1)):($2 - 4):(0):(8) with vectors nohead lw 1.8 \
             lc rgb tone(r), \
         for [r=0:2] $arrows using (of(r, $4, $1)):2:(10 * $3):(0) \
             with vectors head filled size screen 9 / width, 24 lw 1.8 lc rgb tone(r), \
         $points using (of(0, $3, $1)):2 with points pt 7 ps 1 lc rgb tone(0), \
         $points using (of(1, $3, $1)):2 with points pt 7 ps 1 lc rgb "#FFFFFF", \
         $points using (of(1, $3, $1)):2 with points pt 6 ps 0.9 lw 1.8 lc rgb tone(1), \
         $points using (of(2, $3, $1)):2 with points pt 13 ps 1 lc rgb tone(2)
}
unset multiplot
