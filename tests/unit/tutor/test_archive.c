#include "apps/tutor/model/archive.h"

#include <string.h>

#include "apps/tutor/model/folder_tree.h"
#include "apps/tutor/model/tar.h"
#include "sample.h"
#include "tap.h"
#include "web/hash.h"
#include "web/text.h"

#define HASH	"31a4e248724de479bffaa0b4d7b8ac86"	\
	"b703ba460861b6ca38dd88164fe3e118"

static struct mem	mem;

static void
test_parts(void)
{
	static const struct {
		const char		*path;
		enum archive_part	 want;
	} rows[] = {
		{ "manifest.json", ARCHIVE_IS_FACTS },
		{ "SHA256SUMS", ARCHIVE_IS_SUMS },
		{ "files/course", ARCHIVE_COURSE },
		{ "files/40.programs/page.md", ARCHIVE_COURSE },
		{ "files/a/b/c/d/e/f/g", ARCHIVE_COURSE },
		{ "files/\xc3\xa9.md", ARCHIVE_COURSE },
		{ "data/staff.log", ARCHIVE_LOG },
		{ "data/u/ann.log", ARCHIVE_LOG },
		{ "data/u/+g1.log", ARCHIVE_LOG },
		{ "data/u/ann@example.org.log", ARCHIVE_LOG },
		{ "data/blob/31/" HASH, ARCHIVE_BLOB },
		{ "data/ver/" HASH, ARCHIVE_VERSION },
		{ "data/key", ARCHIVE_KEY },
		{ "", ARCHIVE_BAD }, { "/", ARCHIVE_BAD },
		{ "files", ARCHIVE_BAD }, { "files/", ARCHIVE_BAD },
		{ "files//course", ARCHIVE_BAD },
		{ "files/.git", ARCHIVE_BAD },
		{ "files/.", ARCHIVE_BAD }, { "files/..", ARCHIVE_BAD },
		{ "files/../course", ARCHIVE_BAD },
		{ "files/a/../../../etc/passwd", ARCHIVE_BAD },
		{ "/files/course", ARCHIVE_BAD },
		{ "files/a\nb", ARCHIVE_BAD }, { "files/a\\b", ARCHIVE_BAD },
		{ "files/\x7f", ARCHIVE_BAD },
		{ "files/a/b/c/d/e/f/g/h", ARCHIVE_BAD },
		{ "data", ARCHIVE_BAD }, { "data/", ARCHIVE_BAD },
		{ "data/.log", ARCHIVE_BAD }, { "data/u/.log", ARCHIVE_BAD },
		{ "data/u/Ann.log", ARCHIVE_BAD },
		{ "data/u/ann.log.torn", ARCHIVE_BAD },
		{ "data/u/v/ann.log", ARCHIVE_BAD },
		{ "data/idx/ann.log", ARCHIVE_BAD },
		{ "data/blob/32/" HASH, ARCHIVE_BAD },
		{ "data/blob/" HASH, ARCHIVE_BAD },
		{ "data/blob/3", ARCHIVE_BAD }, { "data/blob/", ARCHIVE_BAD },
		{ "data/ver/" HASH "0", ARCHIVE_BAD },
		{ "data/ver/x", ARCHIVE_BAD },
		{ "data/key/x", ARCHIVE_BAD }, { "key", ARCHIVE_BAD },
		{ "other", ARCHIVE_BAD }
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		tap_int(archive_part(rows[i].path), rows[i].want, "part %zu",
		    i);
}

static void
test_below(void)
{
	static const struct {
		const char	*path, *top, *below;	/* below NULL: bad */
	} rows[] = {
		{ "demo/files/x", "demo", "files/x" },
		{ "./demo/files/x", "demo", "files/x" },
		{ "demo", "demo", "" }, { "./demo", "demo", "" },
		{ "/demo/x", NULL, NULL }, { "../demo/x", NULL, NULL },
		{ ".", NULL, NULL }, { "./", NULL, NULL },
		{ "././demo/x", NULL, NULL }, { "demo/", NULL, NULL },
		{ "demo/../x", NULL, NULL }, { "demo//x", NULL, NULL },
		{ "", NULL, NULL }, { ".demo/x", NULL, NULL }
	};
	const char *top, *below;
	size_t n;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		top = NULL;
		n = 0;
		below = archive_below(rows[i].path, &top, &n);
		if (rows[i].below == NULL) {
			tap_ok(below == NULL, "no path: %s", rows[i].path);
			continue;
		}
		tap_is(slice_str(below == NULL ? "-" : below),
		    slice_str(rows[i].below), "below %s", rows[i].path);
		tap_is((struct slice){ top, n }, slice_str(rows[i].top),
		    "the top of %s", rows[i].path);
	}
}

static int
sums(struct archive_sums *s, const char *text)
{
	*s = (struct archive_sums){ .n = 0 };
	return archive_sums_read(s, &mem, text, strlen(text));
}

static void
test_sums(void)
{
	static const char *const wrong[] = {
		"x", "\n", HASH "\n", HASH "  \n", HASH "  a", HASH " a\n",
		"X" HASH "  a\n", "  a\n"
	};
	struct archive_sums a, b;
	const char *differs;
	struct text t;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		tap_int(sums(&a, wrong[i]), -1, "not read: %zu", i);
	tap_int(sums(&a, ""), 0, "none");
	tap_int(sums(&a, HASH "  b\n" HASH " *a\n"), 0, "two");
	tap_ok(archive_sums_sort(&a) == NULL, "no path twice");
	text_init(&t, &mem);
	archive_sums_write(&t, &a);
	tap_is(slice_str(t.p), slice_str(HASH "  a\n" HASH "  b\n"),
	    "written again, sorted");
	(void)sums(&b, HASH "  a\n");
	differs = archive_sums_differ(&a, &b);
	tap_ok(differs != NULL && strcmp(differs, "b") == 0, "one is missing");
	differs = archive_sums_differ(&b, &a);
	tap_ok(differs != NULL && strcmp(differs, "b") == 0, "one is new");
	(void)sums(&b, HASH "  a\n" HASH "  c\n");
	differs = archive_sums_differ(&a, &b);
	tap_ok(differs != NULL && strcmp(differs, "b") == 0, "another path");
	(void)sums(&b, t.p);
	tap_ok(archive_sums_differ(&a, &b) == NULL, "the same");
	b.list[1].hex[0] = 'f';
	tap_ok(archive_sums_differ(&a, &b) != NULL, "another hash");
	(void)sums(&b, HASH "  a/b\n" HASH "  a.c\n" HASH "  a\n" HASH
	    "  b/c\n");
	(void)archive_sums_sort(&b);
	tap_ok(archive_sums_find(&b, "a/x", 1) == &b.list[0], "found: a");
	tap_ok(archive_sums_find(&b, "a/b", 3) == &b.list[2], "found: a/b");
	tap_ok(archive_sums_find(&b, "b/c", 1) == NULL &&
	    archive_sums_find(&b, "c", 1) == NULL &&
	    archive_sums_find(&b, "", 0) == NULL, "not found");
	(void)sums(&b, HASH "  a\n" HASH "  a\n");
	tap_ok(archive_sums_sort(&b) != NULL, "a path twice");
}

/* An archive in the making: what its SHA256SUMS will say, too. */
struct making {
	struct text		text;
	struct archive_sums	sums;
};

static void
put_kind(struct making *k, char kind, const char *path, const char *bytes)
{
	struct tar_entry e = { .size = (long long)strlen(bytes) };
	char hex[65];

	e.kind = kind;
	memcpy(e.path, path, strlen(path) + 1);
	(void)tar_head(&k->text, &e);
	text_adds(&k->text, bytes);
	tar_fill(&k->text, e.size);
	sha256_hex(bytes, strlen(bytes), hex);
	if (kind == TAR_FILE && strncmp(path, "demo/", 5) == 0)
		archive_sum_add(&k->sums, &mem, path + 5, hex);
}

static void
put(struct making *k, const char *path, const char *bytes)
{
	put_kind(k, TAR_FILE, path, bytes);
}

static struct making
begin(void)
{
	struct making k = { .sums = { .n = 0 } };

	text_init(&k.text, &mem);
	put(&k, "demo/manifest.json", "{\"format\":1,\"course\":\"demo\"}");
	put(&k, "demo/files/course", "title: X\n");
	return k;
}

static void
end(struct making *k)
{
	struct text t;

	text_init(&t, &mem);
	(void)archive_sums_sort(&k->sums);
	archive_sums_write(&t, &k->sums);
	put(k, "demo/SHA256SUMS", t.p);
	tar_end(&k->text);
}

static int
count(const char *path)
{
	DIR *dir = opendir(path);
	int n = 0;

	while (dir != NULL && readdir(dir) != NULL)
		n++;
	if (dir != NULL)
		closedir(dir);
	return n - 2;
}

/* Import it into two new folders: NULL, or where it is wrong and why. */
static const char *
import(const struct text *t)
{
	struct archive_import a = { .mem = &mem };
	char path[] = "/tmp/archive.XXXXXX";
	int dir, file;
	const char *said = NULL;

	if (mkdtemp(path) == NULL)
		abort();
	dir = open(path, O_RDONLY | O_DIRECTORY);
	a.files = folder_in(dir, "files", true);
	a.data = folder_in(dir, "data", true);
	if (folder_save(dir, "tar", t->p, t->n) == -1)
		abort();
	file = folder_read(dir, "tar");
	a.in = file;
	if (archive_import(&a) == -1)
		said = mem_printf(&mem, "%s: %s", a.at == NULL ? "" : a.at,
		    a.why == NULL ? "?" : a.why);
	tap_int(count(path), 3, "nothing beside the folders");
	close(file);
	close(a.files);
	close(a.data);
	close(dir);
	dir = open("/tmp", O_RDONLY | O_DIRECTORY);
	tap_int(folder_tree_remove(dir, path + 5), 0, "removed");
	close(dir);
	return said == NULL ? "" : said;
}

static void
is(const struct text *t, const char *want, const char *name)
{
	tap_is(slice_str(import(t)), slice_str(want), "%s", name);
}

/* What a stranger may put into an archive. */
static void
test_hostile(void)
{
	static const char *const not_a_path = "is no path that we follow";
	static const char *const link =
	    "is a link: such an archive has files only";
	static const char *const nothing =
	    "is nothing that such an archive has";
	static const struct {
		char		 kind;
		const char	*path;
		const char *const *why;
	} rows[] = {
		{ TAR_FILE, "/etc/passwd", &not_a_path },
		{ TAR_FILE, "../up", &not_a_path },
		{ TAR_FILE, "demo/files/../../up", &not_a_path },
		{ TAR_FILE, "demo/files/.hidden", &not_a_path },
		{ TAR_FOLDER, "/etc/", &not_a_path },
		{ TAR_FOLDER, "demo/../up/", &not_a_path },
		{ TAR_SYMLINK, "demo/files/x", &link },
		{ TAR_LINK, "demo/files/x", &link },
		{ TAR_FILE, "demo/data/x", &nothing },
		{ TAR_FILE, "demo/data/u", &nothing },
		{ TAR_FILE, "demo/x", &nothing }
	};
	struct making k;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		k = begin();
		put_kind(&k, rows[i].kind, rows[i].path, "");
		end(&k);
		is(&k.text, mem_printf(&mem, "%.*s: %s", (int)(strlen(
		    rows[i].path) - (rows[i].kind == TAR_FOLDER)), *rows[i].why
		    == nothing ? rows[i].path + 5 : rows[i].path,
		    *rows[i].why), rows[i].path);
	}
}

static void
test_import(void)
{
	struct making k = begin();
	struct text t;

	put_kind(&k, TAR_FOLDER, "demo/files/", "");
	put(&k, "demo/files/10.a/page.md", "x");
	put(&k, "demo/data/u/ann.log", "x");
	end(&k);
	is(&k.text, "", "as it should be");
	for (size_t n = 0; n < k.text.n; n += TAR_BLOCK) {
		t = k.text;
		t.n = n;
		/* The second of the two blocks at the end is no news. */
		if (n < k.text.n - TAR_BLOCK)
			tap_ok(*import(&t) != '\0', "cut at %zu", n);
	}
	k = begin();
	put(&k, "demo/files/course", "again");
	end(&k);
	is(&k.text, "files/course: is there twice", "a name twice");
	k = begin();
	put(&k, "demo/files/a", "");
	put(&k, "demo/files/a/b", "");
	end(&k);
	tap_ok(*import(&k.text) != '\0', "a file that is a folder, too");
	k = begin();
	put(&k, "other/files/a", "");
	end(&k);
	is(&k.text, "other/files/a: is beside the archive's folder", "two");
	k = begin();
	put_kind(&k, '3', "demo/files/null", "");
	end(&k);
	is(&k.text, "demo/files/null: is neither a file nor a folder",
	    "a device");
	k = begin();
	put(&k, "demo/data/key", "short");
	end(&k);
	is(&k.text, "data/key: is no key: it has 32 bytes", "a short key");
	k = begin();
	put(&k, "demo/data/ver/" HASH, "another text");
	end(&k);
	is(&k.text, "data/ver/" HASH ": is not what its name says", "a hash");
	k = begin();
	k.sums.list[1].hex[0] ^= 1;
	end(&k);
	is(&k.text, "files/course: is missing, was changed, or is not in "
	    "SHA256SUMS", "a file that was changed");
}

static void
test_facts(void)
{
	static const struct {
		const char	*facts, *want;
	} rows[] = {
		{ "{\"format\":1}", "" },
		{ "{\"format\":2}", ": the archive is of another version of "
		    "the tutor" },
		{ "{\"format\":\"1\"}", "manifest.json: cannot be read" },
		{ "{}", "manifest.json: cannot be read" },
		{ "[", "manifest.json: cannot be read" },
		{ "", "manifest.json: cannot be read" }
	};
	struct making k;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		k = (struct making){ .sums = { .n = 0 } };
		text_init(&k.text, &mem);
		put(&k, "demo/files/course", "");
		put(&k, "demo/manifest.json", rows[i].facts);
		end(&k);
		is(&k.text, rows[i].want, rows[i].facts);
	}
	text_init(&k.text, &mem);
	is(&k.text, ": this is no archive of tar", "nothing at all");
	tar_end(&k.text);
	is(&k.text, "manifest.json: is missing: this is no archive of a "
	    "course", "an empty archive");
}

int
main(void)
{
	mem_init(&mem, 0);
	test_parts();
	test_below();
	test_sums();
	test_import();
	test_hostile();
	test_facts();
	mem_release(&mem);
	return tap_done();
}
