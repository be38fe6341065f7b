#include "apps/tutor/model/tar.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"

static struct mem	mem;

/* Entries in a line: kind, path, size, and the bytes; "." at the end. */
static const char *
dump(const char *p, size_t n)
{
	struct tar *t = mem_alloc(&mem, sizeof(*t));
	unsigned char block[TAR_BLOCK];
	struct text out;

	text_init(&out, &mem);
	tar_init(t);
	for (size_t i = 0; i + TAR_BLOCK <= n; i += TAR_BLOCK) {
		memcpy(block, p + i, TAR_BLOCK);
		switch (tar_block(t, block)) {
		case TAR_ENTRY:
			text_addf(&out, "%c %s %lld|", t->entry.kind,
			    t->entry.path, t->entry.size);
			break;
		case TAR_DATA:
			text_add(&out, (const char *)block, t->n);
			text_addc(&out, '|');
			break;
		case TAR_END:
			text_addc(&out, '.');
			return out.p;
		case TAR_BAD:
			text_addf(&out, "! %s", t->wrong);
			return out.p;
		default:
			break;
		}
	}
	return out.p;
}

static const char *
is(const char *got, const char *want, const char *name)
{
	tap_is(slice_str(got), slice_str(want), "%s", name);
	return got;
}

static void
add(struct text *t, char kind, const char *path, const char *bytes)
{
	struct tar_entry e = { .kind = kind, .mtime = 1000000000,
	    .size = (long long)strlen(bytes) };

	memcpy(e.path, path, strlen(path) + 1);
	tap_ok(tar_head(t, &e) == 0, "written");
	text_adds(t, bytes);
	tar_fill(t, e.size);
}

/* A path of n bytes, with a slash at each place that is a multiple of `each`;
 * 0: without one. */
static const char *
path_of(size_t n, size_t each)
{
	char *p = mem_alloc(&mem, n + 1);

	for (size_t i = 0; i < n; i++)
		p[i] = each > 0 && i > 0 && i % each == 0 && i + 1 < n ? '/' :
		    'a';
	return p;
}

static void
test_paths(void)
{
	static const struct {
		size_t	n, each;
		size_t	blocks;		/* with the end's two */
	} rows[] = {
		{ 1, 0, 3 }, { 99, 0, 3 }, { 100, 0, 3 }, { 100, 50, 3 },
		{ 101, 50, 3 }, { 101, 0, 5 }, { 102, 101, 5 },
		{ 155, 100, 3 }, { 200, 100, 3 }, { 256, 155, 3 },
		{ 257, 155, 5 }, { 256, 31, 3 }, { 256, 9, 5 }, { 300, 9, 5 },
		{ 1000, 50, 6 }, { 1024, 0, 7 }
	};
	const char *path;
	struct text t;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		path = path_of(rows[i].n, rows[i].each);
		text_init(&t, &mem);
		add(&t, TAR_FILE, path, "");
		tar_end(&t);
		tap_int((long long)t.n, (long long)rows[i].blocks * TAR_BLOCK,
		    "a path of %zu bytes: blocks", rows[i].n);
		is(dump(t.p, t.n), mem_printf(&mem, "0 %s 0|.", path),
		    "the same path");
	}
}

static void
test_round(void)
{
	struct tar_entry none = { .kind = TAR_FILE };
	struct text t;

	text_init(&t, &mem);
	add(&t, TAR_FOLDER, "a/", "");
	add(&t, TAR_FILE, "a/b", "hello");
	add(&t, TAR_FILE, "a/empty", "");
	add(&t, TAR_FILE, "a/block", path_of(512, 0));
	add(&t, TAR_FILE, "a/more", path_of(513, 0));
	tar_end(&t);
	is(dump(t.p, t.n), mem_printf(&mem, "5 a/ 0|0 a/b 5|hello|"
	    "0 a/empty 0|0 a/block 512|%s|0 a/more 513|%s|a|.",
	    path_of(512, 0), path_of(512, 0)), "several entries");
	tap_ok(tar_head(&t, &none) == -1, "an empty path is not written");
	none.path[0] = 'a';
	none.size = TAR_SIZE_MAX + 1;
	tap_ok(tar_head(&t, &none) == -1, "a large size is not written");
	none.size = TAR_SIZE_MAX;
	tap_ok(tar_head(&t, &none) == 0, "the largest size is written");
}

/* A header of our own with some bytes changed, and its sum made right. */
static const char *
changed(size_t at, const char *bytes, size_t n)
{
	unsigned char *block;
	struct text t;

	text_init(&t, &mem);
	add(&t, TAR_FILE, "a", "");
	tar_end(&t);
	block = (unsigned char *)t.p;
	memcpy(block + at, bytes, n);
	(void)snprintf((char *)block + TAR_CHECK, 7, "%06o", tar_sum(block));
	return dump(t.p, t.n);
}

static void
test_heads(void)
{
	static const struct {
		const char	*name;
		size_t		 at;
		const char	*bytes;
		size_t		 n;
		const char	*want;
	} rows[] = {
		{ "ours", 0, "a", 1, "0 a 0|." },
		{ "GNU's magic", TAR_MAGIC, "ustar  ", 8, "0 a 0|." },
		{ "GNU's prefix is none", TAR_MAGIC,
		    "ustar  \0" "root", 12, "0 a 0|." },
		{ "no magic", TAR_MAGIC, "uster", 5,
		    "! this is no archive of tar" },
		{ "a prefix", TAR_PREFIX, "p/q", 3, "0 p/q/a 0|." },
		{ "a kind of NUL", TAR_KIND, "", 1, "0 a 0|." },
		{ "a kind of 7", TAR_KIND, "7", 1, "0 a 0|." },
		{ "a link", TAR_KIND, "2", 1, "2 a 0|." },
		{ "a device", TAR_KIND, "3", 1, "3 a 0|." },
		{ "an old folder", 0, "a/", 2, "5 a/ 0|." },
		{ "a folder's size is none", TAR_SIZE,
		    "00000001000\0" "00000000000\0" "000000\0 5", 33,
		    "5 a 0|." },
		{ "blanks round a size", TAR_SIZE, "      0 ", 8, "0 a 0|." },
		{ "a size that is none", TAR_SIZE, "0000000000x", 11,
		    "! a size in the archive is no number, or too large" },
		{ "a size with a minus", TAR_SIZE, "-0000000001", 11,
		    "! a size in the archive is no number, or too large" },
		{ "a size of 12 digits", TAR_SIZE, "777777777777", 12,
		    "! a size in the archive is no number, or too large" },
		{ "a size of bytes", TAR_SIZE,
		    "\x80\0\0\0\0\0\0\0\0\0\0\0", 12, "0 a 0|." },
		{ "a large one of bytes", TAR_SIZE,
		    "\x80\0\0\0\0\0\0\2\0\0\0\0", 12,
		    "! a size in the archive is no number, or too large" },
		{ "all bits", TAR_SIZE,
		    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12,
		    "! a size in the archive is no number, or too large" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		is(changed(rows[i].at, rows[i].bytes, rows[i].n),
		    rows[i].want, rows[i].name);
}

/* An extra header of a kind, then a file. */
static const char *
with_extra(char kind, const char *bytes, size_t n)
{
	struct tar_entry e = { .path = "extra", .size = (long long)n };
	struct text t;

	text_init(&t, &mem);
	e.kind = kind;
	tar_head(&t, &e);
	text_add(&t, bytes, n);
	tar_fill(&t, e.size);
	add(&t, TAR_FILE, "short", "hi");
	add(&t, TAR_FILE, "next", "");
	tar_end(&t);
	return dump(t.p, t.n);
}

static void
test_extra(void)
{
	static const char unread[] =
	    "! an extended header cannot be read";
	static const char size[] =
	    "! a size in the archive is no number, or too large";
	static const struct {
		const char	*name;
		char		 kind;
		const char	*bytes;
		const char	*want;
	} rows[] = {
		{ "a path", 'x', "12 path=a/b\n", "0 a/b 2|hi|0 next 0|." },
		{ "other keys", 'x', "11 uid=123\n12 path=a/b\n",
		    "0 a/b 2|hi|0 next 0|." },
		{ "the last path counts", 'x', "10 path=a\n10 path=b\n",
		    "0 b 2|hi|0 next 0|." },
		{ "a size", 'x', "10 size=2\n", "0 short 2|hi|0 next 0|." },
		{ "nothing", 'x', "", "0 short 2|hi|0 next 0|." },
		{ "of all files", 'g', "12 path=a/b\n",
		    "0 short 2|hi|0 next 0|." },
		{ "GNU's long name", 'L', "a/long/name",
		    "0 a/long/name 2|hi|0 next 0|." },
		{ "GNU's long link", 'K', "a/long/name",
		    "0 short 2|hi|0 next 0|." },
		{ "an empty path", 'x', "9 path=\n", unread },
		{ "an empty path", 'x', "8 path=\n",
		    "! a path in the archive is too long" },
		{ "no newline", 'x', "11 path=a/b", unread },
		{ "a length too long", 'x', "13 path=a/b\n", unread },
		{ "a length too short", 'x', "11 path=a/b\n", unread },
		{ "a length of nothing", 'x', "3 \n", unread },
		{ "no length", 'x', "path=a\n", unread },
		{ "no blank", 'x', "12path=a/b\n\n", unread },
		{ "a length that never ends", 'x',
		    "99999999999999999999999999999 path=a\n", unread },
		{ "a length of 0", 'x', "0 path=a\n", unread },
		{ "no equals", 'x', "9 path a\n", unread },
		{ "a size of letters", 'x', "10 size=x\n", size },
		{ "a size with a minus", 'x', "11 size=-1\n", size },
		{ "an empty size", 'x', "8 size=\n", size },
		{ "a large size", 'x', "19 size=8589934592\n", size },
		{ "holes", 'x', "22 GNU.sparse.major=1\n",
		    "! the archive has a file with holes: make it without "
		    "--sparse" },
	};
	char *large;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		is(with_extra(rows[i].kind, rows[i].bytes,
		    strlen(rows[i].bytes)), rows[i].want, rows[i].name);
	is(with_extra('x', "11 path=a\0\n", 11),
	    "! a path in the archive is too long", "a NUL in a path");
	is(with_extra('L', "a/b\0", 4), "0 a/b 2|hi|0 next 0|.",
	    "a NUL at the end of a long name");
	is(with_extra('L', path_of(1025, 0), 1025),
	    "! a path in the archive is too long", "a path of 1025");
	large = mem_alloc(&mem, TAR_EXTRA_MAX + 1);
	is(with_extra('x', large, TAR_EXTRA_MAX + 1),
	    "! an extended header has more than 8 kilobytes", "too much");
}

/* However much of it is there, nothing else is read. */
static void
test_cuts(void)
{
	const char *whole, *part;
	struct text t;
	bool same = true;

	text_init(&t, &mem);
	add(&t, TAR_FILE, path_of(300, 0), "hello");
	add(&t, TAR_FILE, "b", path_of(1000, 0));
	tar_end(&t);
	whole = dump(t.p, t.n);
	for (size_t n = 0; n < t.n; n += TAR_BLOCK) {
		part = dump(t.p, n);
		same = same && strncmp(whole, part, strlen(part)) == 0;
	}
	tap_ok(same, "the beginning of an archive is the beginning of it");
	tap_ok(strchr(dump(t.p, t.n - 2 * TAR_BLOCK), '.') == NULL,
	    "no end without its blocks");
	t.p[0] ^= 1;
	is(dump(t.p, t.n), "! a header of the archive is damaged", "damage");
}

int
main(void)
{
	mem_init(&mem, 0);
	test_paths();
	test_round();
	test_heads();
	test_extra();
	test_cuts();
	mem_release(&mem);
	return tap_done();
}
