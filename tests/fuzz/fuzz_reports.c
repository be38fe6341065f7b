/*
 * Reports of students and comments on lines, from records of any kind: a line
 * of the input is a record.  The same bytes are a text with lines, too.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/notes.h"
#include "apps/tutor/model/reports.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/val.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Replies come after what they answer, one after the other. */
static void
check_report(const struct report *r)
{
	const struct report_reply *reply;
	long long before = r->seq;

	for (reply = r->replies; reply != NULL; reply = reply->next) {
		assert(reply->seq > before);
		before = reply->seq;
	}
	assert(r->newest == before && r->told <= r->newest);
	assert(r->closed == (r->last != NULL && r->last->closed));
	assert(!report_unseen(r) || r->replies != NULL);
}

static void
check_reports(struct mem *m, const struct val *records)
{
	struct reports r;
	size_t open = 0, unseen = 0;

	reports_fold(&r, m, records);
	for (size_t i = 0; i < r.n; i++) {
		check_report(&r.list[i]);
		assert(reports_find(&r, r.list[i].seq) == &r.list[i]);
		open += !r.list[i].closed;
		unseen += report_unseen(&r.list[i]);
	}
	assert(r.open == open && reports_unseen(&r, "ann") <= unseen);
	assert(reports_find(&r, 0) == NULL && reports_find(&r, -1) == NULL);
}

/* What was read is good, in order, and the same when written and read. */
static void
check_notes(struct mem *m, const struct val *list)
{
	struct val *record = val_object(m);
	struct notes notes, again;
	const struct note *note;
	size_t before = 1;

	notes_read(&notes, m, list);
	assert(notes.n <= NOTES_MAX);
	for (size_t i = 0; i < notes.n; i++) {
		note = &notes.list[i];
		assert(note->n >= before && note->n <= NOTES_LINES_MAX);
		before = note->n;
	}
	notes_write(record, &notes);
	notes_read(&again, m, val_get(record, "lines"));
	for (size_t i = 0; i < again.n; i++)
		assert(again.list[i].n >= 1);
	assert(again.n <= notes.n);
}

static void
check_text(const char *text, size_t n)
{
	const char *p = text, *end = text + n, *line;
	size_t count = 0, bytes = 0, size;

	while ((line = notes_line(&p, end, &size)) != NULL) {
		assert(line >= text && line + size <= end && p <= end);
		assert(size == 0 || memchr(line, '\n', size) == NULL);
		count++;
		bytes += size;
	}
	assert(p == end && count == notes_lines(text, n));
	assert(bytes + count <= n + 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const char *p = (const char *)bytes, *end = p + n, *line;
	struct val *records, *record;
	struct mem m;
	size_t size;
	long long seq = 0;

	mem_init(&m, 512 << 20);
	records = val_list(&m);
	check_text(p, n);
	while ((line = notes_line(&p, end, &size)) != NULL) {
		record = json_parse(&m, line, size, NULL);
		check_notes(&m, val_get(record, "lines"));
		if (val_type(record) != VAL_OBJECT)
			continue;
		val_seti(record, "seq", ++seq);
		val_push(records, record);
	}
	check_reports(&m, records);
	mem_release(&m);
	return 0;
}
