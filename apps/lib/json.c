#include "web/json.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "apps/lib/val_number.h"
#include "apps/lib/val_text.h"
#include "base/utf8.h"
#include "web/mem.h"
#include "web/val.h"

struct reader {
	const char	*p;		/* the whole text */
	size_t		 n, at;
	struct mem	*mem;
	/* Where the next string or number goes, decoded and with a NUL: into
	 * one piece for all.  It suffices, since none gets longer than it was
	 * with its quotes, or with the comma or bracket behind it. */
	char		*out;
	const char	*out_end;
	unsigned	 depth;
	const char	*what;		/* the first mistake, NULL: none */
	size_t		 wrong;		/* bytes before it */
};

static struct val	*read_value(struct reader *);

/* Remember the mistake at `at`.  Returns NULL. */
static void *
fail_at(struct reader *r, size_t at, const char *what)
{
	r->what = what;
	r->wrong = at;
	return NULL;
}

static void *
fail(struct reader *r, const char *what)
{
	return fail_at(r, r->at, what);
}

/* At this byte. */
static bool
is_at(const struct reader *r, char byte)
{
	return r->at < r->n && r->p[r->at] == byte;
}

/* What is left begins with this. */
static bool
ahead(const struct reader *r, const char *word)
{
	size_t n = strlen(word);

	return r->n - r->at >= n && memcmp(r->p + r->at, word, n) == 0;
}

static bool
ahead_of(const struct reader *r, const char *set)
{
	return r->at < r->n && r->p[r->at] != '\0' &&
	    strchr(set, r->p[r->at]) != NULL;
}

static bool
take(struct reader *r, const char *word)
{
	if (!ahead(r, word))
		return false;
	r->at += strlen(word);
	return true;
}

static bool
pass(struct reader *r, char byte)
{
	if (!is_at(r, byte))
		return false;
	r->at++;
	return true;
}

static void
skip_blanks(struct reader *r)
{
	while (is_at(r, ' ') || is_at(r, '\t') || is_at(r, '\n') ||
	    is_at(r, '\r'))
		r->at++;
}

static void
put(struct reader *r, const char *s, size_t n)
{
	assert(n <= (size_t)(r->out_end - r->out));
	memcpy(r->out, s, n);
	r->out += n;
}

/* U+0000 to U+10FFFF, no surrogate, as UTF-8. */
static void
put_utf8(struct reader *r, uint32_t c)
{
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	char bytes[4];

	for (size_t i = n - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	bytes[0] = (char)(lead[n] | c);
	put(r, bytes, n);
}

/* The number behind \u, or -1. */
static int32_t
read_hex4(struct reader *r)
{
	int32_t c = 0;
	int digit;

	for (size_t i = 0; i < 4; i++) {
		digit = r->at < r->n ? ascii_hex(r->p[r->at]) : -1;
		if (digit == -1) {
			fail(r, "\\u needs four hexadecimal digits");
			return -1;
		}
		c = c * 16 + digit;
		r->at++;
	}
	return c;
}

/* Behind \u: one character, which two escapes write if it is beyond FFFF. */
static bool
read_unicode(struct reader *r)
{
	size_t start = r->at - 2;
	int32_t c = read_hex4(r), low;

	if (c == -1)
		return false;
	if (c >= 0xd800 && c <= 0xdbff) {
		low = take(r, "\\u") ? read_hex4(r) : 0;
		if (low == -1)
			return false;
		if (low < 0xdc00 || low > 0xdfff) {
			fail_at(r, start, "half a surrogate pair: "
			    "\\udc00 to \\udfff must follow");
			return false;
		}
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	} else if (c >= 0xdc00 && c <= 0xdfff) {
		fail_at(r, start, "half a surrogate pair: "
		    "\\ud800 to \\udbff must stand before it");
		return false;
	}
	put_utf8(r, (uint32_t)c);
	return true;
}

/* At a backslash. */
static bool
read_escape(struct reader *r)
{
	static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
	size_t start = r->at++;
	const char *name;

	if (pass(r, 'u'))
		return read_unicode(r);
	if (!ahead_of(r, names)) {
		fail_at(r, start, "only \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u "
		    "are escapes");
		return false;
	}
	name = strchr(names, r->p[r->at]);
	put(r, &bytes[name - names], 1);
	r->at++;
	return true;
}

/* So many bytes of ASCII from here on stand for themselves: the usual case. */
static size_t
ascii_run(const struct reader *r)
{
	const char *p = r->p + r->at;
	size_t n = 0, left = r->n - r->at;

	while (n < left && p[n] >= 0x20 && p[n] < 0x7f && p[n] != '"' &&
	    p[n] != '\\')
		n++;
	return n;
}

/* At a character that stands for itself. */
static bool
read_plain(struct reader *r)
{
	struct slice rest = slice_of(r->p + r->at, r->n - r->at);
	size_t n = ascii_run(r);

	if (n == 0)
		n = utf8_len(rest);
	if (n == 0) {
		fail(r, "this byte is not UTF-8");
		return false;
	}
	if ((unsigned char)*rest.p < 0x20) {
		fail(r, "control characters in a string are written as "
		    "escapes: \\n, \\t, \\u001f");
		return false;
	}
	put(r, rest.p, n);
	r->at += n;
	return true;
}

/* At a quote.  The decoded string, its length in *n, or NULL. */
static const char *
read_string(struct reader *r, size_t *n)
{
	const char *string = r->out;
	size_t start = r->at++;

	while (!pass(r, '"')) {
		if (r->at == r->n)
			return fail_at(r, start,
			    "this string has no \" at its end");
		if (!(is_at(r, '\\') ? read_escape(r) : read_plain(r)))
			return NULL;
	}
	*n = (size_t)(r->out - string);
	put(r, "", 1);
	return string;
}

static struct val *
read_text(struct reader *r)
{
	size_t n;
	const char *string = read_string(r, &n);

	if (string == NULL)
		return NULL;
	return val_text(r->mem, VAL_STRING, string, n);
}

/* At what is no number, or at what is left over behind the start of one. */
static void *
fail_number(struct reader *r, size_t start)
{
	if (ahead_of(r, "eE"))
		return fail(r, "digits must follow the e of a number");
	if (is_at(r, '.'))
		return fail(r, memchr(r->p + start, '.', r->at - start) == NULL
		    ? "a digit must follow the point"
		    : "a number has one point at most");
	if (r->at > start && ahead_of(r, "0123456789"))
		return fail_at(r, start, "a number has no zeros in front");
	return fail_at(r, start, "a digit must follow the minus");
}

static struct val *
read_number(struct reader *r)
{
	size_t start = r->at, n = val_number_scan(r->p + start, r->n - start);
	const char *number = r->out;

	r->at += n;
	if (n == 0 || ahead_of(r, ".eE0123456789"))
		return fail_number(r, start);
	put(r, r->p + start, n);
	put(r, "", 1);
	return val_text(r->mem, VAL_NUMBER, number, n);
}

/* At [ or {. */
static bool
enter(struct reader *r)
{
	if (r->depth == JSON_DEPTH_MAX) {
		fail(r, "more than 128 lists and objects in each other");
		return false;
	}
	r->depth++;
	r->at++;
	skip_blanks(r);
	return true;
}

/* Behind a member: whether there is another one.  `missing` is what to say if
 * neither a comma nor the end is here. */
static bool
another(struct reader *r, char end, const char *missing)
{
	size_t comma;

	skip_blanks(r);
	comma = r->at;
	if (pass(r, ',')) {
		skip_blanks(r);
		if (!is_at(r, end))
			return true;
		fail_at(r, comma, "nothing follows this comma");
	} else if (pass(r, end))
		r->depth--;
	else
		fail(r, missing);
	return false;
}

static struct val *
read_list(struct reader *r)
{
	struct val *list = val_list(r->mem), *v;

	if (!enter(r))
		return NULL;
	if (pass(r, ']')) {
		r->depth--;
		return list;
	}
	do {
		v = read_value(r);
		if (v == NULL)
			return NULL;
		val_push(list, v);
	} while (another(r, ']', "a comma or ] is missing"));
	return r->what == NULL ? list : NULL;
}

static struct val *
read_member(struct reader *r, struct val *object)
{
	struct val *v;
	const char *key;
	size_t n;

	if (!is_at(r, '"'))
		return fail(r, "a key in double quotes is missing");
	key = read_string(r, &n);
	if (key == NULL)
		return NULL;
	skip_blanks(r);
	if (!pass(r, ':'))
		return fail(r, "a colon must follow the key");
	skip_blanks(r);
	v = read_value(r);
	return v == NULL ? NULL : val_member(object, key, n, v);
}

static struct val *
read_object(struct reader *r)
{
	struct val *object = val_object(r->mem);

	if (!enter(r))
		return NULL;
	if (pass(r, '}')) {
		r->depth--;
		return object;
	}
	do {
		if (read_member(r, object) == NULL)
			return NULL;
	} while (another(r, '}', "a comma or } is missing"));
	return r->what == NULL ? object : NULL;
}

/* What is here is no value: say why, for what people often write. */
static void *
fail_value(struct reader *r)
{
	if (r->at == r->n)
		return fail(r, r->depth == 0 ? "the text is empty" :
		    "the text ends where a value is missing");
	if (is_at(r, '\''))
		return fail(r, "strings stand in double quotes");
	if (is_at(r, '/'))
		return fail(r, "there are no comments in JSON");
	if (ahead_of(r, "+."))
		return fail(r, "a number begins with a digit or a minus");
	if (ahead(r, "\xef\xbb\xbf"))
		return fail(r, "a byte order mark is not allowed");
	if (ahead(r, "NaN") || ahead(r, "Inf"))
		return fail(r, "JSON has no such number");
	if (ahead_of(r, "TFN"))
		return fail(r, "true, false and null are written small");
	if (ahead_of(r, ",]}:"))
		return fail(r, "a value is missing");
	return fail(r, "this is no value: a string in double quotes, "
	    "a number, [, {, true, false or null");
}

static struct val *
read_value(struct reader *r)
{
	if (is_at(r, '"'))
		return read_text(r);
	if (is_at(r, '-') || (r->at < r->n &&
	    ascii_digit(r->p[r->at])))
		return read_number(r);
	if (is_at(r, '['))
		return read_list(r);
	if (is_at(r, '{'))
		return read_object(r);
	if (take(r, "true"))
		return val_bool(r->mem, true);
	if (take(r, "false"))
		return val_bool(r->mem, false);
	if (take(r, "null"))
		return val_null(r->mem);
	return fail_value(r);
}

static struct val *
read_all(struct reader *r)
{
	struct val *v;

	skip_blanks(r);
	v = read_value(r);
	if (v == NULL)
		return NULL;
	skip_blanks(r);
	if (r->at < r->n)
		return fail(r, "the value has ended before this");
	return v;
}

static void
explain(const struct reader *r, struct json_error *error)
{
	size_t line_start = 0;

	error->what = r->what;
	error->offset = r->wrong;
	error->line = 1;
	for (size_t i = 0; i < r->wrong; i++) {
		if (r->p[i] == '\n') {
			error->line++;
			line_start = i + 1;
		}
	}
	error->column = r->wrong - line_start + 1;
}

struct val *
json_parse(struct mem *mem, const char *text, size_t n,
    struct json_error *error)
{
	struct reader r = { .p = text, .n = n, .mem = mem };
	struct val *v;

	r.out = mem_array(mem, n + 1, 1);
	r.out_end = r.out + n + 1;
	v = read_all(&r);
	if (v == NULL && error != NULL)
		explain(&r, error);
	return v;
}
