#include "web/form.h"

#include <string.h>

#include "base/slice.h"
#include "base/utf8.h"
#include "web/mem.h"
#include "web/text.h"

enum { PAIRS_MAX = 1000 };

#define REPLACEMENT	"\xef\xbf\xbd"		/* U+FFFD */

/* Can these n bytes be the beginning of a character? */
static bool
begins_character(const char *p, size_t n)
{
	char whole[4] = { '\x80', '\x80', '\x80', '\x80' };

	memcpy(whole, p, n);
	return utf8_len(slice_of(whole, sizeof(whole))) > n;
}

/*
 * How many bytes of an ill-formed sequence become one U+FFFD: as many as could
 * begin a character, at least one (Encoding, 8.1.1).
 */
static size_t
ill_formed_len(struct slice s)
{
	for (size_t n = s.n < 3 ? s.n : 3; n > 1; n--)
		if (begins_character(s.p, n))
			return n;
	return 1;
}

/* The length of the well-formed text at the front. */
static size_t
utf8_run(struct slice s)
{
	size_t done = 0, n;

	while (done < s.n) {
		n = utf8_len(slice_skip(s, done));
		if (n == 0)
			break;
		done += n;
	}
	return done;
}

void
form_utf8(struct text *t, const char *p, size_t n)
{
	struct slice rest = slice_of(p, n);
	size_t good;

	for (;;) {
		good = utf8_run(rest);
		text_add(t, rest.p, good);
		rest = slice_skip(rest, good);
		if (rest.n == 0)
			return;
		text_adds(t, REPLACEMENT);
		rest = slice_skip(rest, ill_formed_len(rest));
	}
}

/* The byte that %XX stands for, or -1. */
static int
escaped_byte(struct slice s)
{
	int high, low;

	if (s.n < 3 || s.p[0] != '%')
		return -1;
	high = ascii_hex(s.p[1]);
	low = ascii_hex(s.p[2]);
	return high == -1 || low == -1 ? -1 : high * 16 + low;
}

/* Decode '+' and %XX; `out` has room for s.n bytes.  Returns how many. */
static size_t
unescape(char *out, struct slice s)
{
	size_t n = 0;
	int byte;

	for (size_t i = 0; i < s.n; i++) {
		byte = escaped_byte(slice_skip(s, i));
		if (byte != -1) {
			out[n++] = (char)byte;
			i += 2;
		} else
			out[n++] = s.p[i] == '+' ? ' ' : s.p[i];
	}
	return n;
}

static const char *
decode(struct mem *m, struct slice s, size_t *size)
{
	char *bytes = mem_alloc(m, s.n + 1);
	size_t n = unescape(bytes, s);
	struct text t;

	if (utf8_run(slice_of(bytes, n)) == n) {
		*size = n;
		return bytes;
	}
	text_init(&t, m);
	form_utf8(&t, bytes, n);
	*size = t.n;
	return t.p;
}

static size_t
count_pieces(struct slice s)
{
	struct slice piece;
	size_t n = 0;

	while (slice_cut(&s, '&', &piece))
		if (piece.n > 0)
			n++;
	return n;
}

int
form_parse(struct form *f, struct mem *m, const char *p, size_t n,
    size_t max_pairs)
{
	struct slice rest = slice_of(p, n), piece;
	struct form_pair *pair;
	size_t count = count_pieces(rest), name_size;

	f->pairs = NULL;
	f->n = 0;
	if (count > (max_pairs == 0 ? PAIRS_MAX : max_pairs))
		return -413;
	f->pairs = mem_array(m, count, sizeof(*f->pairs));
	while (slice_cut(&rest, '&', &piece)) {
		if (piece.n == 0)
			continue;
		name_size = slice_find(piece, '=');
		pair = &f->pairs[f->n++];
		pair->name = decode(m, slice_of(piece.p, name_size),
		    &pair->name_size);
		piece = slice_skip(piece, name_size);
		pair->value = decode(m, slice_skip(piece, 1),
		    &pair->value_size);
	}
	return 0;
}

const char *
form_get(const struct form *f, const char *name)
{
	struct slice want = slice_str(name);
	const struct form_pair *pair;

	for (size_t i = 0; i < f->n; i++) {
		pair = &f->pairs[i];
		if (slice_eq(slice_of(pair->name, pair->name_size), want))
			return pair->value;
	}
	return NULL;
}

static bool
stands_for_itself(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '*' || c == '-' ||
	    c == '.' || c == '_';
}

void
form_write_component(struct text *t, const char *p, size_t n)
{
	static const char digits[] = "0123456789ABCDEF";
	char escape[3] = "%";

	for (size_t i = 0; i < n; i++) {
		if (stands_for_itself(p[i])) {
			text_addc(t, p[i]);
		} else if (p[i] == ' ') {
			text_addc(t, '+');
		} else {
			escape[1] = digits[(unsigned char)p[i] >> 4];
			escape[2] = digits[(unsigned char)p[i] & 15];
			text_add(t, escape, sizeof(escape));
		}
	}
}

static void
write_pair(struct text *t, struct slice name, struct slice value)
{
	if (t->n > 0 && t->p[t->n - 1] != '?')
		text_addc(t, '&');
	form_write_component(t, name.p, name.n);
	text_addc(t, '=');
	form_write_component(t, value.p, value.n);
}

void
form_write_pair(struct text *t, const char *name, const char *value)
{
	write_pair(t, slice_str(name), slice_str(value));
}

void
form_write(struct text *t, const struct form *f)
{
	const struct form_pair *pair;

	for (size_t i = 0; i < f->n; i++) {
		pair = &f->pairs[i];
		write_pair(t, slice_of(pair->name, pair->name_size),
		    slice_of(pair->value, pair->value_size));
	}
}
