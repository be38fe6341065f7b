#include "web/multipart.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"

#define FORM	"multipart/form-data; boundary=b"
#define FIELD	"Content-Disposition: form-data; name=n"
#define FILE_AT	FIELD "; filename="
/* A body of one part, of one file called F, of one plain field. */
#define ONE(head, data)	"--b\r\n" head "\r\n\r\n" data "\r\n--b--\r\n"
#define NAMED(word)	ONE(FILE_AT word, "")
#define DATA(data)	ONE(FIELD, data)
#define CODED(how, data) \
	ONE(FIELD "\r\nContent-Transfer-Encoding: " how, data)

/* What is told, (name|filename|type|data) a part; then what ends it. */
static const struct row {
	const char	*name, *type, *in, *want;
} rows[] = {
	{ "a field", FORM, DATA("x"), "(n|-||x)0" },
	{ "no line end behind the last", FORM,
	    "--b\r\n" FIELD "\r\n\r\nx\r\n--b--", "(n|-||x)0" },
	{ "two parts", FORM,
	    "--b\r\n" FIELD "\r\n\r\n1\r\n--b\r\n" FIELD "\r\n\r\n2\r\n--b--",
	    "(n|-||1)(n|-||2)0" },
	{ "a file with its type", FORM,
	    ONE(FILE_AT "\"a.txt\"\r\nContent-Type: text/plain; x=y", "z"),
	    "(n|a.txt|text/plain; x=y|z)0" },
	{ "no part", FORM, "--b--\r\n", "0" },
	{ "line ends and no part", FORM, "\r\n\r\n--b--\r\n", "0" },
	{ "nothing", FORM, "", "-400" },
	{ "no data", FORM, DATA(""), "(n|-||)0" },
	{ "the boundary right behind the head", FORM,
	    "--b\r\n" FIELD "\r\n\r\n--b--", "(n|-||)0" },
	{ "almost, right behind the head", FORM,
	    "--b\r\n" FIELD "\r\n\r\n--c\r\n--b--", "(n|-||--c)0" },
	{ "data of line ends", FORM, DATA("\r\n\r\n"), "(n|-||\r\n\r\n)0" },
	{ "preamble", FORM, "Hello\r\n" DATA("x"), "(n|-||x)0" },
	{ "preamble of line ends", FORM, "\r\n\r\n" DATA("x"),
	    "(n|-||x)0" },
	{ "preamble with the boundary in it", FORM, "x--b\r\n" DATA("x"),
	    "(n|-||x)0" },
	{ "preamble and no part", FORM, "--c\r\n\r\nx\r\n--b--", "-400" },
	{ "epilogue", FORM, DATA("x") "--b\r\nmore", "(n|-||x)0" },
	{ "blanks behind the boundary", FORM,
	    "--b \t \r\n" FIELD "\r\n\r\nx\r\n--b \r\n" FIELD
	    "\r\n\r\ny\r\n--b--", "(n|-||x)(n|-||y)0" },
	{ "blanks and more", FORM, DATA("x\r\n--b y"),
	    "(n|-||x\r\n--b y)0" },

	{ "a longer boundary is data", FORM, DATA("x\r\n--bb\r\n--b-x"),
	    "(n|-||x\r\n--bb\r\n--b-x)0" },
	{ "CR behind the boundary", FORM, DATA("x\r\n--b\ry"),
	    "(n|-||x\r\n--b\ry)0" },
	{ "CR and again", FORM, DATA("x\r\n--b\r\r\n--"),
	    "(n|-||x\r\n--b\r\r\n--)0" },
	{ "LF before the boundary", FORM, DATA("x\n--b\r\n"),
	    "(n|-||x\n--b\r\n)0" },
	{ "LF behind the boundary", FORM, DATA("x\r\n--b\ny"),
	    "(n|-||x\r\n--b\ny)0" },
	{ "starts again and again", FORM, DATA("\r\r\n\r\n-\r\n--\r\n"),
	    "(n|-||\r\r\n\r\n-\r\n--\r\n)0" },
	{ "a boundary of hyphens", "multipart/form-data; boundary=--",
	    "----\r\n" FIELD "\r\n\r\n---\r\n---\r\n------",
	    "(n|-||---\r\n---)0" },

	{ "lines that end in LF", FORM,
	    "--b\n" FIELD "\n\nx\r\n\r\n--b\n" FIELD "\n\ny\n--b--\n",
	    "(n|-||x\r\n\r)(n|-||y)0" },
	{ "LF, but CR in the head", FORM, "--b\n" FIELD "\r\n\nx\n--b--",
	    "-400" },
	{ "CRLF, but LF in the head", FORM,
	    "--b\r\n" FIELD "\n\r\nx\r\n--b--", "-400" },
	{ "CRLF, but LF ends the head", FORM,
	    "--b\r\n" FIELD "\r\n\nx\r\n--b--", "-400" },

	{ "cut in the boundary", FORM, "--b", "-400" },
	{ "cut in the head", FORM, "--b\r\n" FIELD, "-400" },
	{ "cut in the data", FORM, "--b\r\n" FIELD "\r\n\r\nx",
	    "(n|-||x-400" },
	{ "cut in the last boundary", FORM,
	    "--b\r\n" FIELD "\r\n\r\nx\r\n--b-", "(n|-||x-400" },
	{ "no last boundary", FORM,
	    "--b\r\n" FIELD "\r\n\r\nx\r\n--b\r\n", "(n|-||x)-400" },

	{ "CR in a field's name", FORM, ONE("A\rb: c\r\n" FIELD, ""),
	    "-400" },
	{ "CR in a field's value", FORM, ONE(FIELD "\rx", ""), "-400" },
	{ "no colon", FORM, ONE(FIELD "\r\nA", ""), "-400" },
	{ "no name", FORM, ONE(FIELD "\r\n: a", ""), "-400" },
	{ "a blank before the colon", FORM, ONE(FIELD "\r\nA : b", ""),
	    "-400" },
	{ "a byte that no name may have", FORM, ONE(FIELD "\r\nA<: b", ""),
	    "-400" },
	{ "digits in a name", FORM, ONE(FIELD "\r\nX-9: b", ""),
	    "(n|-||)0" },
	{ "a control character", FORM, ONE(FIELD "\r\nA: \1", ""), "-400" },
	{ "DEL", FORM, ONE(FIELD "\r\nA: \x7f", ""), "-400" },
	{ "a tab", FORM, ONE(FIELD "\r\nA:\tb", ""), "(n|-||)0" },
	{ "CR for the empty line", FORM,
	    "--b\r\n" FIELD "\r\n\rx\r\n--b--", "-400" },
	{ "folded", FORM,
	    ONE("Content-Disposition: form-data;\r\n name=n;\r\n\tfilename=f"
	    "\r\nContent-Type:\r\n a/b", "x"), "(n|f|a/b|x)0" },
	{ "folded at once", FORM, ONE(" " FIELD, ""), "-400" },
	{ "case does not matter", FORM,
	    ONE("content-disposition:FORM-DATA;NAME=n;FileName=f", "x"),
	    "(n|f||x)0" },
	{ "twice", FORM, ONE(FIELD "\r\n" FIELD, ""), "-400" },

	{ "no disposition: skipped", FORM,
	    "--b\r\nA: b\r\n\r\nx\r\n" DATA("y"), "(n|-||y)0" },
	{ "an empty head: skipped", FORM, "--b\r\n\r\nx\r\n" DATA("y"),
	    "(n|-||y)0" },
	{ "another disposition: skipped", FORM,
	    ONE("Content-Disposition: attachment; name=n", "x"), "0" },
	{ "form-data without a name", FORM,
	    ONE("Content-Disposition: form-data", ""), "-400" },
	{ "an empty name", FORM,
	    ONE("Content-Disposition: form-data; name=\"\"", "x"),
	    "(|-||x)0" },
	{ "a name twice", FORM, ONE(FIELD "; name=m", ""), "-400" },
	{ "the file's name first", FORM,
	    ONE("Content-Disposition: form-data; filename=f; name=n", ""),
	    "(n|f||)0" },
	{ "other parameters", FORM, ONE(FIELD "; x=\";name=y\"", ""),
	    "(n|-||)0" },
	{ "a parameter without value", FORM, ONE(FIELD "; x", ""), "-400" },
	{ "semicolons", FORM, ONE(FIELD " ; ;;", ""), "(n|-||)0" },
	{ "behind the quotes", FORM,
	    ONE("Content-Disposition: form-data; name=\"a\"b", ""), "-400" },
	{ "quotes not closed", FORM, NAMED("\"a"), "-400" },
	{ "a quote in what has no quotes", FORM, NAMED("a\"b"), "-400" },

	{ "no file chosen", FORM, NAMED("\"\""), "(n|||)0" },
	{ "blanks", FORM, NAMED("\" a b \""), "(n| a b ||)0" },
	{ "escaped quotes", FORM, NAMED("\"a\\\"b\\\\c\""), "(n|a\"b\\c||)0" },
	{ "backslashes of a path", FORM, NAMED("\"C:\\new\\a.txt\""),
	    "(n|C:\\new\\a.txt||)0" },
	{ "a path is kept", FORM, NAMED("\"../../a\""), "(n|../../a||)0" },
	{ "%22", FORM, NAMED("\"a%22b%0A%41\""), "(n|a\"b%0A%41||)0" },
	{ "quotes as they are", FORM, NAMED("\"a\"b\" c\"; x=y"),
	    "(n|a\"b\" c||)0" },
	{ "a semicolon", FORM, NAMED("\"a;b\""), "(n|a;b||)0" },
	{ "a reference", FORM, NAMED("\"&#9731;&#128512;\""),
	    "(n|\xe2\x98\x83\xf0\x9f\x98\x80||)0" },
	{ "no reference", FORM, NAMED("\"&#38;&#55296;&#1114112;&#;&#9731\""),
	    "(n|&#38;&#55296;&#1114112;&#;&#9731||)0" },
	{ "UTF-8", FORM, NAMED("\"\xc3\xa4.txt\""), "(n|\xc3\xa4.txt||)0" },
	{ "no UTF-8", FORM, NAMED("\"\xe4\xff\""),
	    "(n|\xef\xbf\xbd\xef\xbf\xbd||)0" },
	{ "extended", FORM, ONE(FIELD "; filename*=UTF-8'de'%C3%A4+%22", ""),
	    "(n|\xc3\xa4+\"||)0" },
	{ "extended with a blank", FORM,
	    ONE(FIELD "; filename*=utf-8''a%20b", ""), "(n|a b||)0" },
	{ "extended twice", FORM,
	    ONE(FIELD "; filename*=utf-8''a; filename*=utf-8''a", ""),
	    "-400" },
	{ "extended wins", FORM,
	    ONE(FIELD "; filename*=utf-8''b; filename=\"a\"", ""),
	    "(n|b||)0" },
	{ "extended in Latin 1", FORM,
	    ONE(FIELD "; filename*=iso-8859-1''%E4", ""), "(n|\xc3\xa4||)0" },
	{ "extended in something", FORM,
	    ONE(FIELD "; filename*=koi8-r''a", ""), "-400" },
	{ "extended without quotes", FORM, ONE(FIELD "; filename*=a", ""),
	    "-400" },
	{ "a line end in disguise", FORM,
	    ONE(FIELD "; filename*=utf-8''a%0D%0Ab", ""), "-400" },
	{ "NUL in disguise", FORM, ONE(FIELD "; filename*=utf-8''a%00", ""),
	    "-400" },
	{ "an escape that is none", FORM,
	    ONE(FIELD "; filename*=utf-8''a%4", ""), "-400" },

	{ "base64", FORM, CODED("base64", "SGVs\r\nbG8h"), "(n|-||Hello!)0" },
	{ "base64 with one pad", FORM, CODED("BASE64", "SGVsbG8="),
	    "(n|-||Hello)0" },
	{ "base64 with two", FORM, CODED("base64", "SGVsbA=\r\n="),
	    "(n|-||Hell)0" },
	{ "base64, padded too much", FORM, CODED("base64", "SG==="),
	    "(n|-||H-400" },
	{ "base64, all pads", FORM, CODED("base64", "===="), "(n|-||-400" },
	{ "base64 behind the pads", FORM, CODED("base64", "SGVsbA==SGVs"),
	    "(n|-||Hell-400" },
	{ "base64, cut", FORM, CODED("base64", "SGVsb"), "(n|-||Hel-400" },
	{ "no base64", FORM, CODED("base64", "SGVs*"), "(n|-||Hel-400" },
	{ "quoted-printable", FORM,
	    CODED("quoted-printable", "a=3Db=\r\nc=\nd=c3=A4"),
	    "(n|-||a=bcd\xc3\xa4)0" },
	{ "quoted-printable, odd", FORM,
	    CODED("quoted-printable", "=x==3D=4=\r=4g="),
	    "(n|-||=x===4=\r=4g)0" },
	{ "quoted-printable, lines in LF", FORM,
	    CODED("quoted-printable", "a=\nb=4\nc"), "(n|-||ab=4\nc)0" },
	{ "8bit", FORM, CODED("8bit", "=3D"), "(n|-||=3D)0" },
	{ "uuencode", FORM, CODED("x-uuencode", "x"), "-400" },

	{ "no type", NULL, "", "none" },
	{ "another type", "text/plain; boundary=b", "", "none" },
	{ "another multipart", "multipart/mixed; boundary=b", "", "none" },
	{ "no boundary", "multipart/form-data", "", "none" },
	{ "an empty boundary", "multipart/form-data; boundary=", "", "none" },
	{ "two boundaries", FORM "; boundary=c", "", "none" },
	{ "a blank at its end", "multipart/form-data; boundary=\"b \"", "",
	    "none" },
	{ "not ASCII", "multipart/form-data; boundary=\xc3\xa4", "", "none" },
	{ "not closed", "multipart/form-data; boundary=\"b", "", "none" },
	{ "quoted", "Multipart/Form-Data ; x=y;Boundary=\"b\"; z=1",
	    DATA("x"), "(n|-||x)0" },
	{ "odd boundary", "multipart/form-data; boundary=\\/=",
	    "--\\/=\r\n" FIELD "\r\n\r\nx\r\n--\\/=--", "(n|-||x)0" },
};

struct told {
	struct text	*t;
	int		 stop_at;	/* 'p', 'd', 'e' or 0 */
	bool		 open;
};

static int
part(void *arg, const struct multipart_part *p)
{
	struct told *told = arg;

	text_addf(told->t, "(%s|%s|%s|", p->name,
	    p->filename == NULL ? "-" : p->filename, p->type);
	if (told->open)
		tap_ok(false, "parts come one by one");
	told->open = true;
	return told->stop_at == 'p' ? 7 : 0;
}

static int
data(void *arg, const char *p, size_t n)
{
	struct told *told = arg;

	text_add(told->t, p, n);
	if (!told->open || n == 0)
		tap_ok(false, "data comes within a part");
	return told->stop_at == 'd' ? 8 : 0;
}

static int
end(void *arg)
{
	struct told *told = arg;

	text_adds(told->t, ")");
	told->open = false;
	return told->stop_at == 'e' ? 9 : 0;
}

static const struct multipart_events events = { part, data, end };

/* In pieces: the first one, then all of the same size. */
static void
tell(struct told *told, const char *type, struct slice in, size_t first,
    size_t step)
{
	struct multipart *m;
	int result;

	text_clear(told->t);
	told->open = false;
	m = multipart_new(told->t->mem, type, &events, told);
	if (m == NULL) {
		text_adds(told->t, "none");
		return;
	}
	result = multipart_push(m, in.p, first);
	for (size_t at = first; result == 0 && at < in.n; at += step)
		result = multipart_push(m, in.p + at,
		    step < in.n - at ? step : in.n - at);
	if (result == 0)
		result = multipart_end(m);
	text_addf(told->t, "%d", result);
}

static bool
same_at_each_split(const struct row *r, struct slice in)
{
	struct mem mem;
	struct text t;
	struct told told = { .t = &t };
	bool same = true;

	for (size_t i = 0; i <= in.n; i++) {
		mem_init(&mem, 0);
		text_init(&t, &mem);
		tell(&told, r->type, in, i, i % 2 == 0 ? 1 : in.n);
		same = same && strcmp(t.p, r->want) == 0;
		mem_release(&mem);
	}
	return same;
}

static void
test_row(const struct row *r)
{
	struct slice in = guard_copy(slice_str(r->in));
	struct mem mem;
	struct text t;
	struct told told = { .t = &t };

	mem_init(&mem, 0);
	text_init(&t, &mem);
	tell(&told, r->type, in, in.n, 1);
	tap_is(slice_of(t.p, t.n), slice_str(r->want), "%s", r->name);
	tap_ok(same_at_each_split(r, in), "%s, at every split", r->name);
	mem_release(&mem);
	guard_free(in);
}

static void
test_stops(void)
{
	static const char in[] = DATA("x");
	struct mem mem;
	struct text t;
	struct told told = { .t = &t };

	mem_init(&mem, 0);
	text_init(&t, &mem);
	told.stop_at = 'p';
	tell(&told, FORM, SLICE(in), sizeof(in) - 1, 1);
	tap_is(slice_str(t.p), SLICE("(n|-||7"), "a part can stop it");
	told.stop_at = 'd';
	tell(&told, FORM, SLICE(in), sizeof(in) - 1, 1);
	tap_is(slice_str(t.p), SLICE("(n|-||x8"), "data can stop it");
	told.stop_at = 'e';
	tell(&told, FORM, SLICE(in), sizeof(in) - 1, 1);
	tap_is(slice_str(t.p), SLICE("(n|-||x)9"), "an end can stop it");
	mem_release(&mem);
}

/* A head of so many bytes, its empty line counted. */
static int
head_of(size_t n)
{
	static const char start[] = FIELD "\r\nA: ";
	static const char rest[] = "\r\n\r\n\r\n--b--";
	struct mem mem;
	struct text t, out;
	struct told told = { .t = &out };
	int result;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	text_init(&out, &mem);
	text_adds(&t, "--b\r\n");
	text_adds(&t, start);
	for (size_t i = sizeof(start) - 1 + 4; i < n; i++)
		text_addc(&t, 'x');
	text_adds(&t, rest);
	tell(&told, FORM, slice_of(t.p, t.n), t.n, 1);
	result = strcmp(out.p, "(n|-||)0") == 0 ? 0 :
	    strcmp(out.p, "-431") == 0 ? -431 : 1;
	mem_release(&mem);
	return result;
}

static int
parts_of(size_t n)
{
	struct mem mem;
	struct text t;
	struct told told = { .t = &t };
	struct multipart *m;
	int result = 0;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	m = multipart_new(&mem, FORM, &events, &told);
	for (size_t i = 0; i < n && result == 0; i++)
		result = multipart_push(m, "\r\n--b\r\n\r\n", 9);
	if (result == 0)
		result = multipart_push(m, "\r\n--b--", 7);
	if (result == 0)
		result = multipart_end(m);
	mem_release(&mem);
	return result;
}

static void
test_limits(void)
{
	char type[128];
	struct mem mem;

	tap_int(head_of(MULTIPART_HEAD_MAX), 0, "the largest head");
	tap_int(head_of(MULTIPART_HEAD_MAX + 1), -431, "a head too large");
	tap_int(parts_of(MULTIPART_PARTS_MAX), 0, "the most parts");
	tap_int(parts_of(MULTIPART_PARTS_MAX + 1), -413, "a part too many");
	mem_init(&mem, 0);
	snprintf(type, sizeof(type), "multipart/form-data; boundary=%070d", 0);
	tap_ok(multipart_new(&mem, type, &events, NULL) != NULL,
	    "the longest boundary");
	snprintf(type, sizeof(type), "multipart/form-data; boundary=%071d", 0);
	tap_ok(multipart_new(&mem, type, &events, NULL) == NULL,
	    "a boundary too long");
	mem_release(&mem);
}

static int
count_data(void *arg, const char *p, size_t n)
{
	(void)p;
	*(size_t *)arg += n;
	return 0;
}

static int
no_part(void *arg, const struct multipart_part *p)
{
	(void)arg;
	(void)p;
	return 0;
}

static int
no_end(void *arg)
{
	(void)arg;
	return 0;
}

static void
test_memory(void)
{
	static const struct multipart_events counting = {
		no_part, count_data, no_end
	};
	static const char some[4096];
	struct mem mem;
	struct multipart *m;
	size_t total = 0, used;
	int result;

	mem_init(&mem, 0);
	m = multipart_new(&mem, FORM, &counting, &total);
	used = mem.used;
	result = multipart_push(m, "--b\r\n" FIELD "\r\n\r\n",
	    sizeof("--b\r\n" FIELD "\r\n\r\n") - 1);
	for (int i = 0; i < 10000 && result == 0; i++)
		result = multipart_push(m, some, sizeof(some));
	tap_int((long long)total, 10000LL * (long long)sizeof(some),
	    "40 MB of data");
	tap_int((long long)mem.used, (long long)used, "take no memory");
	mem_release(&mem);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		test_row(&rows[i]);
	test_stops();
	test_limits();
	test_memory();
	return tap_done();
}
