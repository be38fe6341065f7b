#include "files/page.h"

#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "http/class.h"
#include "http/date.h"

enum {
	DAY = 86400,
	FRAME_ROOM = 6144,		/* all that is there once */
	CRUMB_ROOM = 128,		/* one folder above, without its name */
	ROW_ROOM = 384,			/* one entry, without its name */
	TEXT_GROWTH = 6,		/* '"' becomes "&quot;" */
	HREF_GROWTH = 3			/* "%22" */
};

/* The colours of the pages in http/status.c, with the same contrast. */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1d2430;--soft:#4b5462;"
    "--page:#fbfaf8;--line:#dcd8d0;--mark:#982f1b;--over:#f1eee8}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e9e6e1;--soft:#aab1bc;"
    "--page:#14181f;--line:#313846;--mark:#ff9a7a;--over:#1d232d}}"
    "*{box-sizing:border-box}"
    "body{margin:0;padding:clamp(1.5rem,6vh,4rem) 1.5rem;"
    "background:var(--page);color:var(--ink);"
    "font:1rem/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,sans-serif}"
    "main{max-width:54rem;margin:auto}"
    "a{color:inherit;text-decoration:none}"
    "a:hover{text-decoration:underline;text-underline-offset:.2em}"
    "a:focus-visible{outline:2px solid var(--mark);outline-offset:2px;"
    "border-radius:3px}"
    "bdi{white-space:pre-wrap;overflow-wrap:anywhere}"
    "nav{color:var(--soft)}"
    "nav a{color:var(--mark);font-weight:600}"
    "h1{margin:.1rem 0 1.25rem;font-size:clamp(1.75rem,6vw,2.5rem);"
    "line-height:1.2;letter-spacing:-.02em}"
    "p{color:var(--soft)}"
    "table{width:calc(100% + 1.5rem);margin:0 -.75rem;"
    "border-collapse:collapse}"
    "caption{padding:0 .75rem .75rem;color:var(--soft);font-size:.875rem;"
    "text-align:left}"
    "th,td{padding:.5rem .75rem;border-bottom:1px solid var(--line);"
    "vertical-align:top}"
    "thead th{position:sticky;top:0;z-index:1;background:var(--page);"
    "box-shadow:inset 0 -1px var(--line);font-size:.8125rem}"
    "thead a{color:var(--soft);white-space:nowrap}"
    "thead [aria-sort] a{color:var(--mark)}"
    "[aria-sort] a::after{content:\" \\2193\";content:\" \\2193\"/\"\"}"
    "[aria-sort=ascending] a::after{content:\" \\2191\";"
    "content:\" \\2191\"/\"\"}"
    "th{font-weight:400;text-align:left;width:100%}"
    "th+th,td{width:auto;text-align:right}"
    "td{color:var(--soft);white-space:nowrap;"
    "font-variant-numeric:tabular-nums}"
    "tbody tr:hover{background:var(--over)}"
    "tbody a{display:block;position:relative;padding-left:1.75rem}"
    "tbody a::before{content:\"\";position:absolute;left:.125rem;top:.25rem;"
    "width:.8rem;height:1rem;background:var(--soft);opacity:.55;"
    "clip-path:polygon(0 0,60% 0,100% 32%,100% 100%,0 100%)}"
    ".d{font-weight:600}"
    ".d::before{left:0;top:.3rem;width:1.1rem;height:.875rem;"
    "background:var(--mark);opacity:1;clip-path:polygon(0 0,40% 0,52% 18%,"
    "100% 18%,100% 100%,0 100%)}"
    ".u{color:var(--soft)}"
    ".u::before{left:.1rem;width:.9rem;opacity:1;clip-path:polygon(50% 0,"
    "100% 50%,62% 50%,62% 100%,38% 100%,38% 50%,0 50%)}"
    "@media(max-width:36rem){body{padding:1.25rem 1rem}"
    "table{width:100%;margin:0}caption{padding:0 0 .5rem}"
    "th,td{padding:.6rem .4rem}"
    "th:first-child{padding-left:0}th:last-child,td:last-child"
    "{padding-right:0}td{font-size:.875rem;line-height:1.7}"
    "time span,thead span{display:none}}";

static const struct {
	const char	*title;
	bool		 falls;		/* when it is chosen first */
} columns[ORDER_NKEYS] = {
	[ORDER_NAME] = { "Name", false },
	[ORDER_SIZE] = { "Size", true },
	[ORDER_TIME] = { "Modified<span> (UTC)</span>", true }
};

static const char *
markup(char c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	}
	return NULL;
}

/*
 * Of the characters of more than one byte: the controls up to U+009F, and
 * those that turn text round (U+202A to U+202E, U+2066 to U+2069), by which
 * a program would look like a picture.
 */
static bool
is_control(struct slice c)
{
	unsigned char last = (unsigned char)c.p[c.n - 1];

	if (c.n == 2)
		return (unsigned char)c.p[0] == 0xc2 && last < 0xa0;
	if (slice_starts(c, SLICE("\xe2\x80")))
		return last >= 0xaa && last <= 0xae;
	if (slice_starts(c, SLICE("\xe2\x81")))
		return last >= 0xa6 && last <= 0xa9;
	return false;
}

/*
 * One character.  The controls of ASCII have pictures at U+2400; the others
 * and what is no UTF-8 become U+FFFD.
 */
static int
put_char(struct buf *b, struct slice c)
{
	unsigned char first = (unsigned char)c.p[0];
	const char *text = markup(c.p[0]);

	if (text != NULL)
		return buf_adds(b, text);
	if (first == 0x7f)
		return buf_adds(b, "\xe2\x90\xa1");
	if (first < 0x20)
		return buf_addf(b, "\xe2\x90%c", 0x80 + first);
	if (utf8_len(c) == 0 || is_control(c))
		return buf_adds(b, "\xef\xbf\xbd");
	return buf_add(b, c);
}

static int
put_text(struct buf *b, struct slice s)
{
	while (s.n > 0) {
		size_t n = utf8_len(s);

		if (n == 0)
			n = 1;
		if (put_char(b, slice_of(s.p, n)) == -1)
			return -1;
		s = slice_skip(s, n);
	}
	return 0;
}

/* A name as it stands in an href: all that HTML could mistake is encoded. */
static int
put_encoded(struct buf *b, struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool plain = class_has(s.p[i], CLASS_PATH) &&
		    markup(s.p[i]) == NULL;
		int err = plain ? buf_addc(b, s.p[i]) :
		    buf_addf(b, "%%%02X", (unsigned char)s.p[i]);

		if (err == -1)
			return -1;
	}
	return 0;
}

/* In powers of 1024: two digits at least, none of them made up. */
static int
put_size(struct buf *b, uint64_t size)
{
	static const char letters[] = " KMGTPE";
	uint64_t unit = 1, whole, rest, tenths;
	size_t i = 0;

	/* What is rounded to 1024 belongs to the next unit. */
	while (letters[i + 1] != '\0' && size >= unit * 1024 - unit / 2) {
		unit *= 1024;
		i++;
	}
	if (i == 0)
		return buf_addf(b, "%" PRIu64 " B", size);
	whole = size / unit;
	rest = size % unit;
	tenths = whole * 10 + (rest * 10 + unit / 2) / unit;
	if (tenths < 100)
		return buf_addf(b, "%" PRIu64 ".%" PRIu64 " %ciB", tenths / 10,
		    tenths % 10, letters[i]);
	return buf_addf(b, "%" PRIu64 " %ciB", whole + (rest >= unit / 2),
	    letters[i]);
}

/* Of years that do not have four digits, the nearest that has. */
static int
put_time(struct buf *b, int64_t t)
{
	const int64_t first = date_days(1, 1, 1) * DAY;
	const int64_t last = date_days(10000, 1, 1) * DAY - 1;
	char text[] = "0000-00-00T00:00:00Z";
	int64_t days, left, year;
	int month, day;

	t = t < first ? first : t > last ? last : t;
	days = t / DAY - (t % DAY < 0);
	left = t - days * DAY;
	date_civil(days, &year, &month, &day);
	num_pad(text, 4, (uint64_t)year);
	num_pad(text + 5, 2, (uint64_t)month);
	num_pad(text + 8, 2, (uint64_t)day);
	num_pad(text + 11, 2, (uint64_t)left / 3600);
	num_pad(text + 14, 2, (uint64_t)left / 60 % 60);
	num_pad(text + 17, 2, (uint64_t)left % 60);
	return buf_addf(b, "<time datetime=\"%s\">%.10s<span> %.5s</span>"
	    "</time>", text, text, text + 11);
}

/* The folders of a path, without the root. */
static size_t
depth(struct slice path)
{
	struct slice rest = slice_skip(path, 1), piece;
	size_t n = 0;

	while (slice_cut(&rest, '/', &piece))
		n++;
	return n;
}

/* A link to a folder that is so many levels above. */
static int
put_crumb(struct buf *b, struct slice name, size_t levels)
{
	if (buf_adds(b, "<a href=\"") == -1)
		return -1;
	for (size_t i = 0; i < levels; i++)
		if (buf_adds(b, "../") == -1)
			return -1;
	if (buf_adds(b, "\"><bdi>") == -1 ||
	    put_text(b, name.n == 0 ? SLICE("/") : name) == -1)
		return -1;
	return buf_adds(b, "</bdi></a> / ");
}

/* The folders above, each a link, then the folder itself. */
static int
put_heading(struct buf *b, struct slice path)
{
	struct slice rest = slice_skip(path, 1), name = SLICE("Home"), next;
	size_t levels = depth(path);

	if (levels > 0 && buf_adds(b, "<nav aria-label=\"Folders above\">") ==
	    -1)
		return -1;
	for (; slice_cut(&rest, '/', &next); name = next)
		if (put_crumb(b, name, levels--) == -1)
			return -1;
	if (depth(path) > 0 && buf_adds(b, "</nav>\n") == -1)
		return -1;
	if (buf_adds(b, "<h1><bdi>") == -1 ||
	    put_text(b, name.n == 0 ? SLICE("/") : name) == -1)
		return -1;
	return buf_adds(b, "</bdi></h1>\n");
}

static int
put_top(struct buf *b, struct slice path)
{
	if (buf_adds(b, "<!DOCTYPE html>\n<html lang=\"en\">\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width,"
	    "initial-scale=1\">\n<title>Index of ") == -1 ||
	    put_text(b, path) == -1)
		return -1;
	return buf_addf(b, "</title>\n<style>%s</style>\n<main>\n", style);
}

static int
put_count(struct buf *b, size_t n, const char *what)
{
	return buf_addf(b, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* "2 folders and 1 file, 3.4 MiB" */
static int
put_summary(struct buf *b, const struct page *p)
{
	size_t folders = 0, files;
	uint64_t total = 0;

	for (size_t i = 0; i < p->n; i++) {
		if (p->v[i].is_dir)
			folders++;
		else if (p->v[i].size > UINT64_MAX - total)
			total = UINT64_MAX;
		else
			total += p->v[i].size;
	}
	files = p->n - folders;
	if (p->n == 0)
		return buf_adds(b, "This folder is empty");
	if (folders > 0 && put_count(b, folders, "folder") == -1)
		return -1;
	if (files == 0)
		return 0;
	if ((folders > 0 && buf_adds(b, " and ") == -1) ||
	    put_count(b, files, "file") == -1 || buf_adds(b, ", ") == -1)
		return -1;
	return put_size(b, total);
}

/* The head of a column turns its order round, once it is the one in force. */
static int
put_column(struct buf *b, enum order_key key, struct order o)
{
	bool chosen = key == o.key;
	bool falls = chosen ? !o.descending : columns[key].falls;

	return buf_addf(b, "<th scope=\"col\"%s><a href=\"?sort=%s&amp;"
	    "order=%s\">%s</a></th>",
	    !chosen ? "" : o.descending ? " aria-sort=\"descending\"" :
	    " aria-sort=\"ascending\"", order_key_name(key),
	    falls ? "desc" : "asc", columns[key].title);
}

static int
put_columns(struct buf *b, struct order o)
{
	if (buf_adds(b, "<thead><tr>") == -1)
		return -1;
	for (size_t i = 0; i < ORDER_NKEYS; i++)
		if (put_column(b, (enum order_key)i, o) == -1)
			return -1;
	return buf_adds(b, "</tr></thead>\n<tbody>\n");
}

/* "./" keeps what is before a ':' from being taken for a scheme. */
static int
put_name(struct buf *b, const struct entry *e)
{
	struct slice name = slice_str(e->name);

	if (buf_addf(b, "<tr><th scope=\"row\"><a%s href=\"./",
	    e->is_dir ? " class=\"d\"" : "") == -1 ||
	    put_encoded(b, name) == -1 ||
	    buf_addf(b, "%s\"><bdi>", e->is_dir ? "/" : "") == -1 ||
	    put_text(b, name) == -1)
		return -1;
	return buf_addf(b, "</bdi>%s</a></th>", e->is_dir ? "/" : "");
}

static int
put_entry(struct buf *b, const struct entry *e)
{
	if (put_name(b, e) == -1)
		return -1;
	if (e->is_dir) {
		if (buf_adds(b, "<td>") == -1)
			return -1;
	} else if (buf_addf(b, "<td title=\"%" PRIu64 " byte%s\">", e->size,
	    e->size == 1 ? "" : "s") == -1 || put_size(b, e->size) == -1) {
		return -1;
	}
	if (buf_adds(b, "</td><td>") == -1 || put_time(b, e->mtime) == -1)
		return -1;
	return buf_adds(b, "</td></tr>\n");
}

static int
put_rows(struct buf *b, const struct page *p)
{
	if (depth(p->path) > 0 && buf_adds(b, "<tr><th scope=\"row\" "
	    "colspan=\"3\"><a class=\"u\" href=\"../\">Parent folder</a></th>"
	    "</tr>\n") == -1)
		return -1;
	for (size_t i = 0; i < p->n; i++)
		if (put_entry(b, &p->v[i]) == -1)
			return -1;
	return 0;
}

size_t
page_room(const struct page *p)
{
	size_t levels = depth(p->path), room = FRAME_ROOM;

	room += 2 * TEXT_GROWTH * p->path.n;
	room += levels * (CRUMB_ROOM + strlen("../") * levels);
	for (size_t i = 0; i < p->n; i++)
		room += ROW_ROOM +
		    (TEXT_GROWTH + HREF_GROWTH) * strlen(p->v[i].name);
	return room;
}

int
page_write(struct buf *b, const struct page *p)
{
	if (put_top(b, p->path) == -1 || put_heading(b, p->path) == -1 ||
	    buf_adds(b, "<table>\n<caption>") == -1 ||
	    put_summary(b, p) == -1 || buf_adds(b, "</caption>\n") == -1 ||
	    put_columns(b, p->order) == -1 || put_rows(b, p) == -1 ||
	    buf_adds(b, "</tbody>\n</table>\n") == -1)
		return -1;
	if (p->cut && buf_addf(b, "<p>This folder holds more than the %zu "
	    "entries that are shown here.</p>\n", p->n) == -1)
		return -1;
	return buf_adds(b, "</main>\n</html>\n");
}
