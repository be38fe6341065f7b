/*
 * JSON.  What is read, written and read again is the same, and a reader that
 * only knows the grammar agrees on what is JSON; a mistake is inside the text,
 * on the line that is told.
 */
#undef NDEBUG
#include "web/json.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

enum { MEM_MAX = 256 << 20 };

/* What is left of a text, or NULL behind its first mistake. */
static const char	*skip_value(const char *, const char *end, int depth);

static const char *
skip_blanks(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t' || *s == '\n' ||
	    *s == '\r'))
		s++;
	return s;
}

static const char *
skip_word(const char *s, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - s) >= n && memcmp(s, word, n) == 0 ?
	    s + n : NULL;
}

static const char *
skip_digits(const char *s, const char *end)
{
	const char *start = s;

	while (s < end && *s >= '0' && *s <= '9')
		s++;
	return s > start ? s : NULL;
}

static const char *
skip_number(const char *s, const char *end)
{
	if (*s == '-')
		s++;
	if (s < end && *s == '0')
		s++;
	else
		s = skip_digits(s, end);
	if (s != NULL && s < end && *s == '.')
		s = skip_digits(s + 1, end);
	if (s != NULL && s < end && (*s == 'e' || *s == 'E')) {
		s++;
		if (s < end && (*s == '+' || *s == '-'))
			s++;
		s = skip_digits(s, end);
	}
	return s;
}

static long
hex4(const char *s, const char *end)
{
	long c = 0;

	if (end - s < 6 || s[0] != '\\' || s[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		if (ascii_hex(s[i]) == -1)
			return -1;
		c = c << 4 | ascii_hex(s[i]);
	}
	return c;
}

/* At a backslash. */
static const char *
skip_escape(const char *s, const char *end)
{
	long c;

	if (end - s < 2 || s[1] == '\0' || strchr("\"\\/bfnrtu", s[1]) == NULL)
		return NULL;
	if (s[1] != 'u')
		return s + 2;
	c = hex4(s, end);
	if (c == -1 || (c & 0xfc00) == 0xdc00)
		return NULL;
	s += 6;
	if ((c & 0xfc00) != 0xd800)
		return s;
	c = hex4(s, end);
	return c != -1 && (c & 0xfc00) == 0xdc00 ? s + 6 : NULL;
}

static const char *
skip_string(const char *s, const char *end)
{
	size_t n;

	if (s == end || *s != '"')
		return NULL;
	s++;
	while (s != NULL && s < end && *s != '"') {
		if (*s == '\\') {
			s = skip_escape(s, end);
			continue;
		}
		n = utf8_len(slice_of(s, (size_t)(end - s)));
		s = n == 0 || (unsigned char)*s < ' ' ? NULL : s + n;
	}
	return s == NULL || s == end ? NULL : s + 1;
}

static const char *
skip_key(const char *s, const char *end)
{
	s = skip_string(s, end);
	if (s == NULL)
		return NULL;
	s = skip_blanks(s, end);
	return s < end && *s == ':' ? skip_blanks(s + 1, end) : NULL;
}

/* At [ or {. */
static const char *
skip_members(const char *s, const char *end, int depth)
{
	bool object = *s == '{';
	char last = object ? '}' : ']';

	s = skip_blanks(s + 1, end);
	if (s < end && *s == last)
		return s + 1;
	while (s != NULL && s < end) {
		if (object)
			s = skip_key(s, end);
		if (s != NULL)
			s = skip_value(s, end, depth - 1);
		if (s == NULL)
			return NULL;
		s = skip_blanks(s, end);
		if (s < end && *s == last)
			return s + 1;
		s = s < end && *s == ',' ? skip_blanks(s + 1, end) : NULL;
	}
	return NULL;
}

static const char *
skip_value(const char *s, const char *end, int depth)
{
	if (s == end)
		return NULL;
	switch (*s) {
	case '[':
	case '{':
		return depth == 0 ? NULL : skip_members(s, end, depth);
	case '"':
		return skip_string(s, end);
	case 't':
		return skip_word(s, end, "true");
	case 'f':
		return skip_word(s, end, "false");
	case 'n':
		return skip_word(s, end, "null");
	}
	return skip_number(s, end);
}

static bool
is_json(const char *s, size_t n)
{
	const char *end = s + n;

	s = skip_value(skip_blanks(s, end), end, JSON_DEPTH_MAX);
	return s != NULL && skip_blanks(s, end) == end;
}

static bool
same(const struct val *a, const struct val *b)
{
	const char *key;
	size_t n, k;

	if (val_type(a) != val_type(b) || val_size(a) != val_size(b) ||
	    val_tobool(a) != val_tobool(b) ||
	    (*val_tostr(a) != '\0' && memcmp(val_tostr(a), val_tostr(b),
	    val_size(a)) != 0))
		return false;
	for (size_t i = 0; val_at(a, i) != NULL; i++) {
		key = val_key(a, i, &n);
		if (!same(val_at(a, i), val_at(b, i)) ||
		    memcmp(key, val_key(b, i, &k), n) != 0 || n != k)
			return false;
		if (val_type(a) == VAL_OBJECT &&
		    val_getn(a, key, n) != val_at(a, i))
			return false;
	}
	return true;
}

/* Nothing in it may end the script element that it stands in. */
static void
check_written(struct mem *m, const struct val *v, bool in_lines)
{
	struct text t;

	text_init(&t, m);
	if (in_lines)
		json_write_pretty(&t, v);
	else
		json_write(&t, v);
	assert(is_json(t.p, t.n) && strlen(t.p) == t.n);
	assert(strpbrk(t.p, "<>&") == NULL);
	assert(strstr(t.p, "\xe2\x80\xa8") == NULL &&
	    strstr(t.p, "\xe2\x80\xa9") == NULL);
	assert(in_lines || strpbrk(t.p, "\n\r\t") == NULL);
	assert(same(v, json_parse(m, t.p, t.n, NULL)));
}

static void
check_error(const struct json_error *error, const char *s, size_t n)
{
	size_t line = 1, column = 1;

	assert(error->what != NULL && error->offset <= n);
	for (size_t i = 0; i < error->offset; i++) {
		column = s[i] == '\n' ? 1 : column + 1;
		line += s[i] == '\n';
	}
	assert(error->line == line && error->column == column);
}

/* Any bytes become a JSON string, and stay what they were if they are UTF-8. */
static void
check_string(struct mem *m, const char *s, size_t n)
{
	const struct val *v;
	struct text t;
	bool utf8 = true;
	size_t length = 1;

	for (size_t i = 0; utf8 && i < n; i += length) {
		length = utf8_len(slice_of(s + i, n - i));
		utf8 = length > 0;
	}
	text_init(&t, m);
	json_write_string(&t, s, n);
	v = json_parse(m, t.p, t.n, NULL);
	assert(val_type(v) == VAL_STRING);
	assert(!utf8 || (val_size(v) == n && (n == 0 ||
	    memcmp(val_tostr(v), s, n) == 0)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	struct json_error error = { 0 };
	struct mem m;
	const struct val *v;

	if (size == 0)
		s = "";
	mem_init(&m, MEM_MAX);
	v = json_parse(&m, s, size, &error);
	assert((v != NULL) == is_json(s, size));
	if (v != NULL) {
		check_written(&m, v, false);
		check_written(&m, v, true);
	} else
		check_error(&error, s, size);
	check_string(&m, s, size);
	mem_release(&m);
	return 0;
}
