#include "conf/keys.h"

#include <stdio.h>
#include <string.h>

#include "conf/conf.h"

#define M	IN_MAIN
#define MS	(IN_MAIN | IN_SITE)
#define MSL	(IN_MAIN | IN_SITE | IN_LOCATION)
#define MSLP	(IN_MAIN | IN_SITE | IN_LOCATION | IN_PROGRAM)
#define ALL	(MSLP | IN_STREAM)
#define MV	(IN_MAIN | IN_SERVICE)

#define CONF(f)		.home = HOME_CONF, .offset = offsetof(struct conf, f)
#define SITE(f)		.home = HOME_SITE, .offset = offsetof(struct site, f)
#define LOC(f)		.home = HOME_LOCATION, \
			.offset = offsetof(struct location, f)
#define STREAM(f)	.home = HOME_STREAM, \
			.offset = offsetof(struct conf_stream, f)
#define SERVICE(f)	.home = HOME_SERVICE, \
			.offset = offsetof(struct conf_service, f)
#define WHO(f)		.home = HOME_WHO, .offset = offsetof(struct conf_who, f)
#define LIMIT(f)	.home = HOME_LIMITS, \
			.offset = offsetof(struct program_limits, f)

#define ONE		.min = 1, .max = 1
#define ONE_OR_TWO	.min = 1, .max = 2
#define MANY		.min = 1, .max = SIZE_MAX

#define BOUNDS(l, h)	.lo = (l), .hi = (h)

/* Clocks live in limits; a site's own are copied from its implicit "/". */
#define CLOCK(n, where, id, value) \
	{ .name = n, .contexts = (where), ONE, .type = TYPE_TIME, \
	  LIMIT(clocks[id]), .preset = value, .example = value }

const struct key keys[] = {
	{ .name = "base_dir", .contexts = M, ONE, .type = TYPE_BASE_DIR,
	  CONF(base_dir), .example = ".." },
	{ .name = "user", .contexts = MV, ONE, .type = TYPE_USER,
	  WHO(user), .example = "www-data" },
	{ .name = "group", .contexts = MV, ONE, .type = TYPE_USER,
	  WHO(group), .example = "www-data" },
	{ .name = "workers", .contexts = M, ONE, .type = TYPE_WORKERS,
	  CONF(workers), .preset = "auto", BOUNDS(1, 1024),
	  .example = "auto" },
	{ .name = "pin", .contexts = M, ONE, .type = TYPE_CHOICE,
	  CONF(pin), .preset = "auto", .words = "off auto",
	  .example = "auto" },
	{ .name = "listen", .contexts = M, .min = 1, .max = 2,
	  .flags = KEY_REPEATS | KEY_MAY_BLOCK, .type = TYPE_LISTEN,
	  CONF(listens), .example = "127.0.0.1:8080" },
	{ .name = "pid_file", .contexts = M, ONE, .type = TYPE_PATH,
	  CONF(pid_file), .example = "var/run/preforkd.pid" },
	{ .name = "data_dir", .contexts = M, ONE, .type = TYPE_PATH,
	  CONF(data_dir), .example = "var/data" },
	{ .name = "spool_dir", .contexts = M, ONE, .type = TYPE_PATH,
	  CONF(spool_dir), .example = "var/spool" },
	{ .name = "max_spool", .contexts = M, ONE, .type = TYPE_SIZE,
	  CONF(max_spool), .preset = "1g", .example = "1g" },
	{ .name = "access_log", .contexts = M, ONE_OR_TWO,
	  .type = TYPE_ACCESS_LOG, CONF(access_log), .preset = "off",
	  .words = "combined json", .example = "var/log/access.log combined" },
	{ .name = "error_log", .contexts = M, ONE_OR_TWO,
	  .type = TYPE_ERROR_LOG, CONF(error_log), .preset = "stderr info",
	  .example = "var/log/error.log info" },
	{ .name = "mime_types", .contexts = M, ONE, .type = TYPE_PATH,
	  CONF(mime_types), .example = "etc/mime.types" },
	{ .name = "max_connections", .contexts = M, ONE, .type = TYPE_COUNT,
	  CONF(max_connections), .preset = "16384", BOUNDS(1, 10000000),
	  .example = "16384" },
	{ .name = "max_requests_per_worker", .contexts = M, ONE,
	  .type = TYPE_COUNT, CONF(max_requests_per_worker), .preset = "0",
	  .example = "100000" },
	{ .name = "shutdown_timeout", .contexts = M, ONE, .type = TYPE_TIME,
	  CONF(shutdown_timeout), .preset = "30s", .example = "30s" },
	{ .name = "trusted_proxy", .contexts = M, MANY, .flags = KEY_REPEATS,
	  .type = TYPE_NETS, CONF(trusted_proxies),
	  .example = "10.0.0.0/8 unix" },
	{ .name = "include", .contexts = M, ONE, .flags = KEY_REPEATS,
	  .type = TYPE_INCLUDE, .example = "etc/sites/*.conf" },
	{ .name = "site", .contexts = M, MANY,
	  .flags = KEY_REPEATS | KEY_BLOCK, .type = TYPE_SITE,
	  .example = "www.example.org { ... }" },
	{ .name = "service", .contexts = M, ONE,
	  .flags = KEY_REPEATS | KEY_BLOCK, .type = TYPE_SERVICE,
	  .example = "grader { command cgi-bin/tutor grade }" },

	{ .name = "location", .contexts = MS, ONE,
	  .flags = KEY_REPEATS | KEY_BLOCK, .type = TYPE_LOCATION,
	  .example = "/cgi-bin/ { ... }" },
	{ .name = "document_root", .contexts = MSL, ONE, .type = TYPE_PATH,
	  LOC(root), .example = "apps/www" },
	{ .name = "index", .contexts = MSL, MANY, .type = TYPE_WORDS,
	  LOC(index), .preset = "index.html",
	  .example = "index.html index.cgi" },
	{ .name = "alias", .contexts = IN_LOCATION, ONE, .flags = KEY_FILES,
	  .type = TYPE_PATH, LOC(alias), .example = "/srv/pictures" },
	{ .name = "listing", .contexts = MSL, ONE, .type = TYPE_CHOICE,
	  LOC(listing), .preset = "off", .words = "off on", .example = "on" },
	{ .name = "redirect", .contexts = MSL, ONE_OR_TWO,
	  .flags = KEY_EXCLUSIVE, .type = TYPE_REDIRECT, LOC(redirect_to),
	  .example = "301 https://$host$uri" },
	{ .name = "deny", .contexts = MSL, MANY, .type = TYPE_NETS,
	  LOC(deny), .example = "192.0.2.0/24" },
	{ .name = "allow", .contexts = MSL, MANY, .type = TYPE_NETS,
	  LOC(allow), .example = "127.0.0.1 10.0.0.0/8" },
	{ .name = "auth_basic", .contexts = MSL, MANY, .type = TYPE_LATER,
	  .example = "\"members only\" etc/passwords" },
	{ .name = "add_header", .contexts = MSL, .min = 1, .max = 2,
	  .flags = KEY_REPEATS, .type = TYPE_HEADERS, LOC(add_header),
	  .example = "X-Frame-Options DENY" },
	{ .name = "error_page", .contexts = MSL, MANY, .flags = KEY_REPEATS,
	  .type = TYPE_ERROR_PAGES, LOC(error_pages),
	  .example = "404 apps/www/404.html" },
	{ .name = "cgi_bin", .contexts = MSL, ONE, .flags = KEY_EXCLUSIVE,
	  .type = TYPE_PATH, LOC(cgi_bin), .example = "cgi-bin" },
	{ .name = "cgi", .contexts = MSL, ONE, .flags = KEY_EXCLUSIVE,
	  .type = TYPE_PATH, LOC(cgi),
	  .example = "/usr/lib/git-core/git-http-backend" },
	{ .name = "cgi_suffix", .contexts = MSL, MANY, .flags = KEY_FILES,
	  .type = TYPE_SUFFIXES, LOC(cgi_suffix), .example = ".cgi .php" },
	{ .name = "interpreter", .contexts = MSL, .min = 1, .max = 2,
	  .flags = KEY_REPEATS, .type = TYPE_INTERPRETERS, LOC(interpreters),
	  .example = ".py /usr/bin/python3" },
	{ .name = "status", .contexts = MSL, .min = 0, .max = SIZE_MAX,
	  .type = TYPE_LATER, .example = "" },

	{ .name = "max_header_size", .contexts = MS, ONE,
	  .type = TYPE_SIZE32, SITE(max_header_size), .preset = "32k",
	  BOUNDS(1024, 60 << 10), .example = "32k" },
	{ .name = "max_body_size", .contexts = MSL, ONE, .type = TYPE_SIZE,
	  LOC(max_body_size), .preset = "64m", .example = "64m" },
	{ .name = "min_body_rate", .contexts = MSL, ONE, .type = TYPE_SIZE32,
	  LOC(min_body_rate), .preset = "500", .example = "500" },
	{ .name = "keepalive_requests", .contexts = MSL, ONE,
	  .type = TYPE_COUNT, LOC(keepalive_requests), .preset = "1000",
	  BOUNDS(1, UINT32_MAX), .example = "1000" },

	CLOCK("header_timeout", MS, CLOCK_HEADER, "10s"),
	CLOCK("keepalive_timeout", MS, CLOCK_KEEPALIVE, "15s"),
	CLOCK("body_timeout", MSL, CLOCK_BODY, "30s"),
	CLOCK("send_timeout", MSL, CLOCK_SEND, "30s"),
	CLOCK("linger", MS, CLOCK_LINGER, "2s"),
	CLOCK("queue_timeout", ALL, CLOCK_QUEUE, "10s"),
	CLOCK("first_byte_timeout", MSLP, CLOCK_FIRST_BYTE, "60s"),
	CLOCK("idle_timeout", ALL, CLOCK_IDLE, "60s"),
	CLOCK("timeout", ALL, CLOCK_TIMEOUT, "10m"),

	{ .name = "max_running", .contexts = ALL, ONE, .type = TYPE_COUNT,
	  LIMIT(max_running), .preset = "32", BOUNDS(1, 1000000),
	  .example = "32" },
	{ .name = "max_queue", .contexts = ALL, ONE, .type = TYPE_COUNT,
	  LIMIT(max_queue), .preset = "256", BOUNDS(0, 1000000),
	  .example = "256" },
	{ .name = "max_output", .contexts = MSLP, ONE, .type = TYPE_SIZE,
	  LIMIT(max_output), .preset = "0", .example = "1g" },
	{ .name = "stdin", .contexts = MSLP, ONE, .type = TYPE_STDIN,
	  LIMIT(stdin_mode), .preset = "spool", .words = "spool stream",
	  .example = "stream" },
	{ .name = "on_abort", .contexts = MSLP, ONE, .type = TYPE_CHOICE,
	  LIMIT(abort_finish), .preset = "kill", .words = "kill finish",
	  .example = "finish" },
	{ .name = "leftovers", .contexts = ALL, ONE, .type = TYPE_CHOICE,
	  LIMIT(leave_leftovers), .preset = "kill", .words = "kill leave",
	  .example = "leave" },
	{ .name = "limit", .contexts = ALL, .min = 1, .max = SIZE_MAX,
	  .flags = KEY_REPEATS, .type = TYPE_LATER,
	  .example = "memory 512m" },
	{ .name = "setenv", .contexts = ALL | IN_SERVICE, .min = 1, .max = 2,
	  .flags = KEY_REPEATS, .type = TYPE_SETENV, LIMIT(setenv),
	  .example = "GIT_PROJECT_ROOT /srv/git" },
	{ .name = "pass_env", .contexts = ALL | IN_SERVICE, MANY,
	  .flags = KEY_REPEATS, .type = TYPE_VARS, LIMIT(pass_env),
	  .example = "LANG TZ" },
	{ .name = "pass_authorization", .contexts = MSLP, ONE,
	  .type = TYPE_CHOICE, LIMIT(pass_authorization), .preset = "off",
	  .words = "off on", .example = "on" },
	{ .name = "program", .contexts = MSL, ONE,
	  .flags = KEY_REPEATS | KEY_BLOCK, .type = TYPE_PROGRAM,
	  .example = "report.sh { timeout 1h }" },
	{ .name = "exec", .contexts = IN_STREAM, MANY, .type = TYPE_COMMAND,
	  STREAM(exec), .example = "cgi-bin/yell" },
	{ .name = "command", .contexts = IN_SERVICE, MANY,
	  .type = TYPE_COMMAND, SERVICE(command),
	  .example = "cgi-bin/tutor grade" },
};

const size_t nkeys = sizeof(keys) / sizeof(keys[0]);

_Static_assert(sizeof(keys) / sizeof(keys[0]) <= KEYS_MAX,
    "KEYS_MAX is too small");

const struct key *
key_find(const char *name)
{
	for (size_t i = 0; i < nkeys; i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static size_t
min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

enum { NAME_MAX_LENGTH = 40 };

/*
 * How many letters must be put in, left out or replaced to make one name of
 * the other (by rows of Levenshtein's table), case and '-' for '_' being free.
 */
static size_t
distance(const char *a, const char *b)
{
	size_t row[NAME_MAX_LENGTH + 1], n = strlen(b);

	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 0; a[i] != '\0'; i++) {
		char c = a[i] == '-' ? '_' : ascii_lower(a[i]);
		size_t corner = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < n; j++) {
			size_t up = row[j + 1];

			row[j + 1] = min3(up + 1, row[j] + 1,
			    corner + (c != b[j]));
			corner = up;
		}
	}
	return row[n];
}

const char *
key_nearest(const char *name)
{
	const char *best = NULL;
	size_t len = strlen(name), least = len / 3 + 2;

	if (len > NAME_MAX_LENGTH)
		return NULL;
	for (size_t i = 0; i < nkeys; i++) {
		size_t d = distance(name, keys[i].name);

		if (d < least && d < strlen(keys[i].name)) {
			least = d;
			best = keys[i].name;
		}
	}
	return best;
}

const char *
key_context_name(enum key_context context)
{
	switch (context) {
	case IN_MAIN:
		return "the main block";
	case IN_SITE:
		return "a site";
	case IN_LOCATION:
		return "a location";
	case IN_PROGRAM:
		return "a program block";
	case IN_STREAM:
		return "a stream block";
	case IN_SERVICE:
		break;
	}
	return "a service block";
}

struct key_contexts
key_contexts_name(unsigned contexts)
{
	struct key_contexts name = { "" };
	size_t at = 0;

	for (unsigned bit = IN_MAIN; bit <= IN_SERVICE; bit <<= 1) {
		const char *between = at == 0 ? "" :
		    contexts < 2 * bit ? " or " : ", ";

		if ((contexts & bit) != 0)
			at += (size_t)snprintf(name.text + at,
			    sizeof(name.text) - at, "%s%s", between,
			    key_context_name((enum key_context)bit));
	}
	return name;
}

int
key_word_index(const char *words, const char *value)
{
	struct slice rest = slice_str(words), word;

	for (int i = 0; slice_cut(&rest, ' ', &word); i++)
		if (slice_eqs(word, value))
			return i;
	return -1;
}

struct slice
key_word(const char *words, size_t n)
{
	struct slice rest = slice_str(words), word = rest;

	for (size_t i = 0; i <= n; i++)
		(void)slice_cut(&rest, ' ', &word);	/* n is in range */
	return word;
}

const char *
conf_keyword(size_t n)
{
	return n < nkeys ? keys[n].name : NULL;
}

const char *
clock_name(enum clock_id id)
{
	size_t offset = offsetof(struct program_limits, clocks) +
	    (size_t)id * sizeof(int64_t);

	for (size_t i = 0; i < nkeys; i++)
		if (keys[i].type == TYPE_TIME && keys[i].home == HOME_LIMITS &&
		    keys[i].offset == offset)
			return keys[i].name;
	return NULL;
}
