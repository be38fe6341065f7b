#include "http/precond.h"

#include <string.h>

#include "http/date.h"
#include "tap.h"

#define NOW	1800000000		/* Fri, 15 Jan 2027 08:00:00 GMT */
#define MTIME	784111777
#define BEFORE	"Sun, 06 Nov 1994 08:49:36 GMT"
#define SAME	"Sun, 06 Nov 1994 08:49:37 GMT"
#define AFTER	"Sun, 06 Nov 1994 08:49:38 GMT"
#define IM	"If-Match"
#define INM	"If-None-Match"
#define IMS	"If-Modified-Since"
#define IUS	"If-Unmodified-Since"

/* Up to three fields of a GET for what has etag "a" (or its own) and SAME. */
static const struct row {
	const char	*name, *etag;
	const char	*fields[3][2];
	int		 want;
} checks[] = {
	{ "no condition", NULL, { { NULL } }, 200 },
	{ "another field", NULL, { { "If", "\"b\"" } }, 200 },

	{ "If-Match", NULL, { { IM, "\"a\"" } }, 200 },
	{ "If-Match, another", NULL, { { IM, "\"b\"" } }, 412 },
	{ "If-Match, any", NULL, { { IM, "*" } }, 200 },
	{ "If-Match, any, without a tag", "", { { IM, "*" } }, 200 },
	{ "If-Match without a tag", "", { { IM, "\"a\"" } }, 412 },
	{ "If-Match, empty tags", "\"\"", { { IM, "\"\"" } }, 200 },
	{ "If-Match, empty", NULL, { { IM, "" } }, 412 },
	{ "If-Match, one of a list", NULL, { { IM, "\"b\", \"a\"" } }, 200 },
	{ "If-Match, first of a list", NULL, { { IM, "\"a\",\"b\"" } }, 200 },
	{ "If-Match, none of a list", NULL, { { IM, "\"b\" ,\t\"c\"" } },
	    412 },
	{ "If-Match, empty elements", NULL, { { IM, ",, \"b\",,\"a\"," } },
	    200 },
	{ "If-Match in two fields", NULL,
	    { { IM, "\"b\"" }, { "if-match", "\"a\"" } }, 200 },
	{ "If-Match, weak from the client", NULL, { { IM, "W/\"a\"" } },
	    412 },
	{ "If-Match, weak here", "W/\"a\"", { { IM, "\"a\"" } }, 412 },
	{ "If-Match, both weak", "W/\"a\"", { { IM, "W/\"a\"" } }, 412 },
	{ "If-Match, other case", NULL, { { IM, "\"A\"" } }, 412 },
	{ "If-Match without quotes", NULL, { { IM, "a" } }, 412 },
	{ "If-Match, half quoted", NULL, { { IM, "\"a" } }, 412 },
	{ "If-Match, glued", NULL, { { IM, "\"b\"\"a\"" } }, 412 },
	{ "If-Match, rubbish behind", NULL, { { IM, "\"a\"x" } }, 412 },
	{ "If-Match, comma in a tag", "\"x,y\"", { { IM, "\"x,y\"" } },
	    200 },
	{ "If-Match, inside another tag", NULL, { { IM, "\"b,\"a\",c\"" } },
	    412 },
	{ "If-Match, backslash", "\"x\\\"", { { IM, "\"x\\\"" } }, 200 },
	{ "If-Match, blank in a tag", "\"x y\"", { { IM, "\"x y\"" } },
	    412 },
	{ "If-Match, star in a list", NULL, { { IM, "\"b\", *" } }, 412 },

	{ "If-None-Match", NULL, { { INM, "\"a\"" } }, 304 },
	{ "If-None-Match, another", NULL, { { INM, "\"b\"" } }, 200 },
	{ "If-None-Match, any", NULL, { { INM, "*" } }, 304 },
	{ "If-None-Match, one of a list", NULL,
	    { { INM, "W/\"b\", W/\"a\"" } }, 304 },
	{ "If-None-Match, weak from the client", NULL,
	    { { INM, "W/\"a\"" } }, 304 },
	{ "If-None-Match, weak here", "W/\"a\"", { { INM, "\"a\"" } }, 304 },
	{ "If-None-Match, both weak", "W/\"a\"", { { INM, "W/\"a\"" } },
	    304 },
	{ "If-None-Match, small w", NULL, { { INM, "w/\"a\"" } }, 200 },
	{ "If-None-Match in two fields", NULL,
	    { { INM, "\"b\"" }, { INM, "\"a\"" } }, 304 },
	{ "If-None-Match without a tag", "", { { INM, "\"a\"" } }, 200 },
	{ "If-None-Match, malformed", NULL, { { INM, "a" } }, 200 },

	{ "If-Modified-Since, same", NULL, { { IMS, SAME } }, 304 },
	{ "If-Modified-Since, after", NULL, { { IMS, AFTER } }, 304 },
	{ "If-Modified-Since, before", NULL, { { IMS, BEFORE } }, 200 },
	{ "If-Modified-Since, RFC 850", NULL,
	    { { IMS, "Sunday, 06-Nov-94 08:49:37 GMT" } }, 304 },
	{ "If-Modified-Since, asctime", NULL,
	    { { IMS, "Sun Nov  6 08:49:37 1994" } }, 304 },
	{ "If-Modified-Since, no date", NULL, { { IMS, "soon" } }, 200 },
	{ "If-Modified-Since, twice", NULL,
	    { { IMS, SAME }, { IMS, SAME } }, 200 },
	{ "If-Modified-Since beside a tag that matches", NULL,
	    { { IMS, BEFORE }, { INM, "\"a\"" } }, 304 },
	{ "If-Modified-Since beside a tag that does not", NULL,
	    { { IMS, SAME }, { INM, "\"b\"" } }, 200 },

	{ "If-Unmodified-Since, same", NULL, { { IUS, SAME } }, 200 },
	{ "If-Unmodified-Since, after", NULL, { { IUS, AFTER } }, 200 },
	{ "If-Unmodified-Since, before", NULL, { { IUS, BEFORE } }, 412 },
	{ "If-Unmodified-Since, no date", NULL, { { IUS, "0" } }, 200 },
	{ "If-Unmodified-Since, twice", NULL,
	    { { IUS, BEFORE }, { IUS, BEFORE } }, 200 },
	{ "If-Unmodified-Since beside If-Match", NULL,
	    { { IUS, BEFORE }, { IM, "\"a\"" } }, 200 },
	{ "If-Unmodified-Since beside another If-Match", NULL,
	    { { IUS, SAME }, { IM, "\"b\"" } }, 412 },

	{ "If-Match, then If-None-Match", NULL,
	    { { INM, "\"a\"" }, { IM, "\"a\"" } }, 304 },
	{ "another If-Match, then If-None-Match", NULL,
	    { { INM, "\"a\"" }, { IM, "\"b\"" } }, 412 },
	{ "If-Match, then If-Modified-Since", NULL,
	    { { IM, "\"a\"" }, { IMS, SAME } }, 304 },
	{ "If-Unmodified-Since, then If-Modified-Since", NULL,
	    { { IUS, SAME }, { IMS, SAME } }, 304 },
	{ "all of them", NULL,
	    { { IUS, BEFORE }, { IM, "*" }, { INM, "\"c\"" } }, 200 },
}, ranges[] = {
	{ "no If-Range", NULL, { { "Range", "bytes=0-1" } }, true },
	{ "the tag", NULL, { { "If-Range", "\"a\"" } }, true },
	{ "another tag", NULL, { { "If-Range", "\"b\"" } }, false },
	{ "a weak tag", NULL, { { "If-Range", "W/\"a\"" } }, false },
	{ "a weak tag here", "W/\"a\"", { { "If-Range", "W/\"a\"" } },
	    false },
	{ "no tag here", "", { { "If-Range", "\"a\"" } }, false },
	{ "any", NULL, { { "If-Range", "*" } }, false },
	{ "a list", NULL, { { "If-Range", "\"a\", \"b\"" } }, false },
	{ "the date", NULL, { { "If-Range", SAME } }, true },
	{ "the date, no tag here", "", { { "If-Range", SAME } }, true },
	{ "a later date", NULL, { { "If-Range", AFTER } }, false },
	{ "an earlier date", NULL, { { "If-Range", BEFORE } }, false },
	{ "rubbish", NULL, { { "If-Range", "a" } }, false },
	{ "empty", NULL, { { "If-Range", "" } }, false },
	{ "twice", NULL,
	    { { "If-Range", "\"a\"" }, { "if-range", "\"a\"" } }, false },
};

static struct head	head;

static void
fill_head(const struct row *row)
{
	head_clear(&head);
	for (size_t i = 0; i < 3 && row->fields[i][0] != NULL; i++)
		(void)head_add(&head, slice_str(row->fields[i][0]),
		    guard_copy(slice_str(row->fields[i][1])));
}

static void
drop_head(void)
{
	for (size_t i = 0; i < head.nfields; i++)
		guard_free(head.fields[i].value);
}

static struct validators
validators_of(const struct row *row)
{
	return (struct validators){ .mtime = MTIME, .now = NOW,
	    .etag = row->etag == NULL ? SLICE("\"a\"") :
	    slice_str(row->etag) };
}

static void
test_check(void)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		struct validators v = validators_of(&checks[i]);

		fill_head(&checks[i]);
		tap_int(precond_check(&head, &v), checks[i].want, "%s",
		    checks[i].name);
		drop_head();
	}
}

static void
test_range(void)
{
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		struct validators v = validators_of(&ranges[i]);

		fill_head(&ranges[i]);
		tap_int(precond_range(&head, &v), ranges[i].want,
		    "If-Range: %s", ranges[i].name);
		drop_head();
	}
}

/* A date is strong when the file has been left alone for over a minute. */
static void
test_young(void)
{
	static const struct row row = { "", NULL, { { "If-Range", SAME } },
	    true };
	struct validators v = validators_of(&row);

	fill_head(&row);
	for (int64_t age = -1; age <= 62; age++) {
		v.now = MTIME + age;
		if (age < 2 || age > 58)
			tap_int(precond_range(&head, &v), age > 60,
			    "If-Range: a file %d seconds old", (int)age);
	}
	drop_head();
}

int
main(void)
{
	test_check();
	test_range();
	test_young();
	return tap_done();
}
