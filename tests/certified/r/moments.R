# moments.R: certified means and standard deviations, for tests/certified/moments.tsv.
#   Rscript moments.R > ../moments.tsv
#
# The values are NIST's (Statistical Reference Datasets, univariate summary statistics), not R's. The
# tolerances are the digits that one pass of Welford's update and its merge must reach.
options(digits = 15)
source("rows.R")

nist <- function(name, mean, sd, tolerance, what) {
  source <- "NIST StRD, univariate summary statistics, certified values"
  rows(paste0("NIST-", name), "moments", "inline", what, "certified", "", c(mean = mean), source,
       "rel 1e-14")
  rows(paste0("NIST-", name), "moments", "inline", what, "certified, divisor n - 1", "", c(sd = sd),
       source, tolerance)
}
nist("Michelso", 299.8524, 0.0790105478190518, "rel 1e-12", "speed of light, Michelson 1879, n=100")
nist("NumAcc1", 10000002, 1, "exact", "10000001, 10000003, 10000002")
nist("NumAcc2", 1.2, 0.1, "rel 1e-13", "1.2, then 1.1 and 1.3 by turns, n=1001")
nist("NumAcc3", 1000000.2, 0.1, "rel 1e-9", "1000000.2, then .1 and .3 by turns, n=1001")
nist("NumAcc4", 10000000.2, 0.1, "rel 1e-8", "10000000.2, then .1 and .3 by turns, n=1001")
stopifnot(all.equal(mean(299 + morley$Speed / 1000), 299.8524, tolerance = 1e-15),
          all.equal(sd(299 + morley$Speed / 1000), 0.0790105478190518, tolerance = 1e-12))
