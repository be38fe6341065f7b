#include "apps/tutor/model/page_known.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/group.h"
#include "apps/tutor/model/when.h"

enum { WORD_MAX = 24, FAR = 9, NEAR = 2 };

#define AT(type)	(1u << Q_##type)
#define ANSWERED	(AT_QUESTION & ~BY_HAND)
#define BY_HAND		(AT(ESSAY) | AT(UPLOAD) | AT(CHECKOFF))
#define PLACES		(AT(ORDER) | AT(MATCH) | AT(BLANKS) | AT(TABLE) | \
			AT(CODE))

static const struct known table[] = {
	{ "title", AT_QUESTION | AT_PAGE | AT_COURSE, KNOWN_TEXT, NULL },
	{ "release", AT_PAGE, KNOWN_TEXT, NULL },
	{ "due", AT_PAGE, KNOWN_TEXT, NULL },
	{ "lock", AT_PAGE, KNOWN_TEXT, NULL },
	{ "timed", AT_PAGE, KNOWN_TIME, NULL },
	{ "password", AT_PAGE, KNOWN_TEXT, NULL },
	{ "groups", AT_PAGE, KNOWN_GROUP, NULL },
	{ "feedback", AT_PAGE, KNOWN_CHOICE, "now due lock never" },

	{ "zone", AT_COURSE, KNOWN_TEXT, NULL },
	{ "staff", AT_COURSE, KNOWN_TEXT, NULL },
	{ "register", AT_COURSE, KNOWN_CHOICE, "open roster" },
	{ "help", AT_COURSE, KNOWN_CHOICE, "on off" },
	{ "grace", AT_COURSE, KNOWN_TIME, NULL },
	{ "late", AT_COURSE, KNOWN_TEXT, NULL },
	{ "late-days", AT_COURSE, KNOWN_TIME, NULL },
	{ "weights", AT_COURSE, KNOWN_TEXT, NULL },

	{ "points", AT_QUESTION | AT_TEST | AT_DRAW, KNOWN_NUMBER, NULL },
	{ "tries", AT_QUESTION, KNOWN_COUNT, NULL },
	{ "penalty", AT_QUESTION, KNOWN_SHARE, NULL },
	{ "policy", AT_QUESTION, KNOWN_CHOICE, "best last first" },
	{ "answer", AT_QUESTION | AT_PAGE, KNOWN_CHOICE,
	    "right tries due lock always never" },
	{ "variants", ANSWERED, KNOWN_COUNT, NULL },
	{ "check", ANSWERED, KNOWN_FLAG, NULL },
	{ "credit", AT(TICK), KNOWN_CHOICE, "all net each cover" },
	{ "credit", PLACES, KNOWN_CHOICE, "all each" },
	{ "menu", AT(CHOOSE), KNOWN_FLAG, NULL },
	{ "shuffle", AT(CHOOSE) | AT(TICK), KNOWN_FLAG, NULL },
	{ "fold", AT(TEXT) | AT(BLANKS), KNOWN_CHOICES,
	    "case space accents" },
	{ "tolerance", AT(NUMBER) | AT(FORMULA) | AT(TABLE), KNOWN_TEXT, NULL },
	{ "sig", AT(NUMBER) | AT(TABLE), KNOWN_COUNT, NULL },
	{ "unit", AT(NUMBER), KNOWN_TEXT, NULL },
	{ "vars", AT(FORMULA), KNOWN_TEXT, NULL },
	{ "range", AT(FORMULA), KNOWN_TEXT, NULL },
	{ "lang", AT(CODE), KNOWN_CHOICE, "c sh python perl" },
	{ "time", AT(CODE), KNOWN_TIME, NULL },
	{ "mem", AT(CODE), KNOWN_SIZE, NULL },
	{ "compare", AT(CODE), KNOWN_CHOICE,
	    "exact lines tokens float unordered regex" },
	{ "rubric", BY_HAND | AT(CODE), KNOWN_FLAG, NULL },
	{ "max", AT(ESSAY) | AT(UPLOAD) | AT(CODE), KNOWN_SIZE, NULL },
	{ "accept", AT(UPLOAD), KNOWN_TEXT, NULL },
	{ "lines", AT(ESSAY) | AT(CODE), KNOWN_COUNT, NULL },
	{ "show", AT_TEST, KNOWN_FLAG, NULL },
	{ "hidden", AT_TEST, KNOWN_FLAG, NULL },
	{ "file", AT_TEST, KNOWN_TEXT, NULL },
	{ "from", AT_DRAW, KNOWN_TEXT, NULL },
	{ "count", AT_DRAW, KNOWN_COUNT, NULL },
};

enum { ROWS = sizeof(table) / sizeof(table[0]) };

const struct known *
known_at(size_t i)
{
	return i < ROWS ? &table[i] : NULL;
}

const struct known *
known_find(unsigned at, const char *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if ((table[i].at & at) != 0 && strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

static int
least(int a, int b, int c)
{
	int d = a < b ? a : b;

	return d < c ? d : c;
}

/* Levenshtein's, row by row. */
int
word_distance(const char *a, const char *b)
{
	size_t m = strlen(a), n = strlen(b);
	int row[WORD_MAX + 1], corner, above;

	if (m > WORD_MAX || n > WORD_MAX)
		return FAR;
	for (size_t j = 0; j <= n; j++)
		row[j] = (int)j;
	for (size_t i = 1; i <= m; i++) {
		corner = row[0];
		row[0] = (int)i;
		for (size_t j = 1; j <= n; j++) {
			above = row[j];
			row[j] = least(above + 1, row[j - 1] + 1,
			    corner + (a[i - 1] != b[j - 1]));
			corner = above;
		}
	}
	return row[n] < FAR ? row[n] : FAR;
}

const char *
known_nearest(unsigned at, const char *name)
{
	const char *best = NULL;
	int d, nearest = NEAR + 1;

	for (size_t i = 0; i < ROWS; i++) {
		d = word_distance(name, table[i].name);
		if ((table[i].at & at) != 0 && d < nearest &&
		    (size_t)d < strlen(table[i].name)) {
			nearest = d;
			best = table[i].name;
		}
	}
	return best;
}

/* Digits with a point in them at most; what is behind them in *end. */
static int
number_before(const char *s, double *value, const char **end)
{
	size_t n = strspn(s, "0123456789"), more = 0;

	if (n == 0 || n > 9)
		return -1;
	if (s[n] == '.') {
		more = strspn(s + n + 1, "0123456789");
		if (more == 0 || more > 9)
			return -1;
		more++;
	}
	*value = strtod(s, NULL);
	*end = s + n + more;
	return 0;
}

int
known_number(const char *s, double *value)
{
	const char *end;
	double number;

	if (number_before(s, &number, &end) == -1 || *end != '\0')
		return -1;
	*value = number;
	return 0;
}

int
known_share(const char *s, double *value)
{
	const char *end;
	double share;

	if (number_before(s, &share, &end) == -1)
		return -1;
	if (strcmp(end, "%") == 0)
		share /= 100;
	else if (*end != '\0')
		return -1;
	if (share > 1)
		return -1;
	*value = share;
	return 0;
}

int
known_size(const char *s, long long *bytes)
{
	static const char units[] = "KMG";
	const char *end, *unit;
	double value;

	if (number_before(s, &value, &end) == -1)
		return -1;
	if (*end != '\0') {
		unit = strchr(units, *end);
		if (unit == NULL || end[1] != '\0')
			return -1;
		for (; unit >= units; unit--)
			value *= 1024;
	}
	*bytes = (long long)value;
	return *bytes > 0 ? 0 : -1;
}

int
known_time(const char *s, long long *ms)
{
	return when_duration(s, ms);
}

static bool
count_ok(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && s[n] == '\0' && n <= 4 && strtol(s, NULL, 10) <= 1000;
}

static bool
group_ok(const char *s)
{
	long most = strtol(s, NULL, 10);

	return count_ok(s) && most >= 2 && most <= GROUP_MOST;
}

/* Is the word of n bytes one of the words? */
static bool
one_of(const char *words, const char *s, size_t n)
{
	size_t length;

	for (const char *w = words; *w != '\0'; w += length) {
		w += strspn(w, " ");
		length = strcspn(w, " ");
		if (length == n && memcmp(w, s, n) == 0)
			return true;
	}
	return false;
}

static bool
choices_ok(const char *words, const char *s)
{
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, ",");
		if (!one_of(words, s, n))
			return false;
		if (s[n] == '\0')
			return true;
	}
}

static bool
value_ok(const struct known *k, const char *s)
{
	long long whole;
	double real;

	switch (k->kind) {
	case KNOWN_FLAG:
		return *s == '\0';
	case KNOWN_TEXT:
		return *s != '\0';
	case KNOWN_NUMBER:
		return known_number(s, &real) == 0;
	case KNOWN_COUNT:
		return count_ok(s);
	case KNOWN_GROUP:
		return group_ok(s);
	case KNOWN_SHARE:
		return known_share(s, &real) == 0;
	case KNOWN_TIME:
		return known_time(s, &whole) == 0;
	case KNOWN_SIZE:
		return known_size(s, &whole) == 0;
	case KNOWN_CHOICE:
		return one_of(k->words, s, strlen(s));
	case KNOWN_CHOICES:
		return choices_ok(k->words, s);
	}
	return false;
}

const char *
known_wrong(const struct known *k, const char *value)
{
	static const char *const should[] = {
		[KNOWN_FLAG] = "nothing: it stands alone",
		[KNOWN_TEXT] = "a value",
		[KNOWN_NUMBER] = "a number such as 2 or 0.5",
		[KNOWN_COUNT] = "a whole number from 0 to 1000",
		[KNOWN_GROUP] = "how many work together, from 2 to 50",
		[KNOWN_SHARE] = "a share such as 25% or 0.25",
		[KNOWN_TIME] = "a time such as 2s, 90m, 24h or 3d",
		[KNOWN_SIZE] = "a size such as 500, 64K or 2M",
		[KNOWN_CHOICE] = "one of:",
		[KNOWN_CHOICES] = "some of, with commas:"
	};

	return value_ok(k, value) ? NULL : should[k->kind];
}
