#include "web/form.h"

#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"

#define FFFD	"\xef\xbf\xbd"
#define BOM	"\xef\xbb\xbf"

/* What came out, one "(name|value)" a pair. */
static const struct row {
	const char	*in, *want;
} rows[] = {
	{ "", "" },
	{ "&", "" },
	{ "&&&", "" },
	{ "x", "(x|)" },
	{ "x=", "(x|)" },
	{ "=", "(|)" },
	{ "=y", "(|y)" },
	{ "x=y", "(x|y)" },
	{ "x==y", "(x|=y)" },
	{ "x=y=z=", "(x|y=z=)" },
	{ "x&y", "(x|)(y|)" },
	{ "&x", "(x|)" },
	{ "x&", "(x|)" },
	{ "&&x=1&&&y=2&", "(x|1)(y|2)" },
	{ "x=1&x=2&x=3", "(x|1)(x|2)(x|3)" },
	{ "x=1;y=2", "(x|1;y=2)" },
	{ "+x+=+1+2+", "( x | 1 2 )" },
	{ "x%2By=%2b", "(x+y|+)" },
	{ "x%26y=%26&z%3D=%3d", "(x&y|&)(z=|=)" },
	{ "x%20y", "(x y|)" },
	{ "%78=%79", "(x|y)" },
	{ "%78%3D1", "(x=1|)" },
	{ "x=%0D%0A", "(x|\r\n)" },
	/* a percent sign that begins no escape */
	{ "%", "(%|)" },
	{ "x=%", "(x|%)" },
	{ "x=%4", "(x|%4)" },
	{ "x=%4&y", "(x|%4)(y|)" },
	{ "x=%&41", "(x|%)(41|)" },
	{ "x=%%41", "(x|%A)" },
	{ "x=%4%41", "(x|%4A)" },
	{ "x=%4g%41", "(x|%4gA)" },
	{ "x=%G4", "(x|%G4)" },
	{ "x=%+1", "(x|% 1)" },
	{ "x=% 1", "(x|% 1)" },
	{ "x=%-1", "(x|%-1)" },
	{ "x=%2541", "(x|%41)" },
	{ "%u0041=1", "(%u0041|1)" },
	/* text */
	{ "gr%C3%BC%c3%9fe=\xc3\xbc", "(gr\xc3\xbc\xc3\x9f" "e|\xc3\xbc)" },
	{ "%C3\xbc", "(\xc3\xbc|)" },
	{ "\xe2\x82%AC=1", "(\xe2\x82\xac|1)" },
	{ "%F0%9F%98%80", "(\xf0\x9f\x98\x80|)" },
	{ BOM "x=" BOM, "(" BOM "x|" BOM ")" },
	{ "%EF%BB%BFx=%EF%BB%BF", "(" BOM "x|" BOM ")" },
	{ "%ef%bf%be=%EF%BF%BF", "(\xef\xbf\xbe|\xef\xbf\xbf)" },
	{ "%FE%FF", "(" FFFD FFFD "|)" },
	{ "x=%80%BF", "(x|" FFFD FFFD ")" },
	{ "x=%C2", "(x|" FFFD ")" },
	{ "x=%C2y", "(x|" FFFD "y)" },
	{ "x=%C2%41", "(x|" FFFD "A)" },
	{ "x=%C2&y=%A9", "(x|" FFFD ")(y|" FFFD ")" },
	{ "%C2=%A9", "(" FFFD "|" FFFD ")" },
	{ "_charset_=latin1&x=%E9", "(_charset_|latin1)(x|" FFFD ")" },
};

/* Ill-formed sequences and how many U+FFFD each becomes. */
static const struct row utf8_rows[] = {
	{ "", "" },
	{ "abc", "abc" },
	{ BOM, BOM },
	{ "\x7f", "\x7f" },
	{ "\xc2\x80", "\xc2\x80" },
	{ "\x80", FFFD },
	{ "a\x80" "b", "a" FFFD "b" },
	{ "\x80\x80\x80", FFFD FFFD FFFD },
	{ "\xc0\x80", FFFD FFFD },
	{ "\xc1\xbf", FFFD FFFD },
	{ "\xc2", FFFD },
	{ "\xc2\xc2", FFFD FFFD },
	{ "\xdf" "a", FFFD "a" },
	{ "\xe0", FFFD },
	{ "\xe0\x80\x80", FFFD FFFD FFFD },
	{ "\xe0\x9f\xbf", FFFD FFFD FFFD },
	{ "\xe0\xa0", FFFD },
	{ "\xe0\xa0" "a", FFFD "a" },
	{ "\xe0\xa0\x80", "\xe0\xa0\x80" },
	{ "\xe0\xa0\xe0\xa0\x80", FFFD "\xe0\xa0\x80" },
	{ "\xe1\x80\xe2\xf0\x91\x92\xf1\xbf" "a",
	    FFFD FFFD FFFD FFFD "a" },
	{ "\xed\x9f\xbf", "\xed\x9f\xbf" },
	{ "\xed\xa0\x80", FFFD FFFD FFFD },
	{ "\xed\xbf\xbf", FFFD FFFD FFFD },
	{ "\xee\x80\x80", "\xee\x80\x80" },
	{ "\xf0\x80\x80\x80", FFFD FFFD FFFD FFFD },
	{ "\xf0\x8f\xbf\xbf", FFFD FFFD FFFD FFFD },
	{ "\xf0\x90", FFFD },
	{ "\xf0\x90\x80", FFFD },
	{ "\xf0\x90\x80" "a", FFFD "a" },
	{ "\xf0\x90\x80\xc3\xa9", FFFD "\xc3\xa9" },
	{ "\xf0\x90\x80\x80", "\xf0\x90\x80\x80" },
	{ "\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf" },
	{ "\xf4\x90\x80\x80", FFFD FFFD FFFD FFFD },
	{ "\xf5\x80\x80\x80", FFFD FFFD FFFD FFFD },
	{ "\xf8\x88\x80\x80\x80", FFFD FFFD FFFD FFFD FFFD },
	{ "\xff", FFFD },
	{ "\xff\xfe", FFFD FFFD },
};

static const struct row component_rows[] = {
	{ "", "" },
	{ "abcxyzABCXYZ0189", "abcxyzABCXYZ0189" },
	{ "*-._", "*-._" },
	{ "a b", "a+b" },
	{ "+", "%2B" },
	{ "~!'()", "%7E%21%27%28%29" },
	{ "&=%;?/#", "%26%3D%25%3B%3F%2F%23" },
	{ "\r\n\x7f", "%0D%0A%7F" },
	{ "\xc3\xa9", "%C3%A9" },
	{ "\xff", "%FF" },
};

static struct slice
shown(struct mem *m, const struct form *f)
{
	struct text t;

	text_init(&t, m);
	for (size_t i = 0; i < f->n; i++) {
		text_addc(&t, '(');
		text_add(&t, f->pairs[i].name, f->pairs[i].name_size);
		text_addc(&t, '|');
		text_add(&t, f->pairs[i].value, f->pairs[i].value_size);
		text_addc(&t, ')');
	}
	return slice_of(t.p, t.n);
}

static bool
has_nuls(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->pairs[i].name[f->pairs[i].name_size] != '\0' ||
		    f->pairs[i].value[f->pairs[i].value_size] != '\0')
			return false;
	return true;
}

static void
check_row(struct mem *m, const struct row *r)
{
	struct slice in = guard_copy(slice_str(r->in)), want;
	struct form f, again;
	struct text t;

	tap_int(form_parse(&f, m, in.p, in.n, 0), 0, "%s: parses", r->in);
	guard_free(in);
	want = shown(m, &f);
	tap_is(want, slice_str(r->want), "%s: pairs", r->in);
	tap_ok(has_nuls(&f), "%s: a NUL follows each", r->in);
	text_init(&t, m);
	form_write(&t, &f);
	(void)form_parse(&again, m, t.p, t.n, 0);
	tap_is(shown(m, &again), want, "%s: written and read", r->in);
}

static void
check_utf8(struct mem *m, const struct row *r, size_t i)
{
	struct slice in = guard_copy(slice_str(r->in));
	struct text t;

	text_init(&t, m);
	text_adds(&t, ">");
	form_utf8(&t, in.p, in.n);
	guard_free(in);
	tap_is(slice_of(t.p + 1, t.n - 1), slice_str(r->want), "UTF-8 %zu", i);
}

static void
check_component(struct mem *m, const struct row *r)
{
	struct text t;

	text_init(&t, m);
	form_write_component(&t, r->in, strlen(r->in));
	tap_is(slice_of(t.p, t.n), slice_str(r->want), "component %s", r->in);
}

static void
check_nul(struct mem *m)
{
	static const char in[] = "a%00b=\0c&a=1";
	struct text t;
	struct form f;

	(void)form_parse(&f, m, in, sizeof(in) - 1, 0);
	tap_int((long long)f.n, 2, "NUL: pairs");
	tap_is(slice_of(f.pairs[0].name, f.pairs[0].name_size),
	    SLICE("a\0b"), "NUL in a name");
	tap_is(slice_of(f.pairs[0].value, f.pairs[0].value_size),
	    SLICE("\0c"), "NUL in a value");
	tap_is(slice_str(form_get(&f, "a")), SLICE("1"),
	    "a name with a NUL is not its beginning");
	text_init(&t, m);
	form_write(&t, &f);
	tap_is(slice_of(t.p, t.n), SLICE("a%00b=%00c&a=1"), "NUL written");
}

static void
check_get(struct mem *m)
{
	static const char in[] = "a=1&b=&a=2&c";
	struct form f;

	(void)form_parse(&f, m, in, sizeof(in) - 1, 0);
	tap_is(slice_str(form_get(&f, "a")), SLICE("1"), "first of a name");
	tap_is(slice_str(form_get(&f, "b")), SLICE(""), "empty value");
	tap_ok(form_get(&f, "c") != NULL, "no '=': an empty value");
	tap_ok(form_get(&f, "d") == NULL, "no such name");
	tap_ok(form_get(&f, "A") == NULL, "names differ in case");
	tap_ok(form_get(&f, "") == NULL, "no empty name");
}

static void
check_limit(struct mem *m)
{
	char in[2100];
	struct form f;

	tap_int(form_parse(&f, m, "a&b&&c", 6, 3), 0, "as many as allowed");
	tap_int(form_parse(&f, m, "a&b&&c", 6, 2), -413, "one too many");
	tap_int((long long)f.n, 0, "refused: nothing there");
	for (size_t i = 0; i < sizeof(in); i++)
		in[i] = "x&"[i % 2];
	tap_int(form_parse(&f, m, in, 2000, 0), 0, "1000 by default");
	tap_int(form_parse(&f, m, in, 2001, 0), -413, "1001 by default");
	tap_int(form_parse(&f, m, in, 2001, 2000), 0, "more when asked for");
	memset(in, '&', sizeof(in));
	tap_int(form_parse(&f, m, in, sizeof(in), 1), 0, "nothing is no pair");
	tap_int(form_parse(&f, m, NULL, 0, 0), 0, "NULL of no bytes");
}

static void
check_write_pair(struct mem *m)
{
	struct text t;

	text_init(&t, m);
	form_write_pair(&t, "a b", "\xc3\xa9&");
	form_write_pair(&t, "", "");
	form_write_pair(&t, "c", "1=2");
	tap_is(slice_of(t.p, t.n), SLICE("a+b=%C3%A9%26&=&c=1%3D2"), "pairs");
	text_clear(&t);
	text_adds(&t, "/find?");
	form_write_pair(&t, "q", "x");
	form_write_pair(&t, "page", "2");
	tap_is(slice_of(t.p, t.n), SLICE("/find?q=x&page=2"), "behind a '?'");
}

int
main(void)
{
	struct mem m;

	mem_init(&m, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&m, &rows[i]);
	for (size_t i = 0; i < sizeof(utf8_rows) / sizeof(utf8_rows[0]); i++)
		check_utf8(&m, &utf8_rows[i], i);
	for (size_t i = 0;
	    i < sizeof(component_rows) / sizeof(component_rows[0]); i++)
		check_component(&m, &component_rows[i]);
	check_nul(&m);
	check_get(&m);
	check_limit(&m);
	check_write_pair(&m);
	mem_release(&m);
	return tap_done();
}
