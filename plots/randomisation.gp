# randomisation.gp: the statistics of all assignments, and the observed one. Follows page.gp.
#
# Variable    dot   the width of a dot, in page pixels
# Blocks, in page pixels; out says whether an assignment is at least as far out as the observed (1)
#             $grid       x top bottom: a line at a number of the axis
#             $axes       left right y
#             $bars       left top right bottom out
#             $dots       x y out
#             $observed   x top bottom mirrored: the observed statistic (0), and as far out on the
#                         other side (1)

near = "#8FBCDB"
far = "#0072B2"
part(out, own, value) = int(own) == out ? value : NaN

if (characters) {
    plot $axes using 1:3:($2 - $1):(0) with vectors nohead lt black, \
         for [k=0:1] $bars using (part(k, $5, ($1 + $3) / 2)):4:(0):($2 - $4) with vectors nohead \
             lt black lc rgb k == 0 ? near : far, \
         $bars using (place(($1 + $3) / 2)):(place($2)):($5 < 0 ? "" : $5 > 0 ? "#" : "o") \
             with labels tc lt ink, \
         $observed using (part(0, $4, $1)):3:(0):($2 - $3) with vectors nohead lt black, \
         $observed using (part(1, $4, $1)):3:(0):($2 - $3) with vectors nohead lt black, \
         $dots using (place($1)):(place($2)):($3 < 0 ? "" : $3 > 0 ? "#" : "o") with labels tc lt ink
} else {
    plot $grid using 1:3:(0):($2 - $3) with vectors nohead lw 0.7 lc rgb pale, \
         for [k=0:1] $bars using (part(k, $5, $1)):2:1:3:2:4 with boxxyerror \
             fill solid border rgb "white" lw 0.4 fc rgb k == 0 ? near : far, \
         for [k=0:1] $dots using (part(k, $3, $1)):2 with points pt 7 ps 0.13 * dot \
             lc rgb k == 0 ? near : far, \
         $axes using 1:3:($2 - $1):(0) with vectors nohead lw 1 lc rgb grey, \
         $observed using (part(1, $4, $1)):3:(0):($2 - $3) with vectors nohead dt (10,6) lw 1 \
             lc ink, \
         $observed using (part(0, $4, $1)):3:(0):($2 - $3) with vectors nohead lw 1.8 lc ink
}
unset multiplot
