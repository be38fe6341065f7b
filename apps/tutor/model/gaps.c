#include "apps/tutor/model/gaps.h"

#include <stdbool.h>
#include <string.h>

#include "web/mem.h"
#include "web/text.h"

/* Characters for private use, which no text should have. */
static const char opens[] = "\xee\x80\x80", closes[] = "\xee\x80\x81";

enum { MARK = sizeof(opens) - 1 };

static const char name_of[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQR"
    "STUVWXYZ0123456789-";

/* Letters of the name in the gap at s; 0: it is none. */
static size_t
gap_name(const char *s)
{
	size_t n;

	if (strncmp(s, "{_", 2) != 0)
		return 0;
	n = strspn(s + 2, name_of);
	return n <= GAPS_NAME_MAX && strncmp(s + 2 + n, "_}", 2) == 0 ? n : 0;
}

void
gaps_cut(struct gaps *g, struct mem *m, const char *s)
{
	struct text t;
	size_t n;

	g->n = 0;
	text_init(&t, m);
	while (*s != '\0') {
		n = gap_name(s);
		if (n > 0 && g->n < GAPS_MAX) {
			text_addf(&t, "%s%zu%s", opens, g->n, closes);
			g->names[g->n++] = mem_dup(m, s + 2, n);
			s += n + 4;
			continue;
		}
		n = *s == '\\' && s[1] != '\0' ? 2 : 1;
		text_add(&t, s, n);
		s += n;
	}
	g->text = t.p;
}

size_t
gaps_find(const struct gaps *g, const char *name)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->names[i], name) == 0)
			return i;
	return g->n;
}

/* The mark at s: its bytes, and its gap; 0: it is none. */
static size_t
gap_mark(const char *s, size_t *gap)
{
	size_t n, value = 0;

	if (strncmp(s, opens, MARK) != 0)
		return 0;
	n = strspn(s + MARK, "0123456789");
	if (n == 0 || n > 3 || strncmp(s + MARK + n, closes, MARK) != 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		value = 10 * value + (size_t)(s[MARK + i] - '0');
	*gap = value;
	return n + 2 * MARK;
}

/* The end of a tag, or of a formula as a whole. */
static const char *
tag_end(const char *s)
{
	const char *end = strchr(s, '>');

	if (strncmp(s, "<math", 5) == 0)
		end = strstr(s, "</math>");
	if (end == NULL)
		return s + strlen(s);
	return end + (strncmp(s, "<math", 5) == 0 ? strlen("</math>") : 1);
}

size_t
gaps_fill(struct text *t, const char *html, gaps_put_fn *put, void *arg)
{
	const char *end = html;		/* of a tag */
	bool done[GAPS_MAX] = { false };
	size_t n, gap, count = 0;

	for (; *html != '\0'; html += n) {
		if (html >= end && *html == '<')
			end = tag_end(html);
		n = gap_mark(html, &gap);
		if (n == 0) {
			n = 1;
			text_addc(t, *html);
		} else if (html >= end && gap < GAPS_MAX && !done[gap]) {
			done[gap] = true;
			put(arg, t, gap);
			count++;
		}
	}
	return count;
}
