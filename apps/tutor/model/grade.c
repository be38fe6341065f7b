#include "apps/tutor/model/grade.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/val.h"

enum { SLOTS_FIRST = 64 };

/* A record on its way into the state. */
struct adding {
	struct user_state	*s;
	const struct store_rec	*rec;
	const struct val	*record;
};

void
state_init(struct user_state *s, struct mem *m, const char *user)
{
	*s = (struct user_state){ .mem = m, .user = user };
}

/* FNV-1a. */
static uint32_t
name_hash(const char *page, const char *question)
{
	uint32_t h = 2166136261u;

	for (; *page != '\0'; page++)
		h = (h ^ (unsigned char)*page) * 16777619u;
	h *= 16777619u;
	for (; *question != '\0'; question++)
		h = (h ^ (unsigned char)*question) * 16777619u;
	return h;
}

/* The slot of a question, or the empty one where it would be. */
static unsigned *
find_slot(const struct user_state *s, const char *page, const char *question)
{
	size_t i = name_hash(page, question) & (s->nslots - 1);
	const struct question_state *qs;

	for (; s->slots[i] != 0; i = (i + 1) & (s->nslots - 1)) {
		qs = &s->questions[s->slots[i] - 1];
		if (strcmp(qs->question, question) == 0 &&
		    strcmp(qs->page, page) == 0)
			break;
	}
	return &s->slots[i];
}

static void
grow_slots(struct user_state *s)
{
	if (2 * s->nquestions < s->nslots)
		return;
	s->nslots = s->nslots == 0 ? SLOTS_FIRST : 2 * s->nslots;
	s->slots = mem_array(s->mem, s->nslots, sizeof(*s->slots));
	for (size_t i = 0; i < s->nquestions; i++)
		*find_slot(s, s->questions[i].page,
		    s->questions[i].question) = (unsigned)i + 1;
}

const struct question_state *
state_find(const struct user_state *s, const char *page, const char *question)
{
	unsigned i;

	if (s->nslots == 0)
		return NULL;
	i = *find_slot(s, page, question);
	return i == 0 ? NULL : &s->questions[i - 1];
}

struct question_state *
state_question(struct user_state *s, const char *page, const char *question)
{
	struct question_state *qs;
	unsigned *slot;

	grow_slots(s);
	slot = find_slot(s, page, question);
	if (*slot != 0)
		return &s->questions[*slot - 1];
	s->questions = grow_list(s->mem, s->questions, s->nquestions,
	    sizeof(*s->questions));
	qs = &s->questions[s->nquestions++];
	*slot = (unsigned)s->nquestions;
	qs->page = mem_str(s->mem, page);
	qs->question = mem_str(s->mem, question);
	qs->override = NAN;
	return qs;
}

long long
state_first_view(const struct user_state *s, const char *page)
{
	for (size_t i = 0; i < s->nviews; i++)
		if (strcmp(s->views[i].page, page) == 0)
			return s->views[i].first_ms;
	return 0;
}

const struct attempt *
state_nonce(const struct question_state *qs, const char *nonce)
{
	for (size_t i = qs->nattempts; i > 0; i--)
		if (strcmp(val_getstr(qs->attempts[i - 1].record, "nonce"),
		    nonce) == 0)
			return &qs->attempts[i - 1];
	return NULL;
}

static const struct attempt_place *
find_place(const struct user_state *s, long long seq)
{
	size_t low = 0, high = s->nplaces, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (s->places[middle].seq == seq)
			return &s->places[middle];
		if (s->places[middle].seq < seq)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const struct attempt *
state_attempt(const struct user_state *s, long long seq,
    const struct question_state **of)
{
	const struct attempt_place *place = find_place(s, seq);
	const struct question_state *qs;

	if (place == NULL)
		return NULL;
	qs = &s->questions[place->question];
	if (of != NULL)
		*of = qs;
	return &qs->attempts[place->attempt];
}

const struct attempt *
state_attempt_at(const struct question_state *qs, long long seq)
{
	for (size_t i = 0; qs != NULL && i < qs->nattempts; i++)
		if (qs->attempts[i].seq == seq)
			return &qs->attempts[i];
	return NULL;
}

/* A member that is a share, 0 to 1; NaN when it is none. */
static double
share_of(const struct val *record, const char *key)
{
	const struct val *v = val_get(record, key);
	double share = val_toreal(v);

	if (val_type(v) != VAL_NUMBER)
		return NAN;
	return share < 0 ? 0 : share > 1 ? 1 : share;
}

double
record_score(const struct val *record)
{
	return share_of(record, "score");
}

/* What may be pointed to afterwards. */
static const struct val *
kept_record(const struct adding *a)
{
	return a->s->scratch == NULL ? a->record : NULL;
}

static const char *
message_of(const struct adding *a)
{
	const struct val *msg = val_get(kept_record(a), "msg");

	return val_type(msg) == VAL_STRING ? val_tostr(msg) : NULL;
}

static int
small_int(const struct val *record, const char *key)
{
	long long n = val_getint(record, key);

	return n < 0 ? 0 : n > INT16_MAX ? INT16_MAX : (int)n;
}

static long long
time_of(const struct adding *a)
{
	const struct val *at = val_get(a->record, "at");

	return val_isint(at) ? val_toint(at) : a->rec->ms;
}

static void
add_view(const struct adding *a)
{
	const char *page = val_getstr(a->record, "page");
	struct user_state *s = a->s;

	if (state_first_view(s, page) != 0)
		return;
	s->views = grow_list(s->mem, s->views, s->nviews, sizeof(*s->views));
	s->views[s->nviews].page = mem_str(s->mem, page);
	s->views[s->nviews++].first_ms = time_of(a);
}

static struct question_state *
question_of(const struct adding *a)
{
	return state_question(a->s, val_getstr(a->record, "page"),
	    val_getstr(a->record, "q"));
}

static void
add_place(struct user_state *s, long long seq, const struct question_state *qs)
{
	s->places = grow_list(s->mem, s->places, s->nplaces,
	    sizeof(*s->places));
	s->places[s->nplaces++] = (struct attempt_place){ seq,
	    (size_t)(qs - s->questions), qs->nattempts - 1 };
}

static const char *
sent_by(const struct adding *a)
{
	const char *by = val_getstr(a->record, "by");

	if (*by == '\0')
		return NULL;
	return a->s->scratch == NULL ? by : mem_str(a->s->mem, by);
}

static void
add_submit(const struct adding *a)
{
	struct question_state *qs = question_of(a);
	double credit = share_of(a->record, "credit");

	qs->attempts = grow_list(a->s->mem, qs->attempts, qs->nattempts,
	    sizeof(*qs->attempts));
	qs->attempts[qs->nattempts++] = (struct attempt){
	    .seq = a->rec->seq, .ms = time_of(a), .record = kept_record(a),
	    .score = record_score(a->record), .message = message_of(a),
	    .credit = isnan(credit) ? 1 : credit, .kept = NAN,
	    .days = small_int(a->record, "days"), .by = sent_by(a),
	    .variant = small_int(a->record, "variant") };
	add_place(a->s, a->rec->seq, qs);
	qs->draft = qs->saved = NULL;
}

static struct attempt *
graded_attempt(const struct adding *a, struct question_state **of)
{
	const struct attempt_place *place =
	    find_place(a->s, val_getint(a->record, "of"));

	if (place == NULL)
		return NULL;
	*of = &a->s->questions[place->question];
	return &(*of)->attempts[place->attempt];
}

static void
add_grade(const struct adding *a)
{
	struct question_state *qs;
	struct attempt *t = graded_attempt(a, &qs);
	long long batch = val_getint(a->record, "batch");
	double score = record_score(a->record);

	if (t == NULL || isnan(score) || t->manual)
		return;
	if (!isnan(t->score) && batch <= t->batch)
		return;
	t->score = score;
	t->message = message_of(a);
	t->graded_by = a->rec->seq;
	t->batch = batch;
}

static void
publish(struct attempt *t)
{
	if (isnan(t->kept))
		return;
	t->score = t->kept;
	t->message = t->kept_message;
	t->lines = t->kept_lines;
	t->graded_by = t->kept_by;
	t->manual = true;
	t->kept = NAN;
}

void
state_publish(struct question_state *qs)
{
	qs->published = true;
	for (size_t i = 0; i < qs->nattempts; i++)
		publish(&qs->attempts[i]);
}

static void
add_manual(const struct adding *a)
{
	struct question_state *qs;
	struct attempt *t = graded_attempt(a, &qs);
	double score = record_score(a->record);

	if (t == NULL || isnan(score))
		return;
	t->kept = score;
	t->kept_message = message_of(a);
	t->kept_lines = val_get(kept_record(a), "lines");
	t->kept_by = a->rec->seq;
	if (qs->published || val_tobool(val_get(a->record, "publish")))
		publish(t);
}

static void
add_draft(const struct adding *a)
{
	question_of(a)->draft = kept_record(a);
}

static void
add_save(const struct adding *a)
{
	struct question_state *qs = question_of(a);

	qs->saved = kept_record(a);
	qs->draft = NULL;
}

static void
add_hint(const struct adding *a)
{
	question_of(a)->hints++;
}

static void
add_shown(const struct adding *a)
{
	question_of(a)->solution_shown = true;
}

static void
add_lock(const struct adding *a)
{
	question_of(a)->locked = true;
}

/* Other numbers: what was shown and kept was of the old ones. */
static void
add_variant(const struct adding *a)
{
	struct question_state *qs = question_of(a);

	qs->variant = small_int(a->record, "n");
	qs->hints = 0;
	qs->solution_shown = qs->locked = false;
	qs->draft = qs->saved = NULL;
}

static const struct {
	const char	*kind;
	void		(*add)(const struct adding *);
} kinds[] = {
	{ "submit", add_submit },
	{ "grade", add_grade },
	{ "draft", add_draft },
	{ "save", add_save },
	{ "view", add_view },
	{ "hint", add_hint },
	{ "shown", add_shown },
	{ "lock", add_lock },
	{ "variant", add_variant },
	{ "manual", add_manual },
};

void
state_add(struct user_state *s, const struct store_rec *rec)
{
	struct adding a = { .s = s, .rec = rec };
	const char *kind;

	s->records++;
	if (rec->ms > s->last_ms)
		s->last_ms = rec->ms;
	a.record = json_parse(s->scratch == NULL ? s->mem : s->scratch,
	    rec->json, rec->n, NULL);
	kind = val_getstr(a.record, "k");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kind, kinds[i].kind) == 0) {
			kinds[i].add(&a);
			break;
		}
	if (s->scratch != NULL)
		mem_release(s->scratch);
}
