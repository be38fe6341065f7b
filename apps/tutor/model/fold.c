#include "apps/tutor/model/fold.h"

#include <stdbool.h>
#include <string.h>

#include "web/mem.h"

/*
 * The letter below the accent, from U+00C0 to U+017F; a dot: it has none.
 */
static const char plain[] =
	"AAAAAA.CEEEEIIII.NOOOOO.OUUUUY..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
	"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKk.LlLlLlL"
	"lLlNnNnNn...OoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZz.";

enum { PLAIN_FIRST = 0xc0, MARKS_FIRST = 0x300, MARKS_LAST = 0x36f };

static bool
within(unsigned c, unsigned first, unsigned last)
{
	return c >= first && c <= last;
}

/* The small letter, of two bytes as the large one. */
static unsigned
small(unsigned c)
{
	if (within(c, 0xc0, 0xde) && c != 0xd7)
		return c + 0x20;
	if (within(c, 0x391, 0x3a9) || within(c, 0x410, 0x42f))
		return c + 0x20;
	if (within(c, 0x400, 0x40f))
		return c + 0x50;
	if (within(c, 0x139, 0x148) || within(c, 0x179, 0x17e))
		return c + (c & 1);
	if (within(c, 0x100, 0x137) || within(c, 0x14a, 0x177))
		return c == 0x130 || c == 0x131 ? c : c | 1;
	return c == 0x178 ? 0xff : c;
}

static char *
put(char *to, unsigned c)
{
	if (c < 0x80) {
		*to++ = (char)c;
		return to;
	}
	*to++ = (char)(0xc0 | c >> 6);
	*to++ = (char)(0x80 | (c & 0x3f));
	return to;
}

/* A character of two bytes. */
static char *
fold_two(char *to, unsigned c, unsigned how)
{
	if ((how & FOLD_ACCENTS) != 0) {
		if (within(c, MARKS_FIRST, MARKS_LAST))
			return to;
		if (within(c, PLAIN_FIRST, PLAIN_FIRST + sizeof(plain) - 2) &&
		    plain[c - PLAIN_FIRST] != '.')
			c = (unsigned char)plain[c - PLAIN_FIRST];
	}
	if ((how & FOLD_CASE) != 0)
		c = within(c, 'A', 'Z') ? c + 0x20 : small(c);
	return put(to, c);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_two(const char *s, size_t n)
{
	return n >= 2 && within((unsigned char)s[0], 0xc2, 0xdf) &&
	    ((unsigned char)s[1] & 0xc0) == 0x80;
}

static char *
fold_one(char *to, const char *start, char c, unsigned how)
{
	if ((how & FOLD_KEEP_ASCII) != 0) {
		*to++ = c;
		return to;
	}
	if ((how & FOLD_CASE) != 0 && c >= 'A' && c <= 'Z')
		c = (char)(c + 0x20);
	if ((how & FOLD_SPACE) != 0 && is_blank(c)) {
		if (to > start && to[-1] == ' ')
			return to;
		c = ' ';
	}
	*to++ = c;
	return to;
}

char *
fold_text(struct mem *m, const char *s, size_t n, unsigned how)
{
	char *out = mem_alloc(m, n + 1), *to = out;

	while (n > 0 && is_blank(s[n - 1]))
		n--;
	for (; n > 0 && is_blank(*s); n--)
		s++;
	while (n > 0) {
		if (is_two(s, n)) {
			to = fold_two(to, ((unsigned char)s[0] & 0x1fu) << 6 |
			    ((unsigned char)s[1] & 0x3fu), how);
			s += 2;
			n -= 2;
			continue;
		}
		if (*s != '\r' || n == 1 || s[1] != '\n')
			to = fold_one(to, out, *s, how);
		s++;
		n--;
	}
	*to = '\0';
	return out;
}
