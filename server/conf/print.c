#include "conf/conf.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "conf/address.h"
#include "conf/keys.h"
#include "conf/lex.h"
#include "conf/value.h"

/* A block while it is printed, and the one it inherits from. */
struct printer {
	conf_write_fn	*out;
	void		*arg;
	int		 depth;
	unsigned	 context;
	const struct conf *conf;
	const struct site *site;
	const struct location *loc;
	const struct program_limits *limits;
	const struct printer *outer;	/* NULL: the main block */
};

static void
put(const struct printer *pr, const char *s)
{
	pr->out(pr->arg, s, strlen(s));
}

static void
put_indent(const struct printer *pr)
{
	for (int i = 0; i < pr->depth; i++)
		put(pr, "\t");
}

static void
put_escaped(const struct printer *pr, const char *value)
{
	for (const char *s = value; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			put(pr, "\\");
		pr->out(pr->arg, s, 1);
	}
}

/* A blank and a value made of two parts, in quotes when it needs them. */
static void
put_joined(const struct printer *pr, const char *value, const char *end)
{
	bool bare = lex_is_bare(slice_str(value));

	put(pr, bare ? " " : " \"");
	if (bare)
		put(pr, value);
	else
		put_escaped(pr, value);
	put(pr, end);
	if (!bare)
		put(pr, "\"");
}

static void
put_value(const struct printer *pr, const char *value)
{
	put_joined(pr, value, "");
}

static void
put_name(const struct printer *pr, const struct key *key)
{
	put_indent(pr);
	put(pr, key->name);
}

static void
put_line(const struct printer *pr, const struct key *key, const char *value)
{
	put_name(pr, key);
	put_value(pr, value);
	put(pr, "\n");
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
	case HOME_LIMITS:
		break;
	}
	return pr->limits;
}

static const void *
field_of(const struct printer *pr, const struct key *key)
{
	return (const char *)home_of(pr, key) + key->offset;
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

typedef void print_fn(const struct printer *, const struct key *);

static void
print_path(const struct printer *pr, const struct key *key)
{
	const struct conf_path *field = field_of(pr, key);

	if (field->path != NULL)
		put_line(pr, key, field->path);
}

static void
print_string(const struct printer *pr, const struct key *key)
{
	const char *const *field = field_of(pr, key);

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
	const uint32_t *field = field_of(pr, key);

	print_number(pr, key, *field, none);
}

static void
print_workers(const struct printer *pr, const struct key *key)
{
	const uint32_t *field = field_of(pr, key);

	if (*field == 0)
		put_line(pr, key, "auto");
	else
		print_count(pr, key);
}

static void
print_size(const struct printer *pr, const struct key *key)
{
	const uint64_t *field = field_of(pr, key);

	print_number(pr, key, *field, size_units);
}

static void
print_size32(const struct printer *pr, const struct key *key)
{
	const uint32_t *field = field_of(pr, key);

	print_number(pr, key, *field, size_units);
}

static void
print_time(const struct printer *pr, const struct key *key)
{
	const int64_t *field = field_of(pr, key);

	print_number(pr, key, (uint64_t)*field, time_units);
}

static void
print_word(const struct printer *pr, const struct key *key, int n)
{
	struct slice word = key_word(key->words, (size_t)n);

	put_name(pr, key);
	put(pr, " ");
	pr->out(pr->arg, word.p, word.n);
	put(pr, "\n");
}

static void
print_choice(const struct printer *pr, const struct key *key)
{
	const bool *field = field_of(pr, key);

	print_word(pr, key, *field);
}

static void
print_stdin(const struct printer *pr, const struct key *key)
{
	const enum stdin_mode *field = field_of(pr, key);

	print_word(pr, key, *field == STDIN_STREAM);
}

static void
print_words(const struct printer *pr, const struct key *key)
{
	const struct conf_words *list = field_of(pr, key), *outer = NULL;

	if (list->n == 0) {
		if (pr->outer != NULL)
			outer = field_of(pr->outer, key);
		put_off(pr, key, outer == NULL ? 0 : outer->n);
		return;
	}
	put_name(pr, key);
	for (size_t i = 0; i < list->n; i++)
		put_value(pr, list->v[i]);
	put(pr, "\n");
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
	put_value(pr, a);
	put_value(pr, b);
	put(pr, "\n");
}

static void
print_pairs(const struct printer *pr, const struct key *key)
{
	const struct conf_pairs *list = field_of(pr, key), *outer = NULL;

	if (list->n == 0) {
		if (pr->outer != NULL)
			outer = field_of(pr->outer, key);
		put_off(pr, key, outer == NULL ? 0 : outer->n);
		return;
	}
	for (size_t i = 0; i < list->n; i++)
		put_pair(pr, key, list->v[i].name, list->v[i].value);
}

static void
print_nets(const struct printer *pr, const struct key *key)
{
	const struct conf_nets *list = field_of(pr, key), *outer = NULL;
	char text[NET_TEXT_MAX];

	if (list->n == 0) {
		if (pr->outer != NULL)
			outer = field_of(pr->outer, key);
		put_off(pr, key, outer == NULL ? 0 : outer->n);
		return;
	}
	put_name(pr, key);
	for (size_t i = 0; i < list->n; i++) {
		address_print_net(text, &list->v[i]);
		put_value(pr, text);
	}
	put(pr, "\n");
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

static void
print_listen(const struct printer *pr, const struct key *key)
{
	const struct conf *conf = pr->conf;

	for (size_t i = 0; i < conf->nlistens; i++)
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
	[TYPE_ACCESS_LOG] = print_access_log,
	[TYPE_ERROR_LOG] = print_error_log,
};

/*
 * Would the row, printed in a program block, give the program a counter that it
 * has not got?
 */
static bool
is_shared_cap(const struct printer *pr, const struct key *key)
{
	return pr->context == IN_PROGRAM &&
	    pr->limits->cap == pr->loc->limits.cap &&
	    (field_of(pr, key) == (const void *)&pr->limits->max_running ||
	    field_of(pr, key) == (const void *)&pr->limits->max_queue);
}

static void
print_plain(const struct printer *pr)
{
	for (size_t i = 0; i < nkeys; i++) {
		const struct key *key = &keys[i];

		if ((key->contexts & pr->context) != 0 &&
		    printers[key->type] != NULL && !is_shared_cap(pr, key))
			printers[key->type](pr, key);
	}
}

/* A printer for a block in that of `outer`. */
static struct printer
inner(const struct printer *outer, unsigned context)
{
	struct printer pr = *outer;

	put(outer, "\n");
	put_indent(outer);
	pr.outer = outer;
	pr.context = context;
	pr.depth++;
	return pr;
}

static void
end_block(const struct printer *outer)
{
	put_indent(outer);
	put(outer, "}\n");
}

static void
print_programs(const struct printer *outer)
{
	for (size_t i = 0; i < outer->loc->nprograms; i++) {
		const struct conf_program *program = &outer->loc->programs[i];
		struct printer pr = inner(outer, IN_PROGRAM);

		pr.limits = &program->limits;
		put(outer, "program");
		put_value(outer, program->glob);
		put(outer, " {\n");
		print_plain(&pr);
		end_block(outer);
	}
}

static void
print_location(const struct printer *outer, const struct location *loc)
{
	struct printer pr = inner(outer, IN_LOCATION);
	bool slash = loc->slash && strcmp(loc->prefix, "/") != 0;

	pr.loc = loc;
	pr.limits = &loc->limits;
	put(outer, "location");
	put_joined(outer, loc->prefix, slash ? "/" : "");
	put(outer, " {\n");
	print_plain(&pr);
	print_programs(&pr);
	end_block(outer);
}

/* All of a site that follows its opening line. */
static void
print_site(const struct printer *pr)
{
	print_plain(pr);
	print_programs(pr);
	for (size_t i = 0; i < pr->site->nlocations; i++)
		print_location(pr, &pr->site->locations[i]);
}

static void
set_site(struct printer *pr, const struct site *site)
{
	pr->site = site;
	pr->loc = &site->root;
	pr->limits = &site->root.limits;
}

void
conf_print(const struct conf *conf, conf_write_fn *out, void *arg)
{
	struct printer main_pr = {
		.out = out, .arg = arg, .context = IN_MAIN, .conf = conf
	};

	set_site(&main_pr, &conf->sites[0]);
	print_site(&main_pr);
	for (size_t i = 1; i < conf->nsites; i++) {
		const struct conf_words *names = &conf->sites[i].names;
		struct printer pr = inner(&main_pr, IN_SITE);

		set_site(&pr, &conf->sites[i]);
		put(&main_pr, "site");
		for (size_t j = 0; j < names->n; j++)
			put_value(&main_pr, names->v[j]);
		put(&main_pr, " {\n");
		print_site(&pr);
		end_block(&main_pr);
	}
}
