#!/usr/bin/env bash
# lint.sh SOURCE... -- FORMATTED...: compilers with -Werror and gcc's analyzer, cppcheck, clang-tidy,
# clang-format and shellcheck, as far as they are installed; what is not is named as skipped.
#
# Called by `make lint`, which sets FLAGS (standard, warnings and include folders), VERSION and
# DATADIR. Ends with 1 if anything is found.
set -u
: "${FLAGS:?lint.sh is started by make lint}" "${VERSION:?}" "${DATADIR:?}"
sources=() formatted=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  sources+=("$1")
  shift
done
shift
formatted=("$@")
read -ra flags <<< "$FLAGS"
read -ra packages <<< "$(pkg-config --cflags gsl popt jansson zlib libsodium check 2> /dev/null)"
defines=("-DUF_VERSION=\"$VERSION\"" "-DUF_DATADIR=\"$DATADIR\"")
found=0

# lane NAME COMMAND...: what the command says is shown only when it finds something.
lane() {
  local name=$1 said
  shift
  if ! command -v "$1" > /dev/null; then
    echo "skip $name: $1 is not installed"
  elif said=$("${@:2}" 2>&1); then
    echo "ok $name"
  else
    printf '%s\n' "$said"
    echo "not ok $name"
    found=1
  fi
}

# each COMMAND...: run COMMAND FILE for every source, two at a time.
each() {
  printf '%s\0' "${sources[@]}" | xargs -0 -r -n 1 -P 2 "$@"
}

lane 'gcc -fanalyzer' gcc each gcc "${flags[@]}" "${packages[@]}" "${defines[@]}" -O2 -fanalyzer \
  -Werror -c -o /dev/null
lane 'clang' clang each clang "${flags[@]}" "${packages[@]}" "${defines[@]}" -O2 -Werror -c -o /dev/null

tidy() {
  clang-tidy --quiet --warnings-as-errors='*' "$1" -- "${flags[@]}" "${packages[@]}" "${defines[@]}"
}
all_tidy() {
  local file pending=0 status=0
  for file in "${sources[@]}"; do
    tidy "$file" &
    pending=$((pending + 1))
    if [ "$pending" -ge 2 ]; then
      wait -n || status=1
      pending=$((pending - 1))
    fi
  done
  while [ "$pending" -gt 0 ]; do
    wait -n || status=1
    pending=$((pending - 1))
  done
  return "$status"
}
lane clang-tidy clang-tidy all_tidy

lane cppcheck cppcheck cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr -j 2 \
  --enable=warning,style,performance,portability \
  --suppress=missingIncludeSystem --suppress=unusedStructMember --suppress=unknownMacro \
  --suppress='*:/usr/include/*' \
  -Ilibstats/include -Itools -D_POSIX_C_SOURCE=200809L "${defines[@]}" "${sources[@]}"

lane clang-format clang-format clang-format --dry-run -Werror "${formatted[@]}"
# clang-format leaves comments as they are written.
long_lines() {
  ! LC_ALL=C.UTF-8 grep -nE '^.{101,}' "${formatted[@]}"
}
lane 'lines of at most 100 columns' grep long_lines

scripts() {
  git ls-files --cached --others --exclude-standard 2> /dev/null |
    while read -r file; do
      if [ -f "$file" ] && head -n 1 "$file" | grep -qE '^#! ?/(usr/)?bin/(env )?(ba|da)?sh'; then
        printf '%s\0' "$file"
      fi
    done
}
shell_check() {
  # SC1091: sourced files are checked on their own. SC2317: functions called through others.
  scripts | xargs -0 -r shellcheck --exclude=SC1091,SC2317
}
lane shellcheck shellcheck shell_check

exit "$found"
