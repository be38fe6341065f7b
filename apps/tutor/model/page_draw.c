/*
 * page_draw.c - draw NAME from=BANK count=3: read it, and who gets what.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/variant.h"
#include "web/hash.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/text.h"

bool
line_is_draw(struct line rest)
{
	struct line word;

	return line_word(&rest, &word) && line_is(word, "draw");
}

/* To the line that closes it.  A question that begins here is left alone. */
static void
read_end(struct page_reader *r, size_t begin)
{
	struct lines before = r->lines;
	bool told = false;
	struct line rest;

	for (; lines_next(&r->lines); before = r->lines) {
		if (line_is_block(r->lines.line, &rest)) {
			if (rest.n == 0)
				return;
			r->lines = before;
			break;
		}
		if (!told && !line_blank(r->lines.line))
			problem_error(r->problems, r->file, r->lines.no,
			    "a draw has no text: what is asked stands in its "
			    "bank");
		told = told || !line_blank(r->lines.line);
	}
	problem_error(r->problems, r->file, begin,
	    "this draw is not closed: a line ::: is missing");
}

static void
read_settings(struct page_reader *r, struct page_draw *d,
    const struct attributes *as)
{
	const char *s = attribute_value(as, "from");

	d->bank = s == NULL ? "" : s;
	if (!name_ok(d->bank))
		problem_error(r->problems, r->file, d->line, s == NULL ?
		    "a draw says where from: from=week1, for bank.week1.md" :
		    "\"%.40s\" is no name of a bank: from=week1, for "
		    "bank.week1.md", d->bank);
	s = attribute_value(as, "count");
	d->count = s == NULL ? 1 : strtoul(s, NULL, 10);
	if (d->count == 0)
		problem_error(r->problems, r->file, d->line,
		    "a draw of no question: count=1 or more");
	s = attribute_value(as, "points");
	if (s == NULL || known_number(s, &d->points) == -1)
		d->points = NAN;
}

struct page_draw *
draw_read(struct page_reader *r, struct line rest)
{
	struct attributes as = { .at = AT_DRAW, .what = "an attribute of draw",
	    .line = rest.no };
	struct page_draw *d = mem_alloc(r->mem, sizeof(*d));
	struct line word;

	d->line = rest.no;
	(void)line_word(&rest, &word);
	(void)line_word(&rest, &word);
	d->name = line_str(r->mem, word);
	if (name_ok(d->name)) {
		attributes_read(r, &as, rest);
		read_settings(r, d, &as);
	} else
		problem_error(r->problems, r->file, d->line, "a name such as "
		    "\"warm\" goes behind draw, of a-z 0-9 _ - and at most 64, "
		    "not \"%.40s\"", d->name);
	read_end(r, d->line);
	return name_ok(d->name) && name_ok(d->bank) && d->count > 0 ? d : NULL;
}

/*
 * A number that looks random for each question and log.  Each part ends with a
 * NUL, so that no two make the same bytes.
 */
static unsigned long long
rank_of(struct mem *m, const struct question *q, const char *page,
    const struct variant_key *key)
{
	unsigned char digest[SHA256_SIZE];
	unsigned long long rank = 0;
	struct text t;

	text_init(&t, m);
	text_add(&t, "draw", sizeof("draw"));
	text_add(&t, key->user, strlen(key->user) + 1);
	text_add(&t, page, strlen(page) + 1);
	text_adds(&t, q->name);
	hmac_sha256(key->key, SECRET_KEY_SIZE, t.p, t.n, digest);
	for (int i = 0; i < 8; i++)
		rank = rank << 8 | digest[i];
	return rank;
}

/* Are there fewer than count of the same draw with lower ranks? */
static bool
is_drawn(const struct page *page, const unsigned long long *ranks, size_t i)
{
	const struct page_draw *draw = page->questions[i]->draw;
	size_t lower = 0;

	for (size_t k = 0; draw != NULL && k < page->nquestions; k++)
		lower += page->questions[k]->draw == draw &&
		    (ranks[k] < ranks[i] || (ranks[k] == ranks[i] && k < i));
	return draw == NULL || lower < draw->count;
}

struct page *
page_drawn(struct mem *m, struct page *page, const unsigned char *key,
    const char *log)
{
	const struct variant_key who = { .key = key, .user = log };
	unsigned long long *ranks;
	const struct question **questions;
	struct page_part *parts;
	struct page *drawn;
	size_t question = 0;

	if (page->ndraws == 0)
		return page;
	ranks = mem_array(m, page->nquestions, sizeof(*ranks));
	questions = mem_array(m, page->nquestions, sizeof(*questions));
	parts = mem_array(m, page->nparts, sizeof(*parts));
	drawn = mem_alloc(m, sizeof(*drawn));
	*drawn = *page;
	drawn->nparts = drawn->nquestions = 0;
	for (size_t i = 0; i < page->nquestions; i++)
		ranks[i] = rank_of(m, page->questions[i], page->name, &who);
	for (size_t i = 0; i < page->nparts; i++) {
		if (page->parts[i].question != NULL &&
		    !is_drawn(page, ranks, question++))
			continue;
		parts[drawn->nparts++] = page->parts[i];
		if (page->parts[i].question != NULL)
			questions[drawn->nquestions++] =
			    page->parts[i].question;
	}
	drawn->parts = parts;
	drawn->questions = questions;
	return drawn;
}
