# score.R ANSWERS HOW: the mean of 25 items by R. HOW is fread (data.table), read (base R), or the same with
# -write, which also writes the answers with the mean behind, as uf-score does.
arguments <- commandArgs(trailingOnly = TRUE)
fast <- startsWith(arguments[2], "fread")
if (fast) suppressMessages(library(data.table))
answers <- if (fast) fread(arguments[1]) else read.csv(arguments[1])
items <- paste0("q", 1:25)
score <- rowMeans(if (fast) answers[, ..items] else answers[items], na.rm = TRUE)
if (endsWith(arguments[2], "-write")) {
  answers$q <- score
  if (fast) fwrite(answers) else write.csv(answers, row.names = FALSE, quote = FALSE, na = "")
} else {
  cat("q\n", sprintf("%.15g\n", c(length(score), sum(score))), sep = "")
}
