#!/bin/bash
# examples.sh: every example of --help and of the man pages runs from the repository's root.
#
# Each runs in a folder that has the root's datasets and nothing else, so that what it writes stays out
# of the way, and an example that needs a file that does not ship fails. 1 and 3 are answers too, of
# uf-target.
. "$UF_TOP/tests/protocol.sh"
cd "$TMPDIR" || exit 2

# example NAME COMMAND: run it; status 0, or that of a target that is not met or undecided.
example() {
  local status
  rm -rf root
  mkdir root
  ln -s "$UF_TOP/datasets" root/datasets
  (cd root && exec bash -o pipefail -c "$2") > out 2> err
  status=$?
  if [ "$status" -eq 0 ] || { [[ $2 == *uf-target* ]] && [[ $status == [13] ]]; }; then
    ok "$1: ${2//$'\n'/ }"
  else
    not_ok "$1: ${2//$'\n'/ }" "status $status: $(head -n 3 err)"
  fi
}

# The blocks between .RS and .RE of EXAMPLES, as a person reads them; each ends with an empty line.
man_examples() {
  awk '/^\.SH / { here = /EXAMPLES/ } here && /^\.RS/ { block = 1; next }
    here && /^\.RE/ { block = 0; print ""; next } block' "$1" |
    sed -e 's/\\-/-/g' -e 's/\\(aq/'\''/g' -e 's/\\e/\\/g' -e 's/\\&//g'
}

for program in "$UF_BIN"/uf-*; do
  name=${program##*/}
  if [ "$name" = uf-plot ] && ! command -v gnuplot > /dev/null; then
    skip "$name: examples" 'gnuplot is not installed'
    continue
  fi
  count=0
  while IFS= read -r line; do
    example "$name --help" "$line"
    count=$((count + 1))
  done < <("$program" --help | sed -n '/^Examples:/,/^$/{s/^  //p;}')
  holds "$name --help has examples" test "$count" -gt 0
  block=
  while IFS= read -r line; do
    if [ -n "$line" ]; then
      block="$block${block:+$'\n'}$line"
    elif [ -n "$block" ]; then
      example "man $name" "$block"
      block=
    fi
  done < <(man_examples "$UF_MAN/$name.1")
done
