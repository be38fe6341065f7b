/*
 * help.c - a student in class asks for help, sees his place, or leaves.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/controller/context.h"
#include "apps/tutor/controller/help_model.h"
#include "apps/tutor/controller/pages.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/help.h"

enum {
	ASKS = 10, ASKS_SECONDS = 3600,		/* of one student */
	WAIT_FIRST = 5, WAIT_MOST = 30		/* seconds between looks */
};

/* What it is asked about; both may be NULL. */
struct about {
	const struct page	*page;
	const struct question	*question;
};

/* In words for scripts: a page that shows another one is loaded again. */
static const char *
key_of(const struct help *h, const struct help_ask *ask, struct mem *m)
{
	if (ask == NULL)
		return "none";
	return ask->by != NULL ? mem_printf(m, "taken by %s", ask->by) :
	    mem_printf(m, "waits %zu", help_place(h, ask));
}

/* Look again, each time after twice as long; scripts do it better. */
static void
add_refresh(struct val *model, struct web *w)
{
	const char *asked = web_query(w, "wait");
	long wait = asked != NULL && strlen(asked) < 4 ?
	    strtol(asked, NULL, 10) : 0;
	struct val *refresh = val_setobject(model, "refresh");

	wait = wait < WAIT_FIRST ? WAIT_FIRST : wait > WAIT_MOST ? WAIT_MOST :
	    wait;
	val_seti(refresh, "seconds", wait);
	val_seti(refresh, "next", 2 * wait > WAIT_MOST ? WAIT_MOST : 2 * wait);
}

static void
add_ask(struct val *model, struct tutor *t, const struct help *h,
    const struct help_ask *ask)
{
	struct val *v = val_setobject(model, "ask");
	size_t place = help_place(h, ask);
	struct help_pages pages;

	help_pages_init(&pages, t);
	help_ask_model(v, &pages, ask);
	val_setf(v, "place", "%zu", place);
	val_setb(v, "first", place == 1);
	if (ask->by != NULL)
		val_set(v, "comes", help_name(t, ask->by));
	add_refresh(model, t->web);
}

static void
add_about(struct val *model, struct tutor *t, const struct about *about)
{
	struct val *v;

	val_set(model, "action", web_url(t->web, "/c/%s/help%s%s%s%s",
	    t->course->name, about->page == NULL ? "" : "/",
	    about->page == NULL ? "" : about->page->name,
	    about->question == NULL ? "" : "/",
	    about->question == NULL ? "" : about->question->name));
	if (about->page == NULL)
		return;
	v = val_setobject(model, "about");
	val_set(v, "page", about->page->name);
	val_set(v, "page_title", about->page->title);
	if (about->question == NULL)
		return;
	val_set(v, "q", about->question->name);
	val_set(v, "q_title", help_question(t->mem, about->page,
	    about->question));
}

static int
show(struct tutor *t, const struct about *about, int status)
{
	const struct help_ask *ask;
	struct val *model = tutor_model(t, "Ask for help");
	struct help h;

	help_init(&h, t->mem, web_now(t->web));
	if (help_read(&h, &t->data) == -1)
		return web_broken(t->web, "help.log of %s: %s",
		    t->course->name, strerror(errno));
	ask = help_of(&h, t->shown->user);
	if (web_query(t->web, "state") != NULL) {
		model = val_object(t->mem);
		val_set(model, "key", key_of(&h, ask, t->mem));
		return web_json(t->web, model);
	}
	val_set(model, "key", key_of(&h, ask, t->mem));
	val_set(model, "waiting", help_waiting(&h) == 0 ? "Nobody is" :
	    text_count(t->mem, (long long)help_waiting(&h), "student is",
	    "students are"));
	if (ask != NULL)
		add_ask(model, t, &h, ask);
	else
		add_about(model, t, about);
	if (status != 200)
		staff_typed(model, t);
	return web_render(t->web, "help", model) == 200 ? status : 500;
}

/* Is it there, and who is it?  0, or a status. */
static int
enter(struct tutor *t)
{
	if (!t->course->help)
		return web_fail(t->web, 404, "In this course nobody asks for "
		    "help here.");
	if (tutor_is_staff(t))
		return web_see(t->web, "/c/%s/staff/help", t->course->name);
	return 0;
}

static int
find_about(struct tutor *t, struct about *about)
{
	struct user_state state;
	struct place_page place;
	int status;

	status = tutor_page_state(t, &place, &state);
	if (status != 0)
		return status;
	if (!place.here)
		return web_fail(t->web, 403, "This page is not open for you "
		    "now.");
	about->page = place.page;
	return *web_arg(t->web, "question") == '\0' ? 0 :
	    tutor_question(t, &place, &about->question);
}

static int
done(struct tutor *t, enum help_result result)
{
	switch (result) {
	case HELP_FINE:
		break;
	case HELP_AGAIN:
		web_flash(t->web, "You have asked already: this is your "
		    "place.");
		break;
	case HELP_GONE:
	case HELP_TAKEN:
		web_flash(t->web, "You are not waiting any more.");
		break;
	case HELP_FAILED:
		return web_fail(t->web, 507, "This could not be written "
		    "down: you are not in the queue. Ask in person.");
	}
	return web_see(t->web, "/c/%s/help", t->course->name);
}

static int
act(struct tutor *t, struct help_act *act)
{
	struct help h;

	act->user = t->me->user;
	help_init(&h, t->mem, web_now(t->web));
	return done(t, help_do(&h, &t->data, act));
}

/* What is asked is checked before it counts against anybody. */
static int
ask(struct tutor *t, const struct about *about)
{
	static const struct web_field fields[] = {
		{ "do", F_ONEOF, .required = 1, .oneof = "ask|leave" },
		{ "text", F_LINE, .max = HELP_TEXT_MAX },
		{ 0 }
	};
	int status = web_form(t->web, fields), wait;

	if (status == 422)
		return show(t, about, status);
	if (status != 0)
		return web_fail(t->web, status, NULL);
	if (strcmp(web_str(t->web, "do", ""), "leave") == 0)
		return act(t, &(struct help_act){ .kind = HELP_LEAVE });
	wait = web_throttle(t->web, mem_printf(t->mem, "help %s",
	    t->me->user), ASKS, ASKS_SECONDS);
	if (wait > 0)
		return web_throttled(t->web, wait);
	return act(t, &(struct help_act){ .kind = HELP_ASK,
	    .page = about->page == NULL ? "" : about->page->name,
	    .question = about->question == NULL ? "" : about->question->name,
	    .text = web_str(t->web, "text", "") });
}

static int
run(struct web *w, bool about_page, bool posts)
{
	struct about about = { NULL, NULL };
	struct tutor t;
	int status = tutor_open(&t, w, ROLE_STUDENT);

	if (status == 0)
		status = enter(&t);
	if (status == 0 && posts && t.watching)
		status = web_fail(w, 403, "You only look at this page.");
	if (status == 0 && about_page)
		status = find_about(&t, &about);
	if (status == 0)
		status = posts ? ask(&t, &about) : show(&t, &about, 200);
	return tutor_close(&t, status);
}

int
get_help(struct web *w)
{
	return run(w, false, false);
}

int
post_help(struct web *w)
{
	return run(w, false, true);
}

int
get_help_about(struct web *w)
{
	return run(w, true, false);
}

int
post_help_about(struct web *w)
{
	return run(w, true, true);
}
