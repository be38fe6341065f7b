#include "web/route.h"

#include <string.h>

#include "base/slice.h"
#include "base/utf8.h"
#include "web/mem.h"
#include "web/text.h"

enum { INT_DIGITS = 18, NAME_SIZE = 64 };

/* One segment of a pattern: literal text, or an argument and its kind. */
struct segment {
	struct slice	literal;
	struct slice	name;		/* empty: literal */
	const struct kind *kind;
};

/* What a path has given so far, as slices of pattern and path. */
struct args {
	size_t		n;
	struct slice	names[ROUTE_ARGS_MAX];
	struct slice	values[ROUTE_ARGS_MAX];
};

struct kind {
	const char	*name;
	bool		(*fits)(struct slice);
	bool		rest;		/* takes all that is left */
};

static bool
is_lower_hex(char c)
{
	return ascii_digit(c) || (c >= 'a' && c <= 'f');
}

static bool
is_name_start(char c)
{
	return ascii_digit(c) || (c >= 'a' && c <= 'z');
}

static bool
is_name_char(char c)
{
	return is_name_start(c) || c == '_' || c == '.' || c == '-';
}

static bool
all_of(struct slice s, bool (*is)(char))
{
	for (size_t i = 0; i < s.n; i++)
		if (!is(s.p[i]))
			return false;
	return s.n > 0;
}

static bool
fits_int(struct slice s)
{
	return s.n <= INT_DIGITS && all_of(s, ascii_digit);
}

static bool
fits_hex(struct slice s)
{
	return all_of(s, is_lower_hex);
}

static bool
fits_name(struct slice s)
{
	return s.n <= NAME_SIZE && all_of(s, is_name_char) &&
	    is_name_start(s.p[0]);
}

static bool
is_plain_text(struct slice s)
{
	size_t n;

	for (; s.n > 0; s = slice_skip(s, n)) {
		n = utf8_len(s);
		if (n == 0 || (unsigned char)s.p[0] < ' ' || s.p[0] == 0x7f)
			return false;
	}
	return true;
}

/* Never "." or "..": handlers make names of files of it. */
static bool
fits_word(struct slice s)
{
	return s.n > 0 && is_plain_text(s) && !slice_eqs(s, ".") &&
	    !slice_eqs(s, "..");
}

/* slice_cut() gives no piece after a last '/', which is fine here. */
static bool
fits_path(struct slice s)
{
	struct slice piece;

	if (s.n == 0)
		return false;
	while (slice_cut(&s, '/', &piece))
		if (!fits_word(piece))
			return false;
	return true;
}

static const struct kind kinds[] = {
	{ "name", fits_name, false },	/* the first is the default */
	{ "int", fits_int, false },
	{ "hex", fits_hex, false },
	{ "word", fits_word, false },
	{ "path", fits_path, true }
};

static const struct kind *
kind_find(struct slice name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (slice_eqs(name, kinds[i].name))
			return &kinds[i];
	return NULL;
}

static bool
is_identifier_char(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '_';
}

/* "{name:kind}".  NULL, or what is wrong. */
static const char *
read_argument(struct slice s, struct segment *seg)
{
	size_t colon;

	if (s.p[s.n - 1] != '}')
		return "an argument must be a whole segment: /{name:kind}/";
	s = slice_of(s.p + 1, s.n - 2);
	colon = slice_find(s, ':');
	seg->name = slice_of(s.p, colon);
	if (!all_of(seg->name, is_identifier_char) ||
	    ascii_digit(seg->name.p[0]))
		return "the name of an argument is letters, digits and '_'";
	seg->kind = colon == s.n ? &kinds[0] :
	    kind_find(slice_skip(s, colon + 1));
	if (seg->kind == NULL)
		return "the kinds are name, int, hex, word and path";
	return NULL;
}

/*
 * Take the next segment off a pattern, with the '/' in front.  NULL, or what is
 * wrong with it.
 */
static const char *
next_segment(struct slice *pattern, struct segment *seg)
{
	struct slice s;

	*seg = (struct segment){ .kind = NULL };
	if (pattern->n == 0 || pattern->p[0] != '/')
		return "a path begins with '/'";
	*pattern = slice_skip(*pattern, 1);
	s = slice_of(pattern->p, slice_find(*pattern, '/'));
	*pattern = slice_skip(*pattern, s.n);
	if (s.n > 0 && s.p[0] == '{')
		return read_argument(s, seg);
	seg->literal = s;
	return NULL;
}

static const char *
check_segment(const struct segment *seg, bool last)
{
	if (seg->kind != NULL)
		return seg->kind->rest && !last ?
		    "an argument of kind path comes last" : NULL;
	if (seg->literal.n == 0)
		return last ? NULL : "an empty segment";
	if (slice_find(seg->literal, '{') < seg->literal.n ||
	    slice_find(seg->literal, '}') < seg->literal.n)
		return "an argument must be a whole segment: /{name:kind}/";
	if (!is_plain_text(seg->literal))
		return "a control byte, or not UTF-8";
	return fits_word(seg->literal) ? NULL : "a segment \".\" or \"..\"";
}

static bool
has_arg(const struct args *a, struct slice name)
{
	for (size_t i = 0; i < a->n; i++)
		if (slice_eq(a->names[i], name))
			return true;
	return false;
}

const char *
route_check(const char *pattern)
{
	struct slice rest = slice_str(pattern);
	struct args args = { 0 };
	const char *wrong;
	struct segment seg;

	do {
		wrong = next_segment(&rest, &seg);
		if (wrong == NULL)
			wrong = check_segment(&seg, rest.n == 0);
		if (wrong != NULL)
			return wrong;
		if (seg.kind == NULL)
			continue;
		if (args.n == ROUTE_ARGS_MAX)
			return "more than 8 arguments";
		if (has_arg(&args, seg.name))
			return "two arguments of the same name";
		args.names[args.n++] = seg.name;
	} while (rest.n > 0);
	return NULL;
}

/* Does the text of this segment fit?  If so, keep an argument. */
static bool
take_segment(const struct segment *seg, struct slice text, struct args *args)
{
	if (seg->kind == NULL)
		return slice_eq(seg->literal, text);
	if (args->n == ROUTE_ARGS_MAX || !seg->kind->fits(text))
		return false;
	args->names[args->n] = seg->name;
	args->values[args->n++] = text;
	return true;
}

/*
 * No step back is needed, since only the last argument takes more than one
 * segment: linear in the path.
 */
static bool
pattern_match(struct slice pattern, struct slice path, struct args *args)
{
	struct slice text;
	struct segment seg;

	args->n = 0;
	while (pattern.n > 0) {
		if (path.n == 0 || path.p[0] != '/' ||
		    next_segment(&pattern, &seg) != NULL)
			return false;
		text = slice_skip(path, 1);
		if (seg.kind == NULL || !seg.kind->rest)
			text.n = slice_find(text, '/');
		path = slice_skip(path, 1 + text.n);
		if (!take_segment(&seg, text, args))
			return false;
	}
	return path.n == 0;
}

static bool
is_any(const struct web_route *r)
{
	return strcmp(r->method, "*") == 0;
}

/* Who answers GET answers HEAD, without the body. */
static bool
method_match(const struct web_route *r, const char *method)
{
	return is_any(r) || strcmp(r->method, method) == 0 ||
	    (strcmp(r->method, "GET") == 0 && strcmp(method, "HEAD") == 0);
}

/* RFC 9110, section 9, and what the table has. */
static bool
method_known(const struct web_route *table, const char *method)
{
	static const char *const common[] = {
		"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS",
		"TRACE"
	};

	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (strcmp(method, common[i]) == 0)
			return true;
	for (const struct web_route *r = table; r->path != NULL; r++)
		if (method_match(r, method))
			return true;
	return false;
}

static bool
list_has(struct slice list, struct slice name)
{
	struct slice piece;

	while (slice_cut(&list, ',', &piece))
		if (slice_eq(slice_trim(piece), name))
			return true;
	return false;
}

static void
add_method(struct text *list, const char *name)
{
	if (list_has(slice_of(list->p, list->n), slice_str(name)))
		return;
	if (list->n > 0)
		text_adds(list, ", ");
	text_adds(list, name);
}

static void
allow_route(struct text *allow, const struct web_route *r)
{
	add_method(allow, r->method);
	if (strcmp(r->method, "GET") == 0)
		add_method(allow, "HEAD");
}

static void
keep_args(struct route_match *found, struct mem *m, const struct args *args)
{
	for (size_t i = 0; i < args->n; i++) {
		found->names[i] = mem_dup(m, args->names[i].p,
		    args->names[i].n);
		found->values[i] = mem_dup(m, args->values[i].p,
		    args->values[i].n);
	}
	found->nargs = args->n;
}

/* There is none for the method: which methods does the path have? */
static void
refuse(struct route_match *found, struct mem *m,
    const struct web_route *table, const char *method, struct slice asked)
{
	struct args args;
	struct text allow;

	*found = (struct route_match){ .status = 404 };
	text_init(&allow, m);
	for (const struct web_route *r = table; r->path != NULL; r++)
		if (pattern_match(slice_str(r->path), asked, &args))
			allow_route(&allow, r);
	if (!method_known(table, method)) {
		found->status = 501;
	} else if (allow.n > 0) {
		found->status = strcmp(method, "OPTIONS") == 0 ? 200 : 405;
		found->allow = allow.p;
	}
}

void
route_match(struct route_match *found, struct mem *m,
    const struct web_route *table, const char *method, const char *path)
{
	struct slice asked = slice_str(path[0] == '\0' ? "/" : path);
	struct args args;

	for (const struct web_route *r = table; r->path != NULL; r++) {
		if (!method_match(r, method) ||
		    !pattern_match(slice_str(r->path), asked, &args))
			continue;
		*found = (struct route_match){ .route = r, .status = 200 };
		keep_args(found, m, &args);
		return;
	}
	refuse(found, m, table, method, asked);
}

const char *
route_arg(const struct route_match *found, const char *name)
{
	for (size_t i = 0; i < found->nargs; i++)
		if (strcmp(found->names[i], name) == 0)
			return found->values[i];
	return NULL;
}
