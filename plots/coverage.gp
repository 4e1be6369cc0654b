# coverage.gp: a map of cells with a number in each. Follows page.gp.
#
# Blocks      $cells      left top right bottom colour (as one number), in page pixels
#             $hatched    left top right bottom: cells without data
#             $on_light   x y "text": numbers in light cells
#             $on_dark    x y "text": numbers in dark cells

if (characters) {
    plot $hatched using (($1 + $3) / 2):(($2 + $4) / 2):($3 > 0 ? "-" : "") with labels \
             center tc lt ink, \
         $on_light using 1:2:3 with labels center tc lt ink, \
         $on_dark using 1:2:3 with labels center tc lt ink
} else {
    plot $cells using 1:2:1:3:2:4:5 with boxxyerror \
             fill solid border lc rgb pale lc rgb variable lw 0.5, \
         $hatched using 1:2:1:3:2:4 with boxxyerror fc rgb grey lw 0.5 \
             fill pattern 4 border lc rgb pale, \
         $on_light using 1:2:3 with labels center font size(13) tc lt ink, \
         $on_dark using 1:2:3 with labels center font size(13) tc rgb "#FFFFFF"
}
unset multiplot
