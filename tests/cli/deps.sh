#!/bin/sh
# deps.sh: build-aux/deps.sh does nothing when all is there, installs without a question where it
# may, asks only on a terminal outside CI, and else says one line and ends with 2.
#
# A folder of its own stands for the machine: real tools by name, and in place of id, sudo, apt-get
# and pkg-config scripts that write down what they were asked. Here libpopt-dev is what is missing.
. "$UF_TOP/tests/protocol.sh"

machine=$TMPDIR/machine
mkdir "$machine"
for tool in sh bash env cat tr rm mktemp gcc g++ make gnuplot msgfmt xgettext localedef as ld script; do
  path=$(command -v "$tool") && ln -s "$path" "$machine/$tool"
done

# fake NAME: a script of that name, from stdin.
fake() {
  { echo '#!/bin/sh'; cat; } > "$machine/$1"
  chmod +x "$machine/$1"
}
fake pkg-config <<END
[ "\$1" = --exists ] || exit 1
[ "\$2" != popt ] || [ -e "$TMPDIR/installed" ]
END
fake true <<END
exit 0
END
fake id <<END
cat "$TMPDIR/uid"
END
fake apt-get <<END
stdin=\$(readlink /proc/self/fd/0)
echo "\$DEBIAN_FRONTEND \$stdin \$*" >> "$TMPDIR/log"
[ ! -e "$TMPDIR/broken" ] || exit 100
case " \$* " in *' install '*' libpopt-dev '*) touch "$TMPDIR/installed" ;; esac
END
ln -s "$(command -v readlink)" "$machine/readlink"
ln -s "$(command -v touch)" "$machine/touch"
fake sudo <<END
echo "sudo \$*" >> "$TMPDIR/log"
if [ "\$1" = -n ]; then
  [ -e "$TMPDIR/trusted" ] || exit 1
  shift
fi
exec "\$@"
END

# attempt UID [COMMAND...]: run deps.sh on that machine; sets $status, $log and $said.
attempt() {
  echo "$1" > "$TMPDIR/uid"
  shift
  rm -f "$TMPDIR/log"
  said=$(env -u CI PATH="$machine" "$@" sh "$UF_TOP/build-aux/deps.sh" 2>&1 < /dev/null)
  status=$?
  log=$(cat "$TMPDIR/log" 2> /dev/null)
}
expected_install='noninteractive /dev/null -q -o DPkg::Lock::Timeout=300 update
noninteractive /dev/null -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends libpopt-dev'
one_line='apt-get install --no-install-recommends libpopt-dev'

attempt 0
same 'root installs: status' 0 "$status"
same 'root installs: update first, then what is missing, no question' "$expected_install" "$log"

attempt 0
same 'all there: status' 0 "$status"
same 'all there: nothing is run' '' "$log"
same 'all there: nothing is said' '' "$said"
rm -f "$TMPDIR/installed"

touch "$TMPDIR/trusted"
attempt 1000
same 'sudo without password: status' 0 "$status"
same 'sudo without password: apt-get as root, no question' "$expected_install" \
  "$(printf '%s\n' "$log" | grep -v '^sudo')"
same 'sudo without password: never plain sudo' '' "$(printf '%s\n' "$log" | grep '^sudo [^-]')"
rm -f "$TMPDIR/installed" "$TMPDIR/trusted"

attempt 1000
same 'no right to install: status' 2 "$status"
same 'no right to install: one line' "$one_line" "$said"
same 'no right to install: apt-get is not run' '' "$(printf '%s\n' "$log" | grep noninteractive)"

# script(1) gives the command a terminal.
if script -qec true /dev/null > /dev/null 2>&1 < /dev/null; then
  terminal="script -qec 'sh $UF_TOP/build-aux/deps.sh' /dev/null"
  echo 1000 > "$TMPDIR/uid"
  rm -f "$TMPDIR/log"
  env CI=true PATH="$machine" SHELL=/bin/sh sh -c "$terminal" > /dev/null 2>&1 < /dev/null
  same 'terminal in CI: status' 2 $?
  same 'terminal in CI: no password question' '' "$(grep '^sudo [^-]' "$TMPDIR/log")"
  rm -f "$TMPDIR/log"
  env -u CI PATH="$machine" SHELL=/bin/sh sh -c "$terminal" > /dev/null 2>&1 < /dev/null
  same 'terminal: status' 0 $?
  same 'terminal: sudo may ask' 2 "$(grep -c '^sudo env .*apt-get' "$TMPDIR/log")"
  rm -f "$TMPDIR/installed"
else
  skip 'terminal' 'script(1) is not there, or gets no terminal'
fi

touch "$TMPDIR/broken"
attempt 0
same 'apt-get fails: status' 2 "$status"
contains 'apt-get fails: the line' "$said" "$one_line"
rm "$TMPDIR/broken" "$machine/apt-get"
attempt 0
same 'no apt-get: status' 2 "$status"
same 'no apt-get: one line' "$one_line" "$said"

rm "$machine/gcc" "$machine/gnuplot"
attempt 0
contains 'what is missing is named: gcc' "$said" ' gcc '
contains 'what is missing is named: gnuplot-nox' "$said" gnuplot-nox
