#include "apps/tutor/model/digest.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/grade.h"
#include "web/mem.h"
#include "web/text.h"

enum { HAS_KEPT = 1, HAS_SMALL = 2, FLAGS = 3 };

/* The numbers of an attempt that are nearly always 0. */
struct small {
	int32_t	days, variant;
};

struct attempt_bytes {
	int64_t	seq, ms;
	double	score;
};

/* Bytes that are read from the front. */
struct cut {
	const char	*p;
	size_t		 n;
	bool		 bad;
};

static void
put(struct text *t, const void *bytes, size_t n)
{
	text_add(t, bytes, n);
}

static void
put_number(struct text *t, size_t number)
{
	uint32_t n = (uint32_t)number;

	put(t, &n, sizeof(n));
}

static void
put_string(struct text *t, const char *s)
{
	put_number(t, strlen(s));
	put(t, s, strlen(s) + 1);
}

static void
get(struct cut *c, void *to, size_t n)
{
	if (c->n < n) {
		c->bad = true;
		c->n = 0;
		memset(to, 0, n);
		return;
	}
	memcpy(to, c->p, n);
	c->p += n;
	c->n -= n;
}

/* A count of things of at least so many bytes each, which must be there. */
static size_t
get_count(struct cut *c, size_t size)
{
	uint32_t n;

	get(c, &n, sizeof(n));
	if (n <= c->n / size)
		return n;
	c->bad = true;
	return 0;
}

static const char *
get_string(struct cut *c)
{
	size_t n = get_count(c, 1);
	const char *s = c->p;

	if (c->bad || n >= c->n || s[n] != '\0' || strlen(s) != n) {
		c->bad = true;
		return "";
	}
	c->p += n + 1;
	c->n -= n + 1;
	return s;
}

static void
put_attempt(struct text *t, const struct attempt *a)
{
	struct attempt_bytes bytes = { a->seq, a->ms, a->score };
	struct small small = { a->days, a->variant };
	char flags = 0;

	if (!isnan(a->kept))
		flags |= HAS_KEPT;
	if (small.days != 0 || small.variant != 0)
		flags |= HAS_SMALL;
	put(t, &bytes, sizeof(bytes));
	put(t, &flags, sizeof(flags));
	if ((flags & HAS_KEPT) != 0)
		put(t, &a->kept, sizeof(a->kept));
	if ((flags & HAS_SMALL) != 0)
		put(t, &small, sizeof(small));
}

static void
get_attempt(struct cut *c, struct attempt *a)
{
	struct attempt_bytes bytes;
	struct small small = { 0, 0 };
	char flags;

	get(c, &bytes, sizeof(bytes));
	get(c, &flags, sizeof(flags));
	if ((flags & ~FLAGS) != 0)
		c->bad = true;
	*a = (struct attempt){ .seq = bytes.seq, .ms = bytes.ms,
	    .score = bytes.score, .credit = 1, .kept = NAN };
	if ((flags & HAS_KEPT) != 0)
		get(c, &a->kept, sizeof(a->kept));
	if ((flags & HAS_SMALL) != 0)
		get(c, &small, sizeof(small));
	a->days = small.days;
	a->variant = small.variant;
}

static void
put_question(struct text *t, const struct question_state *qs)
{
	put_string(t, qs->page);
	put_string(t, qs->question);
	put_number(t, (size_t)qs->variant);
	put_number(t, qs->nattempts);
	for (size_t i = 0; i < qs->nattempts; i++)
		put_attempt(t, &qs->attempts[i]);
}

static void
get_question(struct cut *c, struct user_state *s)
{
	const char *page = get_string(c), *question = get_string(c);
	struct question_state *qs = state_question(s, page, question);
	uint32_t variant;

	get(c, &variant, sizeof(variant));
	qs->variant = (int)variant;
	qs->nattempts = get_count(c, sizeof(struct attempt_bytes));
	qs->attempts = mem_array(s->mem, qs->nattempts, sizeof(*qs->attempts));
	for (size_t i = 0; i < qs->nattempts; i++)
		get_attempt(c, &qs->attempts[i]);
}

static void
put_body(struct text *t, const struct user_state *s)
{
	int64_t ms;

	put_number(t, s->damages);
	put_number(t, s->nviews);
	for (size_t i = 0; i < s->nviews; i++) {
		ms = s->views[i].first_ms;
		put_string(t, s->views[i].page);
		put(t, &ms, sizeof(ms));
	}
	put_number(t, s->nquestions);
	for (size_t i = 0; i < s->nquestions; i++)
		put_question(t, &s->questions[i]);
}

static void
write_with(struct text *t, const char *user, const struct digest_log *log)
{
	put_string(t, user);
	put(t, log, sizeof(*log));
}

void
digest_write(struct text *t, const struct user_state *s,
    const struct digest_log *log)
{
	size_t at;
	uint32_t n;

	write_with(t, s->user, log);
	at = t->n;
	put_number(t, 0);
	put_body(t, s);
	n = (uint32_t)(t->n - at - sizeof(n));
	memcpy(t->p + at, &n, sizeof(n));
}

void
digest_copy(struct text *t, const struct digest *d)
{
	write_with(t, d->user, &d->log);
	put_number(t, d->n);
	put(t, d->body, d->n);
}

size_t
digest_next(struct digest *d, const char *p, size_t n)
{
	struct cut c = { .p = p, .n = n };

	d->user = get_string(&c);
	get(&c, &d->log, sizeof(d->log));
	d->n = get_count(&c, 1);
	d->body = c.p;
	return c.bad ? 0 : (size_t)(c.p - p) + d->n;
}

int
digest_read(struct user_state *s, const struct digest *d)
{
	struct cut c = { .p = d->body, .n = d->n };
	uint32_t damages;
	int64_t ms;
	size_t n;

	get(&c, &damages, sizeof(damages));
	s->damages = damages;
	s->nviews = get_count(&c, sizeof(ms));
	s->views = mem_array(s->mem, s->nviews, sizeof(*s->views));
	for (size_t i = 0; i < s->nviews; i++) {
		s->views[i].page = get_string(&c);
		get(&c, &ms, sizeof(ms));
		s->views[i].first_ms = ms;
	}
	n = get_count(&c, 1);
	for (size_t i = 0; i < n && !c.bad; i++)
		get_question(&c, s);
	return c.bad || c.n != 0 ? -1 : 0;
}
