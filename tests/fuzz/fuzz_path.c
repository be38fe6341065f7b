/*
 * Request targets and paths.  Whatever comes in, no segment that comes out
 * can leave its folder or end a string early, and writing a path and reading
 * it again changes nothing.
 */
#undef NDEBUG
#include <assert.h>
#include <string.h>

#include "http/class.h"
#include "http/path.h"

enum { ROOM = 65536 };

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static bool
is_dots(struct slice s)
{
	return slice_eqs(s, ".") || slice_eqs(s, "..");
}

static void
check_segment(const struct path_seg *seg)
{
	struct slice rest = seg->text, piece;

	assert(seg->text.p[seg->text.n] == '\0');
	assert(strlen(seg->text.p) == seg->text.n);
	for (size_t i = 0; i < seg->text.n; i++)
		assert((unsigned char)seg->text.p[i] >= 0x20 &&
		    seg->text.p[i] != 0x7f);
	assert(!is_dots(seg->text));
	assert(seg->slash == (slice_find(seg->text, '/') < seg->text.n));
	while (slice_cut(&rest, '/', &piece))
		assert(!is_dots(piece));
}

static bool
has_slash(const struct path *p)
{
	for (size_t i = 0; i < p->nsegs; i++)
		if (p->segs[i].slash)
			return true;
	return false;
}

static void
check_same(const struct path *a, const struct path *b)
{
	assert(a->nsegs == b->nsegs && a->dir == b->dir);
	for (size_t i = 0; i < a->nsegs; i++)
		assert(slice_eq(a->segs[i].text, b->segs[i].text));
}

static void
check_written(const struct path *p, struct arena *a)
{
	static struct path again;
	char *joined = path_join(p, 0, p->nsegs, p->dir, a);
	char *encoded;

	assert(joined != NULL && joined[0] == '/');
	encoded = path_encode(slice_str(joined), a);
	assert(encoded != NULL);
	assert(class_all(slice_str(encoded), CLASS_TARGET));
	if (has_slash(p))
		return;
	assert(path_parse(&again, slice_str(encoded), a) == 0);
	check_same(p, &again);
}

static void
check_path(struct slice raw)
{
	static char mem[8 * ROOM];
	static struct path p;
	struct arena a;
	int error;

	arena_init(&a, mem, sizeof(mem));
	error = path_parse(&p, raw, &a);
	assert(error == 0 || error == -400);
	if (error != 0)
		return;
	assert(p.nsegs <= PATH_MAX_SEGS && a.used == raw.n);
	assert(p.nsegs > 0 || p.dir);
	for (size_t i = 0; i < p.nsegs; i++)
		check_segment(&p.segs[i]);
	check_written(&p, &a);
}

static void
check_target(const struct target *t, struct slice in)
{
	assert(class_all(in, CLASS_TARGET));
	assert((t->form == TARGET_ABSOLUTE) == (t->authority.n > 0));
	if (t->form == TARGET_ASTERISK)
		return;
	assert(t->path.n > 0 && t->path.p[0] == '/');
	assert(slice_find(t->path, '?') == t->path.n);
	assert(t->has_query || t->query.n == 0);
	if (t->form == TARGET_ORIGIN)
		assert(t->path.n + t->query.n + (t->has_query ? 1 : 0) ==
		    in.n);
	assert(slice_find(t->authority, '/') == t->authority.n);
	assert(slice_find(t->authority, '@') == t->authority.n);
	check_path(t->path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice in = slice_of((const char *)data, size);
	struct target t;

	if (size > ROOM)
		return 0;
	if (target_parse(&t, in, SLICE("GET")) == 0) {
		assert(t.form != TARGET_ASTERISK);
		check_target(&t, in);
	}
	if (target_parse(&t, in, SLICE("OPTIONS")) == 0)
		check_target(&t, in);
	check_path(in);
	return 0;
}
