/*
 * test_jar.h - the cookies of a test client, kept as a browser does.
 */
#ifndef APPS_LIB_TEST_JAR_H
#define APPS_LIB_TEST_JAR_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

struct jar_cookie {
	const char	*name, *value;
	long long	 until;		/* milliseconds; 0: no end */
	bool		 secure;
};

struct jar {
	struct mem	*mem;		/* borrowed */
	struct jar_cookie *cookies;
	size_t		 n, room;
	long long	 now_ms;
};

/* The value of a Set-Cookie field. */
void	jar_take(struct jar *, const char *set_cookie);

/* The Cookie field; NULL: none. */
const char *jar_field(const struct jar *, bool secure);

/* A value, or NULL. */
const char *jar_get(const struct jar *, const char *name);

#endif
