# preforkd: make, make test; CONTRIBUTING.md lists the rest.
#
# PLATFORM=linux (the default there) or posix (nothing but POSIX calls).
# B is where objects go: give another one for each compiler or set of flags.

VERSION  = 1.0
CC       = cc
CFLAGS   = -O2 -g
LDFLAGS  =
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wcast-qual -Wpointer-arith -Wwrite-strings \
	-Wvla -Wimplicit-fallthrough
STD      = -std=c11 -D_POSIX_C_SOURCE=200809L
PLATFORM = $(shell test "$$(uname -s)" = Linux && echo linux || echo posix)
B        = build/$(PLATFORM)

all: preforkd apps

INCLUDE  = -Iserver -Iinclude -Itests/unit -I.
COMPILE  = $(CC) $(STD) $(WARN) -DVERSION='"$(VERSION)"' $(INCLUDE) \
	$(CFLAGS) -MMD -MP

BASE     = slice utf8 buf arena pool num log timer
HTTP     = class head chunk body path field date range precond mime status \
	reply access
CONF     = lex keys parse tree directive value lists address names conf \
	row print route
CGI_PURE = env env_http head cause program
BOARD    = board stats slots
LOOP_linux = epoll
LOOP_posix = poll
IO       = loop loop_$(LOOP_$(PLATFORM)) plat_$(PLATFORM) proc \
	proc_$(PLATFORM) sock file
CONN     = conn steps body request exchange output proxy roots server spool
CGI      = cgi admission gate image launch relay run stream errlines
FILES    = files listing cache
TOP      = main load check setup control signals_$(PLATFORM) generation \
	master workers worker service services handlers
FILES_PURE = order page

# The framework: include/web/x.h has its body in apps/lib/x.c.  All need the
# first; who builds a part names the rest: make WEB="form field".
WEB_BASE = mem text number val val_index val_number json json_write
OTHER    = $(if $(filter linux,$(PLATFORM)),posix,linux)
WEB      = $(filter-out $(WEB_BASE) %_$(OTHER),\
	$(patsubst apps/lib/%.c,%,$(wildcard apps/lib/*.c)))
# crypt(3) is a library of its own, which musl-gcc does not find by its name;
# formulas need <math.h>.
XCRYPT   = $(wildcard $(shell $(CC) -print-file-name=libcrypt.a))
crypt    = $(if $(findstring musl,$(1)),$(XCRYPT),-lcrypt) -lm
WEB_LIBS = $(B)/libweb.a $(B)/libhttp.a $(B)/libbase.a

MODULES  = $(TOP) $(BASE:%=base/%) $(HTTP:%=http/%) $(CONF:%=conf/%) \
	$(BOARD:%=board/%) $(IO:%=io/%) $(CONN:%=conn/%) \
	$(CGI_PURE:%=cgi/%) $(CGI:%=cgi/%) $(FILES_PURE:%=files/%) \
	$(FILES:%=files/%)

objs     = $(patsubst %,$(B)/server/%.o,$(1))

$(B)/preforkd: $(call objs,$(MODULES))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

# By way of another name, since the old one may be running.  Always looked at:
# it may be of another B.
.PHONY: FORCE
preforkd: $(B)/preforkd FORCE
	@cmp -s $(B)/preforkd $@ || \
	{ cp $(B)/preforkd $@.new && mv -f $@.new $@; }

$(B)/libbase.a: $(call objs,$(BASE:%=base/%))
$(B)/libhttp.a: $(call objs,$(HTTP:%=http/%))
$(B)/libconf.a: $(call objs,$(CONF:%=conf/%))
$(B)/libcgi.a: $(call objs,$(CGI_PURE:%=cgi/%))
$(B)/libfiles.a: $(call objs,$(FILES_PURE:%=files/%))
$(B)/libweb.a: $(patsubst %,$(B)/apps/lib/%.o,$(sort $(WEB_BASE) $(WEB)))

$(B)/%.a:
	@rm -f $@
	ar rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# Unit tests: tests/unit/<layer>/test_x.c, linked with its layer and below.
TAP = $(B)/tests/unit/tap.o

$(B)/unit/base/%: $(B)/tests/unit/base/%.o $(TAP) $(B)/libbase.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^
$(B)/unit/http/%: $(B)/tests/unit/http/%.o $(TAP) $(B)/libhttp.a $(B)/libbase.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^
$(B)/unit/conf/%: $(B)/tests/unit/conf/%.o $(TAP) $(B)/libconf.a \
	$(B)/libhttp.a $(B)/libbase.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^
$(B)/unit/cgi/%: $(B)/tests/unit/cgi/%.o $(TAP) $(B)/libcgi.a $(B)/libconf.a \
	$(B)/libhttp.a $(B)/libbase.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(B)/unit/files/%: $(B)/tests/unit/files/%.o $(TAP) $(B)/libfiles.a \
	$(B)/libconf.a $(B)/libhttp.a $(B)/libbase.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(B)/unit/web/%: $(B)/tests/unit/web/%.o $(TAP) $(WEB_LIBS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call crypt,$(CC))

# Fuzz targets: tests/fuzz/fuzz_x.c.  With clang's libFuzzer ($(B)/fuzz/x), or
# as readers of files ($(B)/replay/x).
FUZZ_CC  = clang
FUZZ_FLAGS = -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover
PURE_SRC = $(BASE:%=server/base/%.c) $(HTTP:%=server/http/%.c) \
	$(CONF:%=server/conf/%.c) $(CGI_PURE:%=server/cgi/%.c) \
	$(patsubst %,apps/lib/%.c,\
	$(filter-out start,$(sort $(WEB_BASE) $(WEB)))) \
	$(TUTOR:%=apps/tutor/model/%.c)
# What the tutor knows without HTTP is fuzzed, too.
TUTOR    = $(filter-out %_$(OTHER),\
	$(patsubst apps/tutor/model/%.c,%,$(wildcard apps/tutor/model/*.c)))

$(B)/fuzz/%: $(B)/fuzzed/tests/fuzz/fuzz_%.o $(PURE_SRC:%.c=$(B)/fuzzed/%.o)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_FLAGS) -o $@ $^ $(call crypt,$(FUZZ_CC))
$(B)/fuzzed/%.o: %.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(STD) $(WARN) $(INCLUDE) $(FUZZ_FLAGS) -MMD -MP -c -o $@ $<
$(B)/libtutor.a: $(TUTOR:%=$(B)/apps/tutor/model/%.o)
$(B)/replay/%: $(B)/tests/fuzz/fuzz_%.o $(B)/tests/fuzz/main.o $(B)/libcgi.a \
	$(B)/libconf.a $(B)/libtutor.a $(WEB_LIBS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call crypt,$(CC))

# The sample site's programs go to cgi-bin/.  Static ones start several times as
# often a second, by musl most of all; where neither links, shared ones do.
# An application is a folder apps/NAME: its C, and its views in view/.
app_names = $(filter-out lib,$(sort \
	$(foreach f,$(1),$(word 2,$(subst /, ,$f)))))
APPS     = $(call app_names,$(wildcard apps/*/*.c))
TREES    = $(call app_names,$(wildcard apps/*/*.c apps/*/*/*.c))
APP_CC   = $(shell command -v musl-gcc || echo $(CC))
# What a start costs is mapping: small code, few segments.
APP_FLAGS = -Os -fno-pie -ffunction-sections -fdata-sections
APP_LINK = -no-pie -Wl,--gc-sections
APP_STATIC = -static -Wl,-z,norelro -Wl,-z,noseparate-code

# Who looks at passwords needs crypt(3), which musl as Debian has it lacks.
WITH_CRYPT = tutor
MUSL_CRYPT = $(if $(findstring musl,$(APP_CC)),$(B)/app/apps/lib/musl/crypt.o)
app_objs = $(patsubst %.c,$(B)/app/%.o,$(call app_src,$(1))) \
	$(B)/app/apps/$(1)/views.o \
	$(if $(filter $(WITH_CRYPT),$(1)),$(MUSL_CRYPT)) $(B)/app/libweb.a

app_src  = $(filter-out %_$(OTHER).c,\
	$(wildcard apps/$(1)/*.c apps/$(1)/*/*.c))
app_view = $(wildcard apps/$(1)/view/*.html apps/common/view/*.html)

.PHONY: apps
apps: $(APPS:%=cgi-bin/%)

define app_rules
$(B)/apps/$(1)/views.c: apps/lib/views.sh $(call app_view,$(1))
	@mkdir -p $$(@D)
	sh apps/lib/views.sh $(call app_view,$(1)) >$$@
$(B)/apps/$(1)/views.o: $(B)/apps/$(1)/views.c
	$$(COMPILE) -c -o $$@ $$<
$(B)/app/apps/$(1)/views.o: $(B)/apps/$(1)/views.c
	@mkdir -p $$(@D)
	$$(APP_COMPILE) -c -o $$@ $$<
cgi-bin/$(1): $(call app_objs,$(1))
$(B)/app-$(1).a: $(patsubst %.c,$(B)/%.o,$($(1)_SRC)) \
	$(B)/apps/$(1)/views.o
$(B)/unit/$(1)/%: $(B)/tests/unit/$(1)/%.o $(TAP) $(B)/app-$(1).a \
	$(WEB_LIBS)
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$(LDFLAGS) -o $$@ $$^ $(call crypt,$(CC))
endef
# What unit tests are linked with; who builds a part of one names less of it.
$(foreach name,$(TREES),$(eval $(name)_SRC = \
	$(filter-out %/main.c,$(call app_src,$(name)))))
$(foreach name,$(TREES),$(eval $(call app_rules,$(name))))

APP_COMPILE = $(APP_CC) $(STD) $(WARN) $(INCLUDE) $(APP_FLAGS) -MMD -MP
$(B)/app/%.o: %.c
	@mkdir -p $(@D)
	$(APP_COMPILE) -c -o $@ $<
# What large uploads and long logs go through.
$(patsubst %,$(B)/app/apps/lib/%.o,hash json multipart): APP_FLAGS += -O2
$(B)/app/libweb.a: \
	$(patsubst %,$(B)/app/apps/lib/%.o,$(WEB_BASE) $(WEB)) \
	$(BASE:%=$(B)/app/server/base/%.o) $(HTTP:%=$(B)/app/server/http/%.o)
$(APPS:%=cgi-bin/%):
	$(APP_CC) $(APP_LINK) $(APP_STATIC) -o $@ $^ \
	    $(call crypt,$(APP_CC)) || \
	$(APP_CC) $(APP_LINK) -o $@ $^ $(call crypt,$(APP_CC)) || \
	{ test "$(APP_CC)" != "$(CC)" && \
	$(MAKE) B=$(B)/plain APP_CC="$(CC)" $@; }

# A new application to start from: make new-app NAME=x.
.PHONY: new-app
new-app:
	@sh apps/lib/new-app.sh "$(NAME)"

# What the end-to-end tests need: a raw client, and programs to be run as CGI.
TOOLS = $(B)/tool/rawhttp $(B)/tool/act $(B)/tool/keywords $(B)/tool/md \
	$(B)/tool/students

tools: $(TOOLS)
$(B)/tool/rawhttp: $(patsubst %,$(B)/tests/tool/%.o,rawhttp client answer)
$(B)/tool/act: $(patsubst %,$(B)/tests/tool/%.o,act facts)
$(B)/tool/keywords: $(B)/tests/tool/keywords.o $(B)/libconf.a $(B)/libhttp.a \
	$(B)/libbase.a
$(B)/tool/md: $(B)/tests/tool/md.o $(WEB_LIBS)
$(B)/tool/students: $(B)/tests/tool/students.o
$(TOOLS):
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

UNITS = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*/test_*.c))

units: $(UNITS)
test: $(B)/preforkd apps tools units
	B=$(B) sh tests/run.sh
test-unit: $(UNITS)
	B=$(B) sh tests/run.sh unit
test-bats: $(B)/preforkd apps tools
	B=$(B) sh tests/run.sh bats

# tests/bench/bench.sh says what else it measures: make bench MODE=all QUICK=1.
MODE     = rate
.PHONY: bench lint
bench: all
	tests/bench/bench.sh $(MODE)
lint:
	tests/lint.sh

# etc/install.sh says what goes where: make install PREFIX=$HOME/preforkd.
PREFIX   = /usr/local
DESTDIR  =
.PHONY: install
install: all
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" PREFORKD="$(B)/preforkd" \
		sh etc/install.sh

-include $(shell find $(B) -name '*.d' 2>/dev/null)
# Kept, though nothing but patterns names them.
.PRECIOUS: $(B)/%.o $(B)/fuzzed/%.o
