#!/bin/sh
# unit-main.sh: writes the unit tests' main() for the suites named on the command line.
#
# tests/unit/test_NAME.c defines `Suite *test_NAME_suite(void)` and is named here as test_NAME.
# CK_RUN_SUITE and CK_RUN_CASE choose among them at run time, CK_VERBOSITY how much is said.
set -eu
cat <<'END'
/* unit_main.c: runs every suite of tests/unit; made by build-aux/unit-main.sh. */
#include <check.h>
#include <stdlib.h>

#include <utfall/start.h>

END
for suite in "$@"; do
  echo "Suite *${suite}_suite(void);"
done
cat <<'END'

int main(void)
{
    uf_start();
    SRunner *runner = srunner_create(NULL);
END
for suite in "$@"; do
  echo "    srunner_add_suite(runner, ${suite}_suite());"
done
cat <<'END'
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
END
