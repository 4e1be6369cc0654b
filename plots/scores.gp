# scores.gp: lines of bars on the bands of a scale. Follows page.gp.
#
# Blocks      $shades  left top right bottom colour (as one number) inner, in page pixels: bands of
#                      the scale; inner is 1 where the left edge is between two
#             $bars    left top right bottom: how many have which score
#             $floors  left right y: what the bars of a line stand on

# Among characters the bars are words of the page.
if (!characters) {
    plot $shades using 1:2:1:3:2:4:5 with boxxyerror fill solid noborder lc rgb variable, \
         $shades using (int($6) == 1 ? $1 : NaN):2:(0):($4 - $2) with vectors nohead \
             dt (6,6) lw 1 lc rgb grey, \
         $floors using 1:3:($2 - $1):(0) with vectors nohead lw 0.7 lc rgb grey, \
         $bars using 1:2:1:3:2:4 with boxxyerror fill solid border lc rgb "white" lw 0.4 \
             fc rgb "#0072B2"
}
unset multiplot
