# items.gp: bars of shares, question by question. Follows page.gp.
#
# Blocks      $bars      left top right bottom colour (as one number), in page pixels
#             $percents  x y "text" light: a number in a bar; light where the bar is dark

# Among characters the bars are words of the page.
if (!characters) {
    plot $bars using 1:2:1:3:2:4:5 with boxxyerror fill solid border rgb "white" lw 0.6 \
             lc rgb variable, \
         $percents using (int($4) == 0 ? $1 : NaN):2:3 with labels center font size(13) tc lt ink, \
         $percents using (int($4) == 1 ? $1 : NaN):2:3 with labels center font size(13) \
             tc rgb "white"
}
unset multiplot
