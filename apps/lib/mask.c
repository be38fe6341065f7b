#include "apps/lib/mask.h"

#include <string.h>
#include <strings.h>

#include "base/slice.h"
#include "web/form.h"
#include "web/mem.h"
#include "web/text.h"

/* What a name is made of when its value is nobody's business. */
static const struct slice words[] = {
	SLICE_INIT("passw"), SLICE_INIT("passphrase"), SLICE_INIT("secret"),
	SLICE_INIT("token"),
	SLICE_INIT("csrf"), SLICE_INIT("cookie"), SLICE_INIT("authorization"),
	SLICE_INIT("api_key"), SLICE_INIT("api-key"), SLICE_INIT("apikey")
};

/* Short ones only alone or as one end: "pw", "new_pw", "pw2", "pass". */
static bool
has_pw(struct slice name)
{
	if (slice_caseeqs(name, "pass"))
		return true;
	return name.n >= 2 &&
	    (slice_caseeqs(slice_of(name.p, 2), "pw") ||
	    slice_caseeqs(slice_skip(name, name.n - 2), "pw"));
}

static bool
has_word(struct slice s)
{
	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
		for (size_t i = 0; i + words[w].n <= s.n; i++)
			if (slice_caseeq(slice_of(s.p + i, words[w].n),
			    words[w]))
				return true;
	return false;
}

bool
mask_name(const char *name, size_t n)
{
	struct slice s = slice_of(name, n);

	return has_pw(s) || has_word(s);
}

/* A name with escapes may be anything: decode it, as its reader would. */
static bool
encoded_name(struct slice name)
{
	struct form form;
	struct mem m;
	bool secret;

	if (slice_find(name, '%') == name.n)
		return mask_name(name.p, name.n);
	/* Memory of its own for each: a body may be all such names. */
	mem_init(&m, 0);
	secret = form_parse(&form, &m, name.p, name.n, 0) == 0 &&
	    form.n == 1 &&
	    mask_name(form.pairs[0].name, form.pairs[0].name_size);
	mem_release(&m);
	return secret;
}

static void
mask_urlencoded(struct text *out, struct slice s)
{
	const char *end = s.p + s.n;
	struct slice pair;
	size_t n;

	while (slice_cut(&s, '&', &pair)) {
		n = slice_find(pair, '=');
		if (n < pair.n && encoded_name(slice_of(pair.p, n))) {
			text_add(out, pair.p, n);
			text_adds(out, "=" MASK);
		} else
			text_add(out, pair.p, pair.n);
		if (pair.p + pair.n < end)
			text_addc(out, '&');
	}
}

/* The end of the JSON string whose text begins here, behind its quote. */
static size_t
string_end(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '"')
			return i + 1;
	return s.n;
}

/* One value, however deep; of a malformed one, at least all that may be it. */
static size_t
value_end(struct slice s)
{
	size_t i = 0, depth = 0;

	while (i < s.n) {
		char c = s.p[i++];

		if (c == '"')
			i += string_end(slice_skip(s, i));
		else if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']' || c == ',') {
			if (depth == 0)
				return i - 1;
			if (c != ',')
				depth--;
		}
	}
	return s.n;
}

static size_t
blanks(struct slice s)
{
	size_t n = 0;

	while (n < s.n && strchr(" \t\r\n", s.p[n]) != NULL && s.p[n] != '\0')
		n++;
	return n;
}

/* Of what follows a string: the length up to the value it names, or 0. */
static size_t
colon(struct slice s)
{
	size_t n = blanks(s);

	return n < s.n && s.p[n] == ':' ? n + 1 : 0;
}

/* A key with escapes in it hides its name. */
static bool
is_secret_key(struct slice key)
{
	return mask_name(key.p, key.n) || slice_find(key, '\\') < key.n;
}

static void
mask_json(struct text *out, struct slice s)
{
	size_t n, to_value;

	while (s.n > 0) {
		n = 1;
		to_value = 0;
		if (s.p[0] == '"') {
			n += string_end(slice_skip(s, 1));
			to_value = colon(slice_skip(s, n));
		}
		text_add(out, s.p, n + to_value);
		if (to_value > 0 && is_secret_key(slice_of(s.p + 1, n - 2))) {
			text_adds(out, "\"" MASK "\"");
			n += value_end(slice_skip(s, n + to_value));
		}
		s = slice_skip(s, n + to_value);
	}
}

/* The next line with its LF. */
static struct slice
cut_line(struct slice *s)
{
	size_t n = slice_find(*s, '\n');
	struct slice line = slice_of(s->p, n < s->n ? n + 1 : n);

	*s = slice_skip(*s, line.n);
	return line;
}

static bool
is_empty_line(struct slice line)
{
	return slice_eqs(line, "\n") || slice_eqs(line, "\r\n");
}

/* In the head of a part: does a name look like that of a secret? */
static bool
line_is_secret(struct slice line)
{
	struct slice piece, name;

	if (has_word(line))
		return true;
	while (slice_cut(&line, ';', &piece)) {
		name = slice_skip(piece, slice_find(piece, '=') + 1);
		while (name.n > 0 && strchr("\"\r\n ", name.p[0]) != NULL)
			name = slice_skip(name, 1);
		while (name.n > 0 && strchr("\"\r\n ", name.p[name.n - 1])
		    != NULL)
			name.n--;
		if (has_pw(name))
			return true;
	}
	return false;
}

/* "boundary=x" or "boundary=\"x\""; empty: none. */
static struct slice
boundary_of(const char *type)
{
	struct slice rest = slice_str(type), piece;
	const struct slice name = SLICE("boundary=");

	while (slice_cut(&rest, ';', &piece)) {
		piece = slice_trim(piece);
		if (!slice_caseeq(slice_of(piece.p, piece.n < name.n ?
		    piece.n : name.n), name))
			continue;
		piece = slice_skip(piece, name.n);
		if (piece.n > 1 && piece.p[0] == '"')
			piece = slice_of(piece.p + 1, piece.n - 2);
		return piece;
	}
	return slice_of(type, 0);
}

static bool
is_boundary(struct slice line, struct slice boundary)
{
	return slice_starts(line, SLICE("--")) &&
	    slice_starts(slice_skip(line, 2), boundary);
}

/* By lines: what looks like a boundary ends a secret, however it goes on. */
static void
mask_multipart(struct text *out, struct slice s, struct slice boundary)
{
	bool in_head = false, secret = false;
	struct slice line;

	while (s.n > 0) {
		line = cut_line(&s);
		if (is_boundary(line, boundary)) {
			if (secret && !in_head)
				text_adds(out, MASK "\r\n");
			in_head = true;
			secret = false;
		} else if (in_head) {
			in_head = !is_empty_line(line);
			secret = secret || line_is_secret(line);
		} else if (secret)
			continue;
		text_add(out, line.p, line.n);
	}
}

static bool
is_type(const char *type, const char *name)
{
	size_t n = strcspn(type, "; \t");

	return n == strlen(name) && strncasecmp(type, name, n) == 0;
}

static bool
is_json(const char *type)
{
	struct slice s = slice_of(type, strcspn(type, "; \t"));

	return slice_caseeqs(s, "application/json") ||
	    (s.n > 5 && slice_caseeqs(slice_skip(s, s.n - 5), "+json"));
}

void
mask_body(struct text *out, const char *type, const char *body, size_t n)
{
	struct slice s = slice_of(body, n), boundary = boundary_of(type);

	if (is_type(type, "application/x-www-form-urlencoded"))
		mask_urlencoded(out, s);
	else if (is_json(type))
		mask_json(out, s);
	else if (!is_type(type, "multipart/form-data"))
		text_add(out, body, n);
	else if (boundary.n > 0)
		mask_multipart(out, s, boundary);
	else
		text_adds(out, MASK);
}

/* The query of a URL. */
static const char *
mask_url(struct mem *m, const char *url)
{
	size_t path = strcspn(url, "?");
	struct text out;

	text_init(&out, m);
	text_add(&out, url, path);
	if (url[path] == '?') {
		text_addc(&out, '?');
		mask_urlencoded(&out, slice_str(url + path + 1));
	}
	return out.p;
}

const char *
mask_variable(struct mem *m, const char *name, const char *value)
{
	struct text out;

	if (mask_name(name, strlen(name)))
		return MASK;
	if (strcmp(name, "REQUEST_URI") == 0 ||
	    strcmp(name, "HTTP_REFERER") == 0)
		return mask_url(m, value);
	if (strcmp(name, "QUERY_STRING") != 0)
		return value;
	text_init(&out, m);
	mask_urlencoded(&out, slice_str(value));
	return out.p;
}
