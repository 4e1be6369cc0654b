#!/usr/bin/env bash
# headers.sh TOP OUT: every header stands alone, and declares what the libraries export.
#
# Looks at the headers under TOP and at the libraries in OUT (a build folder made from them), and
# prints the lines of tests/run.sh's protocol. Ends with 1 if a rule is broken.
set -u
top=$1 out=$(cd "$2" && pwd) || exit 2
cd "$top" || exit 2
shopt -s nullglob
broken=0
compiler=${CC:-gcc}
flags=(-std=c11 -D_POSIX_C_SOURCE=200809L -Ilibstats/include -Itools -Wall -Wextra -Wpedantic
  -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror)
read -ra package_flags <<< "$(pkg-config --cflags gsl popt jansson zlib libsodium 2> /dev/null)"

verdict() {
  if [ -z "$2" ]; then
    echo "ok headers: $1"
  else
    printf '%s\n' "$2"
    echo "not ok headers: $1: $(printf '%s\n' "$2" | head -n 1)"
    broken=1
  fi
}

# as_included FILE: how a source file names this header.
as_included() {
  case $1 in
  libstats/include/*) echo "#include <${1#libstats/include/}>" ;;
  tools/*) echo "#include \"${1#tools/}\"" ;;
  *) echo "#include \"$1\"" ;;
  esac
}

# Twice, so that the include guard is tried too.
alone() {
  local line
  line=$(as_included "$1")
  printf '%s\n%s\nextern int uf_a_declaration;\n' "$line" "$line" |
    "${@:2}" "${package_flags[@]}" -fsyntax-only - 2>&1
}

for header in libstats/include/utfall/*.h libstats/*.h tools/cli/*.h; do
  # shellcheck disable=SC2086 # CC may be "ccache gcc"
  verdict "$header alone in C" "$(alone "$header" $compiler "${flags[@]}" -x c -I.)"
done
cxx=$(command -v g++ || command -v clang++)
for header in libstats/include/utfall/*.h; do
  if [ -z "$cxx" ]; then
    echo "skip headers: $header alone in C++: there is no g++ or clang++"
  else
    verdict "$header alone in C++" \
      "$(alone "$header" "$cxx" -std=c++17 -Wall -Wextra -Wpedantic -Werror -Ilibstats/include -x c++)"
  fi
done

# declared FOLDER HEADER...: the functions that the headers in FOLDER declare, one per line. gcc
# writes them, with the file each stands in, so macros and comments cannot mislead; static ones are
# left out.
declared() {
  local folder=$1 header list
  shift
  list=$(mktemp) || exit 2
  for header in "$@"; do
    : > "$list"
    as_included "$header" |
      gcc "${flags[@]}" "${package_flags[@]}" -I. -w -aux-info "$list" -x c -c -o /dev/null - 2> /dev/null
    cat "$list"
  done | sed -nE 's#^/\* (\./)?'"$folder"'/[^ ]* \*/ extern [^(]*[ *]([a-z_0-9]+) \(.*#\2#p' | sort -u
  rm -f "$list"
}

exported() {
  nm -g --defined-only "$1" 2> /dev/null | awk 'NF == 3 { print $3 }' |
    grep -vE '^_|\.' | sort -u
}

compare() {
  local layer=$1 archive=$2 names
  shift 2
  if [ ! -f "$archive" ]; then
    verdict "$layer was built" "there is no $archive"
    return
  fi
  verdict "$layer exports only names that begin with uf_" "$(exported "$archive" | grep -v '^uf_')"
  [ $# -gt 0 ] || return
  names=$(declared "$layer" "$@")
  verdict "every function of $layer is declared in a header" \
    "$(comm -23 <(nm -g --defined-only "$archive" 2> /dev/null | awk '$2 == "T" { print $3 }' | sort -u) \
      <(printf '%s\n' "$names"))"
  verdict "every function in a header of $layer is there" \
    "$(comm -13 <(exported "$archive") <(printf '%s\n' "$names" | grep .))"
}
compare libstats "$out/libutfall.a" libstats/include/utfall/*.h libstats/*.h
[ ! -s "$out/libcli.a" ] || compare tools/cli "$out/libcli.a" tools/cli/*.h

exit "$broken"
