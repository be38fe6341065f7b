#include "apps/tutor/model/difference.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "web/text.h"
#include "web/val.h"

/* From and to, inclusive: what nobody sees, or what moves other text. */
static const struct span {
	uint32_t	from, to;
} unseen[] = {
	{ 0x0000, 0x001F }, { 0x007F, 0x00A0 }, { 0x00AD, 0x00AD },
	{ 0x034F, 0x034F }, { 0x061C, 0x061C }, { 0x115F, 0x1160 },
	{ 0x1680, 0x1680 }, { 0x17B4, 0x17B5 }, { 0x180B, 0x180F },
	{ 0x2000, 0x200F }, { 0x2028, 0x202F }, { 0x205F, 0x206F },
	{ 0x2800, 0x2800 }, { 0x3000, 0x3000 }, { 0x3164, 0x3164 },
	{ 0xE000, 0xF8FF }, { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF },
	{ 0xFFA0, 0xFFA0 }, { 0xFFF0, 0xFFFF }, { 0xE0000, 0x10FFFF },
};

enum { SPANS = sizeof(unseen) / sizeof(unseen[0]) };

static bool
is_unseen(uint32_t c)
{
	for (size_t i = 0; i < SPANS; i++)
		if (c >= unseen[i].from && c <= unseen[i].to)
			return true;
	return false;
}

/* Bytes of the character that begins so; 0: none does. */
static size_t
sequence_size(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xC2 && c <= 0xDF)
		return 2;
	if (c >= 0xE0 && c <= 0xEF)
		return 3;
	return c >= 0xF0 && c <= 0xF4 ? 4 : 0;
}

/* One character (RFC 3629) and its size; 0: no UTF-8. */
static size_t
decode(struct piece s, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = sequence_size((unsigned char)s.p[0]);

	if (n <= 1) {
		*c = (unsigned char)s.p[0];
		return n;
	}
	if (n > s.n)
		return 0;
	*c = (unsigned char)s.p[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s.p[i] & 0xC0) != 0x80)
			return 0;
		*c = *c << 6 | ((unsigned char)s.p[i] & 0x3F);
	}
	if (*c < least[n] || *c > 0x10FFFF || (*c >= 0xD800 && *c <= 0xDFFF))
		return 0;
	return n;
}

/* Add the first character; its size. */
static size_t
add_character(struct text *t, struct piece s)
{
	uint32_t c;
	size_t n = decode(s, &c);

	if (n == 0) {
		text_addf(t, "<%02X>", (unsigned)(unsigned char)s.p[0]);
		return 1;
	}
	if (c == ' ')
		text_adds(t, "\u00B7");
	else if (c == '\t')
		text_adds(t, "\u2192");
	else if (c == '\n')
		text_adds(t, "\u21B5");
	else if (is_unseen(c))
		text_addf(t, "<U+%04lX>", (unsigned long)c);
	else
		text_add(t, s.p, n);
	return n;
}

void
visible_add(struct text *t, struct piece s, size_t max)
{
	size_t n, i = 0;

	while (s.n > 0) {
		if (i >= max) {
			text_adds(t, "\u2026");
			return;
		}
		n = add_character(t, s);
		s.p += n;
		s.n -= n;
		i += n;
	}
}

/* Not into the middle of a character. */
static size_t
character_begin(struct piece s, size_t at)
{
	size_t i = at;

	while (i > 0 && at - i < 3 && i < s.n &&
	    ((unsigned char)s.p[i] & 0xC0) == 0x80)
		i--;
	return i;
}

static void
set_visible(struct val *object, const char *key, const struct text *t)
{
	(void)val_put(object, key, val_string(val_mem(object), t->p, t->n));
}

/* The end of a line is shown only where it matters. */
static void
put_place(struct val *object, const struct place *place, bool ends)
{
	size_t column = character_begin(place->line, place->column);
	size_t from = 0;
	struct piece same = { place->line.p, column }, rest = place->line;
	struct text t;

	val_seti(object, "line", (long long)place->number);
	if (place->line.p == NULL) {
		val_setb(object, "end", true);
		return;
	}
	text_init(&t, val_mem(object));
	if (column > SHOWN_BEFORE) {
		from = character_begin(same, column - SHOWN_BEFORE);
		text_adds(&t, "\u2026");
	}
	same.p += from;
	same.n -= from;
	visible_add(&t, same, same.n);
	set_visible(object, "same", &t);
	text_clear(&t);
	rest.p += column;
	rest.n -= column;
	visible_add(&t, rest, SHOWN_BEHIND);
	if (ends && place->ended && rest.n <= SHOWN_BEHIND)
		text_adds(&t, "\u21B5");
	set_visible(object, "rest", &t);
}

void
difference_val(struct val *object, const struct difference *d)
{
	bool ends = d->want.ended != d->got.ended &&
	    d->want.column == d->want.line.n && d->got.column == d->got.line.n;

	put_place(val_setobject(object, "want"), &d->want, ends);
	put_place(val_setobject(object, "got"), &d->got, ends);
}

static void
place_text(struct text *t, const char *who, const struct val *place)
{
	text_addf(t, "Line %lld, %s ", val_getint(place, "line"), who);
	if (val_tobool(val_get(place, "end")))
		text_adds(t, "nothing more");
	else {
		text_adds(t, val_getstr(place, "same"));
		text_adds(t, val_getstr(place, "rest"));
	}
	text_addc(t, '\n');
}

void
difference_text(struct text *t, const struct val *d)
{
	place_text(t, "expected:", val_get(d, "want"));
	place_text(t, "printed: ", val_get(d, "got"));
}

static void
place_html(struct text *t, const char *who, const struct val *place)
{
	text_htmlf(t, "<div><dt>Line %lld, %s</dt> <dd>",
	    val_getint(place, "line"), who);
	if (val_tobool(val_get(place, "end")))
		text_adds(t, "<em>nothing more</em>");
	else {
		text_htmlf(t, "<code>%s", val_getstr(place, "same"));
		text_htmlf(t, "<mark>%s</mark></code>",
		    val_getstr(place, "rest"));
	}
	text_adds(t, "</dd></div>\n");
}

void
difference_html(struct text *t, const struct val *d)
{
	text_adds(t, "<dl class=\"difference\">\n");
	place_html(t, "expected", val_get(d, "want"));
	place_html(t, "printed", val_get(d, "got"));
	text_adds(t, "</dl>\n");
}
