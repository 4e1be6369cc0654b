# made.R: rows of pupils in schools, from whole numbers alone, as tests/unit/made_schools.h makes
# them too; sourced by the scripts beside it.
#
# Row i = 0, 1, ... of schools 0, 1, ... of the given sizes; the second half of the schools is arm
# 1.
made <- function(sizes, first = 0) {
  school <- rep(seq_along(sizes) - 1, sizes)
  i <- first + seq_along(school) - 1
  effect <- c(3, -2, 1, 0, 2.5, -1.5)
  d <- data.frame(i = i, school = school, arm = as.integer(school >= length(sizes) / 2),
                  u = (31 * i * i + 17 * i) %% 97, x = ((7 * i * i + 3 * i) %% 53) / 10,
                  z = ((11 * i * i + 5 * i) %% 41) / 10)
  d$y <- 10 + effect[1 + d$school %% 6] + d$u / 10 + 0.3 * d$x
  d$over <- as.integer(d$u < 15 + 4 * d$school + d$x)
  d$count <- (d$u + 3 * d$school) %% 7
  d$exposure <- 20 + (13 * i) %% 17
  d
}
