#include "conf/value.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "conf/address.h"
#include "conf/lists.h"

static const uint64_t MAX_TIME = (uint64_t)8760 * 3600 * 1000;	/* a year */

/* Note a fault of the directive. */
#define fault(st, ...)	parse_fault((st)->p, (st)->node, __VA_ARGS__)

void *
value_field(const struct setting *st)
{
	return (char *)st->home + st->key->offset;
}

void *
value_room(const struct setting *st, size_t each, size_t size)
{
	size_t n = 1;

	for (const struct node *i = st->node; i != NULL; i = i->next)
		if (strcmp(i->name, st->node->name) == 0)
			n += i->nvalues * each;
	return parse_alloc(st->p, n, size);
}

bool
value_is_off(const struct setting *st)
{
	return st->node->nvalues == 1 &&
	    strcmp(st->node->values[0], "off") == 0;
}

/* Numbers */

const struct unit size_units[] = {
	{ "", 1 },
	{ "k", 1 << 10 }, { "m", 1 << 20 }, { "g", 1 << 30 },
	{ "K", 1 << 10 }, { "M", 1 << 20 }, { "G", 1 << 30 },
	{ NULL, 0 }
};

const struct unit time_units[] = {
	{ "ms", 1 }, { "s", 1000 }, { "m", 60000 }, { "h", 3600000 },
	{ NULL, 0 }
};

enum number_fault { NUMBER_OK, NUMBER_BAD, NUMBER_NO_UNIT, NUMBER_LARGE };

static enum number_fault
number(const char *text, const struct unit *u, uint64_t *out)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0)
		return NUMBER_BAD;
	while (u->name != NULL && strcmp(u->name, text + n) != 0)
		u++;
	if (u->name == NULL)
		return text[n] == '\0' ? NUMBER_NO_UNIT : NUMBER_BAD;
	if (slice_to_u64(slice_of(text, n), out) == -1 ||
	    *out > INT64_MAX / u->factor)
		return NUMBER_LARGE;
	*out *= u->factor;
	return NUMBER_OK;
}

/* Is v within the row's bounds?  A row without any has those of the type. */
static bool
in_bounds(const struct setting *st, uint64_t v, uint64_t type_max)
{
	uint64_t hi = st->key->hi == 0 ? type_max : st->key->hi;

	if (v >= st->key->lo && v <= hi)
		return true;
	fault(st, "'%s' is out of range: %s takes %llu to %llu",
	    st->node->values[0], st->key->name,
	    (unsigned long long)st->key->lo, (unsigned long long)hi);
	return false;
}

static bool
plain_number(const struct setting *st, uint64_t *v)
{
	const char *text = st->node->values[0];

	if (slice_to_u64(slice_str(text), v) == 0)
		return in_bounds(st, *v, UINT32_MAX);
	fault(st, "'%s' is not a whole number: %s %s", text, st->key->name,
	    st->key->preset);
	return false;
}

static void
set_count(const struct setting *st)
{
	uint32_t *field = value_field(st);
	uint64_t v;

	if (plain_number(st, &v))
		*field = (uint32_t)v;
}

static void
set_workers(const struct setting *st)
{
	uint32_t *field = value_field(st);

	if (strcmp(st->node->values[0], "auto") == 0)
		*field = 0;
	else
		set_count(st);
}

static bool
size(const struct setting *st, uint64_t *v, uint64_t max)
{
	const char *text = st->node->values[0];

	if (number(text, size_units, v) == NUMBER_OK)
		return in_bounds(st, *v, max);
	fault(st, "'%s' is not a size: write bytes, or a number with k, m or "
	    "g: %s %s", text, st->key->name, st->key->example);
	return false;
}

static void
set_size(const struct setting *st)
{
	uint64_t *field = value_field(st), v;

	if (size(st, &v, INT64_MAX))
		*field = v;
}

static void
set_size32(const struct setting *st)
{
	uint32_t *field = value_field(st);
	uint64_t v;

	if (size(st, &v, UINT32_MAX))
		*field = (uint32_t)v;
}

static void
set_time(const struct setting *st)
{
	const char *text = st->node->values[0];
	int64_t *field = value_field(st);
	uint64_t v = 0;
	enum number_fault f = number(text, time_units, &v);

	if (f == NUMBER_NO_UNIT)
		fault(st, "a time needs a unit: %s %ss", st->key->name, text);
	else if (f == NUMBER_BAD)
		fault(st, "'%s' is not a time: write a number with ms, s, m "
		    "or h: %s %s", text, st->key->name, st->key->example);
	else if (f == NUMBER_LARGE || v > MAX_TIME)
		fault(st, "'%s' is too long: at most 8760h, a year; 0s means "
		    "no limit", text);
	else
		*field = (int64_t)v;
}

/* Words */

/* Which of the row's words is values[n]?  -1: none of them. */
static int
choice(const struct setting *st, size_t n)
{
	int i = key_word_index(st->key->words, st->node->values[n]);
	struct slice rest = slice_str(st->key->words), word;
	char list[80] = "";
	size_t at = 0;

	if (i != -1)
		return i;
	while (slice_cut(&rest, ' ', &word))
		at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%.*s",
		    at == 0 ? "" : " or ", (int)word.n, word.p);
	fault(st, "'%s' is not known to %s: write %s", st->node->values[n],
	    st->key->name, list);
	return -1;
}

static void
set_choice(const struct setting *st)
{
	bool *field = value_field(st);
	int i = choice(st, 0);

	if (i != -1)
		*field = i == 1;
}

static void
set_stdin(const struct setting *st)
{
	enum stdin_mode *field = value_field(st);
	int i = choice(st, 0);

	if (i != -1)
		*field = i == 1 ? STDIN_STREAM : STDIN_SPOOL;
}

static void
set_string(const struct setting *st)
{
	const char **field = value_field(st);

	if (st->node->values[0][0] == '\0')
		fault(st, "%s is empty: %s %s", st->key->name, st->key->name,
		    st->key->example);
	else
		*field = st->node->values[0];
}

static void
set_user(const struct setting *st)
{
	struct conf_who *who = st->home;

	set_string(st);
	who->pos = st->node->pos;
}

const char *
value_absolute(const struct setting *st, const char *path)
{
	if (path[0] != '\0')
		return parse_path(st->p, st->p->conf->base_dir.path, path);
	fault(st, "the path is empty: %s %s", st->key->name,
	    st->key->example);
	return NULL;
}

void
value_set_path(const struct setting *st, struct conf_path *field,
    const char *value)
{
	const char *path = value_absolute(st, value);

	if (path != NULL)
		*field = (struct conf_path){ path, st->node->pos };
}

static void
set_path(const struct setting *st)
{
	value_set_path(st, value_field(st), st->node->values[0]);
}

/* The others */

/* The first '$' that starts another name than $uri or $host, or NULL. */
static const char *
unknown_variable(const char *s)
{
	while ((s = strchr(s, '$')) != NULL) {
		size_t n = 1;

		while (ascii_alpha(s[n]) || ascii_digit(s[n]) || s[n] == '_')
			n++;
		if (n > 1 && !slice_eqs(slice_of(s, n), "$uri") &&
		    !slice_eqs(slice_of(s, n), "$host"))
			return s;
		s += n;
	}
	return NULL;
}

static void
set_redirect(const struct setting *st)
{
	static const char *const statuses = "301 302 303 307 308";
	struct location *loc = st->home;
	const char *status = st->node->nvalues == 2 ?
	    st->node->values[0] : "302";
	const char *to = st->node->values[st->node->nvalues - 1];

	if (key_word_index(statuses, status) == -1)
		fault(st, "'%s' is not a redirect's status: one of %s", status,
		    statuses);
	else if (to[0] != '/' && strstr(to, "://") == NULL)
		fault(st, "'%s' is no place to go to: a path that starts with "
		    "'/', or https://...", to);
	else if (strpbrk(to, " \t") != NULL)
		fault(st, "'%s' holds a blank: write %%20", to);
	else if (unknown_variable(to) != NULL)
		fault(st, "'%s' is not known to redirect: only $uri and $host "
		    "are", unknown_variable(to));
	else {
		loc->redirect_status = (status[0] - '0') * 100 +
		    status[2] - '0';
		loc->redirect_to = to;
	}
}

static void
set_access_log(const struct setting *st)
{
	struct conf *conf = st->home;
	int format = 0;

	conf->access_log_on = strcmp(st->node->values[0], "off") != 0;
	if (!conf->access_log_on)
		return;
	value_set_path(st, &conf->access_log, st->node->values[0]);
	if (st->node->nvalues == 2)
		format = choice(st, 1);
	conf->access_format = format == 1 ? LOG_JSON : LOG_COMBINED;
}

static void
set_error_log(const struct setting *st)
{
	struct conf *conf = st->home;
	int level;

	conf->error_log_stderr =
	    strcmp(st->node->values[0], "stderr") == 0;
	if (!conf->error_log_stderr)
		value_set_path(st, &conf->error_log, st->node->values[0]);
	if (st->node->nvalues == 1)
		return;			/* the preset's level */
	level = log_level_parse(slice_str(st->node->values[1]));
	if (level == -1)
		fault(st, "'%s' is not a level of the error log: error_log %s",
		    st->node->values[1], st->key->example);
	else
		conf->error_level = level;
}

typedef void set_fn(const struct setting *);

static set_fn *const setters[NTYPES] = {
	[TYPE_STRING] = set_string,
	[TYPE_USER] = set_user,
	[TYPE_PATH] = set_path,
	[TYPE_COUNT] = set_count,
	[TYPE_SIZE] = set_size,
	[TYPE_SIZE32] = set_size32,
	[TYPE_TIME] = set_time,
	[TYPE_CHOICE] = set_choice,
	[TYPE_STDIN] = set_stdin,
	[TYPE_WORKERS] = set_workers,
	[TYPE_WORDS] = lists_set_index,
	[TYPE_SUFFIXES] = lists_set_suffixes,
	[TYPE_VARS] = lists_set_vars,
	[TYPE_SETENV] = lists_set_setenv,
	[TYPE_HEADERS] = lists_set_headers,
	[TYPE_INTERPRETERS] = lists_set_interpreters,
	[TYPE_NETS] = address_set_nets,
	[TYPE_ERROR_PAGES] = lists_set_error_pages,
	[TYPE_REDIRECT] = set_redirect,
	[TYPE_LISTEN] = address_set_listen,
	[TYPE_COMMAND] = lists_set_command,
	[TYPE_ACCESS_LOG] = set_access_log,
	[TYPE_ERROR_LOG] = set_error_log,
};

void
value_set(const struct setting *st)
{
	set_fn *set = setters[st->key->type];

	if (set != NULL)
		set(st);
}

void
value_preset(struct parse *p, const struct key *key, void *home)
{
	const char *values[2];
	struct node node = { .name = key->name, .values = values };
	struct setting st = { p, &node, key, home, true };
	struct slice rest = slice_str(key->preset), word;

	while (node.nvalues < 2 && slice_cut(&rest, ' ', &word))
		values[node.nvalues++] = parse_text(p, word);
	if (node.nvalues > 0 && !p->full)
		value_set(&st);
}
