#include "http/precond.h"

#include "http/date.h"

struct tag {
	bool		weak;
	struct slice	opaque;		/* with its quotes */
};

/* Visible bytes but the quote, and obs-text; a backslash escapes nothing. */
static bool
is_etagc(char c)
{
	unsigned char u = (unsigned char)c;

	return u > 0x20 && u != '"' && u != 0x7f;
}

/* entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE, off the front of *s. */
static bool
take_tag(struct slice *s, struct tag *t)
{
	struct slice rest = *s;
	size_t n = 1;

	t->weak = slice_starts(rest, SLICE("W/"));
	if (t->weak)
		rest = slice_skip(rest, 2);
	if (rest.n == 0 || rest.p[0] != '"')
		return false;
	while (n < rest.n && is_etagc(rest.p[n]))
		n++;
	if (n == rest.n || rest.p[n] != '"')
		return false;
	t->opaque = slice_of(rest.p, n + 1);
	*s = slice_skip(rest, n + 1);
	return true;
}

/* RFC 9110, 8.8.3.2: strongly, two weak tags are never the same. */
static bool
same_tag(const struct tag *t, struct slice etag, bool strong)
{
	struct tag own;

	if (!take_tag(&etag, &own) || etag.n > 0)
		return false;
	if (strong && (t->weak || own.weak))
		return false;
	return slice_eq(t->opaque, own.opaque);
}

/*
 * Is the entity tag in this list, or is the list "*"?  A comma may stand in a
 * tag, so tags are taken one by one; what follows a malformed one is not read.
 */
static bool
list_has(struct slice list, struct slice etag, bool strong)
{
	struct tag t;

	if (slice_eqs(list, "*"))
		return true;
	for (;;) {
		while (list.n > 0 && (list.p[0] == ',' || list.p[0] == ' ' ||
		    list.p[0] == '\t'))
			list = slice_skip(list, 1);
		if (!take_tag(&list, &t))
			return false;
		list = slice_trim(list);
		if (list.n > 0 && list.p[0] != ',')
			return false;
		if (same_tag(&t, etag, strong))
			return true;
	}
}

/* A list may be spread over several fields of its name. */
static bool
fields_have(const struct head *h, const char *name, struct slice etag,
    bool strong)
{
	for (size_t i = 0; i < h->nfields; i++)
		if (slice_caseeqs(h->fields[i].name, name) &&
		    list_has(h->fields[i].value, etag, strong))
			return true;
	return false;
}

/* The date in the only field of that name. */
static bool
field_date(const struct head *h, const char *name, int64_t now, int64_t *t)
{
	const struct field *f = head_find(h, name);

	return f != NULL && head_count(h, name) == 1 &&
	    date_parse(f->value, now, t) == 0;
}

/* Steps 1 and 2 of RFC 9110, 13.2.2: is it still what the client knows? */
static bool
still_same(const struct head *h, const struct validators *v)
{
	int64_t t;

	if (head_find(h, "if-match") != NULL)
		return fields_have(h, "if-match", v->etag, true);
	return !field_date(h, "if-unmodified-since", v->now, &t) ||
	    v->mtime <= t;
}

/* Steps 3 and 4: does the client have it already? */
static bool
already_there(const struct head *h, const struct validators *v)
{
	int64_t t;

	if (head_find(h, "if-none-match") != NULL)
		return fields_have(h, "if-none-match", v->etag, false);
	return field_date(h, "if-modified-since", v->now, &t) &&
	    v->mtime <= t;
}

int
precond_check(const struct head *h, const struct validators *v)
{
	if (!still_same(h, v))
		return 412;
	return already_there(h, v) ? 304 : 200;
}

/* Within a minute a file can change twice and keep its date. */
static bool
same_date(struct slice value, const struct validators *v)
{
	int64_t t;

	return date_parse(value, v->now, &t) == 0 && t == v->mtime &&
	    t < v->now - 60;
}

bool
precond_range(const struct head *h, const struct validators *v)
{
	const struct field *f = head_find(h, "if-range");
	struct slice value;
	struct tag t;

	if (f == NULL)
		return true;
	if (head_count(h, "if-range") > 1)
		return false;
	value = f->value;
	if (take_tag(&value, &t))
		return value.n == 0 && same_tag(&t, v->etag, true);
	return same_date(f->value, v);
}
