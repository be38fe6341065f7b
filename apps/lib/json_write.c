#include "web/json.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum { FIRST_LEVELS = 16 };

struct level {
	const struct val	*v;	/* a list or an object */
	size_t			 i;	/* its next member */
};

/* No recursion: what a program has built may be deep, say as deep as the
 * answers to answers of a discussion. */
struct writer {
	struct text	*t;
	bool		 pretty;
	struct level	*levels;
	size_t		 depth, room;
};

/* The character at s needs an escape, of n bytes in s. */
static void
write_escape(struct text *t, const char *s, size_t n)
{
	static const char names[] = "\"\\bfnrt", bytes[] = "\"\\\b\f\n\r\t";
	const char *byte = *s == '\0' ? NULL : strchr(bytes, *s);

	if (n == 0)
		text_adds(t, "\xef\xbf\xbd");
	else if (n > 1)
		text_adds(t, s[2] == '\xa8' ? "\\u2028" : "\\u2029");
	else if (byte != NULL) {
		text_addc(t, '\\');
		text_addc(t, names[byte - bytes]);
	} else
		text_addf(t, "\\u%04x", (unsigned)*s);
}

/* The character of n bytes at s (0: no UTF-8) cannot stand as it is. */
static bool
must_escape(const char *s, size_t n)
{
	if (n == 3)
		return memcmp(s, "\xe2\x80\xa8", 3) == 0 ||
		    memcmp(s, "\xe2\x80\xa9", 3) == 0;
	return n == 0 || (n == 1 && ((unsigned char)*s < 0x20 ||
	    strchr("\"\\<>&", *s) != NULL));
}

void
json_write_string(struct text *t, const char *s, size_t n)
{
	size_t done = 0, length;

	text_addc(t, '"');
	for (size_t i = 0; i < n; i += length == 0 ? 1 : length) {
		length = utf8_len(slice_of(s + i, n - i));
		if (!must_escape(s + i, length))
			continue;
		text_add(t, s + done, i - done);
		write_escape(t, s + i, length);
		done = i + (length == 0 ? 1 : length);
	}
	text_add(t, s + done, n - done);
	text_addc(t, '"');
}

static void
open_level(struct writer *w, const struct val *v)
{
	struct level *old = w->levels;

	if (w->depth == w->room) {
		w->room = w->room == 0 ? FIRST_LEVELS : 2 * w->room;
		w->levels = mem_array(w->t->mem, w->room, sizeof(*old));
		if (old != NULL)
			memcpy(w->levels, old, w->depth * sizeof(*old));
	}
	w->levels[w->depth++] = (struct level){ v, 0 };
	text_addc(w->t, val_type(v) == VAL_LIST ? '[' : '{');
}

/* A list or an object is only begun. */
static void
write_one(struct writer *w, const struct val *v)
{
	switch (val_type(v)) {
	case VAL_NULL:
		text_adds(w->t, "null");
		break;
	case VAL_BOOL:
		text_adds(w->t, val_tobool(v) ? "true" : "false");
		break;
	case VAL_NUMBER:
		text_add(w->t, val_tostr(v), val_size(v));
		break;
	case VAL_STRING:
		json_write_string(w->t, val_tostr(v), val_size(v));
		break;
	case VAL_LIST:
	case VAL_OBJECT:
		open_level(w, v);
	}
}

static void
new_line(struct writer *w)
{
	if (!w->pretty)
		return;
	text_addc(w->t, '\n');
	for (size_t i = 0; i < w->depth; i++)
		text_adds(w->t, "  ");
}

static void
close_level(struct writer *w)
{
	const struct val *v = w->levels[--w->depth].v;

	if (val_size(v) > 0)
		new_line(w);
	text_addc(w->t, val_type(v) == VAL_LIST ? ']' : '}');
}

static void
write_member(struct writer *w, struct level *level)
{
	const struct val *v = level->v;
	size_t i = level->i++, n;
	const char *key;

	if (i > 0)
		text_addc(w->t, ',');
	new_line(w);
	if (val_type(v) == VAL_OBJECT) {
		key = val_key(v, i, &n);
		json_write_string(w->t, key, n);
		text_adds(w->t, w->pretty ? ": " : ":");
	}
	write_one(w, val_at(v, i));
}

static void
write_all(struct writer *w, const struct val *v)
{
	struct level *level;

	write_one(w, v);
	while (w->depth > 0) {
		level = &w->levels[w->depth - 1];
		if (level->i < val_size(level->v))
			write_member(w, level);
		else
			close_level(w);
	}
}

void
json_write(struct text *t, const struct val *v)
{
	write_all(&(struct writer){ .t = t }, v);
}

void
json_write_pretty(struct text *t, const struct val *v)
{
	write_all(&(struct writer){ .t = t, .pretty = true }, v);
	text_addc(t, '\n');
}
