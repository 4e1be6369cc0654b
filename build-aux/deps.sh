#!/bin/sh
# deps.sh: installs what is missing to build, test and draw; does nothing when all is there.
#
# What is there is found by trying it, so another system's packages, or a compiler of one's own, will
# do. What is missing is installed from Debian's packages (Debian, Ubuntu and their kin):
#   - as root, or where sudo needs no password, without a question;
#   - by sudo with its password question, only on a terminal and outside CI;
#   - else one line says what to run, and the status is 2.
set -u

has() {
  command -v "$1" > /dev/null 2>&1
}

# compiles LIBRARY TEXT: whether the text compiles and links.
compiles() {
  has gcc || return 1
  object=$(mktemp) || exit 2
  # shellcheck disable=SC2086 # no library, or one
  printf '%s\nint main(void) { return 0; }\n' "$2" |
    gcc -x c -o "$object" - $1 > /dev/null 2>&1
  result=$?
  rm -f "$object"
  return "$result"
}

has_module() {
  has pkg-config && pkg-config --exists "$1" 2> /dev/null
}

# missing: the Debian packages of what is not there, one per line.
missing() {
  has gcc || echo gcc
  has g++ || has clang++ || echo g++ # public headers compile as C++ too
  has make || echo make
  has pkg-config || echo pkg-config
  compiles '' '#include <stdio.h>' || echo libc6-dev
  has_module gsl || echo libgsl-dev
  compiles -lcsv '#include <csv.h>' || echo libcsv-dev # comes without a .pc file
  has_module popt || echo libpopt-dev
  has_module jansson || echo libjansson-dev
  has_module zlib || echo zlib1g-dev
  has_module libsodium || echo libsodium-dev
  compiles '' '#include <Random123/philox.h>' || echo librandom123-dev
  has_module check || echo check
  has gnuplot || echo gnuplot-nox
  { has msgfmt && has xgettext; } || echo gettext
  # A test makes a German locale from its source.
  { has localedef && [ -e /usr/share/i18n/locales/de_DE ]; } || echo locales
}

packages=$(missing | tr '\n' ' ')
packages=${packages% }
[ -n "$packages" ] || exit 0

say() {
  echo "apt-get install --no-install-recommends $packages" >&2
  exit 2
}

if ! has apt-get; then
  say
elif [ "$(id -u)" = 0 ]; then
  as_root=
elif has sudo && sudo -n true > /dev/null 2>&1; then
  as_root='sudo -n'
elif has sudo && [ -t 0 ] && [ -t 2 ] && [ -z "${CI-}" ]; then
  as_root=sudo
else
  say
fi

# apt PARTS...: never a question, and no waiting for ever on another apt-get.
apt() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" \
    < /dev/null >&2
}

echo "installing: $packages" >&2
apt update || echo "apt-get update failed; trying with the lists that are there" >&2
# shellcheck disable=SC2086 # a list of words
apt install -y --no-install-recommends $packages || say
packages=$(missing | tr '\n' ' ')
packages=${packages% }
[ -z "$packages" ] || say
