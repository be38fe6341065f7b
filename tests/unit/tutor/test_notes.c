/*
 * Comments on lines: what of a record is one, their order, and the lines.
 */
#include "apps/tutor/model/notes.h"

#include <string.h>

#include "tap.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

static struct mem mem;

static const struct {
	const char	*name, *list, *want;
} rows[] = {
	{ "none", "[]", "{}" },
	{ "one", "[{\"n\":7,\"text\":\"a\"}]",
	    "{\"lines\":[{\"n\":7,\"text\":\"a\"}]}" },
	{ "by line, of one line as they were written",
	    "[{\"n\":2,\"text\":\"c\"},{\"n\":1,\"text\":\"a\"},"
	    "{\"n\":2,\"text\":\"b\"}]",
	    "{\"lines\":[{\"n\":1,\"text\":\"a\"},{\"n\":2,\"text\":\"c\"},"
	    "{\"n\":2,\"text\":\"b\"}]}" },
	{ "no list", "{\"n\":7,\"text\":\"a\"}", "{}" },
	{ "a text", "\"lines\"", "{}" },
	{ "no objects", "[1,null,\"a\",[{\"n\":1,\"text\":\"a\"}]]", "{}" },
	{ "no line", "[{\"text\":\"a\"}]", "{}" },
	{ "line 0", "[{\"n\":0,\"text\":\"a\"}]", "{}" },
	{ "a line before the first", "[{\"n\":-1,\"text\":\"a\"}]", "{}" },
	{ "a line that no text has", "[{\"n\":5001,\"text\":\"a\"}]", "{}" },
	{ "a line of words", "[{\"n\":\"x\",\"text\":\"a\"}]", "{}" },
	{ "no text", "[{\"n\":1}]", "{}" },
	{ "an empty text", "[{\"n\":1,\"text\":\"\"}]", "{}" },
	{ "a number as the text", "[{\"n\":1,\"text\":5}]", "{}" },
	{ "a good one among others",
	    "[{\"n\":1},{\"n\":1,\"text\":\"a\"},3]",
	    "{\"lines\":[{\"n\":1,\"text\":\"a\"}]}" },
};

static void
test_records(void)
{
	struct notes notes;
	struct val *record;
	struct text t;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		notes_read(&notes, &mem, json_parse(&mem, rows[i].list,
		    strlen(rows[i].list), NULL));
		record = val_object(&mem);
		notes_write(record, &notes);
		text_init(&t, &mem);
		json_write(&t, record);
		tap_is(slice_str(t.p), slice_str(rows[i].want), "%s",
		    rows[i].name);
	}
}

static void
test_bounds(void)
{
	static char longest[NOTES_TEXT_MAX + 2];
	struct val *list = val_list(&mem), *one;
	struct notes notes;

	notes_read(&notes, &mem, NULL);
	tap_int((long long)notes.n, 0, "no list at all");
	memset(longest, 'x', NOTES_TEXT_MAX + 1);
	one = val_pushobject(list);
	val_seti(one, "n", 1);
	val_set(one, "text", longest);
	notes_read(&notes, &mem, list);
	tap_int((long long)notes.n, 0, "a text that is too long");
	val_set(one, "text", longest + 1);
	notes_read(&notes, &mem, list);
	tap_int((long long)notes.n, 1, "the longest");
	for (int i = 0; i < 2 * NOTES_MAX; i++)
		val_push(list, val_at(list, 0));
	notes_read(&notes, &mem, list);
	tap_int((long long)notes.n, NOTES_MAX, "more than there may be");
}

static const struct {
	const char	*name, *text;
	long long	 want;
	const char	*lines;		/* each with a bar behind it */
} texts[] = {
	{ "nothing", "", 0, "" },
	{ "no line end", "a", 1, "a|" },
	{ "a line end", "a\n", 1, "a|" },
	{ "two lines", "a\nb", 2, "a|b|" },
	{ "empty ones", "\n\na\n\n", 4, "||a||" },
	{ "CRLF", "a\r\n\r\nb\r\n", 3, "a||b|" },
	{ "CR alone ends no line", "a\rb", 1, "a\rb|" },
};

static void
test_texts(void)
{
	struct slice text;
	struct text got;
	const char *p, *line;
	size_t n;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		text = guard_copy(slice_str(texts[i].text));
		tap_int((long long)notes_lines(text.p, text.n),
		    texts[i].want, "lines of %s", texts[i].name);
		text_init(&got, &mem);
		p = text.p;
		while ((line = notes_line(&p, text.p + text.n, &n)) != NULL) {
			text_add(&got, line, n);
			text_addc(&got, '|');
		}
		tap_is(slice_str(got.p), slice_str(texts[i].lines), "%s",
		    texts[i].name);
		guard_free(text);
	}
}

int
main(void)
{
	mem_init(&mem, 0);
	test_records();
	test_bounds();
	test_texts();
	mem_release(&mem);
	return tap_done();
}
