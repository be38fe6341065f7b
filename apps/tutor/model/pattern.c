#include "apps/tutor/model/pattern.h"

#include <sys/types.h>

#include <regex.h>
#include <string.h>

#include "web/mem.h"

enum { MESSAGE_MAX = 200 };

const char *
pattern_inside(struct mem *m, const char *s)
{
	size_t n = strlen(s);

	if (n < 2 || s[0] != '/' || s[n - 1] != '/')
		return NULL;
	return mem_dup(m, s + 1, n - 2);
}

/* The largest number of {2,5}; 1 for what is none. */
static long
repeats(const char *s)
{
	long n = 0, largest = 1;

	for (s++; *s == ',' || (*s >= '0' && *s <= '9'); s++) {
		n = *s == ',' ? 0 : 10 * n + (*s - '0');
		if (n > PATTERN_REPEATS_MAX)
			return n;
		if (n > largest)
			largest = n;
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

static const char *
risky(const char *s)
{
	long product = 1;
	bool ascii = true;

	for (; *s != '\0'; s++) {
		if (*s == '\\' && s[1] != '\0') {
			s++;
			if (*s >= '1' && *s <= '9')
				return "references back (\\1) are not taken";
		} else if (*s == '[') {
			s = brackets(s, &ascii);
			if (*s == '\0')
				return "a ] is missing";
			if (!ascii)
				return "in [ ] only ASCII is taken: write "
				    "(\xc3\xa9|\xc3\xa8)";
		} else if (*s == '{') {
			product *= repeats(s);
			if (product > PATTERN_REPEATS_MAX)
				return "it repeats more than 1000 times";
		}
	}
	return NULL;
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
