#include "apps/tutor/model/similar_token.h"

#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/similar.h"
#include "web/mem.h"

/* What names may not be, in the languages of code questions. */
static const char *const keywords[] = {
	"and", "bool", "break", "case", "char", "class", "continue", "def",
	"default", "do", "done", "double", "elif", "else", "elsif", "enum",
	"esac", "except", "fi", "float", "for", "foreach", "from", "if",
	"import", "in", "int", "lambda", "local", "long", "my", "not", "or",
	"print", "printf", "return", "shift", "short", "signed", "sizeof",
	"static", "struct", "sub", "switch", "then", "try", "typedef",
	"union", "unless", "unsigned", "until", "void", "while", "yield"
};

struct reader {
	struct mem	*mem;
	struct tokens	*to;
	const char	*p, *end;
	uint32_t	 line;
	bool		 code;
};

static uint32_t
hash_of(const char *p, size_t n)
{
	uint32_t h = 2166136261u;
	unsigned char c;

	for (size_t i = 0; i < n; i++) {
		c = (unsigned char)p[i];
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + 0x20);
		h = (h ^ c) * 16777619u;
	}
	return h;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of other scripts are letters. */
static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static void
add(struct reader *r, const char *p, size_t n)
{
	struct tokens *to = r->to;

	to->list = grow_list(r->mem, to->list, to->n, sizeof(*to->list));
	to->list[to->n++] = (struct token){ hash_of(p, n), r->line };
}

static bool
is_keyword(const char *p, size_t n)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (strlen(keywords[i]) == n && memcmp(keywords[i], p, n) == 0)
			return true;
	return false;
}

static void
read_word(struct reader *r)
{
	const char *from = r->p;
	size_t n;

	while (r->p < r->end && is_word(*r->p))
		r->p++;
	n = (size_t)(r->p - from);
	if (!r->code || is_keyword(from, n))
		add(r, from, n);
	else
		add(r, is_digit(*from) ? "0" : "x", 1);
}

static void
skip_line(struct reader *r)
{
	while (r->p < r->end && *r->p != '\n')
		r->p++;
}

static bool
next_is(const struct reader *r, const char *two)
{
	return r->end - r->p >= 2 && memcmp(r->p, two, 2) == 0;
}

static void
skip_comment(struct reader *r)
{
	for (r->p += 2; r->p < r->end; r->p++) {
		if (*r->p == '\n')
			r->line++;
		if (next_is(r, "*/")) {
			r->p += 2;
			return;
		}
	}
}

/* Only to the end of its line: an apostrophe may open what never closes. */
static void
skip_string(struct reader *r)
{
	char quote = *r->p++;

	while (r->p < r->end && *r->p != quote && *r->p != '\n') {
		if (*r->p == '\\' && r->p + 1 < r->end && r->p[1] != '\n')
			r->p++;
		r->p++;
	}
	if (r->p < r->end && *r->p == quote)
		r->p++;
}

static void
read_sign(struct reader *r)
{
	if (*r->p == '#' || next_is(r, "//"))
		skip_line(r);
	else if (next_is(r, "/*"))
		skip_comment(r);
	else if (*r->p == '"' || *r->p == '\'') {
		add(r, "\"", 1);
		skip_string(r);
	} else
		add(r, r->p++, 1);
}

void
tokens_read(struct tokens *to, struct mem *m, const struct similar_text *text,
    bool code)
{
	struct reader r = { .mem = m, .to = to, .p = text->p, .code = code };

	*to = (struct tokens){ .n = 0 };
	if (text->n == 0)	/* then p may be NULL */
		return;
	r.end = text->p + text->n;
	while (r.p < r.end) {
		if (is_word(*r.p))
			read_word(&r);
		else if (*r.p == '\n') {
			r.line++;
			r.p++;
		} else if (!code || *r.p == ' ' || *r.p == '\t' ||
		    *r.p == '\r')
			r.p++;
		else
			read_sign(&r);
	}
}
