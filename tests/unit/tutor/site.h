/*
 * site.h - courses in a temporary folder, for tests by the test client.
 */
#ifndef UNIT_TUTOR_SITE_H
#define UNIT_TUTOR_SITE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/folder.h"
#include "web/test.h"

static char site_path[] = "/tmp/tutor-XXXXXX";

/* The folder, which the tutor is told of. */
static inline void
site_make(void)
{
	if (mkdtemp(site_path) == NULL)
		abort();
	setenv("TUTOR_COURSES", site_path, 1);
}

static inline void
site_remove(void)
{
	char command[80];

	snprintf(command, sizeof(command), "rm -rf %s", site_path);
	if (system(command) != 0)
		fprintf(stderr, "%s stays\n", site_path);
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
