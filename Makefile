# Makefile: builds, checks, demonstrates and installs Utfall. `make help` lists what it can do.
#
# One make for the whole tree. The lists are wildcards: a file libstats/x.c becomes part of
# libutfall.a, tools/cli/x.c of libcli.a, tools/uf-x.c the program uf-x, tests/unit/test_x.c part of
# the unit tests; none of them is named here. Objects live in build/CONFIG/, one folder per compiler
# and set of flags, so that switching never mixes them.
#
#   make CC=clang                      another compiler
#   make SAN=address,undefined check   under sanitizers
#   make DEBUG=1                       without optimisation
#   make BUILD=/tmp/b                  everything that is built goes elsewhere, bin/ is left alone
#   make DESTDIR=/stage PREFIX=/usr install

.SUFFIXES:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all

VERSION := $(shell cat VERSION)

ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(origin AR),default)
AR := ar
endif
PKG_CONFIG ?= pkg-config
INSTALL ?= install

PREFIX ?= /usr/local
DATADIR := $(PREFIX)/share/utfall
MANDIR := $(PREFIX)/share/man/man1
LOCALEDIR := $(PREFIX)/share/locale

# --- flags ---

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla
STANDARD := -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -pthread

# SAN=address,undefined: what goes wrong ends the program; DEBUG=1: no optimisation;
# FUZZ=1: instrumented for libFuzzer; WERROR=1: a warning is an error.
ifdef SAN
OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=$(SAN) -fno-sanitize-recover=all
else ifdef DEBUG
OPTIMISE := -O0 -g3
else
OPTIMISE := -O2 -g
endif
ifdef FUZZ
OPTIMISE += -fsanitize=fuzzer-no-link
endif
ifdef WERROR
WARNINGS += -Werror
endif
CFLAGS ?=
LDFLAGS ?=

comma := ,
plus := +
BUILD ?= build
CONFIG ?= $(notdir $(firstword $(CC)))-$(if $(SAN),$(subst $(comma),$(plus),$(SAN)),$(if \
	$(DEBUG),debug,O2))$(if $(FUZZ),-fuzz)
OUT := $(BUILD)/$(CONFIG)

INCLUDES := -Ilibstats/include -Itools
ALL_CFLAGS = $(STANDARD) $(OPTIMISE) $(WARNINGS) $(INCLUDES) -DUF_VERSION='"$(VERSION)"' \
	$(PACKAGE_CFLAGS) $(CPPFLAGS) $(CFLAGS)

# pkg-config runs once, and only when something is compiled. libcsv has no .pc file.
PACKAGES := gsl popt jansson zlib libsodium
package = $(if $(shell $(PKG_CONFIG) --exists $(2) 2>/dev/null && echo yes),$(shell \
	$(PKG_CONFIG) $(1) $(2)),$(error pkg-config does not find all of '$(2)': run 'make deps'))
PACKAGE_CFLAGS = $(eval PACKAGE_CFLAGS := $$(call package,--cflags,$(PACKAGES)))$(PACKAGE_CFLAGS)
LIBRARIES = $(eval LIBRARIES := -lcsv $$(call package,--libs,$(PACKAGES)) -lm)$(LIBRARIES)
CHECK_CFLAGS = $(eval CHECK_CFLAGS := $$(call package,--cflags,check))$(CHECK_CFLAGS)
CHECK_LIBS = $(eval CHECK_LIBS := $$(call package,--libs,check))$(CHECK_LIBS)

# --- what there is ---

LIB_SOURCES := $(sort $(wildcard libstats/*.c))
CLI_SOURCES := $(sort $(wildcard tools/cli/*.c))
TOOLS := $(patsubst tools/%.c,%,$(sort $(wildcard tools/uf-*.c)))
UNIT_SOURCES := $(sort $(wildcard tests/unit/*.c))
UNIT_SUITES := $(patsubst tests/unit/%.c,%,$(filter tests/unit/test_%,$(UNIT_SOURCES)))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))
SIMULATIONS := $(patsubst tests/simulation/%.c,%,$(sort $(wildcard tests/simulation/*.c)))
HEADERS := $(sort $(wildcard libstats/include/utfall/*.h))
C_FILES := $(sort $(LIB_SOURCES) $(CLI_SOURCES) $(wildcard tools/*.c) $(UNIT_SOURCES) \
	$(wildcard tests/fuzz/*.c tests/simulation/*.c bench/*.c))
FORMATTED := $(C_FILES) $(HEADERS) $(sort $(wildcard libstats/*.h tools/cli/*.h tests/unit/*.h))

LIB_OBJECTS := $(LIB_SOURCES:%.c=$(OUT)/%.o)
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(OUT)/%.o)
UNIT_OBJECTS := $(UNIT_SOURCES:%.c=$(OUT)/%.o) $(OUT)/unit_main.o
LIBRARY := $(OUT)/libutfall.a
CLI_LIBRARY := $(OUT)/libcli.a
PROGRAMS := $(TOOLS:%=$(OUT)/bin/%) $(if $(TOOLS),$(OUT)/bin/utfall)
MAN_PAGES := $(TOOLS:%=$(BUILD)/man/%.1)
COMPLETIONS := $(foreach shell,bash zsh fish,$(TOOLS:%=$(BUILD)/completion/$(shell)/%))
LANGUAGES := $(patsubst po/%.po,%,$(sort $(wildcard po/*.po)))
TRANSLATIONS := $(LANGUAGES:%=$(BUILD)/locale/%/LC_MESSAGES/utfall.mo)

# bin/ holds the programs of a plain `make`, and of no other configuration.
ifeq ($(OUT),build/gcc-O2)
PLAIN := $(PROGRAMS:$(OUT)/bin/%=bin/%)
endif

.PHONY: all po help deps demo demo-run check check-run install uninstall layers headers format lint \
	golden fuzz fuzz-programs simulation study bench clean FORCE

all: $(LIBRARY) $(PROGRAMS) $(PLAIN) $(MAN_PAGES) $(COMPLETIONS) $(TRANSLATIONS) ## build the programs (bin/) and the man pages (build/man/)

help: ## this list
	@echo "make TARGET [CC=clang] [SAN=address,undefined] [DEBUG=1] [WERROR=1] [V=1]"
	@echo "            [BUILD=FOLDER] [DESTDIR=FOLDER] [PREFIX=/usr/local]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile

# --- compiling and linking ---

# One short line per step; the whole command with V=1.
Q := $(if $(V),,@)
SAY = @$(if $(V),:,printf '  %-5s %s\n')
.SECONDARY: $(TOOLS:%=$(OUT)/tools/%.o) $(FUZZERS:%=$(OUT)/tests/fuzz/%.o) \
	$(SIMULATIONS:%=$(OUT)/tests/simulation/%.o)

# A stamp changes only when its text does; what depends on it is then made again.
define STAMP_RULE
@mkdir -p $(@D)
@printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(1))' > $@
endef

$(OUT)/flags: FORCE
	$(call STAMP_RULE,$(CC) $(ALL_CFLAGS) $(LDFLAGS))
$(OUT)/library-list: FORCE
	$(call STAMP_RULE,$(LIB_SOURCES))
$(OUT)/cli-list: FORCE
	$(call STAMP_RULE,$(CLI_SOURCES))
$(OUT)/unit-list: FORCE
	$(call STAMP_RULE,$(UNIT_SUITES))
$(OUT)/datadir: FORCE
	$(call STAMP_RULE,$(DATADIR))

$(OUT)/%.o: %.c $(OUT)/flags
	@mkdir -p $(@D)
	$(SAY) CC $@
	$(Q)$(CC) $(ALL_CFLAGS) $(OWN_CFLAGS) -MMD -MP -c -o $@ $<

# The one file that knows where the data are installed.
$(OUT)/tools/cli/datafile.o: OWN_CFLAGS = -DUF_DATADIR='"$(DATADIR)"'
$(OUT)/tools/cli/datafile.o: $(OUT)/datadir

$(LIBRARY): $(LIB_OBJECTS) $(OUT)/library-list
	@rm -f $@
	$(SAY) AR $@
	$(Q)$(AR) rcs $@ $(LIB_OBJECTS)

$(CLI_LIBRARY): $(CLI_OBJECTS) $(OUT)/cli-list
	@rm -f $@
	$(SAY) AR $@
	$(Q)$(AR) rcs $@ $(CLI_OBJECTS)

$(OUT)/bin/uf-%: $(OUT)/tools/uf-%.o $(CLI_LIBRARY) $(LIBRARY)
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(OPTIMISE) -pthread $(CFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $^ $(LIBRARIES)

$(OUT)/bin/utfall: tools/utfall
	@mkdir -p $(@D)
	@cp $< $@.new && chmod 755 $@.new && mv $@.new $@

# Copied beside and renamed, so that a program in use is not written over.
bin/%: $(OUT)/bin/%
	@mkdir -p $(@D)
	@cp $< $@.new && mv $@.new $@

# The man page is prose from doc/man with the synopsis and options that the program itself prints.
$(BUILD)/man/%.1: doc/man/%.man.in $(OUT)/bin/% build-aux/manpage.sh VERSION
	@mkdir -p $(@D)
	$(SAY) MAN $@
	$(Q)build-aux/manpage.sh $(OUT)/bin/$* $< $(VERSION) > $@
$(TOOLS:%=doc/man/%.man.in):
	@echo "there is no $@: each program needs its man page's prose (see CONTRIBUTING.md)" >&2; false

# What bash, zsh and fish complete, from the option tables of the programs.
define COMPLETION_RULE
$$(BUILD)/completion/$(1)/%: $$(OUT)/bin/%
	@mkdir -p $$(@D)
	$$(Q)$$< --help=$(1) > $$@.new && mv $$@.new $$@
endef
$(foreach shell,bash zsh fish,$(eval $(call COMPLETION_RULE,$(shell))))

# What people read in other languages than English: po/LANGUAGE.po, compiled where the programs find
# it (tools/cli/datafile.h).
$(BUILD)/locale/%/LC_MESSAGES/utfall.mo: po/%.po
	@mkdir -p $(@D)
	$(SAY) MSG $@
	$(Q)msgfmt --check-format --check-domain -o $@ $<

po: ## bring po/*.po up to date with the texts in the sources; then translate what is new
	@build-aux/translate.sh po/*.po

# --- tests ---

# One suite per file; the list of suites is made from the file names.
$(OUT)/unit_main.c: $(OUT)/unit-list build-aux/unit-main.sh
	$(Q)build-aux/unit-main.sh $(UNIT_SUITES) > $@
$(OUT)/unit_main.o: $(OUT)/unit_main.c $(OUT)/flags
	$(SAY) CC $@
	$(Q)$(CC) $(ALL_CFLAGS) $(OWN_CFLAGS) -MMD -MP -c -o $@ $<
$(UNIT_OBJECTS): OWN_CFLAGS = $(CHECK_CFLAGS) -Itests/unit
$(OUT)/unit: $(UNIT_OBJECTS) $(CLI_LIBRARY) $(LIBRARY)
	$(SAY) LINK $@
	$(Q)$(CC) $(OPTIMISE) -pthread $(CFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $^ $(CHECK_LIBS) $(LIBRARIES)

# What every test script may use; documented in tests/run.sh.
TEST_ENVIRONMENT = CC='$(CC)' SAN='$(SAN)' UF_TOP='$(CURDIR)' UF_OUT='$(abspath $(OUT))' \
	UF_BIN='$(abspath $(OUT))/bin' UF_MAN='$(abspath $(BUILD))/man' MAKE='$(MAKE)' \
	UF_PREFIX='$(PREFIX)'

check: deps ## build all, run every test; ends with `N passed, F failed, S skipped`
	@$(MAKE) --no-print-directory check-run
check-run: all $(OUT)/unit
	@$(TEST_ENVIRONMENT) tests/run.sh

golden: all ## write the expected output of tests/golden anew (read the diff before committing)
	@$(TEST_ENVIRONMENT) tests/run.sh --golden

layers: $(LIBRARY) $(CLI_LIBRARY) ## libstats and tools/cli use only what their layer may
	@SAN='$(SAN)' build-aux/layers.sh . $(OUT)

headers: $(LIBRARY) $(CLI_LIBRARY) ## headers compile alone, in C and C++; symbols match them
	@CC='$(CC)' build-aux/headers.sh . $(OUT)

lint: ## compilers with -Werror and analyzer, clang-tidy, cppcheck, format, shellcheck
	@FLAGS='$(STANDARD) $(WARNINGS) $(INCLUDES) -Itests/unit' VERSION='$(VERSION)' \
		DATADIR='$(DATADIR)' build-aux/lint.sh $(C_FILES) -- $(FORMATTED)

format: ## clang-format on all C files, in place
	clang-format -i $(FORMATTED)

fuzz: ## fuzz tests/fuzz/*.c with clang's libFuzzer, FUZZ_TIME=60 seconds each
	@command -v clang > /dev/null || { echo "make fuzz needs clang" >&2; exit 2; }
	@$(MAKE) --no-print-directory CC=clang SAN=address,undefined FUZZ=1 fuzz-programs
	@build-aux/fuzz.sh $(BUILD)/clang-address+undefined-fuzz/fuzz $(FUZZERS)
fuzz-programs: $(FUZZERS:%=$(OUT)/fuzz/%)
$(OUT)/fuzz/%: $(OUT)/tests/fuzz/%.o $(CLI_LIBRARY) $(LIBRARY)
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(OPTIMISE) -fsanitize=fuzzer -pthread $(LDFLAGS) -o $@ $^ $(LIBRARIES)

# few_clusters, which takes some minutes, is `make study`.
simulation: $(patsubst %,$(OUT)/simulation/%,$(filter-out few_clusters,$(SIMULATIONS))) ## coverage of intervals by tests/simulation/*.c, as CSV
	@for program in $^; do $$program || exit; done
study: all $(OUT)/simulation/few_clusters ## errors of methods for few schools: doc/few-clusters.csv and .svg
	$(OUT)/simulation/few_clusters > doc/few-clusters.csv.new
	@mv doc/few-clusters.csv.new doc/few-clusters.csv
	UTFALL_DATA='$(CURDIR)' $(OUT)/bin/uf-plot forest --where measure=false_positive \
		--where outcome=shares --where sizes=1:1 --where icc=0.03 --where nominal=0.05 --lang en \
		--title 'Nothing differs between the arms: how often is an effect found? (5 % is right)' \
		--source 'make study' -o doc/few-clusters.svg doc/few-clusters.csv
$(OUT)/simulation/%: $(OUT)/tests/simulation/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(OPTIMISE) -pthread $(CFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $^ $(LIBRARIES)

bench: all ## time against other programs, after checking that they agree
	@UF_BIN='$(abspath $(OUT))/bin' CC='$(CC)' bench/run.sh $(BUILD)/bench
	@LIBRARY='$(abspath $(LIBRARY))' CC='$(CC)' bench/resampling.sh $(BUILD)/bench
	@UF_BIN='$(abspath $(OUT))/bin' CC='$(CC)' bench/score.sh $(BUILD)/bench

# --- for users ---

deps: ## install what is missing to build, test and draw (Debian)
	@build-aux/deps.sh

demo: deps ## projects from data to verdicts and charts, in build/demo/, demo-compare/, demo-factors/
	@$(MAKE) --no-print-directory demo-run
demo-run: all
	@UF_BIN='$(abspath $(OUT))/bin' examples/attendance.sh $(BUILD)/demo
	@UF_BIN='$(abspath $(OUT))/bin' examples/compare.sh $(BUILD)/demo-compare
	@UF_BIN='$(abspath $(OUT))/bin' examples/factors.sh $(BUILD)/demo-factors

# What is installed, as pairs for the loops below: programs, man pages, data with their folders.
INSTALLED := $(PROGRAMS:$(OUT)/bin/%=$(PREFIX)/bin/%) $(TOOLS:%=$(MANDIR)/%.1) \
	$(LANGUAGES:%=$(LOCALEDIR)/%/LC_MESSAGES/utfall.mo) \
	$(TOOLS:%=$(PREFIX)/share/bash-completion/completions/%) \
	$(TOOLS:%=$(PREFIX)/share/zsh/site-functions/_%) \
	$(TOOLS:%=$(PREFIX)/share/fish/vendor_completions.d/%.fish) \
	$(PREFIX)/lib/libutfall.a $(PREFIX)/lib/pkgconfig/utfall.pc \
	$(HEADERS:libstats/include/%=$(PREFIX)/include/%)

install: all ## programs, man pages, library, headers, data under DESTDIR and PREFIX
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig \
		$(DESTDIR)$(PREFIX)/include/utfall $(DESTDIR)$(MANDIR) $(DESTDIR)$(DATADIR)
	$(INSTALL) -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	$(INSTALL) -m 644 $(MAN_PAGES) $(DESTDIR)$(MANDIR)
	for language in $(LANGUAGES); do \
		$(INSTALL) -D -m 644 $(BUILD)/locale/$$language/LC_MESSAGES/utfall.mo \
			$(DESTDIR)$(LOCALEDIR)/$$language/LC_MESSAGES/utfall.mo || exit; \
	done
	for tool in $(TOOLS); do \
		$(INSTALL) -D -m 644 $(BUILD)/completion/bash/$$tool \
			$(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$tool && \
		$(INSTALL) -D -m 644 $(BUILD)/completion/zsh/$$tool \
			$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_$$tool && \
		$(INSTALL) -D -m 644 $(BUILD)/completion/fish/$$tool \
			$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$$tool.fish || exit; \
	done
	$(INSTALL) -m 644 $(LIBRARY) $(DESTDIR)$(PREFIX)/lib
	$(INSTALL) -m 644 $(HEADERS) $(DESTDIR)$(PREFIX)/include/utfall
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' utfall.pc.in \
		> $(DESTDIR)$(PREFIX)/lib/pkgconfig/utfall.pc
	find datasets plots -type d -exec $(INSTALL) -d $(DESTDIR)$(DATADIR)/{} \;
	find datasets plots -type f -exec $(INSTALL) -m 644 {} $(DESTDIR)$(DATADIR)/{} \;

uninstall: ## remove what install put there
	rm -f $(INSTALLED:%=$(DESTDIR)%)
	rm -rf $(DESTDIR)$(DATADIR)
	-rmdir $(DESTDIR)$(PREFIX)/include/utfall

clean: ## remove everything that was built
	rm -rf build bin

-include $(wildcard $(OUT)/*.d $(OUT)/libstats/*.d $(OUT)/tools/*.d $(OUT)/tools/cli/*.d \
	$(OUT)/tests/unit/*.d $(OUT)/tests/fuzz/*.d $(OUT)/tests/simulation/*.d)
