#include "apps/tutor/model/page_read.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/near.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"
#include "web/text.h"

enum { NAME_LONGEST = 64 };

static const char key_letters[] = "abcdefghijklmnopqrstuvwxyz-";

bool
name_ok(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return s[0] >= 'a' && s[0] <= 'z' && s[n] == '\0' && n <= NAME_LONGEST;
}

const char *
attribute_value(const struct attributes *as, const char *key)
{
	for (size_t i = 0; i < as->n; i++)
		if (strcmp(as->list[i].key, key) == 0)
			return as->list[i].value;
	return NULL;
}

static void
unknown(struct page_reader *r, const struct attributes *as, const char *key)
{
	const char *near = known_nearest(as->at, key);

	if (near == NULL)
		problem_error(r->problems, r->file, as->line,
		    "\"%.40s\" is not %s", key, as->what);
	else
		problem_error(r->problems, r->file, as->line,
		    "\"%.40s\" is not %s: did you mean \"%s\"?", key, as->what,
		    near);
}

static bool
value_check(struct page_reader *r, const struct attributes *as,
    const struct known *k, const char *value)
{
	const char *should = known_wrong(k, value);

	if (should == NULL)
		return true;
	problem_error(r->problems, r->file, as->line,
	    "%s takes %s%s%s, not \"%.40s\"", k->name, should,
	    k->words == NULL ? "" : " ", k->words == NULL ? "" : k->words,
	    value);
	return false;
}

void
attribute_add(struct page_reader *r, struct attributes *as, const char *key,
    const char *value)
{
	const struct known *k = known_find(as->at, key);

	if (k == NULL) {
		unknown(r, as, key);
		return;
	}
	if (attribute_value(as, key) != NULL) {
		problem_error(r->problems, r->file, as->line,
		    "%s is there twice: take one away", key);
		return;
	}
	if (!value_check(r, as, k, value) || as->n == ATTRIBUTES_MAX)
		return;
	as->list = grow_list(r->mem, as->list, as->n, sizeof(*as->list));
	as->list[as->n++] = (struct attribute){ k->name, value, as->line };
}

/* Bytes of a value in quotes, with both; 0: the second is missing. */
static size_t
quoted(struct text *t, struct line l)
{
	for (size_t i = 1; i < l.n; i++) {
		if (l.p[i] == '"')
			return i + 1;
		if (l.p[i] == '\\' && i + 1 < l.n &&
		    (l.p[i + 1] == '"' || l.p[i + 1] == '\\'))
			i++;
		text_addc(t, l.p[i]);
	}
	return 0;
}

/* Take the value behind a '=' from the line; NULL: a quote is missing. */
static const char *
value_take(struct page_reader *r, struct line *l)
{
	struct line word = *l;
	struct text t;
	size_t n = 0;

	if (l->n == 0 || l->p[0] != '"') {
		while (n < l->n && l->p[n] != ' ' && l->p[n] != '\t')
			n++;
		word.n = n;
		*l = line_from(*l, n);
		return line_str(r->mem, word);
	}
	text_init(&t, r->mem);
	n = quoted(&t, *l);
	if (n == 0)
		return NULL;
	*l = line_from(*l, n);
	return t.p;
}

static size_t
key_length(struct line l)
{
	size_t n = 0;

	while (n < l.n && l.p[n] != '\0' &&
	    strchr(key_letters, l.p[n]) != NULL)
		n++;
	return n;
}

static const char comma_should[] = "attributes are parted by blanks, as in "
    "points=2 tries=3; a list has commas without blanks, as in vars=x,y";

/* What cannot be read: how it may be meant. */
static void
unreadable(struct page_reader *r, const struct attributes *as,
    struct line key, struct line l)
{
	int n = (int)(l.n < 40 ? l.n : 40);

	if (key.n > 0 && l.p[0] == ':')
		problem_error(r->problems, r->file, as->line, "\"%.*s:\": a = "
		    "goes behind its name: %.*s=value", (int)key.n, key.p,
		    (int)key.n, key.p);
	else if (key.n > 0 && (l.p[0] == ' ' || l.p[0] == '\t'))
		problem_error(r->problems, r->file, as->line, "\"%.*s =\": no "
		    "blanks go round =: %.*s=value", (int)key.n, key.p,
		    (int)key.n, key.p);
	else if (key.n == 0 && l.p[0] >= 'A' && l.p[0] <= 'Z')
		problem_error(r->problems, r->file, as->line, "\"%.*s\": "
		    "attributes have small letters, as in points=2", n, l.p);
	else if (key.n == 0 && l.p[0] == ',')
		problem_error(r->problems, r->file, as->line, "\"%.*s\": %s",
		    n, l.p, comma_should);
	else
		problem_error(r->problems, r->file, as->line,
		    "\"%.*s\" cannot be read: key=value or key=\"a value\" "
		    "goes here", n, l.p);
}

/* Is it a name with a blank, and then '='? */
static bool
spaced(struct line key, struct line l)
{
	return key.n > 0 && l.n > 0 && l.p[0] != '=' &&
	    line_begins(line_trim(l), "=");
}

/* One of them; false: the rest of the line cannot be read. */
static bool
attribute_read(struct page_reader *r, struct attributes *as, struct line *l)
{
	struct line key = *l;
	const char *value = "";

	key.n = key_length(*l);
	*l = line_from(*l, key.n);
	if (l->n > 0 && l->p[0] == '=' && key.n > 0) {
		*l = line_from(*l, 1);
		value = value_take(r, l);
		if (value == NULL) {
			problem_error(r->problems, r->file, as->line,
			    "a closing \" is missing");
			return false;
		}
	}
	if (key.n == 0 || spaced(key, *l) ||
	    (l->n > 0 && l->p[0] != ' ' && l->p[0] != '\t')) {
		unreadable(r, as, *value == '\0' ? key : line_from(key, key.n),
		    *l);
		return false;
	}
	/* A test may have an input from a file and no output: file=big.in, */
	if (*value != '\0' && l->p[-1] == ',' && as->at != AT_TEST) {
		problem_error(r->problems, r->file, as->line, "\"%.*s=%.40s\": "
		    "%s", (int)key.n, key.p, value, comma_should);
		return false;
	}
	if (*value == '\'') {
		problem_error(r->problems, r->file, as->line,
		    "a value with blanks stands in \"double quotes\"");
		return false;
	}
	attribute_add(r, as, line_str(r->mem, key), value);
	return true;
}

void
attributes_read(struct page_reader *r, struct attributes *as, struct line l)
{
	size_t n = 0;

	for (l = line_trim(l); l.n > 0; l = line_trim(l)) {
		if (++n > ATTRIBUTES_MAX) {
			problem_error(r->problems, r->file, as->line,
			    "more than %d attributes", ATTRIBUTES_MAX);
			return;
		}
		if (!attribute_read(r, as, &l))
			return;
	}
}

bool
head_cut(struct line l, struct line *key, struct line *value)
{
	size_t n = key_length(l);

	*key = *value = l;
	key->n = n;
	if (n == 0 || n == l.n || l.p[n] != ':')
		return false;
	*value = line_trim(line_from(l, n + 1));
	return true;
}

void
head_wrong(struct page_reader *r, const struct attributes *as, struct line l,
    const char *otherwise)
{
	const char *near = near_head(l, as->at);

	if (near == NULL)
		problem_error(r->problems, r->file, as->line, "%s", otherwise);
	else
		problem_error(r->problems, r->file, as->line,
		    "\"%.*s\": did you mean \"%s: ...\"? (small letters, a "
		    "colon at once behind them)",
		    (int)(l.n < 40 ? l.n : 40), l.p, near);
}

void
head_read(struct page_reader *r, struct attributes *as)
{
	struct lines before = r->lines;
	struct line key, value;

	for (; lines_next(&r->lines); before = r->lines) {
		as->line = r->lines.no;
		if (line_blank(r->lines.line))
			return;
		if (r->bank && line_is_block(r->lines.line, &value)) {
			r->lines = before;
			return;
		}
		if (!head_cut(r->lines.line, &key, &value)) {
			head_wrong(r, as, r->lines.line,
			    "a page begins with headers such as "
			    "\"title: Week 1\", and an empty line ends them");
			r->lines = before;
			return;
		}
		attribute_add(r, as, line_str(r->mem, key),
		    line_str(r->mem, value));
	}
}

bool
page_file(struct mem *m, const char *file, long *number, const char **name)
{
	size_t digits = strspn(file, "0123456789"), n = strlen(file);
	size_t ending = strlen(".md");

	if (n > 8 && strcmp(file + n - 8, "/page.md") == 0)
		ending = strlen("/page.md");
	else if (n < 3 || strcmp(file + n - 3, ".md") != 0)
		return false;
	if (digits == 0 || digits > 6 || file[digits] != '.' ||
	    n <= digits + 1 + ending)
		return false;
	*number = strtol(file, NULL, 10);
	*name = mem_dup(m, file + digits + 1, n - digits - 1 - ending);
	return name_ok(*name);
}
