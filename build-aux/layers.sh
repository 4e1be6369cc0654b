#!/usr/bin/env bash
# layers.sh TOP OUT: each layer uses only what it may.
#
# Looks at the sources under TOP and at the libraries in OUT (a build folder made from them), and
# prints the lines of tests/run.sh's protocol. Ends with 1 if a rule is broken.
#
#   libstats    never prints, reads files, exits, looks at the environment or the clock, draws
#               random numbers of its own, or keeps a variable; knows libc, libm, GSL, Random123
#   tools/cli   does no statistics; one file ends the program, one sets the language, one wraps
#               libcsv; no header stands for all the others
#   tools       a program knows tools/cli and libstats' headers: no numerics library, no CSV, no
#               gnuplot, no other program
#   plots       gnuplot draws and does not compute
set -u
top=$1 out=$2
cd "$top" || exit 2
shopt -s nullglob
broken=0

# verdict NAME FINDINGS: no finding is a pass.
verdict() {
  if [ -z "$2" ]; then
    echo "ok layers: $1"
  else
    printf '%s\n' "$2"
    echo "not ok layers: $1: $(printf '%s\n' "$2" | head -n 1)"
    broken=1
  fi
}

# code FILE...: the files without comments, each line after its file's name.
code() {
  local file
  for file in "$@"; do
    gcc -fpreprocessed -dD -E -P -w -x c "$file" 2> /dev/null | sed "s|^|$file: |"
  done
}

# includes FILE...: "FILE: <header>" or "FILE: "header"", one per line.
includes() {
  [ $# -eq 0 ] || code "$@" | sed -nE 's/^([^:]*): *# *include *([<"][^>"]*[>"]).*/\1: \2/p'
}

# undefined ARCHIVE: "object symbol" for every symbol that it takes from elsewhere.
undefined() {
  nm -A -u "$1" 2> /dev/null | awk '{ sub(/^.*:([^:]*):?$/, "&", $1); print $1, $NF }' |
    sed -E 's/^[^ ]*[:\/]([^: ]+\.o):? /\1 /'
}

library=$out/libutfall.a
if [ ! -f "$library" ]; then
  echo "not ok layers: there is no $library"
  exit 1
fi

# --- libstats ---

library_sources=(libstats/*.c libstats/*.h libstats/include/utfall/*.h)
verdict "libstats includes only C, GSL, Random123 and itself" "$(
  includes "${library_sources[@]}" | grep -vE \
    ': (<(complex|float|inttypes|limits|math|stdbool|stddef|stdint|stdlib|string)\.h>|<utfall/[a-z0-9_]+\.h>|<gsl/[a-z0-9_]+\.h>|<Random123/[a-z0-9_.]+>|"[a-z0-9_]+\.h")$'
)"

if [ -n "${SAN-}" ]; then
  echo "skip layers: symbols of libstats: sanitizers add their own"
else
  verdict "libstats calls nothing that prints, reads, ends, asks or keeps time" "$(
    undefined "$library" | awk '
      function banned(name) {
        sub(/^_*(isoc[0-9]+_)?/, "", name)
        sub(/_chk$/, "", name)
        return name ~ /^v?(f|s|sn|as|d)?w?(print|scan)f$/ ||
          name ~ /^(f|put|get|un)?(puts|putc|putchar|gets|getc|getchar|getline|getdelim|perror)(_unlocked)?$/ ||
          name ~ /^(IO_putc|fopen|fdopen|freopen|fclose|fread|fwrite|fflush|fseek|ftell|popen|tmpfile)(64)?$/ ||
          name ~ /^(open|openat|creat|read|write|close|lseek|pipe|fork|exec[lv]p?e?|system|unlink|rename)(64)?$/ ||
          name ~ /^(std(in|out|err)|environ|errno_location)$/ ||
          name ~ /^(exit|Exit|quick_exit|abort|assert_fail|assert_perror_fail|longjmp|raise|kill|signal|sigaction)$/ ||
          name ~ /^(secure_)?(getenv|setenv|putenv|unsetenv)$/ ||
          name ~ /^(setlocale|newlocale|uselocale|localeconv|nl_langinfo|d?gettext)$/ ||
          name ~ /^(strto(d|f|ld|l|ll|ul|ull|imax|umax)|ato(i|l|ll|f)|strerror|strtok|qsort_r)$/ ||
          name ~ /^(time|clock|clock_gettime|gettimeofday|localtime|gmtime|mktime|strftime|sleep|nanosleep)(_r)?$/ ||
          name ~ /^(s?rand(om)?|rand_r|[dejlmn]rand48|getrandom|getentropy|arc4random.*)$/ ||
          name ~ /^gsl_(rng_env_setup|error$|stream_|.*_(fprintf|fscanf|fread|fwrite)$)/ ||
          name ~ /^(csv|popt|json|sodium|crypto|gz|inflate|deflate)/
      }
      banned($2) { print $1 ": " $2 }'
  )"
  verdict "libstats keeps no variables" "$(
    objdump -t "$library" 2> /dev/null | awk '
      /^[^ ]+\.o:/ { object = $1 }
      / \.(data|bss|tdata|tbss)[^ ]*\t/ || /\*COM\*/ {
        if ($0 !~ / \.data\.rel\.ro/ && $0 !~ / d  \.(data|bss|tdata|tbss)/) print object " " $NF
      }'
  )"
fi

# --- tools/cli ---

cli_sources=(tools/cli/*.c tools/cli/*.h)
verdict "tools/cli does no statistics: no GSL, no Random123" "$(
  includes "${cli_sources[@]}" | grep -E '<(gsl/|Random123/)'
)"
verdict "tools/cli includes no program, and headers by one path" "$(
  includes "${cli_sources[@]}" | grep -E ': "' | grep -vE ': "cli/[a-z0-9_]+\.h"$'
)"
verdict "no header of tools/cli stands for the rest" "$(
  cli_headers=(tools/cli/*.h)
  includes "${cli_headers[@]}" | awk -F ': ' -v headers="${#cli_headers[@]}" '
    $2 ~ /^"cli\// { included[$1]++ }
    END {
      for (name in included)
        if (included[name] > 3 && 2 * included[name] > headers - 1)
          print name " includes " included[name] " of " headers - 1 " other headers"
    }'
)"

# only WHAT PATTERN FILE...: code that matches PATTERN (word by word) stands only in FILEs.
only() {
  local what=$1 pattern=$2 allowed file found
  shift 2
  allowed=" $* "
  found=$(
    for file in tools/*.c tools/*.h "${cli_sources[@]}"; do
      case $allowed in *" $file "*) continue ;; esac
      code "$file" | grep -m 1 -E "(^|[^A-Za-z0-9_>.\"])($pattern)" | cut -c 1-120
    done
  )
  verdict "$what" "$found"
}
only "only program.c ends the program and knows argv" \
  '(exit|_exit|_Exit|quick_exit|abort|atexit) *\(|argv\b|argc\b' \
  tools/cli/program.c tools/cli/program.h
only "only language.c sets the locale" 'setlocale *\(' tools/cli/language.c
only "no unsafe text functions" \
  '(strcpy|strcat|sprintf|vsprintf|gets|strtok|ato[ifl]|atoll|scanf|sscanf|fscanf|popen|system|tmpnam|mktemp) *\('

verdict "libcsv is wrapped in one file" "$(
  files=$(includes "${cli_sources[@]}" tools/*.c | grep '<csv\.h>' | sort -u)
  [ "$(printf '%s' "$files" | grep -c .)" -le 1 ] || printf '%s\n' "$files"
)"

# --- programs ---

verdict "a program includes C, POSIX, tools/cli and libstats' headers only" "$(
  includes tools/*.c tools/*.h | grep -E \
    ': (<(math|tgmath|complex|fenv|csv|popt|zlib|jansson|iconv|locale|libintl|sodium)\.h>|<(gsl|Random123|sodium)/|"[^c]|"c[^l]|<unistd\.h>|<spawn\.h>)' |
    grep -v ': "cli/'
)"
verdict "a program does not start gnuplot" "$(
  [ -z "$(echo tools/uf-*.c)" ] ||
    code tools/uf-*.c | grep -E 'posix_spawn|exec[lv]p?e? *\(|popen|"gnuplot"'
)"

# --- charts ---

# gnuplot takes any unique beginning of a command's name.
verdict "charts compute no statistics" "$(
  for file in plots/*.gp; do
    sed 's/#.*//' "$file" | grep -nE '(^|[;{ \t])(stats|stat|sta|fit|fi|f)[ \t]|(^|[ \t])sm(o|oo|oot|ooth)?[ \t]|system *\(|`|^[ \t]*!|(^|[ \t])(shell|load|call|eval(uate)?)[ \t]' |
      sed "s|^|$file:|"
  done
)"

exit "$broken"
