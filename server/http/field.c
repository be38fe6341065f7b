#include "http/field.h"

#include "http/class.h"

/* The length up to the first `sep` outside quoted strings. */
static size_t
piece_len(struct slice s, char sep)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			quoted = !quoted;
		else if (quoted && s.p[i] == '\\')
			i++;
		else if (!quoted && s.p[i] == sep)
			break;
	}
	return i < s.n ? i : s.n;
}

/* The next non-empty, trimmed piece. */
static bool
next_piece(struct slice *s, char sep, struct slice *piece)
{
	while (s->n > 0) {
		size_t n = piece_len(*s, sep);

		*piece = slice_trim(slice_of(s->p, n));
		*s = slice_skip(*s, n + 1);
		if (piece->n > 0)
			return true;
	}
	return false;
}

bool
field_next(struct slice *list, struct slice *element)
{
	return next_piece(list, ',', element);
}

bool
field_list_has(struct slice list, const char *token)
{
	struct slice want = slice_str(token), element;

	while (field_next(&list, &element))
		if (slice_caseeq(element, want))
			return true;
	return false;
}

/* "0" ["." 0*3DIGIT] or "1" ["." 0*3("0")], times 1000; else 0. */
static int
quality(struct slice s)
{
	int q, scale = 100;

	if (s.n == 0 || s.n > 5 || (s.p[0] != '0' && s.p[0] != '1') ||
	    (s.n > 1 && s.p[1] != '.'))
		return 0;
	q = (s.p[0] - '0') * 1000;
	for (size_t i = 2; i < s.n; i++) {
		if (!ascii_digit(s.p[i]))
			return 0;
		q += (s.p[i] - '0') * scale;
		scale /= 10;
	}
	return q <= 1000 ? q : 0;
}

/* The weight among the parameters of an element; 1000 without one. */
static int
weight(struct slice params)
{
	struct slice p;

	while (next_piece(&params, ';', &p)) {
		size_t eq = slice_find(p, '=');

		if (slice_caseeqs(slice_trim(slice_of(p.p, eq)), "q"))
			return quality(slice_skip(p, eq + 1));
	}
	return 1000;
}

int
field_quality(struct slice list, const char *coding)
{
	struct slice want = slice_str(coding), element, name;
	int other = slice_caseeqs(want, "identity") ? 1000 : 0;
	bool star = false;

	while (field_next(&list, &element)) {
		size_t n = piece_len(element, ';');

		name = slice_trim(slice_of(element.p, n));
		if (slice_caseeq(name, want))
			return weight(slice_skip(element, n + 1));
		if (!star && slice_eqs(name, "*")) {
			other = weight(slice_skip(element, n + 1));
			star = true;
		}
	}
	return other;
}

bool
field_value_ok(struct slice s)
{
	return class_text(s) == s.n;
}
