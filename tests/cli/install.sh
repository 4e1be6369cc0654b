#!/bin/sh
# install.sh: what make install puts in a folder can be used from there, and uninstall removes it.
. "$UF_TOP/tests/protocol.sh"
stage=$TMPDIR/stage
root=$stage$UF_PREFIX

# The same PREFIX as the build under test, so that nothing has to be compiled again.
install_into_stage() {
  $MAKE -C "$UF_TOP" --no-print-directory CC="$CC" SAN="$SAN" BUILD="${UF_OUT%/*}" \
    DESTDIR="$stage" PREFIX="$UF_PREFIX" "$1"
}
holds 'make install' install_into_stage install
unchanged=$(find "$UF_OUT" -newer "$TMPDIR" -type f | head -n 3)
same 'nothing was built anew' '' "$unchanged"
holds 'the library is there' test -f "$root/lib/libutfall.a"
same 'every public header is there' \
  "$(cd "$UF_TOP/libstats/include/utfall" && ls)" "$(cd "$root/include/utfall" && ls)"
same 'every program is there' "$(cd "$UF_BIN" && ls)" "$(cd "$root/bin" && ls)"
for program in "$root"/bin/uf-*; do
  [ -x "$program" ] || continue
  name=${program##*/}
  holds "$name --version runs from there" "$program" --version
  holds "$name has a man page" test -s "$root/share/man/man1/$name.1"
done
holds 'data are there' cmp "$UF_TOP/datasets/quine.csv" "$root/share/utfall/datasets/quine.csv"
for chart in "$UF_TOP"/plots/*.gp; do
  [ ! -f "$chart" ] ||
    holds "chart ${chart##*/} is there" cmp "$chart" "$root/share/utfall/plots/${chart##*/}"
done
holds 'the Swedish texts are there' test -s "$root/share/locale/sv/LC_MESSAGES/utfall.mo"

# A program of someone else's, built with what pkg-config says.
cat > "$TMPDIR/user.c" <<'END'
#include <stdio.h>
#include <utfall/start.h>
#include <utfall/status.h>
int main(void)
{
    uf_start();
    return puts(uf_status_name(UF_EDATA)) < 0;
}
END
build_user() {
  # shellcheck disable=SC2046,SC2086 # lists of words
  PKG_CONFIG_PATH=$root/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$stage \
    ${CC:-gcc} ${SAN:+-fsanitize=$SAN} -std=c11 -o "$TMPDIR/user" "$TMPDIR/user.c" \
    $(PKG_CONFIG_PATH=$root/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$stage pkg-config --cflags --libs utfall)
}
holds 'a program builds with pkg-config utfall' build_user
same 'and runs' UF_EDATA "$("$TMPDIR/user" 2> /dev/null)"

holds 'make uninstall' install_into_stage uninstall
same 'uninstall leaves no file' '' "$(find "$stage" ! -type d)"
