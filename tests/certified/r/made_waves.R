# made_waves.R: pupils in classes in schools at five waves, from whole numbers alone, as
# tests/unit/made_waves.h makes them too; sourced by the scripts beside it.
#
# Classes 0, 1, ... of the given sizes, two to a school; odd classes are arm 1. Who misses a wave
# has no row there; everybody has wave 0. `of` are factors on what varies: person, slope, class,
# class x wave, school, residual.
made_waves <- function(sizes, waves = 5, of = c(1, 0, 1, 1, 1, 1), complete = FALSE) {
  class <- rep(seq_along(sizes) - 1, sizes)
  i <- seq_along(class) - 1
  d <- expand.grid(wave = seq_len(waves) - 1, i = i)
  d$class <- class[d$i + 1]
  d$school <- d$class %/% 2
  if (!complete) d <- d[d$wave == 0 | (7 * d$i + 3 * d$wave) %% 11 > 1, ]
  d$arm <- d$class %% 2
  person <- (29 * d$i^2 + 11 * d$i) %% 53 / 13
  slope <- (37 * d$i^2 + 5 * d$i) %% 31 / 20
  klass <- (13 * d$class^2 + 7 * d$class) %% 19 / 5
  both <- (17 * d$class^2 + 23 * d$wave^2 + 15 * d$class * d$wave) %% 23 / 8
  school <- (11 * d$school^2 + 3 * d$school) %% 13 / 3
  r <- 5 * d$i + d$wave
  residual <- (41 * r^2 + 3 * r) %% 59 / 15
  d$y <- 20 + 0.5 * d$arm * d$wave + of[1] * person + of[2] * slope * d$wave + of[3] * klass +
    of[4] * both + of[5] * school + of[6] * residual
  d$t <- d$wave / 2
  d
}
