/*
 * preview.c - how an answer is read, while it is typed: for scripts.
 *
 * Says nothing about whether it is right.
 */
#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/pages.h"

enum { TEXT_MAX = 64 * 1024, TIMES = 240, SECONDS = 60 };

static void
add_reading(struct val *v, const struct asked *a, const struct question *q,
    const char *typed)
{
	const struct question_state *qs = state_find(a->state,
	    a->place->page->name, q->name);
	struct verdict verdict;
	struct variant variant;

	question_variant(&variant, a->t, a->place->page, q,
	    qs == NULL ? 0 : qs->variant);
	mark_answer(&verdict, a->t->mem, q, &variant,
	    val_str(a->t->mem, typed));
	if (verdict.kind == MARK_INVALID && verdict.message != NULL)
		val_set(v, "html", tutor_markdown(a->t->mem,
		    verdict.message));
	else
		val_set(v, "html", verdict.shown);
	val_setb(v, "invalid", verdict.kind == MARK_INVALID);
}

static int
preview(struct tutor *t)
{
	const char *typed = web_str(t->web, "text", "");
	struct val *v = val_object(t->mem);
	const struct question *q;
	struct user_state state;
	struct place_page place;
	struct asked a = { .t = t, .place = &place, .state = &state };
	int status;

	status = tutor_page_state(t, &place, &state);
	if (status == 0)
		status = tutor_question(t, &place, &q);
	if (status != 0)
		return status;
	if (q->type == Q_FORMULA || q->type == Q_NUMBER)
		add_reading(v, &a, q, typed);
	else if (q->type == Q_ESSAY)
		val_set(v, "html", tutor_markdown(t->mem, typed));
	return web_json(t->web, v);
}

int
post_preview(struct web *w)
{
	static const struct web_field fields[] = {
		{ "text", F_TEXT, .max = TEXT_MAX },
		{ 0 }
	};
	int status = web_form(w, fields), wait;

	if (status != 0)
		return web_fail(w, status, NULL);
	wait = web_throttle(w, mem_printf(web_mem(w), "preview %s",
	    web_user(w)), TIMES, SECONDS);
	if (wait > 0)
		return web_throttled(w, wait);
	return tutor_run(w, ROLE_STUDENT, preview);
}
