/*
 * answer.c - what a student sends in, and what is said about it.
 *
 * The model decides (submit.h).  What is saved leads back to the page, which
 * shows it from the log, so that loading it again does no harm; all else is
 * answered here, with what was typed still in the form.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/pages.h"
#include "web/json.h"

enum {
	SENDS = 40, SENDS_SECONDS = 60,	/* of one user, at most */
	LONG_SENDS = 120, LONG_SECONDS = 3600,	/* each is kept in a file */
	NONCE_MAX = 64, NAMES_MAX = 1000,
	UPLOAD_MAX = 16 << 20,
	TEXT_MAX = 1 << 20
};

/* A button's name, and whether the answer goes with it. */
static const struct action {
	const char		*name;
	enum submit_kind	 kind;
	const char		*saved;		/* said when all went well */
} actions[] = {
	{ "submit", SUBMIT_ANSWER, NULL },
	{ "check", SUBMIT_CHECK, NULL },
	{ "save", SUBMIT_SAVE, "Saved. It is not handed in yet." },
	{ "draft", SUBMIT_DRAFT, NULL },
	{ "hint", SUBMIT_HINT, NULL },
	{ "solution", SUBMIT_SOLUTION, NULL },
	{ "variant", SUBMIT_VARIANT, "Here are other numbers." }
};

static const struct action *
find_action(const char *name)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

/* What the form of a question may hold. */
static int
read_form(struct web *w, const struct question *q)
{
	struct web_field fields[] = {
		{ "do", F_ONEOF, .required = 1, .oneof =
		    "submit|check|save|draft|hint|solution|variant" },
		{ "nonce", F_HEX, .max = NONCE_MAX },
		{ "variant", F_INT, .min = 0, .max = 1000 },
		{ "agreed", F_INT, .min = 0, .max = 1000 },
		{ question_field(web_mem(w), q), F_TEXT, .min = 0,
		    .max = TEXT_MAX, .many = 1 },
		{ "group", F_INT, .min = 0, .max = 1LL << 60 },
		{ 0 }
	};

	if (q->type == Q_UPLOAD) {
		fields[4].kind = F_FILE;
		fields[4].many = 0;
		fields[4].max = UPLOAD_MAX;
	}
	return web_form(w, fields);
}

/* Of the controls of one name: all of them, or the one. */
static const struct val *
read_answer(struct web *w, const struct question *q)
{
	const char *field = question_field(web_mem(w), q);
	struct val *list = val_list(web_mem(w));
	const char *value;

	if (!mark_takes_list(q->type))
		return val_str(web_mem(w), web_str(w, field, ""));
	for (size_t i = 0; i < NAMES_MAX; i++) {
		value = web_nth(w, field, i);
		if (value == NULL)
			break;
		val_push(list, val_str(web_mem(w), value));
	}
	return list;
}

static void
read_given(struct submit *s, struct web *w, const struct question *q)
{
	const struct web_file *file;

	if (s->kind > SUBMIT_DRAFT)
		return;
	if (q->type != Q_UPLOAD) {
		s->given.answer = read_answer(w, q);
		return;
	}
	file = web_upload(w, question_field(web_mem(w), q));
	if (file == NULL)
		return;
	s->given.fd = file->fd;
	s->given.name = file->name;
}

/* Where a script asked, it gets JSON. */
static bool
wants_json(struct web *w)
{
	const char *accept = web_header(w, "Accept");

	return accept != NULL && strcmp(accept, "application/json") == 0;
}

static int
tell_json(struct tutor *t, const struct submitted *r)
{
	static const char *const words[] = {
		[SUBMIT_SAVED] = "saved", [SUBMIT_AGAIN] = "saved",
		[SUBMIT_INVALID] = "invalid", [SUBMIT_NO_TRIES] = "no tries",
		[SUBMIT_CLOSED] = "closed", [SUBMIT_NOT_YET] = "not yet",
		[SUBMIT_OLD] = "old", [SUBMIT_LATE] = "late",
		[SUBMIT_FAILED] = "not saved",
		[SUBMIT_UNCONFIRMED] = "not confirmed"
	};
	struct val *v = val_object(t->mem);

	val_set(v, "result", words[r->result]);
	tutor_time(t, v, "when", web_now(t->web));
	return web_json(t->web, v);
}

/* The answer once more, for a page that cannot promise that it is kept. */
static void
add_echo(struct val *model, const struct outcome *o)
{
	const struct val *answer = o->submit->given.answer;
	struct mem *m = val_mem(model);
	struct val *list, *row;
	struct text text;

	val_setb(model, "file", o->submit->given.fd != -1);
	if (answer == NULL)
		return;
	list = val_setlist(model, "fields");
	for (size_t i = 0; i < val_size(answer); i++) {
		if (val_type(answer) != VAL_LIST)
			break;
		row = val_pushobject(list);
		val_set(row, "value", val_tostr(val_at(answer, i)));
	}
	if (val_type(answer) != VAL_LIST)
		val_set(val_pushobject(list), "value", val_tostr(answer));
	text_init(&text, m);
	if (val_type(answer) == VAL_LIST)
		json_write(&text, answer);
	else
		text_adds(&text, val_tostr(answer));
	val_set(model, "typed", text.p);
}

/* A page with the form again, hidden, and a button to send it once more. */
static int
show_again(struct asked *a, const char *view, int status)
{
	const struct outcome *o = a->outcome;
	const struct submitted *r = o->result;
	struct tutor *t = a->t;
	struct val *model = tutor_model(t, status == 409 ?
	    "Use late days?" : "Your answer may not be saved");

	add_echo(model, o);
	val_set(model, "field", question_field(t->mem, o->question));
	val_set(model, "page", a->place->page->name);
	val_set(model, "page_title", a->place->page->title);
	val_set(model, "question", o->question->name);
	val_set(model, "action", web_url(t->web, "/c/%s/q/%s/%s",
	    t->course->name, a->place->page->name, o->question->name));
	val_set(model, "nonce", o->submit->nonce);
	val_set(model, "do", web_str(t->web, "do", ""));
	if (o->submit->variant >= 0)
		val_seti(model, "variant", o->submit->variant);
	if (o->submit->group >= 0)
		val_setf(model, "of_group", "%lld", o->submit->group);
	val_seti(model, "days", r->days);
	val_set(model, "days_text", text_count(t->mem, r->days, "late day",
	    NULL));
	val_seti(model, "left", r->days_left);
	val_setf(model, "credit", "%.0f", 100 * r->credit);
	if (r->error != 0)
		val_set(model, "error", strerror(r->error));
	val_setb(model, "unconfirmed", r->result == SUBMIT_UNCONFIRMED);
	return web_render(t->web, view, model) == 200 ? status : 500;
}

/* The page with what the log has now. */
static int
show_page(struct asked *a, int status)
{
	if (tutor_glance(a->t, a->state) == -1)
		return web_broken(a->t->web, "log of %s: %s", a->t->me->user,
		    strerror(errno));
	return page_show(a, status);
}

static int
show_saved(struct asked *a, const struct action *action)
{
	const struct outcome *o = a->outcome;

	if (action->kind == SUBMIT_CHECK)
		return show_page(a, 200);
	if (o->result->result == SUBMIT_AGAIN &&
	    action->kind == SUBMIT_ANSWER)
		web_flash(a->t->web, "This answer had arrived before: it "
		    "counts once.");
	else if (action->saved != NULL)
		web_flash(a->t->web, "%s", action->saved);
	return web_see(a->t->web, "/c/%s/p/%s/#q-%s", a->t->course->name,
	    a->place->page->name, o->question->name);
}

static void
note_failure(struct tutor *t, const struct submitted *r)
{
	fprintf(stderr, "tutor: answer of %s in %s not %s: %s\n",
	    t->me->user, t->course->name,
	    r->result == SUBMIT_FAILED ? "saved" : "confirmed",
	    strerror(r->error));
}

static int
show(struct asked *a, const struct action *action)
{
	const struct submitted *r = a->outcome->result;

	if (r->result == SUBMIT_FAILED || r->result == SUBMIT_UNCONFIRMED)
		note_failure(a->t, r);
	if (wants_json(a->t->web))
		return tell_json(a->t, r);
	switch (r->result) {
	case SUBMIT_SAVED:
	case SUBMIT_AGAIN:
		return show_saved(a, action);
	case SUBMIT_LATE:
		return show_again(a, "late", 409);
	case SUBMIT_FAILED:
		return show_again(a, "unsaved", 507);
	case SUBMIT_UNCONFIRMED:
		return show_again(a, "unsaved", 500);
	case SUBMIT_INVALID:
		return show_page(a, 422);
	default:
		return show_page(a, 409);
	}
}

/* Is anything in it? */
static bool
is_typed(const struct val *answer)
{
	if (val_type(answer) == VAL_STRING)
		return val_size(answer) > 0;
	for (size_t i = 0; i < val_size(answer); i++)
		if (val_size(val_at(answer, i)) > 0)
			return true;
	return false;
}

/* Who asks for a hint keeps what was typed before. */
static void
keep_typed(struct asked *a, const struct submit *s)
{
	const struct question *q = s->question;
	const struct question_state *qs;
	struct submit draft = *s;
	struct submitted result;

	if (s->kind != SUBMIT_HINT || q->type == Q_UPLOAD ||
	    tutor_glance(a->t, a->state) == -1)
		return;
	qs = state_find(a->state, a->place->page->name, q->name);
	draft.kind = SUBMIT_DRAFT;
	draft.given.answer = read_answer(a->t->web, q);
	if (!is_typed(draft.given.answer) || (qs != NULL &&
	    qs->nattempts > 0 && given_same(&draft.given, a->t->mem,
	    qs->attempts[qs->nattempts - 1].record)))
		return;
	submit(&result, a->t->mem, &draft);
}

static void
read_submit(struct submit *s, const struct asked *a,
    const struct question *q, enum submit_kind kind)
{
	struct web *w = a->t->web;

	question_submit(s, a->t, a->place, q);
	s->kind = kind;
	s->nonce = web_str(w, "nonce", "");
	s->variant = (int)web_int(w, "variant", -1);
	s->group = web_int(w, "group", -1);
	s->agreed = (int)web_int(w, "agreed", -1);
	read_given(s, w, q);
}

/* Too often, or nobody can count: what was typed comes back all the same. */
static int
show_too_often(struct asked *a, int wait)
{
	web_set(a->t->web, "Retry-After", "%d", wait);
	if (!wants_json(a->t->web))
		return show_again(a, "unsaved", 429);
	(void)tell_json(a->t, a->outcome->result);
	return 429;
}

/* Seconds to wait before one more that is kept in a file of its own. */
static int
wait_for_long(struct asked *a, const struct submit *s)
{
	if (s->kind == SUBMIT_DRAFT || s->given.answer == NULL ||
	    given_size(s->given.answer) <= GIVEN_INLINE_MAX)
		return 0;
	return web_throttle(a->t->web, mem_printf(a->t->mem, "long %s",
	    a->t->me->user), LONG_SENDS, LONG_SECONDS);
}

static int
send_in(struct asked *a, const struct question *q)
{
	struct web *w = a->t->web;
	struct submitted result = { .result = SUBMIT_FAILED };
	struct submit s;
	struct outcome o = { q, &s, &result };
	const struct action *action = find_action(web_str(w, "do", ""));
	int wait;

	if (action == NULL)
		return web_fail(w, 400, NULL);
	read_submit(&s, a, q, action->kind);
	a->outcome = &o;
	wait = web_throttle(w, mem_printf(a->t->mem, "send %s",
	    a->t->me->user), SENDS, SENDS_SECONDS);
	if (wait == 0)
		wait = wait_for_long(a, &s);
	if (wait > 0)
		return show_too_often(a, wait);
	keep_typed(a, &s);
	submit(&result, a->t->mem, &s);
	return show(a, action);
}

/* What a form said that is none of ours; the answer is not lost. */
static int
refuse_form(struct tutor *t, int status)
{
	if (status != 422)
		return web_fail(t->web, status, NULL);
	return web_fail(t->web, 422, "The answer cannot be taken like that. "
	    "Go back: what you typed is still there. It must be text "
	    "without control characters, at most %d bytes.", TEXT_MAX);
}

static int
answer(struct tutor *t)
{
	const struct question *q;
	struct user_state state;
	struct place_page place;
	struct asked a = { .t = t, .place = &place, .state = &state };
	int status;

	if (t->watching)
		return web_fail(t->web, 403, "You only look at this page.");
	/* What was sent in before is read under the lock, and once. */
	status = tutor_page_glance(t, &place, &state);
	if (status == 0)
		status = tutor_question(t, &place, &q);
	if (status != 0)
		return status;
	status = read_form(t->web, q);
	if (status != 0)
		return refuse_form(t, status);
	return send_in(&a, q);
}

int
post_answer(struct web *w)
{
	struct tutor t;
	int status = tutor_open(&t, w, ROLE_STUDENT);

	if (status == 0)
		status = answer(&t);
	return tutor_close(&t, status);
}
