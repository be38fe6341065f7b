/*
 * command_export.c - tutor export COURSE >FILE: all of a course in one archive.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apps/tutor/controller/command_staff.h"
#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/accounts.h"
#include "apps/tutor/model/archive.h"

#define MEMORY_MAX	((size_t)512 << 20)	/* hashes of all files */

static void
skipped(const char *path, const char *why)
{
	fprintf(stderr, "tutor: left out ");
	command_print(stderr, path);
	fprintf(stderr, ": %s\n", why);
}

/*
 * The names of accounts that take part or did.  No hashes of passwords: who
 * comes to another copy makes an account there.
 */
static void
add_accounts(struct tutor *t, struct val *facts)
{
	struct val *list = val_setlist(facts, "accounts"), *all;
	const char *const *users;
	const char *user;
	size_t n;

	all = accounts_read(web_data(t->web), t->mem);
	for (size_t i = 0; i < t->members.n; i++) {
		user = t->members.list[i].user;
		if (val_get(all, user) != NULL)
			(void)val_push(list, val_str(t->mem, user));
	}
	if (log_users(&t->data, t->mem, &users, &n) == -1)
		n = 0;
	for (size_t i = 0; i < n; i++)
		if (val_get(all, users[i]) != NULL &&
		    member_find(&t->members, users[i]) == NULL)
			(void)val_push(list, val_str(t->mem, users[i]));
}

static const struct val *
facts_of(struct tutor *t, const struct archive_export *x)
{
	struct val *facts = val_object(t->mem);
	time_t now = (time_t)x->now;
	char text[32] = "";
	struct tm tm;

	if (gmtime_r(&now, &tm) != NULL)
		(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	val_seti(facts, "format", ARCHIVE_FORMAT);
	val_set(facts, "course", t->course->name);
	val_set(facts, "title", t->course->title);
	val_set(facts, "made", text);
	val_setb(facts, "people", x->data != -1);
	val_setb(facts, "key", x->key);
	if (x->data != -1)
		add_accounts(t, facts);
	return facts;
}

static int
export(struct tutor *t, bool people, bool key)
{
	struct mem m;
	struct archive_export x = { .mem = &m, .top = t->course->name,
	    .files = t->course->dirfd, .data = people ? t->data.dirfd : -1,
	    .key = key, .now = web_now(t->web) / 1000, .out = STDOUT_FILENO,
	    .skipped = skipped };
	int result;

	mem_init(&m, MEMORY_MAX);
	x.facts = facts_of(t, &x);
	result = archive_export(&x);
	if (result == -1)
		fprintf(stderr, "tutor: export of %s: %s: %s\n",
		    t->course->name, x.at, errno == EAGAIN ? "it changed while "
		    "it was read: try again" : strerror(errno));
	mem_release(&m);
	if (result == 0 && key)
		fprintf(stderr, "tutor: the archive has the key of the "
		    "course: who has it can make receipts\n");
	return result == 0 ? COMMAND_FINE : COMMAND_FAILED;
}

int
command_export(struct web *w, int argc, char **argv)
{
	bool people = true, key = false;
	const char *course = NULL;
	struct tutor t;
	int status = COMMAND_FAILED;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--without-people") == 0)
			people = false;
		else if (strcmp(argv[i], "--with-key") == 0)
			key = true;
		else if (course == NULL && argv[i][0] != '-')
			course = argv[i];
		else
			return COMMAND_USAGE;
	}
	if (course == NULL || (key && !people))
		return COMMAND_USAGE;
	if (isatty(STDOUT_FILENO)) {
		fprintf(stderr, "tutor: an archive is nothing for a terminal: "
		    "tutor export %s >%s.tar\n", course, course);
		return COMMAND_USAGE;
	}
	if (command_open(&t, w, course) == 0)
		status = export(&t, people, key);
	(void)tutor_close(&t, 0);
	return status;
}
