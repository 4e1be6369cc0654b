# data-table.R LOG THREADS: minutes per pupil and month by R's data.table (0 threads: its default).
suppressMessages(library(data.table))
arguments <- commandArgs(trailingOnly = TRUE)
if (as.integer(arguments[2]) > 0) setDTthreads(as.integer(arguments[2])) else setDTthreads(0)
log <- fread(arguments[1], select = c("pupil", "date", "scheduled", "absent"),
             colClasses = list(character = "date"))
sums <- log[, .(scheduled = sum(scheduled), absent = sum(absent)),
            keyby = .(pupil, month = substr(date, 1, 7))]
fwrite(sums)
