#include "apps/tutor/model/page.h"

#include <string.h>

#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"

static const char *const type_names[] = {
	[Q_CHOOSE] = "choose", [Q_TICK] = "tick", [Q_TEXT] = "text",
	[Q_NUMBER] = "number", [Q_FORMULA] = "formula", [Q_ORDER] = "order",
	[Q_MATCH] = "match", [Q_BLANKS] = "blanks", [Q_TABLE] = "table",
	[Q_ESSAY] = "essay", [Q_UPLOAD] = "upload", [Q_CODE] = "code",
	[Q_CHECKOFF] = "checkoff"
};

const char *
question_type_name(enum question_type type)
{
	return type_names[type];
}

int
question_type_find(const char *name)
{
	for (int i = 0; i < Q_TYPES; i++)
		if (strcmp(type_names[i], name) == 0)
			return i;
	return -1;
}

static const char *
find(const struct attribute *list, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].key, key) == 0)
			return list[i].value;
	return NULL;
}

const char *
page_head(const struct page *p, const char *key)
{
	return find(p->heads, p->nheads, key);
}

const char *
question_attr(const struct question *q, const char *key)
{
	return find(q->attributes, q->nattributes, key);
}

double
question_number(const struct question *q, const char *key, double missing)
{
	const char *s = question_attr(q, key);
	double value;

	if (s == NULL || (known_number(s, &value) == -1 &&
	    known_share(s, &value) == -1))
		return missing;
	return value;
}

long long
question_size(const struct question *q, const char *key, long long missing)
{
	const char *s = question_attr(q, key);
	long long bytes;

	return s == NULL || known_size(s, &bytes) == -1 ? missing : bytes;
}

long long
question_time(const struct question *q, const char *key, long long missing)
{
	const char *s = question_attr(q, key);
	long long ms;

	return s == NULL || known_time(s, &ms) == -1 ? missing : ms;
}

bool
question_has(const struct question *q, const char *key, const char *word)
{
	const char *s = question_attr(q, key);
	size_t n, length = strlen(word);

	while (s != NULL && *s != '\0') {
		n = strcspn(s, ",");
		if (n == length && memcmp(s, word, n) == 0)
			return true;
		s += n + (s[n] == ',');
	}
	return false;
}

const struct question *
page_question(const struct page *p, const char *name)
{
	for (size_t i = 0; i < p->nquestions; i++)
		if (strcmp(p->questions[i]->name, name) == 0)
			return p->questions[i];
	return NULL;
}

bool
test_file_ok(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && n <= 255 && strchr(name, '/') == NULL &&
	    name[0] != '.' && strcmp(name, "page.md") != 0;
}

/* Heads, and all that follows. */
static void
read_rest(struct page_reader *r, struct page *page, const char *text, size_t n)
{
	struct attributes heads = { .at = AT_PAGE,
	    .what = "a header of pages" };

	lines_init(&r->lines, r->mem, text, n);
	lines_check(&r->lines, r->file, r->problems);
	head_read(r, &heads);
	page->heads = heads.list;
	page->nheads = heads.n;
	page->title = page_head(page, "title");
	if (page->title == NULL)
		page->title = page->name;
	blocks_read(r, page);
}

struct page *
bank_read(struct mem *m, const char *file, const char *text, size_t n,
    struct problems *ps)
{
	struct page_reader r = { .mem = m, .problems = ps, .bank = true };
	struct page *bank = mem_alloc(m, sizeof(*bank));

	bank->file = r.file = mem_str(m, file);
	bank->name = "bank";
	read_rest(&r, bank, text, n);
	for (size_t i = 0; i < bank->nheads; i++)
		if (strcmp(bank->heads[i].key, "title") != 0)
			problem_error(ps, file, bank->heads[i].line, "\"%s:\" "
			    "belongs to the page that draws from this bank",
			    bank->heads[i].key);
	for (size_t i = 0; i < bank->nparts; i++)
		if (bank->parts[i].draw != NULL)
			problem_error(ps, file, bank->parts[i].line,
			    "a bank draws from no other bank");
	return bank;
}

struct page *
page_read(struct mem *m, const char *file, const char *text, size_t n,
    struct problems *ps)
{
	struct page_reader r = { .mem = m, .problems = ps };
	struct page *page = mem_alloc(m, sizeof(*page));

	page->file = r.file = mem_str(m, file);
	if (!page_file(m, file, &page->number, &page->name)) {
		problem_error(ps, file, 0, "the name of a page's file is a "
		    "number and a name, as in 10.week1.md");
		page->name = "page";
	}
	read_rest(&r, page, text, n);
	return page;
}
