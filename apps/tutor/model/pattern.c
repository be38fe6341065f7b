#include "apps/tutor/model/pattern.h"

#include <sys/types.h>

#include <regex.h>
#include <string.h>

#include "web/mem.h"

enum { MESSAGE_MAX = 200, DEPTH_MAX = 40 };

const char *
pattern_inside(struct mem *m, const char *s)
{
	size_t n = strlen(s);

	if (n < 2 || s[0] != '/' || s[n - 1] != '/')
		return NULL;
	return mem_dup(m, s + 1, n - 2);
}

const char *
pattern_escape(char c)
{
	if (c >= '1' && c <= '9')
		return "references back (\\1) are not taken";
	if (((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '0') &&
	    strchr("wWsSbB", c) == NULL)
		return "of letters only w, s and b, and W, S and B, stand "
		    "behind a \\: write [0-9] for a digit";
	return NULL;
}

/* The largest number of {2,5}, 2 of +; 1 for what is none. */
static long
repeats(const char *s)
{
	long n = 0, largest = 1;

	if (*s == '+')
		return 2;
	for (s++; *s == ',' || (*s >= '0' && *s <= '9'); s++) {
		n = *s == ',' ? 0 : 10 * n + (*s - '0');
		if (n > largest)
			largest = n;
		if (n > PATTERN_REPEAT_MAX)
			break;
	}
	return largest;
}

/* Behind the ] of the brackets at s, or at the end. */
static const char *
brackets(const char *s, bool *ascii)
{
	s++;
	s += *s == '^';
	s += *s == ']';
	for (; *s != '\0' && *s != ']'; s++) {
		if (*s == '[' && s[1] == ':' && strstr(s, ":]") != NULL)
			s = strstr(s, ":]") + 1;
		else if ((unsigned char)*s >= 0x80)
			*ascii = false;
	}
	return s;
}

/*
 * How large a pattern becomes when its repeats are written out, as regcomp(3)
 * does it.
 */
struct size {
	long		 total[DEPTH_MAX + 1];	/* of the open groups */
	long		 last;		/* of the last atom */
	int		 depth;
};

/* NULL, or why the sign at p, which is no atom, makes it too large. */
static const char *
size_sign(struct size *z, const char *p)
{
	long times;

	if (*p == '(') {
		if (z->depth == DEPTH_MAX)
			return "it is nested too deeply";
		z->total[++z->depth] = 1;
	} else if (*p == ')' && z->depth > 0) {
		z->last = z->total[z->depth--];
		z->total[z->depth] += z->last;
	} else if (*p == '{' || *p == '+') {
		times = repeats(p);
		if (times > PATTERN_REPEAT_MAX)
			return "it repeats more than 255 times";
		z->total[z->depth] += z->last * (times - 1);
		z->last *= times;
		if (z->total[z->depth] > PATTERN_SIZE_MAX)
			return "its repeats make it too large";
	}
	return NULL;
}

static const char *
risky(const char *s)
{
	struct size z = { .depth = 0 };
	const char *what = NULL;
	bool ascii = true;

	for (; *s != '\0' && what == NULL; s++) {
		if (strchr("(){+", *s) != NULL) {
			what = size_sign(&z, s);
			continue;
		}
		if (*s == '\\' && s[1] != '\0')
			what = pattern_escape(*++s);
		else if (*s == '[')
			s = brackets(s, &ascii);
		if (*s == '\0')
			return "a ] is missing";
		z.last = 1;
		z.total[z.depth]++;
	}
	if (what == NULL && !ascii)
		what = "in [ ] only ASCII is taken: write "
		    "(\xc3\xa9|\xc3\xa8)";
	return what;
}

/* 0, or what regcomp(3) says. */
static int
compile(regex_t *re, struct mem *m, const char *pattern, bool any_case)
{
	return regcomp(re, mem_printf(m, "^(%s)$", pattern),
	    REG_EXTENDED | REG_NOSUB | (any_case ? REG_ICASE : 0));
}

const char *
pattern_wrong(struct mem *m, const char *pattern)
{
	char message[MESSAGE_MAX];
	const char *what;
	regex_t re;
	int r;

	if (strlen(pattern) > PATTERN_MAX)
		return "it is longer than 500 bytes";
	if (*pattern == '\0')
		return "it is empty";
	what = risky(pattern);
	if (what != NULL)
		return what;
	/* By itself first: "a)(b" would fit between our parentheses. */
	r = regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB);
	if (r == 0) {
		regfree(&re);
		r = compile(&re, m, pattern, false);
	}
	if (r == 0) {
		regfree(&re);
		return NULL;
	}
	(void)regerror(r, &re, message, sizeof(message));
	return mem_str(m, message);
}

bool
pattern_matches(struct mem *m, const char *pattern, const char *text,
    bool any_case)
{
	regex_t re;
	bool matches;

	if (pattern_wrong(m, pattern) != NULL ||
	    compile(&re, m, pattern, any_case) != 0)
		return false;
	matches = regexec(&re, text, 0, NULL, 0) == 0;
	regfree(&re);
	return matches;
}
