/*
 * group.c - students find partners: who is invited says yes or no.
 *
 * What it depends on is held: the logs of those who would work together (has
 * somebody used his tries alone?) or of the group that is left (has it handed
 * in?), by their names in order, and then that of the staff.
 */
#include "apps/tutor/controller/group.h"

#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/pages.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/group_change.h"

enum { TIMES = 40, SECONDS = 3600, HELD_MAX = 2 };

static const char *const acts[] = {
	[GROUP_INVITE] = "invite", [GROUP_WITHDRAW] = "withdraw",
	[GROUP_ACCEPT] = "accept", [GROUP_DECLINE] = "decline",
	[GROUP_LEAVE] = "leave"
};

static const char *const results[] = {
	[GROUP_SELF] = "That one is in your group already.",
	[GROUP_NAMELESS] = "Type the user name of a classmate: small letters, "
	    "digits and . _ - @",
	[GROUP_MANY] = "Too many invitations wait. Take one back first.",
	[GROUP_OFTEN] = "You have changed your mind so often that only the "
	    "staff can put you into a group now.",
	[GROUP_GONE] = "There is no such invitation any more.",
	[GROUP_TAKEN] = "You have a group on this page.",
	[GROUP_FULL] = "The group is full.",
	[GROUP_CHANGED] = "Meanwhile the group has changed. Look who is in it "
	    "now, and answer again."
};

/* What a student wants, and the logs that are held for it. */
struct wish {
	struct tutor		*t;
	struct asked		*a;
	struct group_change	 change;
	struct store		*held[HELD_MAX];
	struct user_state	 states[HELD_MAX];
	size_t			 nheld;
};

/* 0, or -1 with errno. */
static int
hold(struct wish *w, const char *log)
{
	struct user_state *s = &w->states[w->nheld];

	state_init(s, w->t->mem, log);
	w->held[w->nheld] = log_open(&w->t->data, s);
	if (w->held[w->nheld] == NULL)
		return -1;
	w->nheld++;
	return 0;
}

static void
let_go(struct wish *w)
{
	while (w->nheld > 0)
		log_close(w->held[--w->nheld]);
}

/* Is there one to say yes to?  Only then is the log of the other one held. */
static bool
is_invited(const struct wish *w)
{
	const struct group_change *c = &w->change;
	const struct member *m = member_find(&w->t->members, c->other);
	struct invitation *asked;
	size_t n = group_asked(&w->t->staff, c->user, c->page, &asked);

	for (size_t i = 0; i < n; i++)
		if (strcmp(asked[i].from, c->other) == 0)
			return m != NULL && m->role == ROLE_STUDENT;
	return false;
}

/*
 * Who has invited somebody knows that what he had handed in need not count; of
 * what came later he was not asked.  The dates are each one's own.
 */
static const char *
look_at_other(const struct wish *w, const struct user_state *state)
{
	const struct group_change *c = &w->change;
	const struct tutor *t = w->t;
	const struct place_page *place = w->a->place;
	const struct invitation v = { c->other, c->user };
	struct due due;

	staff_due(&due, &(struct due_query){ &t->staff,
	    member_find(&t->members, c->other), c->page, &place->dates, 0 });
	if (due.lock != 0 && web_now(t->web) > due.lock)
		return "For who invited you this page is locked.";
	return state != NULL && group_worked_since(state, c->page,
	    group_asked_ms(&t->staff, &v, c->page)) ? "Since then who invited "
	    "you has handed in something alone. Ask for a new invitation." :
	    NULL;
}

/* The log that is held of a user, or NULL. */
static const struct user_state *
held_of(const struct wish *w, const char *user)
{
	for (size_t i = 0; i < w->nheld; i++)
		if (strcmp(w->states[i].user, user) == 0)
			return &w->states[i];
	return NULL;
}

/* Those who work alone so far: NULL, or what keeps them from a group. */
static const char *
hold_both(struct wish *w)
{
	const struct group_change *c = &w->change;
	const char *logs[HELD_MAX] = { c->user, c->other };
	size_t first = strcmp(c->user, c->other) < 0 ? 0 : 1;

	if (!is_invited(w))
		return results[GROUP_GONE];
	if (group_id(&w->t->staff, c->user, c->page) != 0)
		return results[GROUP_TAKEN];
	if (c->seen == 0 && group_id(&w->t->staff, c->other, c->page) != 0)
		return results[GROUP_CHANGED];
	for (size_t i = 0; i < HELD_MAX; i++) {
		if (group_id(&w->t->staff, logs[i ^ first], c->page) == 0 &&
		    hold(w, logs[i ^ first]) == -1)
			return "This could not be done now. Try it again.";
	}
	for (size_t i = 0; i < w->nheld; i++)
		if (group_spent(&w->states[i], w->a->place->whole))
			return "One of you has used tries, or seen a "
			    "solution, alone. Only the staff can make this "
			    "group.";
	return look_at_other(w, held_of(w, c->other));
}

/* The log of the group: NULL, or why nobody leaves it. */
static const char *
hold_group(struct wish *w)
{
	const char *log = tutor_log(w->t, w->change.page);

	if (log == w->t->shown->user)
		return "You have no group on this page.";
	w->change.seen = group_id(&w->t->staff, w->change.user,
	    w->change.page);
	if (hold(w, log) == -1)
		return "This could not be done now. Try it again.";
	return group_worked(&w->states[0], w->change.page) ?
	    "Your group has handed in something: only the staff can take you "
	    "out of it." : NULL;
}

/* What has to be so before the staff's log is asked. */
static const char *
prepare(struct wish *w)
{
	const struct page *page = w->a->place->page;
	bool alone = tutor_log(w->t, page->name) == w->t->shown->user;
	bool finds = w->change.act == GROUP_INVITE ||
	    w->change.act == GROUP_ACCEPT;

	if (finds && alone && group_spent(w->a->state, w->a->place->whole))
		return "You have used tries, or seen a solution, alone. Only "
		    "the staff can put you into a group.";
	if (finds && alone && group_worked(w->a->state, page->name) &&
	    !web_has(w->t->web, "agree"))
		return "You have handed in something alone. Say that it need "
		    "not count.";
	if (w->change.act == GROUP_ACCEPT)
		return hold_both(w);
	return w->change.act == GROUP_LEAVE ? hold_group(w) : NULL;
}

static int
show_wrong(struct wish *w, const char *wrong)
{
	w->a->group_wrong = wrong;
	return page_show(w->a, w->change.result == GROUP_NAMELESS ? 422 : 409);
}

static int
show_done(struct wish *w)
{
	struct web *web = w->t->web;

	if (w->change.act == GROUP_INVITE)
		web_flash(web, "Written down. If %s is a student of this "
		    "course, the invitation is on this page for them.",
		    w->change.other);
	else if (w->change.act == GROUP_ACCEPT)
		web_flash(web, "You work together on this page now.");
	else if (w->change.act == GROUP_LEAVE)
		web_flash(web, "You work alone on this page now.");
	return web_see(web, "/c/%s/p/%s/#group", w->t->course->name,
	    w->change.page);
}

static int
decide(struct wish *w)
{
	const char *wrong = prepare(w);
	long long seq;

	if (wrong != NULL) {
		let_go(w);
		return show_wrong(w, wrong);
	}
	seq = staff_decide(&w->t->data, web_now(w->t->web), group_decide,
	    &w->change);
	let_go(w);
	if (seq < 0)
		return web_fail(w->t->web, 507, seq == -2 ? "The disk did not "
		    "confirm it: look at the page before you do it again." :
		    "This could not be written down, so nothing is changed.");
	return w->change.result == GROUP_DONE ? show_done(w) :
	    show_wrong(w, results[w->change.result]);
}

static void
read_wish(struct wish *w, struct asked *a)
{
	struct tutor *t = a->t;
	const char *act = web_str(t->web, "do", "");

	*w = (struct wish){ .t = t, .a = a };
	w->change = (struct group_change){ .members = &t->members,
	    .page = a->place->page->name, .most = group_most(a->place->page),
	    .user = t->me->user, .other = web_str(t->web, "who", ""),
	    .again = web_has(t->web, "agree"),
	    .seen = web_int(t->web, "seen", 0) };
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (strcmp(acts[i], act) == 0)
			w->change.act = (enum group_act)i;
}

/* May groups be made on this page, now, by whom it is?  0, or a status. */
static int
check(struct tutor *t, const struct place_page *place)
{
	if (!place->here || place->broken)
		return web_fail(t->web, 403, "This page is not open for you.");
	if (group_most(place->page) == 0)
		return web_fail(t->web, 404, "Everybody works alone on this "
		    "page.");
	if (t->me->role != ROLE_STUDENT)
		return web_fail(t->web, 403, "Only students work in groups.");
	if (place->due.lock != 0 && web_now(t->web) > place->due.lock)
		return web_fail(t->web, 403, "This page is locked.");
	return 0;
}

static int
act(struct tutor *t)
{
	struct user_state state;
	struct place_page place;
	struct asked a = { .t = t, .place = &place, .state = &state };
	struct wish w;
	int status, wait;

	if (t->watching)
		return web_fail(t->web, 403, "You only look at this page.");
	status = tutor_page_state(t, &place, &state);
	if (status == 0)
		status = check(t, &place);
	if (status != 0)
		return status;
	wait = web_throttle(t->web, mem_printf(t->mem, "group %s",
	    t->me->user), TIMES, SECONDS);
	if (wait > 0)
		return web_throttled(t->web, wait);
	read_wish(&w, &a);
	return decide(&w);
}

int
post_group(struct web *w)
{
	static const struct web_field fields[] = {
		{ "do", F_ONEOF, .required = 1, .oneof =
		    "invite|withdraw|accept|decline|leave" },
		{ "who", F_LINE, .min = 0, .max = 64 },
		{ "seen", F_INT, .min = 0, .max = 1LL << 60 },
		{ "agree", F_BOOL, .max = 1 },
		{ 0 }
	};
	int status = web_form(w, fields);

	return status != 0 ? web_fail(w, status, NULL) :
	    tutor_run(w, ROLE_STUDENT, act);
}
