#!/bin/sh
# translate.sh FILE.po...: brings translations up to date with the texts in the sources; with
# --template alone, prints these texts as a template.
#
# Texts are what stands in uf_translate("…") and UF_TRANSLATABLE("…") (tools/cli/language.h). What is
# new comes without a translation, what is gone goes; nothing is guessed from a similar text.
set -eu
cd "$(dirname "$0")/.."
template() {
  find tools -name '*.c' | LC_ALL=C sort | xgettext --files-from=- --language=C \
    --from-code=UTF-8 --keyword --keyword=uf_translate --keyword=UF_TRANSLATABLE \
    --add-location=file --add-comments=translators --package-name=utfall --output=- |
    sed -e 's/charset=CHARSET/charset=UTF-8/' -e '/^"POT-Creation-Date:/d'
}
if [ "${1-}" = --template ]; then
  template
  exit
fi
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
template > "$fresh"
for file; do
  msgmerge --quiet --update --backup=none --no-fuzzy-matching --add-location=file "$file" "$fresh"
  msgattrib --no-obsolete --add-location=file --output-file="$file" "$file"
  sed -i '/^"POT-Creation-Date:/d' "$file"
  msgfmt --check-format --check-domain --statistics --output-file=/dev/null "$file"
done
