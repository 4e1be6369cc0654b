# transitions.gp: tables of cells with a count in each. Follows page.gp.
#
# Blocks      $cells      left top right bottom colour (as one number), in page pixels
#             $diagonal   left top right bottom: cells in a frame
#             $on_light   x y "text": counts in light cells
#             $on_dark    x y "text": counts in dark cells

if (characters) {
    plot $on_light using 1:2:3 with labels center tc lt ink, \
         $on_dark using 1:2:3 with labels center tc lt ink
} else {
    plot $cells using 1:2:1:3:2:4:5 with boxxyerror \
             fill solid border lc rgb pale lc rgb variable lw 0.7, \
         $diagonal using 1:2:1:3:2:4 with boxxyerror fill empty lc rgb "#222222" lw 1.2, \
         $on_light using 1:2:3 with labels center font size(13) tc lt ink, \
         $on_dark using 1:2:3 with labels center font size(13) tc rgb "#FFFFFF"
}
unset multiplot
