#include "apps/lib/md_escape.h"

#include <string.h>

#include "apps/lib/md_entities.h"
#include "apps/lib/md_scan.h"
#include "apps/lib/md_unicode.h"
#include "web/text.h"

enum {
	DECIMAL_MAX = 7, HEX_MAX = 6,	/* digits */
	NAME_MAX_BYTES = 32,
	PREFIX_MAX = 32			/* bytes of a URL to look at */
};

static size_t
numeric(struct text *t, struct slice s)
{
	struct md_scan in = { s, 2 };
	bool hex = md_scan_take(&in, 'x') || md_scan_take(&in, 'X');
	size_t from = in.at;
	unsigned code = 0;
	int digit;

	for (;; in.at++) {
		digit = ascii_hex(md_scan_peek(&in));
		if (digit < 0 || (!hex && digit > 9))
			break;
		if (in.at - from == (hex ? HEX_MAX : DECIMAL_MAX))
			return 0;
		code = code * (hex ? 16 : 10) + (unsigned)digit;
	}
	if (in.at == from || !md_scan_take(&in, ';'))
		return 0;
	md_unicode_add(t, code);
	return in.at;
}

size_t
md_escape_reference(struct text *t, struct slice s)
{
	struct slice value;
	size_t n = 1;

	if (s.n > 2 && s.p[0] == '&' && s.p[1] == '#')
		return numeric(t, s);
	while (n < s.n && n <= NAME_MAX_BYTES &&
	    (ascii_alpha(s.p[n]) || ascii_digit(s.p[n])))
		n++;
	if (n >= s.n || s.p[0] != '&' || s.p[n] != ';')
		return 0;
	value = md_entity_find(slice_of(s.p + 1, n - 1));
	if (value.n == 0)
		return 0;
	text_add(t, value.p, value.n);
	return n + 1;
}

void
md_escape_undo(struct text *t, struct slice s)
{
	size_t n;

	while (s.n > 0) {
		for (n = 0; n < s.n && s.p[n] != '\\' && s.p[n] != '&'; n++)
			;
		text_add(t, s.p, n);
		s = slice_skip(s, n);
		if (s.n == 0)
			return;
		if (s.p[0] == '\\' && s.n > 1 && md_ascii_punct(s.p[1])) {
			text_addc(t, s.p[1]);
			s = slice_skip(s, 2);
			continue;
		}
		n = s.p[0] == '&' ? md_escape_reference(t, s) : 0;
		if (n == 0)
			text_addc(t, s.p[0]);
		s = slice_skip(s, n == 0 ? 1 : n);
	}
}

static const char *
reference(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	}
	return NULL;
}

void
md_escape_html(struct text *t, struct slice s)
{
	size_t done = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *instead = reference(s.p[i]);

		if (instead == NULL)
			continue;
		text_add(t, s.p + done, i - done);
		text_adds(t, instead);
		done = i + 1;
	}
	text_add(t, s.p + done, s.n - done);
}

void
md_escape_url(struct text *t, struct slice s)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '&') {
			text_adds(t, "&amp;");
		} else if (c == '\'') {
			text_adds(t, "&#39;");
		} else if (c > ' ' && c < 0x7f &&
		    strchr("\"<>[\\]^`{|}", c) == NULL) {
			text_addc(t, (char)c);
		} else {
			text_addc(t, '%');
			text_addc(t, digits[c >> 4]);
			text_addc(t, digits[c & 15]);
		}
	}
}

/* The beginning of a URL as the most generous browser might read it. */
static struct slice
bare(struct slice url, char out[PREFIX_MAX])
{
	size_t n = 0;
	char c;

	for (size_t i = 0; i < url.n && n < PREFIX_MAX; i++) {
		c = url.p[i];
		if (c == '%' && i + 2 < url.n &&
		    ascii_hex(url.p[i + 1]) != -1 &&
		    ascii_hex(url.p[i + 2]) != -1) {
			c = (char)(ascii_hex(url.p[i + 1]) << 4 |
			    ascii_hex(url.p[i + 2]));
			i += 2;
		}
		if ((unsigned char)c > ' ' && (unsigned char)c < 0x7f)
			out[n++] = ascii_lower(c);
	}
	return slice_of(out, n);
}

bool
md_escape_is_dangerous(struct slice url, bool image)
{
	static const struct slice images[] = {
		SLICE_INIT("data:image/png"), SLICE_INIT("data:image/gif"),
		SLICE_INIT("data:image/jpeg"), SLICE_INIT("data:image/webp")
	};
	char prefix[PREFIX_MAX];
	struct slice s = bare(url, prefix);

	if (slice_starts(s, SLICE("data:"))) {
		for (size_t i = 0; i < sizeof(images) / sizeof(images[0]); i++)
			if (image && slice_starts(s, images[i]))
				return false;
		return true;
	}
	return slice_starts(s, SLICE("javascript:")) ||
	    slice_starts(s, SLICE("vbscript:")) ||
	    slice_starts(s, SLICE("file:"));
}
