#include "conf/value.h"

#include <stdio.h>
#include <string.h>

#include "conf/address.h"
#include "http/field.h"
#include "http/head.h"

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

struct unit {
	const char	*name;
	uint64_t	 factor;
};

static const struct unit size_units[] = {
	{ "", 1 },
	{ "k", 1 << 10 }, { "m", 1 << 20 }, { "g", 1 << 30 },
	{ "K", 1 << 10 }, { "M", 1 << 20 }, { "G", 1 << 30 },
	{ NULL, 0 }
};

static const struct unit time_units[] = {
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
	set_string(st);
	st->p->conf->user_pos = st->node->pos;
}

/* A path of the configuration, made absolute; NULL after a fault. */
static const char *
absolute(const struct setting *st, const char *path)
{
	if (path[0] != '\0')
		return parse_path(st->p, st->p->conf->base_dir.path, path);
	fault(st, "the path is empty: %s %s", st->key->name,
	    st->key->example);
	return NULL;
}

static void
set_path_of(const struct setting *st, struct conf_path *field,
    const char *value)
{
	const char *path = absolute(st, value);

	if (path != NULL)
		*field = (struct conf_path){ path, st->node->pos };
}

static void
set_path(const struct setting *st)
{
	set_path_of(st, value_field(st), st->node->values[0]);
}

/* Lists of words */

typedef const char *word_fault_fn(const char *);

static const char *
index_fault(const char *s)
{
	return s[0] == '\0' || strchr(s, '/') != NULL ?
	    "is not the name of a file, without '/'" : NULL;
}

static const char *
suffix_fault(const char *s)
{
	return s[0] != '.' || s[1] == '\0' || strchr(s, '/') != NULL ?
	    "is not a suffix: it starts with a dot, like .cgi" : NULL;
}

static const char *
var_fault(const char *s)
{
	if (s[0] == '\0' || ascii_digit(s[0]))
		return "is not a variable's name: letters, digits and _";
	for (; *s != '\0'; s++)
		if (!ascii_alpha(*s) && !ascii_digit(*s) && *s != '_')
			return "is not a variable's name: letters, digits "
			    "and _";
	return NULL;
}

static void
set_words(const struct setting *st, word_fault_fn *fault_of)
{
	struct conf_words *list = value_field(st);

	if (st->first)
		*list = (struct conf_words){
			.v = value_room(st, 1, sizeof(*list->v))
		};
	if (list->v == NULL || value_is_off(st))
		return;
	for (size_t i = 0; i < st->node->nvalues; i++) {
		const char *what = fault_of(st->node->values[i]);

		if (what != NULL)
			fault(st, "'%s' %s", st->node->values[i], what);
		list->v[list->n++] = st->node->values[i];
	}
}

static void
set_index(const struct setting *st)
{
	set_words(st, index_fault);
}

static void
set_suffixes(const struct setting *st)
{
	set_words(st, suffix_fault);
}

static void
set_vars(const struct setting *st)
{
	set_words(st, var_fault);
}

/* Lists of pairs */

/*
 * Start or go on with a list of names and values.  False when there is none to
 * add: for "off", and after a fault.
 */
static bool
pair_wanted(const struct setting *st)
{
	struct conf_pairs *list = value_field(st);

	if (st->first)
		*list = (struct conf_pairs){
			.v = value_room(st, 1, sizeof(*list->v))
		};
	if (list->v == NULL || value_is_off(st))
		return false;
	if (st->node->nvalues == 2)
		return true;
	fault(st, "%s takes two values: %s %s", st->key->name, st->key->name,
	    st->key->example);
	return false;
}

static void
add_pair(const struct setting *st, const char *value)
{
	struct conf_pairs *list = value_field(st);

	list->v[list->n++] = (struct conf_pair){ st->node->values[0], value };
}

static bool
has_pair(const struct setting *st)
{
	const struct conf_pairs *list = value_field(st);

	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i].name, st->node->values[0]) == 0)
			return true;
	return false;
}

static void
set_unique_pair(const struct setting *st, word_fault_fn *fault_of,
    const char *value)
{
	const char *what = fault_of(st->node->values[0]);

	if (what != NULL)
		fault(st, "'%s' %s", st->node->values[0], what);
	else if (has_pair(st))
		fault(st, "%s '%s' is given twice in this block: leave one out",
		    st->key->name, st->node->values[0]);
	else if (value != NULL)
		add_pair(st, value);
}

static void
set_setenv(const struct setting *st)
{
	if (pair_wanted(st))
		set_unique_pair(st, var_fault, st->node->values[1]);
}

static void
set_interpreter(const struct setting *st)
{
	if (pair_wanted(st))
		set_unique_pair(st, suffix_fault,
		    absolute(st, st->node->values[1]));
}

/* Fields that frame the answer: only the server may say them. */
static bool
frames_answer(const char *name)
{
	static const char *const names[] = {
		"Connection", "Content-Length", "Date", "Keep-Alive",
		"Trailer", "Transfer-Encoding", "Upgrade"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_caseeqs(slice_str(name), names[i]))
			return true;
	return false;
}

static void
set_header(const struct setting *st)
{
	const char *name = st->node->values[0];

	if (!pair_wanted(st))
		return;
	if (!is_token(slice_str(name)))
		fault(st, "'%s' is not a header's name: letters, digits and "
		    "'-', without ':'", name);
	else if (frames_answer(name))
		fault(st, "'%s' cannot be added: the server sets it itself",
		    name);
	else if (!field_value_ok(slice_str(st->node->values[1])))
		fault(st, "the value of '%s' holds a control character", name);
	else
		add_pair(st, st->node->values[1]);
}

/* The others */

static bool
add_error_page(const struct setting *st, const char *text,
    const struct conf_path *file)
{
	struct location *loc = st->home;
	uint64_t status;

	if (slice_to_u64(slice_str(text), &status) == -1 || status < 400 ||
	    status > 599) {
		fault(st, "'%s' is not the status of an error, 400 to 599: "
		    "error_page %s", text, st->key->example);
		return false;
	}
	for (size_t i = 0; i < loc->nerror_pages; i++)
		if (loc->error_pages[i].status == (int)status) {
			fault(st, "error_page %s is given twice in this "
			    "block: leave one out", text);
			return false;
		}
	loc->error_pages[loc->nerror_pages++] =
	    (struct conf_error_page){ (int)status, *file };
	return true;
}

static void
set_error_pages(const struct setting *st)
{
	struct location *loc = st->home;
	const struct node *node = st->node;
	struct conf_path file = { NULL, node->pos };
	size_t last = node->nvalues - 1;

	if (st->first) {
		loc->nerror_pages = 0;
		loc->error_pages = value_room(st, 1,
		    sizeof(*loc->error_pages));
	}
	if (loc->error_pages == NULL || value_is_off(st))
		return;
	if (last == 0)
		fault(st, "error_page takes a status and a file: error_page "
		    "%s", st->key->example);
	set_path_of(st, &file, node->values[last]);
	for (size_t i = 0; i < last && file.path != NULL; i++)
		if (!add_error_page(st, node->values[i], &file))
			return;
}

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
	set_path_of(st, &conf->access_log, st->node->values[0]);
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
		set_path_of(st, &conf->error_log, st->node->values[0]);
	if (st->node->nvalues == 1)
		return;			/* the preset's level */
	level = choice(st, 1);
	if (level != -1)
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
	[TYPE_WORDS] = set_index,
	[TYPE_SUFFIXES] = set_suffixes,
	[TYPE_VARS] = set_vars,
	[TYPE_SETENV] = set_setenv,
	[TYPE_HEADERS] = set_header,
	[TYPE_INTERPRETERS] = set_interpreter,
	[TYPE_NETS] = address_set_nets,
	[TYPE_ERROR_PAGES] = set_error_pages,
	[TYPE_REDIRECT] = set_redirect,
	[TYPE_LISTEN] = address_set_listen,
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
