/*
 * command_import.c - tutor import FILE [COURSE]: a course out of an archive.
 *
 * All is written to folders with names of their own, which get the course's
 * when everything is on the disk.  One import at a time, so that whatever has
 * such a name at the beginning is what an earlier one left behind.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/accounts.h"
#include "apps/tutor/model/archive.h"
#include "apps/tutor/model/course_list.h"
#include "apps/tutor/model/folder_tree.h"
#include "web/folder.h"

#define TEMPORARY	".import"
#define MEMORY_MAX	((size_t)1 << 30)	/* hashes of all files */

enum { LOCK_MS = 1000 };

struct import {
	struct web	*web;
	struct mem	 mem;
	const char	*name;		/* NULL: what the archive says */
	int		 courses, data;	/* where courses are; DATA/c */
	int		 lock;
	struct archive_import a;
};

static void
print_file(const char *path, long long size)
{
	printf("%12lld ", size);
	command_print(stdout, path);
	(void)putchar('\n');
}

static int
say(const char *what)
{
	fprintf(stderr, "tutor: import: %s: %s\n", what, strerror(errno));
	return -1;
}

/* The archive is not as it should be, or could not be written. */
static int
say_why(const struct archive_import *a)
{
	const char *why = a->why != NULL ? a->why : strerror(errno);

	fprintf(stderr, "tutor: import: ");
	if (a->at != NULL) {
		command_print(stderr, a->at);
		fprintf(stderr, ": ");
	}
	fprintf(stderr, "%s\n", why);
	return -1;
}

static int
open_places(struct import *im)
{
	im->courses = tutor_courses();
	if (im->courses == -1)
		return say("the folder of courses");
	if (web_data(im->web) == -1)
		return say("the folder of data");
	im->data = folder_in(web_data(im->web), "c", true);
	if (im->data == -1)
		return say("the folder of data");
	im->lock = folder_lock(web_data(im->web), "import.lock", LOCK_MS);
	if (im->lock == -1 && errno == ETIMEDOUT)
		fprintf(stderr, "tutor: import: another import is at work\n");
	else if (im->lock == -1)
		return say("import.lock");
	return im->lock == -1 ? -1 : 0;
}

/* A new empty folder of that mode, whatever is left there. */
static int
make_place(int dirfd, mode_t mode)
{
	if (folder_tree_remove(dirfd, TEMPORARY) == -1 ||
	    mkdirat(dirfd, TEMPORARY, mode) == -1)
		return -1;
	return folder_in(dirfd, TEMPORARY, false);
}

static bool
is_there(int dirfd, const char *name)
{
	struct stat st;

	return fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 ||
	    errno != ENOENT;
}

static int
check_name(const struct import *im)
{
	if (!course_name_ok(im->name))
		fprintf(stderr, "tutor: import: the name of a course is made "
		    "of a to z, 0 to 9 and _ . -, a letter or digit first\n");
	else if (is_there(im->courses, im->name))
		fprintf(stderr, "tutor: import: there is a course %s already; "
		    "another name can be given: tutor import FILE NAME\n",
		    im->name);
	else if (is_there(im->data, im->name))
		fprintf(stderr, "tutor: import: there is data of a course %s "
		    "already, in DATA_DIR/tutor/c\n", im->name);
	else
		return 0;
	return -1;
}

/* What was kept first: without its course's files nobody can ask for it. */
static int
put_in_place(struct import *im)
{
	if (folder_tree_sync(im->a.files) == -1 ||
	    folder_tree_sync(im->a.data) == -1)
		return say("the disk");
	if (renameat(im->data, TEMPORARY, im->data, im->name) == -1)
		return say(im->name);
	if (folder_sync(im->data) == 0 &&
	    renameat(im->courses, TEMPORARY, im->courses, im->name) == 0)
		return folder_sync(im->courses);
	(void)say(im->name);
	/* Back, so that it is removed with the rest. */
	(void)renameat(im->data, im->name, im->data, TEMPORARY);
	return -1;
}

static int
read_archive(struct import *im)
{
	if (archive_import(&im->a) == -1)
		return say_why(&im->a);
	if (im->name == NULL)
		im->name = val_getstr(im->a.facts, "course");
	return 0;
}

/* Nothing of it stays unless all of it does. */
static int
import_into(struct import *im)
{
	int result = -1;

	im->a.files = make_place(im->courses, 0777);
	im->a.data = make_place(im->data, 0700);
	if (im->a.files == -1 || im->a.data == -1)
		(void)say("a new folder");
	else if (read_archive(im) == 0 && check_name(im) == 0)
		result = put_in_place(im);
	if (im->a.files != -1)
		(void)close(im->a.files);	/* folders */
	if (im->a.data != -1)
		(void)close(im->a.data);
	if (folder_tree_remove(im->courses, TEMPORARY) == -1 ||
	    folder_tree_remove(im->data, TEMPORARY) == -1)
		(void)say(TEMPORARY " is left");
	return result;
}

/* Work goes to who has the name: whether that is the same person, people say */
static void
print_people(struct import *im)
{
	const struct val *accounts = val_get(im->a.facts, "accounts"), *all;
	size_t n = val_size(accounts), here = 0;
	const char *user;

	if (n == 0)
		return;
	all = accounts_read(web_data(im->web), &im->mem);
	for (size_t i = 0; i < n; i++) {
		user = val_tostr(val_at(accounts, i));
		if (val_get(all, user) == NULL)
			continue;
		if (here++ == 0)
			printf("These accounts were here before. Are they the "
			    "same people?\n");
		printf("  %s\n", user);
	}
	if (here < n)
		printf("%zu that the course had elsewhere are not here: with "
		    "tutor user invite NAME\nthere is a code for each.\n",
		    n - here);
}

static void
print_result(struct import *im)
{
	printf("The course %s is there: %zu files, %lld bytes.\n", im->name,
	    im->a.sums.n, im->a.bytes);
	if (!val_tobool(val_get(im->a.facts, "key")) &&
	    val_tobool(val_get(im->a.facts, "people")))
		printf("It came without its key: parameters and what is drawn "
		    "are others from now on;\na regrade would mark old "
		    "answers by new numbers, and receipts that were given\n"
		    "cannot be verified.\n");
	print_people(im);
	printf("What to do next:\n\n  tutor verify %s\n  tutor check %s\n",
	    im->name, im->name);
}

static int
import(struct import *im)
{
	int result = open_places(im);

	if (result == 0 && im->name != NULL)
		result = check_name(im);
	if (result == 0)
		result = import_into(im);
	if (result == 0)
		print_result(im);
	if (im->lock != -1)
		(void)close(im->lock);
	if (im->data != -1)
		(void)close(im->data);		/* folders */
	if (im->courses != -1)
		(void)close(im->courses);
	return result;
}

/* Look at all of it, write nothing. */
static int
list(struct import *im)
{
	im->a.told = print_file;
	if (read_archive(im) == -1)
		return -1;
	command_print(stdout, im->name);
	printf(", of ");
	command_print(stdout, val_getstr(im->a.facts, "made"));
	printf(": %zu files, %lld bytes, all as they should be\n",
	    im->a.sums.n, im->a.bytes);
	return 0;
}

static int
run(struct web *w, const char *file, const char *name, bool dry)
{
	struct import im = { .web = w, .name = name, .courses = -1, .data = -1,
	    .lock = -1, .a = { .files = -1, .data = -1 } };
	int result;

	im.a.in = strcmp(file, "-") == 0 ? STDIN_FILENO :
	    open(file, O_RDONLY | O_CLOEXEC);
	if (im.a.in == -1) {
		(void)say(file);
		return COMMAND_FAILED;
	}
	mem_init(&im.mem, MEMORY_MAX);
	im.a.mem = &im.mem;
	result = dry ? list(&im) : import(&im);
	mem_release(&im.mem);
	if (im.a.in != STDIN_FILENO)
		(void)close(im.a.in);	/* read only */
	return result == 0 ? COMMAND_FINE : COMMAND_FAILED;
}

int
command_import(struct web *w, int argc, char **argv)
{
	const char *words[2] = { NULL };
	bool dry = false;
	size_t n = 0;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--list") == 0)
			dry = true;
		else if (n < 2 && (argv[i][0] != '-' || argv[i][1] == '\0'))
			words[n++] = argv[i];
		else
			return COMMAND_USAGE;
	}
	return n == 0 ? COMMAND_USAGE : run(w, words[0], words[1], dry);
}
