#!/usr/bin/env bash
# fuzz.sh FOLDER NAME...: runs each fuzzer FOLDER/NAME for FUZZ_TIME seconds (60).
#
# tests/fuzz/NAME.c defines LLVMFuzzerTestOneInput; tests/fuzz/NAME-seeds/, if there, is where it
# starts from. What it finds interesting is kept in FOLDER/NAME-corpus; an input that breaks
# something in FOLDER/NAME-crash-*. Ends with 1 if any did.
set -u
folder=$1
shift
[ $# -gt 0 ] || { echo "there is no tests/fuzz/*.c"; exit 0; }
status=0
for name in "$@"; do
  mkdir -p "$folder/$name-corpus"
  seeds=()
  [ ! -d "tests/fuzz/$name-seeds" ] || seeds=("tests/fuzz/$name-seeds")
  if "$folder/$name" -max_total_time="${FUZZ_TIME:-60}" -timeout=10 -print_final_stats=1 \
    -artifact_prefix="$folder/$name-" "$folder/$name-corpus" "${seeds[@]}" > "$folder/$name.log" 2>&1; then
    printf '%-20s %s inputs, nothing found\n' "$name" \
      "$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log")"
  else
    tail -n 40 "$folder/$name.log"
    echo "$name: something was found; the input is $folder/$name-*, the log $folder/$name.log"
    status=1
  fi
done
exit "$status"
