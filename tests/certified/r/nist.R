# nist.R: certified regressions, for tests/certified/nist.tsv.
#   Rscript nist.R > ../nist.tsv
#
# The values are NIST's (Statistical Reference Datasets, linear regression), not R's; exact rational
# arithmetic on the data in ../data/nist_*.csv gives the same digits. The tolerances are the digits
# that double precision must reach. Filip asks for the powers of x up to the tenth: rounding them to
# doubles moves the exact solution by 1.3e-8, so no fit in doubles can do better.
options(digits = 15)
source("rows.R")

nist <- function(name, model, b, se, sigma, r2, tolerance) {
  source <- "NIST StRD, linear regression, certified values"
  k <- seq_along(b) - 1
  values <- c(setNames(b, paste0("b", k)), setNames(se, paste0("se", k)), sigma = sigma, r2 = r2)
  file <- paste0("data/nist_", sub("[0-9]", "", tolower(name)), ".csv")
  rows(paste0("NIST-", name), "linear-model", file, name, "certified", model, values, source,
       tolerance)
}
nist("Norris", "y ~ x", c(-0.262323073774029, 1.00211681802045),
     c(0.232818234301152, 0.429796848199937e-3), 0.884796396144373, 0.999993745883712, "rel 1e-13")
nist("Longley", "y ~ x1 + ... + x6",
     c(-3482258.63459582, 15.0618722713733, -0.358191792925910e-1, -2.02022980381683,
       -1.03322686717359, -0.511041056535807e-1, 1829.15146461355),
     c(890420.383607373, 84.9149257747669, 0.334910077722432e-1, 0.488399681651699,
       0.214274163161675, 0.226073200069370, 455.478499142212), 304.854073561965,
     0.995479004577296, "rel 1e-11")
nist("Pontius", "y ~ x + x^2",
     c(0.673565789473684e-3, 0.732059160401003e-6, -0.316081871345029e-14),
     c(0.107938612033077e-3, 0.157817399981659e-9, 0.486652849992036e-16), 0.205177424076185e-3,
     0.999999900178537, "rel 1e-12")
nist("Filip", "y ~ x + ... + x^10",
     c(-1467.48961422980, -2772.17959193342, -2316.37108160893, -1127.97394098372,
       -354.478233703349, -75.1242017393757, -10.8753180355343, -1.06221498588947,
       -0.670191154593408e-1, -0.246781078275479e-2, -0.402962525080404e-4),
     c(298.084530995537, 559.779865474950, 466.477572127796, 227.204274477751, 71.6478660875927,
       15.2897178747400, 2.23691159816033, 0.221624321934227, 0.142363763154724e-1,
       0.535617408889821e-2 / 10, 0.896632837373868e-5), 0.334801051324544e-2, 0.996727416185620,
     "rel 3e-8")
poly <- "y ~ x + ... + x^5"
nist("Wampler1", poly, rep(1, 6), rep(0, 6), 0, 1, "abs 1e-10")
nist("Wampler2", poly, 10^-(0:5), rep(0, 6), 0, 1, "abs 1e-12")
se <- c(2152.32624678170, 2363.55173469681, 779.343524331583, 101.475507550350, 5.64566512170752,
        0.112324854679312)
nist("Wampler3", poly, rep(1, 6), se, 2360.14502379268, 0.999995559025820, "rel 1e-12")
nist("Wampler4", poly, rep(1, 6), se * 100, 236014.502379268, 0.957478440825662, "rel 2e-12")
nist("Wampler5", poly, rep(1, 6), se * 1e4, 23601450.2379268, 0.224668921574940e-2, "rel 2e-12")
