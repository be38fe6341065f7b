#include "apps/tutor/controller/lined.h"

#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/given.h"
#include "web/form.h"

enum { FILE_MAX = 64 * 1024 };

const char *
lined_file(struct tutor *t, const char *blob, size_t *n)
{
	int fd = blob_open(&t->data, blob);
	char *text = mem_alloc(t->mem, FILE_MAX + 1);
	ssize_t got = 1;

	*n = 0;
	if (fd == -1)
		return NULL;
	while (got > 0 && *n <= FILE_MAX) {
		got = read(fd, text + *n, FILE_MAX + 1 - *n);
		*n += got > 0 ? (size_t)got : 0;
	}
	(void)close(fd);	/* read only */
	if (got == -1 || *n > FILE_MAX || memchr(text, '\0', *n) != NULL)
		return NULL;
	text[*n] = '\0';
	return text;
}

static bool
has_lines(enum question_type type)
{
	return type == Q_ESSAY || type == Q_CODE || type == Q_TEXT;
}

void
lined_read(struct lined *l, struct tutor *t, const struct question *q,
    const struct attempt *at)
{
	const struct val *answer;

	*l = (struct lined){ .bytes = NULL };
	if (strcmp(val_getstr(at->record, "as"), "file") == 0)
		l->bytes = lined_file(t, val_getstr(at->record, "blob"),
		    &l->n);
	else if (has_lines(q->type)) {
		answer = given_load(&t->data, t->mem, at->record);
		l->n = val_size(answer);
		if (val_type(answer) == VAL_STRING)
			l->bytes = val_tostr(answer);
	}
	if (l->bytes == NULL)
		return;
	l->lines = notes_lines(l->bytes, l->n);
	if (l->lines > NOTES_LINES_MAX)
		l->bytes = NULL;
}

/* U+202A to U+202E, U+2066 to U+2069: all of three bytes. */
static int
turning_sign(const char *p, size_t n)
{
	unsigned char last = n < 3 ? 0 : (unsigned char)p[2];

	if (last == 0 || p[0] != '\xe2')
		return 0;
	if (p[1] == '\x80' && last >= 0xaa && last <= 0xae)
		return 0x2000 + last - 0x80;
	if (p[1] == '\x81' && last >= 0xa6 && last <= 0xa9)
		return 0x2040 + last - 0x80;
	return 0;
}

/*
 * A line as people read it.  Signs that have what follows written backwards
 * are shown: with them a program looks like another one.
 */
static struct val *
line_code(struct mem *m, const char *line, size_t n)
{
	const char *p = line, *end = line + n, *sign = line;
	struct text t;
	int c;

	text_init(&t, m);
	while (sign != NULL) {
		sign = memchr(sign, 0xe2, (size_t)(end - sign));
		c = sign == NULL ? 0 : turning_sign(sign,
		    (size_t)(end - sign));
		if (c != 0) {
			text_add(&t, p, (size_t)(sign - p));
			text_addf(&t, "⟨U+%04X⟩", (unsigned)c);
			p = sign + 3;
		}
		sign = sign == NULL ? NULL : sign + (c == 0 ? 1 : 3);
	}
	text_add(&t, p, (size_t)(end - p));
	return val_string(m, t.p, t.n);
}

void
lined_model(struct val *model, const struct lined *l, struct mem *m,
    const struct notes *notes)
{
	struct val *list = val_setlist(model, "lines"), *row, *said;
	const char *p, *line;
	size_t n, k = 0;
	struct text all;

	text_init(&all, m);
	form_utf8(&all, l->bytes, l->n);
	p = all.p;
	for (size_t i = 1; i <= l->lines; i++) {
		line = notes_line(&p, all.p + all.n, &n);
		row = val_pushobject(list);
		val_seti(row, "n", (long long)i);
		val_put(row, "code", line_code(m, line, n));
		said = NULL;
		for (; k < notes->n && notes->list[k].n <= i; k++) {
			if (notes->list[k].n < i)
				continue;
			if (said == NULL)
				said = val_setlist(row, "notes");
			val_set(val_pushobject(said), "html",
			    tutor_markdown(m, notes->list[k].text));
		}
	}
}

void
lined_add(struct val *model, struct tutor *t, const struct question *q,
    const struct attempt *at)
{
	struct notes notes;
	struct lined l;

	if (at->lines == NULL || at->record == NULL)
		return;
	notes_read(&notes, t->mem, at->lines);
	if (notes.n == 0)
		return;
	lined_read(&l, t, q, at);
	if (l.bytes != NULL)
		lined_model(val_setobject(model, "lined"), &l, t->mem,
		    &notes);
}
