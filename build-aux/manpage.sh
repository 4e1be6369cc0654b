#!/bin/sh
# manpage.sh PROGRAM TEMPLATE VERSION: writes a man page from hand-written prose and the program.
#
# In the template, the line @SYNOPSIS@ is replaced by the body of the SYNOPSIS section, and the line
# @OPTIONS@ by all other sections, that `PROGRAM --help=man` prints; @VERSION@ anywhere by VERSION.
# A template without one of the two lines, or a program that prints nothing for it, is an error.
set -eu
program=$1 template=$2 version=$3
printed=$("$program" --help=man) || { echo "manpage.sh: $program --help=man failed" >&2; exit 2; }
printf '%s\n' "$printed" | awk -v template="$template" -v version="$version" '
  /^\.SH / { synopsis = ($2 ~ /SYNOPSIS/); if (synopsis) next }
  synopsis { usage = usage $0 "\n"; next }
  { options = options $0 "\n" }
  END {
    if (usage == "" || options == "") die("the program prints no synopsis or no options")
    while ((status = (getline line < template)) > 0) {
      if (line == "@SYNOPSIS@") { printf "%s", usage; usages++ }
      else if (line == "@OPTIONS@") { printf "%s", options; lists++ }
      else { gsub(/@VERSION@/, version, line); print line }
    }
    if (status < 0) die("it cannot be read")
    if (usages != 1 || lists != 1) die("it needs one line @SYNOPSIS@ and one line @OPTIONS@")
  }
  function die(why) { print "manpage.sh: " template ": " why > "/dev/stderr"; exit 2 }
'
