#include "apps/tutor/model/notes.h"

#include <string.h>

#include "web/mem.h"
#include "web/val.h"

void
notes_init(struct notes *notes, struct mem *m)
{
	notes->list = mem_array(m, NOTES_MAX, sizeof(*notes->list));
	notes->n = 0;
}

void
notes_add(struct notes *notes, size_t n, const char *text)
{
	size_t i;

	if (notes->n == NOTES_MAX)
		return;
	for (i = notes->n; i > 0 && notes->list[i - 1].n > n; i--)
		notes->list[i] = notes->list[i - 1];
	notes->list[i] = (struct note){ n, text };
	notes->n++;
}

void
notes_read(struct notes *notes, struct mem *m, const struct val *list)
{
	const struct val *one, *text;
	long long n;

	notes_init(notes, m);
	if (val_type(list) != VAL_LIST)
		return;
	for (size_t i = 0; i < val_size(list); i++) {
		one = val_at(list, i);
		text = val_get(one, "text");
		n = val_getint(one, "n");
		if (n > 0 && n <= NOTES_LINES_MAX &&
		    val_type(text) == VAL_STRING && val_size(text) > 0 &&
		    val_size(text) <= NOTES_TEXT_MAX)
			notes_add(notes, (size_t)n, val_tostr(text));
	}
}

void
notes_write(struct val *record, const struct notes *notes)
{
	struct val *list, *one;

	if (notes->n == 0)
		return;
	list = val_setlist(record, "lines");
	for (size_t i = 0; i < notes->n; i++) {
		one = val_pushobject(list);
		val_seti(one, "n", (long long)notes->list[i].n);
		val_set(one, "text", notes->list[i].text);
	}
}

const char *
notes_line(const char **p, const char *end, size_t *n)
{
	const char *line = *p, *stop;

	if (line == end)
		return NULL;
	stop = memchr(line, '\n', (size_t)(end - line));
	*p = stop == NULL ? end : stop + 1;
	*n = (size_t)((stop == NULL ? end : stop) - line);
	if (*n > 0 && line[*n - 1] == '\r')
		--*n;
	return line;
}

size_t
notes_lines(const char *text, size_t n)
{
	const char *end = text + n;
	size_t count = 0, size;

	while (notes_line(&text, end, &size) != NULL)
		count++;
	return count;
}
