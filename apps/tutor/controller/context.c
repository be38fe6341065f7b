#include "apps/tutor/controller/context.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/group.h"
#include "apps/tutor/model/merged.h"
#include "web/cookie.h"

#define COURSES_SHELL	"apps/tutor/courses"
#define COURSES_CGI	"../apps/tutor/courses"
#define WATCH_COOKIE	"tutor_watch"

int
tutor_courses(void)
{
	const char *path = getenv("TUTOR_COURSES");

	if (path == NULL || *path == '\0')
		path = getenv("GATEWAY_INTERFACE") == NULL ? COURSES_SHELL :
		    COURSES_CGI;
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int
tutor_key(const struct course_data *data, unsigned char key[SECRET_KEY_SIZE])
{
	return secret_key(data->dirfd, "key", key);
}

bool
tutor_is_staff(const struct tutor *t)
{
	return t->role >= ROLE_ASSISTANT;
}

/* The course's own files.  0, or a status. */
static int
open_course(struct tutor *t)
{
	const char *name = web_arg(t->web, "course");

	t->courses = tutor_courses();
	if (t->courses == -1)
		return web_broken(t->web, "the folder of courses: %s",
		    strerror(errno));
	t->course = course_open(t->mem, t->courses, name, &t->problems);
	if (t->course != NULL)
		return 0;
	if (errno == ENOENT || errno == ENOTDIR || errno == EINVAL)
		return web_fail(t->web, 404, "There is no such course.");
	return web_broken(t->web, "course %s: %s", name, strerror(errno));
}

/*
 * Who is a student needs the groups of the page that the route names, and of
 * others only when days of the late budget may have been spent there.
 */
static const char *
only_page(const struct tutor *t)
{
	const char *page = web_arg(t->web, "page"), *user = web_user(t->web);
	const struct member *m = user == NULL ? NULL :
	    member_find(&t->members, user);

	return *page == '\0' || t->course->late_budget_ms > 0 ||
	    (m != NULL && m->role > ROLE_STUDENT) ? NULL : page;
}

/* What is kept of it. */
static int
open_data(struct tutor *t)
{
	const struct val *records;

	if (web_data(t->web) == -1 || data_open(&t->data, web_data(t->web),
	    t->course->name) == -1 || tutor_key(&t->data, t->key) == -1)
		return web_broken(t->web, "data of %s: %s", t->course->name,
		    strerror(errno));
	members_read(&t->members, t->mem, t->course, t->data.dirfd,
	    &t->problems);
	records = staff_read_for(&t->data, t->mem, only_page(t));
	if (records == NULL)
		return web_broken(t->web, "staff.log of %s: %s",
		    t->course->name, strerror(errno));
	staff_fold(&t->staff, t->mem, records);
	group_pages(&t->staff, t->course);
	return 0;
}

/* "course:user" in the cookie, if it is about this course. */
static const struct member *
watched(struct tutor *t)
{
	const char *cookie = web_cookie(t->web, WATCH_COOKIE);
	size_t n = strlen(t->course->name);

	if (cookie == NULL || strncmp(cookie, t->course->name, n) != 0 ||
	    cookie[n] != ':')
		return NULL;
	return member_find(&t->members, cookie + n + 1);
}

/*
 * A name that was free to take is not yet the person whom a roster means by
 * it: who has it takes no part before the code of the name was given, or
 * somebody at the shell knows better.
 */
static void
check_name(struct tutor *t)
{
	if (!t->me->named || account_unproved(web_data(t->web), t->mem,
	    t->me->user) == 0)
		return;
	t->me = NULL;
	t->unproved = true;
}

static void
find_people(struct tutor *t)
{
	const char *user = web_user(t->web);
	const struct member *other;

	t->me = user == NULL ? NULL : member_find(&t->members, user);
	if (t->me != NULL && t->me->role == ROLE_NONE)
		t->me = NULL;		/* on the roster, to be kept out */
	if (t->me != NULL)
		check_name(t);
	t->shown = t->me;
	if (t->me == NULL)
		return;
	t->role = t->me->role;
	if (tutor_is_staff(t))
		group_never(&t->staff, t->me->user);
	other = tutor_is_staff(t) ? watched(t) : NULL;
	if (other == NULL || other == t->me || other->role > ROLE_STUDENT)
		return;
	t->shown = other;
	t->watching = true;
	t->role = ROLE_STUDENT;
}

/* The name is on the roster, but the account was made without its code. */
static int
ask_for_code(struct tutor *t)
{
	struct val *model = tutor_model(t, "Whose account is this?");

	val_set(model, "name", web_user(t->web));
	val_set(model, "to", mem_printf(t->mem, "/c/%s", t->course->name));
	return web_render(t->web, "unproved", model) == 200 ? 403 : 500;
}

/* Staff who wear a student's glasses find the way to take them off. */
static int
refuse(struct tutor *t, enum role at_least)
{
	if (t->watching && t->me->role >= at_least)
		return web_render(t->web, "watching",
		    tutor_model(t, "As a student sees it")) == 200 ? 403 : 500;
	if (t->unproved)
		return ask_for_code(t);
	if (t->me == NULL && t->course->open)
		return web_fail(t->web, 403, "You do not take part in this "
		    "course yet. Its first page has a button to join.");
	if (t->me == NULL)
		return web_fail(t->web, 403, "You do not take part in this "
		    "course. Who teaches it can put you on its roster.");
	return web_fail(t->web, 403, "That is for the staff of the course.");
}

int
tutor_open(struct tutor *t, struct web *w, enum role at_least)
{
	int status;

	*t = (struct tutor){ .web = w, .mem = web_mem(w), .courses = -1,
	    .data = { -1, -1 } };
	problems_init(&t->problems, t->mem);
	status = open_course(t);
	if (status == 0)
		status = open_data(t);
	if (status != 0)
		return status;
	find_people(t);
	return t->unproved || t->role < at_least ? refuse(t, at_least) : 0;
}

int
tutor_close(struct tutor *t, int status)
{
	if (t->data.dirfd != -1)
		data_close(&t->data);
	if (t->course != NULL)
		course_close(t->course);
	if (t->courses != -1)
		(void)close(t->courses);	/* a folder: nothing to lose */
	return status;
}

int
tutor_run(struct web *w, enum role at_least, tutor_fn *fn)
{
	struct tutor t;
	int status = tutor_open(&t, w, at_least);

	if (status == 0)
		status = fn(&t);
	return tutor_close(&t, status);
}

/* The member of that name is there: a student, or nobody to look at. */
static int
log_watching(struct tutor *t, const struct member *who)
{
	struct val *record = val_object(t->mem);

	if (who == NULL || who->role > ROLE_STUDENT) {
		errno = ENOENT;
		return -1;
	}
	val_set(record, "k", "watch");
	val_set(record, "who", who->user);
	val_set(record, "by", t->me->user);
	return staff_add(&t->data, web_now(t->web), record) < 0 ? -1 : 0;
}

int
tutor_view_as(struct tutor *t, const char *user)
{
	struct cookie cookie = { .name = WATCH_COOKIE, .value = "",
	    .max_age = -1, .secure = web_secure(t->web), .strict = true };
	struct text field;

	if (user != NULL) {
		if (log_watching(t, member_find(&t->members, user)) == -1)
			return -1;
		cookie.value = mem_printf(t->mem, "%s:%s", t->course->name,
		    user);
		cookie.max_age = 0;
	}
	cookie.path = web_url(t->web, "/");
	text_init(&field, t->mem);
	if (cookie_write(&field, &cookie) == -1) {
		errno = EINVAL;
		return -1;
	}
	web_add(t->web, "Set-Cookie", "%s", field.p);
	return 0;
}

static int
read_state(struct tutor *t, struct user_state *state,
    const struct member *member, bool glance)
{
	const char *page = web_arg(t->web, "page");
	struct merge merge = { .data = &t->data, .staff = &t->staff,
	    .glance = glance };

	if (*page != '\0' && t->course->late_budget_ms == 0)
		merge.page = page;
	state_init(state, t->mem, member->user);
	if (merged_fold(&merge, state) == -1)
		return -1;
	staff_apply(&t->staff, state);
	return 0;
}

int
tutor_state_of(struct tutor *t, struct user_state *state,
    const struct member *member)
{
	return read_state(t, state, member, false);
}

int
tutor_state(struct tutor *t, struct user_state *state)
{
	return tutor_state_of(t, state, t->shown);
}

int
tutor_glance(struct tutor *t, struct user_state *state)
{
	return read_state(t, state, t->shown, true);
}

const char *
tutor_log(const struct tutor *t, const char *page)
{
	return group_log(&t->staff, t->shown->user, page);
}

const char *
tutor_partner(const struct tutor *t, const char *user)
{
	const struct member *m;

	if (user == NULL)
		return NULL;
	if (strcmp(user, t->shown->user) == 0)
		return t->watching ? user : "you";
	m = member_find(&t->members, user);
	return m == NULL || *m->name == '\0' ? user : m->name;
}
