# rows.R: writing rows of certified values; sourced by the scripts beside it, run in this folder.
.first <- TRUE
rows <- function(id, area, dataset, what, method, parameters, values, source, tolerance) {
  if (.first)
    cat("id", "area", "dataset", "what", "method", "parameters", "statistic", "value", "source",
        "tolerance", sep = "\t")
  if (.first) cat("\n")
  .first <<- FALSE
  for (name in names(values))
    cat(sprintf("%s.%s", id, name), area, dataset, what, method, parameters, name,
        sprintf("%.15g", values[[name]]), source, paste0(tolerance, "\n"), sep = "\t")
}
