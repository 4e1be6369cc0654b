# protocol.sh: shell functions that say the lines which tests/run.sh counts.
#
# Sourced by the scripts of tests/cli: . "$UF_TOP/tests/protocol.sh"

# ok NAME, not_ok NAME WHY, skip NAME WHY: one test.
ok() {
  printf 'ok %s\n' "$1"
}
not_ok() {
  printf 'not ok %s: %s\n' "$1" "$(printf '%s' "$2" | tr '\n' ' ')"
}
skip() {
  printf 'skip %s: %s\n' "$1" "$2"
}

# same NAME EXPECTED ACTUAL: the two texts are equal.
same() {
  if [ "$2" = "$3" ]; then
    ok "$1"
  else
    not_ok "$1" "expected '$2', got '$3'"
  fi
}

# contains NAME TEXT PART: TEXT has PART in it.
contains() {
  case $2 in
  *"$3"*) ok "$1" ;;
  *) not_ok "$1" "'$3' is not in '$2'" ;;
  esac
}

# holds NAME COMMAND...: the command succeeds; what it prints is shown only if it does not.
holds() {
  _name=$1
  shift
  if _said=$("$@" 2>&1); then
    ok "$_name"
  else
    printf '%s\n' "$_said"
    not_ok "$_name" "'$*' failed"
  fi
}

# fails NAME COMMAND...: the command does not succeed.
fails() {
  _name=$1
  shift
  if _said=$("$@" 2>&1); then
    not_ok "$_name" "'$*' succeeded: $_said"
  else
    ok "$_name"
  fi
}
