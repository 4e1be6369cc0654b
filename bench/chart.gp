# chart.gp: seconds of each program, and how far its rounds lay apart.
#
# Run by bench/run.sh with $data (name, median, lowest, highest; quickest first) in front, and
# outputfile. Names are the benchmark's own.
set terminal svg noenhanced size 800, 120 + 40 * |$data| font 'DejaVu Sans,13'
set output outputfile
set title 'Minutes per pupil and month: median and range of the rounds'
set xrange [0:*]
set yrange [|$data| - 0.5:-0.5]
set grid xtics lc rgb '#dddddd'
set border 1
set tics nomirror scale 0.5
set xlabel 'seconds'
unset key
set boxwidth 0.5
set style fill solid
plot $data using (0):0:(0):2:($0 - 0.3):($0 + 0.3):ytic(1) with boxxyerror lc rgb '#0072B2', \
     $data using 2:0:3:4 with xerrorbars lc rgb '#000000' lw 1.5 pt 7 ps 0.4
