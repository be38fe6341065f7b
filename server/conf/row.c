#include "conf/row.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "conf/address.h"
#include "conf/lex.h"
#include "conf/value.h"

void
row_put(const struct printer *pr, const char *s)
{
	pr->out(pr->arg, s, strlen(s));
}

void
row_put_indent(const struct printer *pr)
{
	for (int i = 0; i < pr->depth; i++)
		row_put(pr, "\t");
}

static void
put_escaped(const struct printer *pr, const char *value)
{
	for (const char *s = value; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			row_put(pr, "\\");
		pr->out(pr->arg, s, 1);
	}
}

void
row_put_joined(const struct printer *pr, const char *value, const char *end)
{
	bool bare = lex_is_bare(slice_str(value));

	row_put(pr, bare ? " " : " \"");
	if (bare)
		row_put(pr, value);
	else
		put_escaped(pr, value);
	row_put(pr, end);
	if (!bare)
		row_put(pr, "\"");
}

void
row_put_value(const struct printer *pr, const char *value)
{
	row_put_joined(pr, value, "");
}

static void
put_name(const struct printer *pr, const struct key *key)
{
	row_put_indent(pr);
	row_put(pr, key->name);
}

static void
put_line(const struct printer *pr, const struct key *key, const char *value)
{
	put_name(pr, key);
	row_put_value(pr, value);
	row_put(pr, "\n");
}

static const void *
home_of(const struct printer *pr, const struct key *key)
{
	switch (key->home) {
	case HOME_CONF:
		return pr->conf;
	case HOME_SITE:
		return pr->site;
	case HOME_LOCATION:
		return pr->loc;
	case HOME_STREAM:
		return pr->stream;
	case HOME_SERVICE:
		return pr->service;
	case HOME_WHO:
		return pr->who;
	case HOME_LIMITS:
		break;
	}
	return pr->limits;
}

const void *
row_field(const struct printer *pr, const struct key *key)
{
	return (const char *)home_of(pr, key) + key->offset;
}

typedef void print_fn(const struct printer *, const struct key *);

static void
print_path(const struct printer *pr, const struct key *key)
{
	const struct conf_path *field = row_field(pr, key);

	if (field->path != NULL)
		put_line(pr, key, field->path);
}

static void
print_string(const struct printer *pr, const struct key *key)
{
	const char *const *field = row_field(pr, key);

	if (*field != NULL)
		put_line(pr, key, *field);
}

static void
print_number(const struct printer *pr, const struct key *key, uint64_t v,
    const struct unit *units)
{
	const struct unit *best = units;
	char text[32];

	for (const struct unit *u = units; v > 0 && u->name != NULL; u++)
		if (u->factor > best->factor && v % u->factor == 0)
			best = u;
	(void)snprintf(text, sizeof(text), "%llu%s",
	    (unsigned long long)(v / best->factor), best->name);
	put_line(pr, key, text);
}

static void
print_count(const struct printer *pr, const struct key *key)
{
	static const struct unit none[] = { { "", 1 }, { NULL, 0 } };
	const uint32_t *field = row_field(pr, key);

	print_number(pr, key, *field, none);
}

static void
print_workers(const struct printer *pr, const struct key *key)
{
	const uint32_t *field = row_field(pr, key);

	if (*field == 0)
		put_line(pr, key, "auto");
	else
		print_count(pr, key);
}

static void
print_size(const struct printer *pr, const struct key *key)
{
	const uint64_t *field = row_field(pr, key);

	print_number(pr, key, *field, size_units);
}

static void
print_size32(const struct printer *pr, const struct key *key)
{
	const uint32_t *field = row_field(pr, key);

	print_number(pr, key, *field, size_units);
}

static void
print_time(const struct printer *pr, const struct key *key)
{
	const int64_t *field = row_field(pr, key);

	print_number(pr, key, (uint64_t)*field, time_units);
}

static void
print_word(const struct printer *pr, const struct key *key, int n)
{
	struct slice word = key_word(key->words, (size_t)n);

	put_name(pr, key);
	row_put(pr, " ");
	pr->out(pr->arg, word.p, word.n);
	row_put(pr, "\n");
}

static void
print_choice(const struct printer *pr, const struct key *key)
{
	const bool *field = row_field(pr, key);

	print_word(pr, key, *field);
}

static void
print_stdin(const struct printer *pr, const struct key *key)
{
	const enum stdin_mode *field = row_field(pr, key);

	print_word(pr, key, *field == STDIN_STREAM);
}

/* All lists are alike: elements, and how many there are. */
_Static_assert(offsetof(struct conf_words, n) == offsetof(struct conf_pairs,
    n) && offsetof(struct conf_words, n) == offsetof(struct conf_nets, n),
    "lists differ");

static size_t
count_of(const struct printer *pr, const struct key *key)
{
	size_t n = 0;

	if (pr != NULL)
		memcpy(&n, (const char *)row_field(pr, key) +
		    offsetof(struct conf_words, n), sizeof(n));
	return n;
}

/*
 * An empty list is told only where one would be inherited otherwise, or where
 * its preset is not empty.
 */
static void
put_off(const struct printer *pr, const struct key *key, size_t inherited)
{
	if (key->preset != NULL || inherited > 0)
		put_line(pr, key, "off");
}

/* False when the list is empty, which has then been told. */
static bool
has_elements(const struct printer *pr, const struct key *key)
{
	if (count_of(pr, key) > 0)
		return true;
	put_off(pr, key, count_of(pr->outer, key));
	return false;
}

static void
put_words(const struct printer *pr, const struct conf_words *list)
{
	for (size_t i = 0; i < list->n; i++)
		row_put_value(pr, list->v[i]);
	row_put(pr, "\n");
}

static void
print_words(const struct printer *pr, const struct key *key)
{
	if (!has_elements(pr, key))
		return;
	put_name(pr, key);
	put_words(pr, row_field(pr, key));
}

static void
print_command(const struct printer *pr, const struct key *key)
{
	const struct conf_command *field = row_field(pr, key);

	put_name(pr, key);
	row_put_value(pr, field->program.path);
	put_words(pr, &field->args);
}

/* What else a location is would be said twice. */
static void
print_suffixes(const struct printer *pr, const struct key *key)
{
	if (pr->loc->kind == LOC_FILES || pr->loc->kind == LOC_CGI_SUFFIX)
		print_words(pr, key);
}

static void
put_pair(const struct printer *pr, const struct key *key, const char *a,
    const char *b)
{
	put_name(pr, key);
	row_put_value(pr, a);
	row_put_value(pr, b);
	row_put(pr, "\n");
}

static void
print_pairs(const struct printer *pr, const struct key *key)
{
	const struct conf_pairs *list = row_field(pr, key);

	if (!has_elements(pr, key))
		return;
	for (size_t i = 0; i < list->n; i++)
		put_pair(pr, key, list->v[i].name, list->v[i].value);
}

static void
print_nets(const struct printer *pr, const struct key *key)
{
	const struct conf_nets *list = row_field(pr, key);
	char text[NET_TEXT_MAX];

	if (!has_elements(pr, key))
		return;
	put_name(pr, key);
	for (size_t i = 0; i < list->n; i++) {
		address_print_net(text, &list->v[i]);
		row_put_value(pr, text);
	}
	row_put(pr, "\n");
}

static void
print_error_pages(const struct printer *pr, const struct key *key)
{
	const struct location *loc = pr->loc;
	char status[16];

	if (loc->nerror_pages == 0)
		put_off(pr, key, pr->outer == NULL ? 0 :
		    pr->outer->loc->nerror_pages);
	for (size_t i = 0; i < loc->nerror_pages; i++) {
		(void)snprintf(status, sizeof(status), "%d",
		    loc->error_pages[i].status);
		put_pair(pr, key, status, loc->error_pages[i].file.path);
	}
}

static void
print_redirect(const struct printer *pr, const struct key *key)
{
	char status[16];

	if (pr->loc->redirect_to == NULL)
		return;
	(void)snprintf(status, sizeof(status), "%d", pr->loc->redirect_status);
	put_pair(pr, key, status, pr->loc->redirect_to);
}

/* Those with a block stand among the blocks. */
static void
print_listen(const struct printer *pr, const struct key *key)
{
	const struct conf *conf = pr->conf;

	for (size_t i = 0; i < conf->nlistens; i++)
		if (conf->listens[i].stream == NULL)
			put_line(pr, key, conf->listens[i].text);
}

static void
print_access_log(const struct printer *pr, const struct key *key)
{
	const struct conf *conf = pr->conf;

	if (!conf->access_log_on)
		put_line(pr, key, "off");
	else
		put_pair(pr, key, conf->access_log.path,
		    conf->access_format == LOG_JSON ? "json" : "combined");
}

static void
print_error_log(const struct printer *pr, const struct key *key)
{
	const struct conf *conf = pr->conf;

	put_pair(pr, key,
	    conf->error_log_stderr ? "stderr" : conf->error_log.path,
	    log_level_name((enum log_level)conf->error_level));
}

static print_fn *const printers[NTYPES] = {
	[TYPE_BASE_DIR] = print_path,
	[TYPE_STRING] = print_string,
	[TYPE_USER] = print_string,
	[TYPE_PATH] = print_path,
	[TYPE_COUNT] = print_count,
	[TYPE_SIZE] = print_size,
	[TYPE_SIZE32] = print_size32,
	[TYPE_TIME] = print_time,
	[TYPE_CHOICE] = print_choice,
	[TYPE_STDIN] = print_stdin,
	[TYPE_WORKERS] = print_workers,
	[TYPE_WORDS] = print_words,
	[TYPE_SUFFIXES] = print_suffixes,
	[TYPE_VARS] = print_words,
	[TYPE_SETENV] = print_pairs,
	[TYPE_HEADERS] = print_pairs,
	[TYPE_INTERPRETERS] = print_pairs,
	[TYPE_NETS] = print_nets,
	[TYPE_ERROR_PAGES] = print_error_pages,
	[TYPE_REDIRECT] = print_redirect,
	[TYPE_LISTEN] = print_listen,
	[TYPE_COMMAND] = print_command,
	[TYPE_ACCESS_LOG] = print_access_log,
	[TYPE_ERROR_LOG] = print_error_log,
};

void
row_print(const struct printer *pr, const struct key *key)
{
	if (printers[key->type] != NULL)
		printers[key->type](pr, key);
}
