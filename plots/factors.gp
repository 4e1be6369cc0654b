# factors.gp: bars to both sides of a middle line. Follows page.gp.
#
# Blocks      $bars       left top right bottom colour (as one number), in page pixels
#             $hatched    the same: bars of what was not known at first
#             $intervals  from to y: an interval at the end of a bar
#             $grid       x top bottom middle: a line of the axis; 1 in the middle

# Among characters the bars are words of the page.
if (!characters) {
    plot $grid using 1:2:(0):($3 - $2) with vectors nohead lw 0.7 lc rgb pale, \
         $bars using 1:2:1:3:2:4:5 with boxxyerror fill solid noborder lc rgb variable, \
         $hatched using 1:2:1:3:2:4 with boxxyerror fc rgb "#595959" lw 0.7 \
             fill pattern 4 border lc rgb "#595959", \
         $intervals using 1:3:($2 - $1):(0) with vectors heads size screen 4 / width, 90 lw 1.3 \
             lc ink, \
         $grid using (int($4) == 1 ? $1 : NaN):2:(0):($3 - $2) with vectors nohead lw 1 lc ink
}
unset multiplot
