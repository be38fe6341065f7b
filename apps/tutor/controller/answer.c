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

#include "apps/tutor/controller/answer_again.h"
#include "apps/tutor/controller/answer_form.h"
#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/pages.h"

enum {
	SENDS = 40, SENDS_SECONDS = 60,	/* of one user, at most */
	LONG_SENDS = 120, LONG_SECONDS = 3600	/* each is kept in a file */
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
		return answer_again(a, "late", 409);
	case SUBMIT_FAILED:
		return answer_again(a, "unsaved", 507);
	case SUBMIT_UNCONFIRMED:
		return answer_again(a, "unsaved", 500);
	case SUBMIT_INVALID:
		return show_page(a, 422);
	default:
		return show_page(a, 409);
	}
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
	draft.given.answer = answer_typed(a->t->web, q);
	if (!answer_is_typed(draft.given.answer) || (qs != NULL &&
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
	answer_given(s, w, q);
}

/* Too often, or nobody can count: what was typed comes back all the same. */
static int
show_too_often(struct asked *a, int wait)
{
	web_set(a->t->web, "Retry-After", "%d", wait);
	if (!wants_json(a->t->web))
		return answer_again(a, "unsaved", 429);
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
	    "without control characters, at most %d bytes.", ANSWER_TEXT_MAX);
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
	status = answer_form(t->web, q);
	if (status != 0)
		return refuse_form(t, status);
	return send_in(&a, q);
}

int
post_answer(struct web *w)
{
	return tutor_run(w, ROLE_STUDENT, answer);
}
