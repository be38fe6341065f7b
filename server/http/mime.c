#include "http/mime.h"

#include <stdbool.h>
#include <string.h>

#include "http/head.h"

/* Where mime_read() stands. */
struct reader {
	struct mime	*m;
	struct arena	*a;
};

/* A CR at the end of a line is a blank like any other. */
static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* False at the end of the line or at a comment. */
static bool
next_word(struct slice *line, struct slice *out)
{
	size_t n = 0;

	while (line->n > 0 && is_blank(line->p[0]))
		*line = slice_skip(*line, 1);
	while (n < line->n && !is_blank(line->p[n]))
		n++;
	*out = slice_of(line->p, n);
	*line = slice_skip(*line, n);
	return n > 0 && out->p[0] != '#';
}

/* At least as many as there are endings: room is taken once for all. */
static size_t
count_words(struct slice text)
{
	struct slice line, w;
	size_t n = 0;

	while (slice_cut(&text, '\n', &line))
		while (next_word(&line, &w))
			n++;
	return n;
}

static int
compare(struct slice lower, struct slice any)
{
	for (size_t i = 0; i < lower.n && i < any.n; i++) {
		int d = (unsigned char)lower.p[i] -
		    (unsigned char)ascii_lower(any.p[i]);

		if (d != 0)
			return d;
	}
	return (lower.n > any.n) - (lower.n < any.n);
}

/* The first place whose ending is not less than ext (any case). */
static size_t
place_of(const struct mime *m, struct slice ext)
{
	size_t low = 0, high = m->ntypes;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare(m->types[mid].ext, ext) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
is_at(const struct mime *m, size_t place, struct slice ext)
{
	return place < m->ntypes && compare(m->types[place].ext, ext) == 0;
}

/* Keep the table sorted as it grows; most files are sorted already. */
static int
add_ext(struct reader *r, struct slice ext, const char *type)
{
	struct mime *m = r->m;
	size_t place = place_of(m, ext);
	char *text;

	if (is_at(m, place, ext))
		return 0;
	text = arena_text(r->a, ext.n);
	if (text == NULL)
		return -1;
	for (size_t i = 0; i < ext.n; i++)
		text[i] = ascii_lower(ext.p[i]);
	memmove(m->types + place + 1, m->types + place,
	    (m->ntypes - place) * sizeof(m->types[0]));
	m->types[place] = (struct mime_type){ slice_of(text, ext.n), type };
	m->ntypes++;
	return 0;
}

/* type "/" subtype, both tokens (RFC 9110, 8.3.1). */
static bool
is_type(struct slice s)
{
	size_t slash = slice_find(s, '/');

	return is_token(slice_of(s.p, slash)) &&
	    is_token(slice_skip(s, slash + 1));
}

/* What could never be the end of a name is a mistake in the file. */
static bool
is_ext(struct slice s)
{
	return s.p[0] != '.' && slice_find(s, '/') == s.n;
}

static const char *
keep_type(struct arena *a, struct slice type)
{
	static const char charset[] = "; charset=utf-8";
	bool is_text = slice_starts(type, SLICE("text/"));
	size_t extra = is_text ? sizeof(charset) - 1 : 0;
	char *p = arena_text(a, type.n + extra + 1);

	if (p == NULL)
		return NULL;
	memcpy(p, type.p, type.n);
	if (is_text)
		memcpy(p + type.n, charset, extra);
	p[type.n + extra] = '\0';
	return p;
}

/* 0, -1: the arena is full, or 1: the line is bad. */
static int
read_line(struct reader *r, struct slice line)
{
	struct slice w;
	const char *type;

	if (!next_word(&line, &w))
		return 0;
	if (!is_type(w))
		return 1;
	type = keep_type(r->a, w);
	if (type == NULL)
		return -1;
	while (next_word(&line, &w)) {
		if (!is_ext(w))
			return 1;
		if (add_ext(r, w, type) == -1)
			return -1;
	}
	return 0;
}

int
mime_read(struct mime *m, struct slice text, struct arena *a)
{
	struct reader r = { m, a };
	struct slice line;

	*m = (struct mime){ 0 };
	m->types = arena_alloc(a, count_words(text) * sizeof(m->types[0]));
	if (m->types == NULL)
		return -1;
	for (int n = 1; slice_cut(&text, '\n', &line); n++) {
		int result = read_line(&r, line);

		if (result != 0)
			return result == 1 ? n : -1;
	}
	return 0;
}

const char *
mime_type(const struct mime *m, struct slice name)
{
	size_t n = name.n;
	struct slice ext;
	size_t place;

	while (n > 0 && name.p[n - 1] != '.' && name.p[n - 1] != '/')
		n--;
	ext = slice_skip(name, n);
	if (n > 0 && name.p[n - 1] == '.') {
		place = place_of(m, ext);
		if (is_at(m, place, ext))
			return m->types[place].type;
	}
	return "application/octet-stream";
}
