/*
 * site.h - courses in a temporary folder, and what tests by the test client
 * do with them.  A test makes them before its client, removes them after it.
 */
#ifndef UNIT_TUTOR_SITE_H
#define UNIT_TUTOR_SITE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"
#include "web/folder.h"
#include "web/test.h"

static char site_path[] = "/tmp/tutor-XXXXXX";

/* A file of a course; a list of them ends with { 0 }. */
struct site_text {
	const char	*name, *text;
};

static inline void
site_remove(void)
{
	char command[80];

	snprintf(command, sizeof(command), "rm -rf %s", site_path);
	if (system(command) != 0)
		tap_note("%s stays", site_path);
}

/* The folder of a course, or one in it: to be closed. */
static inline int
site_folder(const char *course, const char *below)
{
	int all = folder_open(site_path), fd = folder_in(all, course, true);
	int inner;

	close(all);
	if (below == NULL)
		return fd;
	inner = folder_in(fd, below, true);
	close(fd);
	return inner;
}

static inline void
site_write(int fd, const char *name, const char *text)
{
	if (folder_save(fd, name, text, strlen(text)) == -1)
		abort();
}

/* A file of the course "demo". */
static inline void
site_file(const char *name, const char *text)
{
	int fd = site_folder("demo", NULL);

	site_write(fd, name, text);
	close(fd);
}

/* The folder, which the tutor is told of, and the course "demo" in it. */
static inline void
site_make(const struct site_text *files)
{
	if (mkdtemp(site_path) == NULL)
		abort();
	setenv("TUTOR_COURSES", site_path, 1);
	for (; files->name != NULL; files++)
		site_file(files->name, files->text);
}

static inline int
site_get(struct web_test *t, const char *user, const char *path)
{
	test_user(t, user);
	return test_get(t, path);
}

/* A form of a page that the user need not have seen. */
static inline int
site_post(struct web_test *t, const char *user, const char *path,
    const char *form)
{
	(void)site_get(t, user, "/c/demo");
	return test_post(t, path, form);
}

/* An answer to "page/question" that is handed in, and taken. */
static inline void
site_answer(struct web_test *t, const char *user, const char *place,
    const char *value)
{
	char path[100], form[900];

	snprintf(path, sizeof(path), "/c/demo/q/%s", place);
	snprintf(form, sizeof(form), "do=submit&a-%s=%s",
	    strchr(place, '/') + 1, value);
	tap_int(site_post(t, user, path, form), 303, "%s answers %s", user,
	    place);
}

/* The value of a hidden field on the last page; good for three more calls. */
static inline const char *
site_hidden(const struct web_test *t, const char *name)
{
	static char values[4][80];
	static size_t turn;
	char from[80], *value = values[turn++ % 4];
	const char *p;

	snprintf(from, sizeof(from), "name=\"%s\" value=\"", name);
	p = strstr(test_body(t), from);
	snprintf(value, sizeof(values[0]), "%.*s", p == NULL ? 0 :
	    (int)strcspn(p + strlen(from), "\""), p == NULL ? "" :
	    p + strlen(from));
	return value;
}

/* The form of the last page for one piece of work that waits. */
static inline int
site_grade(struct web_test *t, const char *path, const char *rest)
{
	char form[3000];

	snprintf(form, sizeof(form), "who=%s&of=%s&seen=%s&%s",
	    site_hidden(t, "who"), site_hidden(t, "of"),
	    site_hidden(t, "seen"), rest);
	return test_post(t, path, form);
}

/* How often the text stands on the last page. */
static inline int
site_count(const struct web_test *t, const char *what)
{
	int n = 0;

	for (const char *s = strstr(test_body(t), what); s != NULL;
	    s = strstr(s + 1, what))
		n++;
	return n;
}

/* Make an account, whose password is hunter22; log in with one. */
static inline int
site_register(struct web_test *t, const char *user, const char *code)
{
	char form[400];

	test_get(t, "/register");
	snprintf(form, sizeof(form), "user=%s&name=Some+One&email=&code=%s&"
	    "password=hunter22&password_again=hunter22", user, code);
	return test_post(t, "/register", form);
}

static inline int
site_log_in(struct web_test *t, const char *user, const char *password)
{
	char form[400];

	test_get(t, "/login?to=/c/demo");
	snprintf(form, sizeof(form), "user=%s&password=%s&to=/c/demo", user,
	    password);
	return test_post(t, "/login", form);
}

#endif
