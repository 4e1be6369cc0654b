#!/usr/bin/env bash
# completion.sh: the completion scripts load, offer every option, and choices after the options that
# have them. bash is asked for real; zsh and fish read their scripts where they are installed.
. "$UF_TOP/tests/protocol.sh"
cd "$TMPDIR" || exit 2

# offered PROGRAM WORD...: what bash would offer for the last word.
offered() {
  local program=$1
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  "_${program//-/_}"
  printf '%s\n' "${COMPREPLY[@]}"
}

for path in "$UF_BIN"/uf-*; do
  program=${path##*/}
  for shell in bash zsh fish; do
    if ! "$path" "--help=$shell" > "$program.$shell" || [ ! -s "$program.$shell" ]; then
      not_ok "$program: $shell" "no script"
      continue
    fi
    if ! command -v "$shell" > /dev/null; then
      skip "$program: $shell reads its script" "$shell is not installed"
    elif "$shell" -n "$program.$shell" 2> words; then
      ok "$program: $shell reads its script"
    else
      not_ok "$program: $shell reads its script" "$(head -1 words)"
    fi
  done
  # shellcheck source=/dev/null # one of those just made
  . "./$program.bash"
  # shellcheck disable=SC2094 # a function and a file
  offered "$program" -- > offered
  "$path" --help=all | grep -oE '^ +(-.,)? *--[a-z_-]+' | grep -oE -e '--[a-z_-]+' | sort -u > wanted
  missing=$(sort -u offered | comm -13 - wanted | tr '\n' ' ')
  if [ -z "$missing" ] && [ -s wanted ]; then
    ok "$program: bash offers every option"
  else
    not_ok "$program: bash offers every option" "not $missing"
  fi
done

if [ "$(offered uf-threshold --ci w)" = wilson ]; then
  ok "choices after the option that has them"
else
  not_ok "choices after the option that has them" "$(offered uf-threshold --ci w)"
fi
if [ "$(offered uf-threshold --ci = cl)" = clopper-pearson ]; then
  ok "choices after --ci="
else
  not_ok "choices after --ci=" "$(offered uf-threshold --ci = cl)"
fi
: > 'a file.csv'
if [ "$(offered uf-threshold 'a f')" = 'a file.csv' ]; then
  ok "files elsewhere"
else
  not_ok "files elsewhere" "$(offered uf-threshold 'a f')"
fi
