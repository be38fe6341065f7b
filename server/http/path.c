#include "http/path.h"

#include "http/class.h"
#include "http/head.h"

/* Cut "scheme://" off the front: http or https, in any case. */
static bool
cut_scheme(struct slice *s)
{
	static const struct slice schemes[] = {
		SLICE_INIT("http://"), SLICE_INIT("https://"),
	};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t n = schemes[i].n;

		if (s->n >= n &&
		    slice_caseeq(slice_of(s->p, n), schemes[i])) {
			*s = slice_skip(*s, n);
			return true;
		}
	}
	return false;
}

static void
cut_query(struct target *t, struct slice s)
{
	size_t n = slice_find(s, '?');

	t->path = slice_of(s.p, n);
	t->has_query = n < s.n;
	t->query = slice_skip(s, n + 1);
}

static size_t
authority_len(struct slice s)
{
	size_t slash = slice_find(s, '/');
	size_t mark = slice_find(s, '?');

	return slash < mark ? slash : mark;
}

int
target_parse(struct target *t, struct slice target, struct slice method)
{
	*t = (struct target){ .form = TARGET_ORIGIN };
	if (target.n == 0 || !class_all(target, CLASS_TARGET))
		return -400;
	if (slice_eqs(target, "*")) {
		t->form = TARGET_ASTERISK;
		t->path = target;
		return slice_eqs(method, "OPTIONS") ? 0 : -400;
	}
	if (cut_scheme(&target)) {
		t->form = TARGET_ABSOLUTE;
		t->authority = slice_of(target.p, authority_len(target));
		if (!host_ok(t->authority))
			return -400;
		target = slice_skip(target, t->authority.n);
	} else if (target.p[0] != '/') {
		return -400;
	}
	cut_query(t, target);
	if (t->path.n == 0)
		t->path = SLICE("/");
	return 0;
}

static bool
has_control(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return true;
	return false;
}

/* Cut an escape, "%XX", off the front of *s.  0, or -400. */
static int
cut_escape(struct slice *s, char *c)
{
	int hi, lo;

	if (s->n < 3)
		return -400;
	hi = ascii_hex(s->p[1]);
	lo = ascii_hex(s->p[2]);
	if (hi == -1 || lo == -1)
		return -400;
	*c = (char)(hi * 16 + lo);
	*s = slice_skip(*s, 3);
	return 0;
}

/* Decode a raw segment to `out`, which has room for it and a NUL. */
static int
decode_segment(struct slice raw, char *out, struct path_seg *seg)
{
	char *end = out;

	while (raw.n > 0) {
		size_t plain = slice_find(raw, '%');

		end = slice_put(end, slice_of(raw.p, plain));
		raw = slice_skip(raw, plain);
		if (raw.n > 0 && cut_escape(&raw, end++) != 0)
			return -400;
	}
	*end = '\0';
	seg->text = slice_of(out, (size_t)(end - out));
	seg->slash = slice_find(seg->text, '/') < seg->text.n;
	return has_control(seg->text) ? -400 : 0;
}

static bool
is_dots(struct slice s)
{
	return slice_eqs(s, ".") || slice_eqs(s, "..");
}

/* "..%2f": dot segments behind a slash that the router does not see. */
static bool
hides_dots(struct slice s)
{
	struct slice piece;

	while (slice_cut(&s, '/', &piece))
		if (is_dots(piece))
			return true;
	return false;
}

static int
push_segment(struct path *path, const struct path_seg *seg)
{
	if (seg->slash && hides_dots(seg->text))
		return -400;
	path->dir = is_dots(seg->text);
	if (!path->dir) {
		if (path->nsegs == PATH_MAX_SEGS)
			return -400;
		path->segs[path->nsegs++] = *seg;
	} else if (seg->text.n == 2) {
		if (path->nsegs == 0)
			return -400;
		path->nsegs--;
	}
	return 0;
}

int
path_parse(struct path *path, struct slice raw, struct arena *a)
{
	const char *end = raw.p + raw.n;
	struct path_seg seg;
	struct slice piece;
	char *out;

	path->nsegs = 0;
	path->dir = true;
	if (raw.n == 0 || raw.p[0] != '/')
		return -400;
	out = arena_text(a, raw.n);	/* each '/' pays for a NUL */
	if (out == NULL)
		return -414;
	raw = slice_skip(raw, 1);
	while (slice_cut(&raw, '/', &piece)) {
		if (decode_segment(piece, out, &seg) != 0 ||
		    push_segment(path, &seg) != 0)
			return -400;
		out += seg.text.n + 1;
		if (piece.p + piece.n < end)
			path->dir = true;	/* a slash behind it */
	}
	return 0;
}

static char *
join(const struct path *path, const size_t range[2], bool dir, bool keep_empty,
    struct arena *a)
{
	size_t len = dir ? 2 : 1;
	char *text, *at;

	for (size_t i = range[0]; i < range[1]; i++)
		len += 1 + path->segs[i].text.n;
	text = at = arena_text(a, len);
	if (text == NULL)
		return NULL;
	for (size_t i = range[0]; i < range[1]; i++) {
		if (path->segs[i].text.n == 0 && !keep_empty)
			continue;
		*at++ = '/';
		at = slice_put(at, path->segs[i].text);
	}
	if (dir)
		*at++ = '/';
	*at = '\0';
	return text;
}

char *
path_join(const struct path *path, size_t from, size_t to, bool dir,
    struct arena *a)
{
	return join(path, (size_t[]){ from, to }, dir, true, a);
}

char *
path_clean(const struct path *path, size_t from, size_t to, bool dir,
    struct arena *a)
{
	return join(path, (size_t[]){ from, to }, dir, false, a);
}

char *
path_encode(struct slice s, struct arena *a)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t len = 1;
	char *text, *at;

	for (size_t i = 0; i < s.n; i++)
		len += class_has(s.p[i], CLASS_PATH) ? 1 : 3;
	text = at = arena_text(a, len);
	if (text == NULL)
		return NULL;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (class_has(s.p[i], CLASS_PATH)) {
			*at++ = s.p[i];
			continue;
		}
		*at++ = '%';
		*at++ = digits[c >> 4];
		*at++ = digits[c & 15];
	}
	*at = '\0';
	return text;
}
