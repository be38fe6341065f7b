#include "apps/tutor/model/digest.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/grade.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

/* What an attempt has besides, and what a question has. */
enum {
	HAS_KEPT = 1, HAS_SMALL = 2, HAS_GRADE = 4, HAS_BY = 8,
	ATTEMPT_FLAGS = 15
};
enum { IS_SHOWN = 1, IS_LOCKED = 2, HAS_RECORDS = 4, QUESTION_FLAGS = 7 };

/* The numbers of an attempt that are nearly always 0. */
struct small {
	int32_t	days, variant;
};

struct grade_bytes {
	int64_t	seq, batch, kept_by;
	int32_t	manual, zero;
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
	struct grade_bytes grade = { a->graded_by, a->batch, a->kept_by,
	    a->manual, 0 };
	char flags = 0;

	if (a->graded_by != 0 || a->kept_by != 0)
		flags |= HAS_GRADE;
	if (!isnan(a->kept))
		flags |= HAS_KEPT;
	if (small.days != 0 || small.variant != 0)
		flags |= HAS_SMALL;
	if (a->by != NULL)
		flags |= HAS_BY;
	put(t, &bytes, sizeof(bytes));
	put(t, &flags, sizeof(flags));
	if ((flags & HAS_KEPT) != 0)
		put(t, &a->kept, sizeof(a->kept));
	if ((flags & HAS_SMALL) != 0)
		put(t, &small, sizeof(small));
	if ((flags & HAS_GRADE) != 0)
		put(t, &grade, sizeof(grade));
	if ((flags & HAS_BY) != 0)
		put_string(t, a->by);
}

static void
get_attempt(struct cut *c, struct attempt *a)
{
	struct attempt_bytes bytes;
	struct small small = { 0, 0 };
	struct grade_bytes grade = { .seq = 0 };
	char flags;

	get(c, &bytes, sizeof(bytes));
	get(c, &flags, sizeof(flags));
	if ((flags & ~ATTEMPT_FLAGS) != 0)
		c->bad = true;
	*a = (struct attempt){ .seq = bytes.seq, .ms = bytes.ms,
	    .score = bytes.score, .credit = 1, .kept = NAN };
	if ((flags & HAS_KEPT) != 0)
		get(c, &a->kept, sizeof(a->kept));
	if ((flags & HAS_SMALL) != 0)
		get(c, &small, sizeof(small));
	if ((flags & HAS_GRADE) != 0)
		get(c, &grade, sizeof(grade));
	if ((flags & HAS_BY) != 0)
		a->by = get_string(c);
	a->days = small.days;
	a->variant = small.variant;
	a->graded_by = grade.seq;
	a->batch = grade.batch;
	a->kept_by = grade.kept_by;
	a->manual = grade.manual != 0;
}

/* A record as its JSON; "" when there is none. */
static void
put_record(struct text *t, const struct val *record)
{
	size_t at = t->n;
	uint32_t n;

	put_number(t, 0);
	if (record != NULL)
		json_write(t, record);
	n = (uint32_t)(t->n - at - sizeof(n));
	memcpy(t->p + at, &n, sizeof(n));
	text_addc(t, '\0');
}

static const struct val *
get_record(struct cut *c, struct mem *m)
{
	const char *json = get_string(c);

	return *json == '\0' ? NULL : json_parse(m, json, strlen(json), NULL);
}

/* NULL and "" are different, and written so. */
static void
put_message(struct text *t, const char *s)
{
	put_string(t, s == NULL ? "-" : "+");
	put_string(t, s == NULL ? "" : s);
}

static const char *
get_message(struct cut *c)
{
	bool is = get_string(c)[0] == '+';
	const char *s = get_string(c);

	return is ? s : NULL;
}

static void
put_records(struct text *t, const struct question_state *qs)
{
	const struct attempt *last = NULL;

	if (qs->nattempts > 0)
		last = &qs->attempts[qs->nattempts - 1];
	put_record(t, qs->draft);
	put_record(t, qs->saved);
	put_record(t, last == NULL ? NULL : last->record);
	put_message(t, last == NULL ? NULL : last->message);
	put_message(t, last == NULL ? NULL : last->kept_message);
	put_record(t, last == NULL ? NULL : last->lines);
	put_record(t, last == NULL ? NULL : last->kept_lines);
}

static void
get_records(struct cut *c, struct mem *m, struct question_state *qs)
{
	struct attempt none, *last = &none;

	if (qs->nattempts > 0)
		last = &qs->attempts[qs->nattempts - 1];
	qs->draft = get_record(c, m);
	qs->saved = get_record(c, m);
	last->record = get_record(c, m);
	last->message = get_message(c);
	last->kept_message = get_message(c);
	last->lines = get_record(c, m);
	last->kept_lines = get_record(c, m);
}

static void
put_question(struct text *t, const struct question_state *qs, bool newest)
{
	char flags = newest ? HAS_RECORDS : 0;

	if (qs->solution_shown)
		flags |= IS_SHOWN;
	if (qs->locked)
		flags |= IS_LOCKED;
	put_string(t, qs->page);
	put_string(t, qs->question);
	put_number(t, (size_t)qs->variant);
	put_number(t, (size_t)qs->hints);
	put(t, &flags, sizeof(flags));
	put_number(t, qs->nattempts);
	for (size_t i = 0; i < qs->nattempts; i++)
		put_attempt(t, &qs->attempts[i]);
	if (newest)
		put_records(t, qs);
}

/* Room for so many, as grow_list() would have made it. */
static size_t
room_for(size_t n)
{
	size_t room = 4;

	while (room <= n)
		room *= 2;
	return room;
}

static void
get_attempts(struct cut *c, struct user_state *s, struct question_state *qs)
{
	qs->nattempts = get_count(c, sizeof(struct attempt_bytes));
	qs->attempts = mem_array(s->mem, room_for(qs->nattempts),
	    sizeof(*qs->attempts));
	for (size_t i = 0; i < qs->nattempts; i++)
		get_attempt(c, &qs->attempts[i]);
	s->nplaces += qs->nattempts;
}

static void
get_question(struct cut *c, struct user_state *s)
{
	const char *page = get_string(c), *question = get_string(c);
	struct question_state *qs = state_question(s, page, question);
	uint32_t variant, hints;
	char flags;

	get(c, &variant, sizeof(variant));
	get(c, &hints, sizeof(hints));
	get(c, &flags, sizeof(flags));
	if ((flags & ~QUESTION_FLAGS) != 0 || qs->nattempts != 0)
		c->bad = true;
	qs->variant = (int)(variant & INT16_MAX);
	qs->hints = (int)(hints & INT16_MAX);
	qs->solution_shown = (flags & IS_SHOWN) != 0;
	qs->locked = (flags & IS_LOCKED) != 0;
	get_attempts(c, s, qs);
	if ((flags & HAS_RECORDS) != 0)
		get_records(c, s->mem, qs);
}

static void
put_body(struct text *t, const struct user_state *s, bool newest)
{
	int64_t ms = s->last_ms;

	put(t, &ms, sizeof(ms));
	put_number(t, s->records);
	put_number(t, s->damages);
	put_number(t, s->nviews);
	for (size_t i = 0; i < s->nviews; i++) {
		ms = s->views[i].first_ms;
		put_string(t, s->views[i].page);
		put(t, &ms, sizeof(ms));
	}
	put_number(t, s->nquestions);
	for (size_t i = 0; i < s->nquestions; i++)
		put_question(t, &s->questions[i], newest);
}

static void
write_with(struct text *t, const char *user, const struct digest_log *log)
{
	put_string(t, user);
	put(t, log, sizeof(*log));
}

void
digest_write(struct text *t, const struct user_state *s,
    const struct digest_log *log, bool newest)
{
	size_t at;
	uint32_t n;

	write_with(t, s->user, log);
	at = t->n;
	put_number(t, 0);
	put_body(t, s, newest);
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

static void
get_views(struct cut *c, struct user_state *s)
{
	int64_t ms;

	s->nviews = get_count(c, sizeof(ms));
	s->views = mem_array(s->mem, room_for(s->nviews), sizeof(*s->views));
	for (size_t i = 0; i < s->nviews; i++) {
		s->views[i].page = get_string(c);
		get(c, &ms, sizeof(ms));
		s->views[i].first_ms = ms;
	}
}

static int
by_seq(const void *a, const void *b)
{
	const struct attempt_place *x = a, *y = b;

	return (x->seq > y->seq) - (x->seq < y->seq);
}

static void
find_places(struct user_state *s)
{
	struct attempt_place *place;

	s->places = place = mem_array(s->mem, room_for(s->nplaces),
	    sizeof(*s->places));
	for (size_t i = 0; i < s->nquestions; i++)
		for (size_t j = 0; j < s->questions[i].nattempts; j++)
			*place++ = (struct attempt_place){
			    s->questions[i].attempts[j].seq, i, j };
	qsort(s->places, s->nplaces, sizeof(*s->places), by_seq);
}

int
digest_read(struct user_state *s, const struct digest *d)
{
	struct cut c = { .p = d->body, .n = d->n };
	uint32_t records, damages;
	int64_t ms;
	size_t n;

	get(&c, &ms, sizeof(ms));
	get(&c, &records, sizeof(records));
	get(&c, &damages, sizeof(damages));
	s->last_ms = ms;
	s->records = records;
	s->damages = damages;
	get_views(&c, s);
	n = get_count(&c, 1);
	for (size_t i = 0; i < n && !c.bad; i++)
		get_question(&c, s);
	if (c.bad || c.n != 0)
		return -1;
	find_places(s);
	return 0;
}
