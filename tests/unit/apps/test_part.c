#include <stdio.h>
#include <string.h>

#include "../../../apps/upload/part.h"
#include "tap.h"

#define FORM	"multipart/form-data; boundary=XY"
#define FILE_HEAD "Content-Disposition: form-data; name=\"f\"; " \
	"filename=\"a;b.txt\"\r\n"

static const struct row {
	const char *name;
	const char *type;
	const char *body;
	bool	    found;
	const char *file;	/* NULL: the type itself is refused */
	const char *filename;
} rows[] = {
	{ "one file", FORM,
	    "--XY\r\n" FILE_HEAD "\r\nabc\r\n--XY--\r\n",
	    true, "abc", "a;b.txt" },
	{ "an empty file", FORM,
	    "--XY\r\n" FILE_HEAD "\r\n\r\n--XY--\r\n", true, "", "a;b.txt" },
	{ "a preamble, and a field before the file", FORM,
	    "pre\r\n--XY\r\nContent-Disposition: form-data; name=\"a\"\r\n"
	    "\r\nval\r\n--X\r\r\n--XY\r\n" FILE_HEAD
	    "Content-Type: text/plain\r\n\r\nabc\r\n--XY--\r\nend",
	    true, "abc", "a;b.txt" },
	{ "what looks like a mark but is none", FORM,
	    "--XY\r\n" FILE_HEAD
	    "\r\na\r\n--X\r\n-\r\r\n--XZ\r\nend\r\r\n--XY--\r\n", true,
	    "a\r\n--X\r\n-\r\r\n--XZ\r\nend\r", "a;b.txt" },
	{ "only the first of two files", FORM,
	    "--XY\r\n" FILE_HEAD "\r\none\r\n--XY\r\n" FILE_HEAD
	    "\r\ntwo\r\n--XY--\r\n", true, "one", "a;b.txt" },
	{ "a boundary in quotes", "multipart/form-data; a=\";\"; "
	    "BOUNDARY=\"a b\"",
	    "--a b\r\n" FILE_HEAD "\r\nabc\r\n--a b--", true, "abc",
	    "a;b.txt" },
	{ "cut in the file", FORM,
	    "--XY\r\n" FILE_HEAD "\r\nabc", false, "abc", "a;b.txt" },
	{ "cut in the mark", FORM,
	    "--XY\r\n" FILE_HEAD "\r\nabc\r\n--X", false, "abc", "a;b.txt" },
	{ "no file in it", FORM,
	    "--XY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc"
	    "\r\n--XY--\r\n", false, "", "" },
	{ "a file without a name", FORM,
	    "--XY\r\nContent-Disposition: form-data; name=\"a\"; "
	    "filename=\"\"\r\n\r\n\r\n--XY--\r\n", false, "", "" },
	{ "no boundary", "multipart/form-data", "", false, NULL, NULL },
	{ "an empty boundary", "multipart/form-data; boundary=", "", false,
	    NULL, NULL },
	{ "a boundary of 71", "multipart/form-data; boundary="
	    "12345678901234567890123456789012345"
	    "678901234567890123456789012345678901", "", false, NULL, NULL },
	{ "a boundary of 70", "multipart/form-data; boundary="
	    "12345678901234567890123456789012345"
	    "67890123456789012345678901234567890", "", false, "", "" }
};

static char	got[512];
static size_t	ngot;

static void
take(void *arg, const char *p, size_t n)
{
	(void)arg;
	if (n > sizeof(got) - ngot)
		n = sizeof(got) - ngot;
	memcpy(got + ngot, p, n);
	ngot += n;
}

/* The body in three pieces. */
static bool
matches(const struct row *r, size_t first, size_t second)
{
	struct slice in = guard_copy(slice_str(r->body));
	struct part p;

	ngot = 0;
	if (part_init(&p, r->type, take, NULL) == -1)
		return false;
	part_feed(&p, in.p, first);
	part_feed(&p, in.p + first, second - first);
	part_feed(&p, in.p + second, in.n - second);
	guard_free(in);
	return p.found == r->found && strcmp(p.name, r->filename) == 0 &&
	    slice_eq(slice_of(got, ngot), slice_str(r->file));
}

static void
check(const struct row *r)
{
	size_t n = strlen(r->body), bad = 0;
	struct part p;

	if (r->file == NULL) {
		tap_int(part_init(&p, r->type, take, NULL), -1, "%s", r->name);
		return;
	}
	for (size_t i = 0; i <= n; i++) {
		for (size_t j = i; j <= n; j++) {
			if (!matches(r, i, j))
				bad++;
		}
	}
	tap_int((long long)bad, 0, "%s, at every two splits", r->name);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
	return tap_done();
}
