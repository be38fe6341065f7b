/*
 * Markdown.  The first byte chooses the options.  Without raw HTML what comes
 * out must be safe and well formed: known elements, in pairs, quoted
 * attributes, and no link to what runs.  Formulas are left to fuzz_mathml.
 */
#undef NDEBUG
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/slice.h"
#include "base/utf8.h"
#include "web/md.h"
#include "web/mem.h"
#include "web/text.h"

enum { MAX_INPUT = 65536, OUT_PER_BYTE = 80, SECONDS_MAX = 4 };

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const struct slice paired[] = {
	SLICE_INIT("p"), SLICE_INIT("h1"), SLICE_INIT("h2"), SLICE_INIT("h3"),
	SLICE_INIT("h4"), SLICE_INIT("h5"), SLICE_INIT("h6"),
	SLICE_INIT("blockquote"), SLICE_INIT("ul"), SLICE_INIT("ol"),
	SLICE_INIT("li"), SLICE_INIT("pre"), SLICE_INIT("code"),
	SLICE_INIT("em"), SLICE_INIT("strong"), SLICE_INIT("a"),
	SLICE_INIT("table"), SLICE_INIT("thead"), SLICE_INIT("tbody"),
	SLICE_INIT("tr"), SLICE_INIT("th"), SLICE_INIT("td")
};
static const struct slice alone[] = {
	SLICE_INIT("br"), SLICE_INIT("hr"), SLICE_INIT("img")
};
static const struct slice attributes[] = {
	SLICE_INIT("href"), SLICE_INIT("src"), SLICE_INIT("alt"),
	SLICE_INIT("title"), SLICE_INIT("class"), SLICE_INIT("id"),
	SLICE_INIT("start"), SLICE_INIT("align")
};

#define NITEMS(a)	(sizeof(a) / sizeof((a)[0]))

static size_t
index_of(const struct slice *names, size_t n, struct slice name)
{
	size_t i = 0;

	while (i < n && !slice_eq(names[i], name))
		i++;
	return i;
}

static struct slice
take_name(struct slice *s)
{
	struct slice name = { s->p, 0 };

	while (name.n < s->n && (ascii_alpha(s->p[name.n]) ||
	    ascii_digit(s->p[name.n])))
		name.n++;
	*s = slice_skip(*s, name.n);
	return name;
}

/* As browsers do: without blanks and controls, in lower case. */
static void
check_url(struct slice url)
{
	char bare[16];
	size_t n = 0;

	for (size_t i = 0; i < url.n && n < sizeof(bare); i++)
		if ((unsigned char)url.p[i] > ' ')
			bare[n++] = ascii_lower(url.p[i]);
	assert(!slice_starts(slice_of(bare, n), SLICE("javascript:")));
	assert(!slice_starts(slice_of(bare, n), SLICE("vbscript:")));
	assert(!slice_starts(slice_of(bare, n), SLICE("file:")));
	assert(!slice_starts(slice_of(bare, n), SLICE("data:")) ||
	    slice_starts(slice_of(bare, n), SLICE("data:image/")));
}

/* Returns what is behind the > of a tag. */
static struct slice
check_attributes(struct slice s)
{
	struct slice name, value;

	while (slice_starts(s, SLICE(" ")) && !slice_starts(s, SLICE(" /"))) {
		s = slice_skip(s, 1);
		name = take_name(&s);
		assert(index_of(attributes, NITEMS(attributes), name) <
		    NITEMS(attributes));
		assert(slice_starts(s, SLICE("=\"")));
		s = slice_skip(s, 2);
		value = slice_of(s.p, slice_find(s, '"'));
		assert(value.n < s.n && slice_find(value, '<') == value.n);
		if (slice_eqs(name, "href") || slice_eqs(name, "src"))
			check_url(value);
		s = slice_skip(s, value.n + 1);
	}
	if (slice_starts(s, SLICE(" /")))
		s = slice_skip(s, 2);
	assert(slice_starts(s, SLICE(">")));
	return slice_skip(s, 1);
}

static void
check_html(struct slice s)
{
	unsigned char *open = malloc(s.n + 1);
	struct slice name;
	size_t depth = 0, i;
	bool closing;

	while (slice_find(s, '<') < s.n) {
		assert(slice_find(s, '>') > slice_find(s, '<'));
		s = slice_skip(s, slice_find(s, '<') + 1);
		closing = slice_starts(s, SLICE("/"));
		if (closing)
			s = slice_skip(s, 1);
		name = take_name(&s);
		i = index_of(paired, NITEMS(paired), name);
		if (i == NITEMS(paired))
			assert(!closing && index_of(alone, NITEMS(alone),
			    name) < NITEMS(alone));
		else if (closing)
			assert(depth > 0 && open[--depth] == i);
		else
			open[depth++] = (unsigned char)i;
		s = check_attributes(s);
	}
	assert(depth == 0 && slice_find(s, '>') == s.n);
	free(open);
}

static void
check_utf8(struct slice s)
{
	while (s.n > 0) {
		assert(utf8_len(s) > 0 && s.p[0] != '\0');
		s = slice_skip(s, utf8_len(s));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	clock_t begin = clock();
	struct mem mem;
	struct text out;
	unsigned flags;

	if (size == 0 || size > MAX_INPUT)
		return 0;
	flags = data[0] & (MD_RAW_HTML | MD_TABLES | MD_MATH | MD_HEADING_IDS);
	mem_init(&mem, 0);
	text_init(&out, &mem);
	md_html(&out, (const char *)data + 1, size - 1, flags);
	check_utf8(slice_of(out.p, out.n));
	assert(out.n <= (size + 100) * OUT_PER_BYTE);
	assert(clock() - begin < (clock_t)SECONDS_MAX * CLOCKS_PER_SEC);
	if ((flags & (MD_RAW_HTML | MD_MATH)) == 0)
		check_html(slice_of(out.p, out.n));
	mem_release(&mem);
	return 0;
}
