# change.gp: a line for each case, from before to after. Follows page.gp.
#
# Variables   small    1: so many cases that signs are small
# Blocks      $cases   y before after sign: places on the page; before or after may be NaN, and sign -1
#             $grid    x top bottom: a line of an axis

if (characters) {
    plot $cases using (mark = $2, place(mark)):1:(sign(mark, "o")) with labels tc lt ink, \
         for [s=0:5] $cases using (int($4) == s ? $3 : NaN):1 with points pt shape(s) \
             lc rgb colour(s)
} else {
    plot $grid using 1:2:(0):($3 - $2) with vectors nohead lw 0.7 \
             lc rgb pale, \
         for [s=0:5] $cases using (int($4) == s ? $2 : NaN):1:($3 - $2):(0) with vectors nohead \
             lw (small ? 0.8 : 1.5) lc rgb colour(s), \
         $cases using 2:1 with points pt 6 ps (small ? 0.25 : 0.6) lw 1 lc rgb grey, \
         for [s=0:5] $cases using (int($4) == s ? $3 : NaN):1 with points pt shape(s) \
             ps (small ? 0.3 : 0.75) lc rgb colour(s)
}
unset multiplot
