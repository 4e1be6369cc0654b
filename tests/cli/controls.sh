#!/usr/bin/env bash
# controls.sh: what guards the project can fail. Faults are planted in a copy, and the layer check,
# the header check, the checks of words and certified rows, and the test runner must each find theirs.
. "$UF_TOP/tests/protocol.sh"
copy=$TMPDIR/copy out=$TMPDIR/out
mkdir -p "$copy" "$out"
cd "$UF_TOP" || exit 2
cp -R libstats tools plots "$copy"
cp "$UF_OUT/libutfall.a" "$UF_OUT/libcli.a" "$out"

# plant FILE [ARCHIVE]: a file from stdin, compiled into the archive.
plant() {
  cat > "$copy/$1"
  [ $# -lt 2 ] || {
    (cd "$copy" && gcc -w -Ilibstats/include -Itools -c -o "$TMPDIR/${1##*/}.o" "$1") &&
      ar r "$out/$2" "$TMPDIR/${1##*/}.o" 2> /dev/null
  } || not_ok "planting $1" "it does not compile"
}

plant libstats/planted.c libutfall.a <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int misnamed(void);
int uf_planted_undeclared(void);
static int planted_counter;
int misnamed(void)
{
    printf("%d %s\n", rand(), getenv("HOME"));
    if (time(NULL) == 0)
        abort();
    return planted_counter++;
}
int uf_planted_undeclared(void) { return misnamed(); }
END
plant libstats/include/utfall/planted_alone.h <<'END'
#include <stddef.h>
uf_status uf_planted_needs_status(void);
END
plant libstats/include/utfall/planted_class.h <<'END'
#ifndef PLANTED_CLASS
#define PLANTED_CLASS
int uf_planted_missing(int class);
#endif
END
plant tools/cli/planted.c libcli.a <<'END'
#include <csv.h>
#include <gsl/gsl_math.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
void uf_planted_cli(char *to, const char *from);
void uf_planted_cli(char *to, const char *from)
{
    setlocale(LC_ALL, "");
    strcpy(to, from);
    exit(csv_init(NULL, 0));
}
END
plant tools/cli/planted_second.c <<'END'
#include <csv.h>
END
for header in tools/cli/*.h; do
  echo "#include \"${header#tools/}\""
done | plant tools/cli/planted_all.h
plant tools/uf-planted.c <<'END'
#include <math.h>
#include "uf-absence.c"
const char *program = "gnuplot";
END
plant plots/planted.gp <<'END'
fit a*x+b $data using 1:2 via a,b
END

layers=$(SAN='' build-aux/layers.sh "$copy" "$out" 2>&1)
same 'layers: faults make it fail' 1 $?
# found OUTPUT RULE WORD: the rule is broken, and the finding names WORD.
found() {
  printf '%s\n' "$1" | awk -v rule="not ok $2" -v word="$3" '
    index($0, rule) == 1 { broken = 1; if (named) exit }
    index($0, "ok ") == 1 || index($0, "not ok ") == 1 { named = 0; next }
    index($0, word) { named = 1 }
    END { exit !(broken && named) }'
}
while IFS='|' read -r rule word; do
  if found "$layers" "layers: $rule" "$word"; then
    ok "layers finds: $word: $rule"
  else
    not_ok "layers finds: $word: $rule" "it passed"
  fi
done <<'END'
libstats includes only|planted.c: <stdio.h>
libstats includes only|planted.c: <time.h>
libstats calls nothing|planted.c.o: printf
libstats calls nothing|planted.c.o: rand
libstats calls nothing|planted.c.o: getenv
libstats calls nothing|planted.c.o: time
libstats calls nothing|planted.c.o: abort
libstats keeps no variables|planted_counter
tools/cli does no statistics|planted.c: <gsl/gsl_math.h>
no header of tools/cli stands for the rest|planted_all.h
only program.c ends the program|planted.c:     exit(
only language.c sets the locale|setlocale
no unsafe text functions|strcpy
libcsv is wrapped in one file|planted_second.c
a program includes C|uf-planted.c: <math.h>
a program includes C|uf-absence.c
a program does not start gnuplot|uf-planted.c
charts compute no statistics|planted.gp
END

headers=$(build-aux/headers.sh "$copy" "$out" 2>&1)
same 'headers: faults make it fail' 1 $?
while IFS='|' read -r rule word; do
  if found "$headers" "headers: $rule" "$word"; then
    ok "headers finds: $word: $rule"
  else
    not_ok "headers finds: $word: $rule" "it passed"
  fi
done <<'END'
libstats/include/utfall/planted_alone.h alone in C|uf_status
libstats/include/utfall/planted_class.h alone in C++|class
libstats exports only names that begin with uf_|misnamed
every function of libstats is declared|uf_planted_undeclared
every function in a header of libstats is there|uf_planted_missing
every function of tools/cli is declared|uf_planted_cli
END

# The words of results, with one that is not explained and one that is not there.
mkdir -p "$copy/doc" "$copy/tests"
cp tests/protocol.sh "$copy/tests"
# shellcheck disable=SC2016 # Markdown's backquotes
sed -e '/^| `koopman`/d' -e 's/^| `capacity`/| `planted`/' -e '/^| `limit`/d' \
  doc/results.md > "$copy/doc/results.md"
words=$(UF_TOP="$copy" bash tests/cli/vocabulary.sh)
contains 'vocabulary finds: a method that is not explained' "$words" 'koopman;'
contains 'vocabulary finds: a method that is not there' "$words" 'planted;'
contains 'vocabulary finds: a term that is not explained' "$words" 'limit;'

# The runner, over tests that pass, fail, are skipped, die and say nothing, and over two certified
# rows of which one is asked for.
tree=$TMPDIR/tree
mkdir -p "$tree/tests/cli" "$tree/tests/certified" "$tree/build-aux" "$tree/out/bin" "$tree/datasets" \
  "$tree/tests/golden/p/right/files" "$tree/tests/golden/p/wrong_out" "$tree/tests/golden/p/wrong_exit"
cp tests/run.sh tests/protocol.sh tests/oracle-rows.sh "$tree/tests"
{
  head -n 1 tests/certified/two_by_two.tsv
  printf 'PLANTED.%s\ta\tinline\tw\tm\tp\ts\t1\tR\texact\n' asked unasked
} > "$tree/tests/certified/planted.tsv"
# writes FILE: an executable script, from stdin.
writes() {
  { echo '#!/bin/sh'; cat; } > "$tree/$1"
  chmod +x "$tree/$1"
}
echo 'echo "ok layers"' | writes build-aux/layers.sh
echo 'echo "ok headers"' | writes build-aux/headers.sh
writes out/unit <<'END'
echo PLANTED.asked >> "$ORACLE_ASKED"
echo "66%: Checks: 3, Failures: 1, Errors: 0"
exit 1
END
echo 'echo "ok one"; echo "not ok two: why"; echo "skip three: why"' | writes tests/cli/fails.sh
echo 'echo "ok one"; exit 3' | writes tests/cli/dies.sh
echo ':' | writes tests/cli/silent.sh
cd "$tree/tests/golden/p" || exit 2
echo a > right/files/f
echo 'cat @INPUT:f@; echo "f: said" >&2; exit 3' > right/cmd
echo a > right/out
echo 'f: said' > right/err
echo 3 > right/exit
echo 'echo b' > wrong_out/cmd
echo a > wrong_out/out
echo 'exit 1' > wrong_exit/cmd
cd "$tree" || exit 2
# run.sh's pipe run expects `stdin` where the file is named: this command does not say it.
report=$(env -u ONLY -u V SAN='' UF_TOP="$tree" UF_OUT="$tree/out" UF_BIN="$tree/out/bin" tests/run.sh 2>&1)
same 'runner: failures make it fail' 1 $?
same 'runner: counts' '7 passed, 8 failed, 2 skipped' "$(printf '%s\n' "$report" | tail -n 1)"
contains 'runner: a script that dies' "$report" 'not ok tests/cli/dies.sh: ended with status 3'
contains 'runner: a script that says nothing' "$report" 'not ok tests/cli/silent.sh: ran no test'
contains 'runner: a certified row that no test asks for' "$report" "expected '', got 'PLANTED.unasked '"
contains 'runner: golden output' "$report" 'not ok p/wrong_out: differs: out'
contains 'runner: golden status' "$report" 'not ok p/wrong_exit: differs: exit'
contains 'runner: golden through a pipe' "$report" 'not ok p/right|pipe: differs: err'
