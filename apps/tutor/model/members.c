/*
 * members.c - who takes part in a course, and as what.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/csv.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/users.h"
#include "web/folder.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/val.h"

#define ROSTER	"roster.csv"

enum { ROSTER_MAX = 8 << 20, EXTRA_MAX = 1000 };

static const char *const roles[] = {
	[ROLE_NONE] = "none", [ROLE_STUDENT] = "student",
	[ROLE_ASSISTANT] = "assistant", [ROLE_STAFF] = "staff"
};

enum { ROLES = sizeof(roles) / sizeof(roles[0]) };

/* Of two who are the same, the source that comes first tells the facts. */
enum source { FROM_ROSTER, FROM_STAFF_LINE, FROM_ENROLLED };

struct found {
	struct member	 member;
	enum source	 source;
	size_t		 line;
};

enum column { C_USER, C_NAME, C_EMAIL, C_ROLE, C_SECTION, C_EXTRA, COLUMNS };

static const char *const column_names[COLUMNS] = {
	"user", "name", "email", "role", "section", "extra"
};

struct collecting {
	struct mem	*mem;
	struct problems	*problems;
	struct found	*list;
	size_t		 n;
	size_t		 places[COLUMNS];	/* SIZE_MAX: not there */
	bool		 partial;
};

const char *
role_name(enum role r)
{
	return roles[r];
}

enum role
role_find(const char *name)
{
	for (int i = 0; i < ROLES; i++)
		if (strcmp(roles[i], name) == 0)
			return (enum role)i;
	return ROLE_NONE;
}

static struct found *
found_new(struct collecting *c, const char *user, enum source source)
{
	struct found *f;

	c->list = grow_list(c->mem, c->list, c->n, sizeof(*c->list));
	f = &c->list[c->n++];
	f->source = source;
	f->member = (struct member){ .user = user, .name = user, .email = "",
	    .section = "", .role = ROLE_STUDENT,
	    .named = source != FROM_ENROLLED };
	return f;
}

static const char *
cell(const struct collecting *c, const struct csv_row *row, enum column i)
{
	return c->places[i] < row->n ? row->cells[c->places[i]] : "";
}

static enum role
read_role(struct collecting *c, const struct csv_row *row)
{
	const char *name = cell(c, row, C_ROLE);
	enum role role = *name == '\0' ? ROLE_STUDENT : role_find(name);

	if (role == ROLE_NONE && strcmp(name, roles[ROLE_NONE]) != 0)
		problem_error(c->problems, ROSTER, row->line, "there is no "
		    "role \"%s\"; there are student, assistant and staff",
		    name);
	return role;
}

static int
read_extra(struct collecting *c, const struct csv_row *row)
{
	const char *s = cell(c, row, C_EXTRA);
	size_t n = strspn(s, "0123456789");
	long extra = strtol(s, NULL, 10);

	if (n <= 4 && extra <= EXTRA_MAX && (s[n] == '\0' ||
	    (n > 0 && strcmp(s + n, "%") == 0)))
		return (int)extra;
	problem_error(c->problems, ROSTER, row->line, "extra is \"%s\"; it "
	    "takes a number of per cent from 0 to %d", s, EXTRA_MAX);
	return 0;
}

static void
read_row(struct collecting *c, const struct csv_row *row)
{
	const char *user = cell(c, row, C_USER);
	struct found *f;

	if (row->n == 1 && row->cells[0][0] == '\0')
		return;		/* an empty line */
	if (!user_name_ok(user)) {
		problem_error(c->problems, ROSTER, row->line, "\"%s\" is no "
		    "name of a user: it has a-z, 0-9 and . _ - @, at most 64, "
		    "and begins with a letter or digit", user);
		return;
	}
	f = found_new(c, user, FROM_ROSTER);
	f->line = row->line;
	if (cell(c, row, C_NAME)[0] != '\0')
		f->member.name = cell(c, row, C_NAME);
	f->member.email = cell(c, row, C_EMAIL);
	f->member.section = cell(c, row, C_SECTION);
	f->member.role = read_role(c, row);
	f->member.extra = read_extra(c, row);
}

static size_t
column_of(const char *name)
{
	size_t i = 0;

	while (i < COLUMNS && strcmp(name, column_names[i]) != 0)
		i++;
	return i;
}

/* A column of another name is for others, but not one that is like ours. */
static void
column_check(struct collecting *c, const struct csv_row *row, size_t j)
{
	const char *s = row->cells[j];
	char *name;

	if (column_of(s) < COLUMNS)
		return;
	name = mem_str(c->mem, s);
	for (char *p = name; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 0x20);
	for (size_t i = 0; i < COLUMNS; i++)
		if (word_distance(name, column_names[i]) < 2)
			problem_error(c->problems, ROSTER, row->line, "the "
			    "column \"%.40s\" is not read: did you mean "
			    "\"%s\"?", s, column_names[i]);
	if (strchr(s, ';') != NULL)
		problem_error(c->problems, ROSTER, row->line, "cells are "
		    "parted by commas, not by semicolons");
}

/* Which column is which: they are named, and may be in any order. */
static bool
read_head(struct collecting *c, const struct csv_row *row)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		c->places[i] = SIZE_MAX;
	for (size_t j = 0; j < row->n; j++) {
		column_check(c, row, j);
		i = column_of(row->cells[j]);
		if (i < COLUMNS)
			c->places[i] = j;
	}
	if (c->places[C_USER] != SIZE_MAX)
		return true;
	problem_error(c->problems, ROSTER, row->line, "the first row names "
	    "the columns, as in user,name,email,role,section,extra");
	return false;
}

static void
read_roster(struct collecting *c, int dirfd)
{
	struct csv_row row;
	struct csv csv;
	char *text;
	size_t n;
	int got;

	text = folder_load(dirfd, ROSTER, c->mem, ROSTER_MAX, &n);
	if (text == NULL) {
		c->partial = errno != ENOENT;
		if (c->partial)
			problem_error(c->problems, ROSTER, 0, "%s",
			    strerror(errno));
		return;
	}
	csv_init(&csv, c->mem, text, n);
	got = csv_next(&csv, &row);
	if (got == 1 && !read_head(c, &row)) {
		c->partial = true;
		return;
	}
	while (got == 1) {
		got = csv_next(&csv, &row);
		if (got == 1)
			read_row(c, &row);
	}
	c->partial = got == -1;
	if (got == -1)
		problem_error(c->problems, ROSTER, csv.line, "a quote is not "
		    "closed, or something stands behind one");
}

static void
read_staff_line(struct collecting *c, const struct course *course)
{
	for (size_t i = 0; i < course->nstaff; i++)
		found_new(c, course->staff[i], FROM_STAFF_LINE)->member.role =
		    ROLE_STAFF;
}

static void
read_enrolled(struct collecting *c, int fd)
{
	struct store *store = store_open(fd, "enrolled.log", STORE_READ, 0);
	const struct val *record;
	struct store_rec rec;
	struct found *f;
	int got = 1;

	while (store != NULL && (got == 1 || got == -1)) {
		got = store_next(store, &rec);
		if (got != 1)
			continue;
		record = json_parse(c->mem, rec.json, rec.n, NULL);
		if (!user_name_ok(val_getstr(record, "user")))
			continue;
		f = found_new(c, val_getstr(record, "user"), FROM_ENROLLED);
		f->member.name = val_getstr(record, "name");
		f->member.email = val_getstr(record, "email");
	}
	store_close(store);
}

static int
by_user(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = strcmp(x->member.user, y->member.user);

	if (order != 0)
		return order;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* Most rosters are in this order as they come. */
static void
sort_found(struct collecting *c)
{
	for (size_t i = 1; i < c->n; i++)
		if (by_user(&c->list[i - 1], &c->list[i]) > 0) {
			qsort(c->list, c->n, sizeof(*c->list), by_user);
			return;
		}
}

/* The same one again. */
static void
merge(struct collecting *c, struct member *into, const struct found *f)
{
	if (f->source == FROM_STAFF_LINE)
		into->role = ROLE_STAFF;
	else if (f->source == FROM_ROSTER)
		problem_error(c->problems, ROSTER, f->line,
		    "%s is there twice", into->user);
}

void
members_read(struct members *ms, struct mem *m, struct course *course,
    int course_data_fd, struct problems *ps)
{
	struct collecting c = { .mem = m, .problems = ps };
	struct member *last = NULL;

	read_roster(&c, course->dirfd);
	read_staff_line(&c, course);
	if (course->open)
		read_enrolled(&c, course_data_fd);
	sort_found(&c);
	ms->list = mem_array(m, c.n, sizeof(*ms->list));
	ms->n = 0;
	ms->partial = c.partial;
	for (size_t i = 0; i < c.n; i++) {
		if (last != NULL &&
		    strcmp(last->user, c.list[i].member.user) == 0) {
			merge(&c, last, &c.list[i]);
			continue;
		}
		last = &ms->list[ms->n++];
		*last = c.list[i].member;
	}
}

static int
user_is(const void *user, const void *member)
{
	return strcmp(user, ((const struct member *)member)->user);
}

const struct member *
member_find(const struct members *ms, const char *user)
{
	if (ms->n == 0)
		return NULL;
	return bsearch(user, ms->list, ms->n, sizeof(*ms->list), user_is);
}
