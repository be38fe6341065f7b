/*
 * Reports of students and the replies: folded from records, good and hostile.
 */
#include "apps/tutor/model/reports.h"

#include <string.h>

#include "tap.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum { RECORDS_MAX = 8 };

#define REPORT	"{\"k\":\"report\",\"by\":\"ann\",\"page\":\"p\"," \
		"\"q\":\"q\",\"text\":\"t\"}"
#define GRADE	"{\"k\":\"report\",\"by\":\"bob\",\"page\":\"p\"," \
		"\"q\":\"q\",\"text\":\"t\",\"about\":\"grade\"," \
		"\"attempt\":7}"
#define REPLY(of, text, closed) "{\"k\":\"reply\",\"of\":" of \
		",\"by\":\"teacher\",\"text\":\"" text "\",\"closed\":" \
		closed "}"
#define READ(of, by, seen) "{\"k\":\"read\",\"of\":" of ",\"by\":\"" by \
		"\",\"seen\":" seen "}"

static struct mem mem;

/*
 * What is wanted: of each report its seq, the seqs of its replies, "closed",
 * "unseen".
 */
static const struct {
	const char	*name;
	const char	*records[RECORDS_MAX];
	const char	*want;
} rows[] = {
	{ "none", { NULL }, "" },
	{ "one", { REPORT }, "1;" },
	{ "to look at the grade again", { GRADE }, "1 grade 7;" },
	{ "a reply", { REPORT, REPLY("1", "a", "false") }, "1 2 unseen;" },
	{ "a reply that closes", { REPORT, REPLY("1", "a", "true") },
	    "1 2 closed unseen;" },
	{ "closed without a word", { REPORT, REPLY("1", "", "true") },
	    "1 2 closed;" },
	{ "opened again", { REPORT, REPLY("1", "a", "true"),
	    REPLY("1", "b", "false") }, "1 2 3 unseen;" },
	{ "seen", { REPORT, REPLY("1", "a", "false"), READ("1", "ann", "2") },
	    "1 2;" },
	{ "another reply since then", { REPORT, REPLY("1", "a", "false"),
	    READ("1", "ann", "2"), REPLY("1", "b", "true") },
	    "1 2 4 closed unseen;" },
	{ "closed since then without a word", { REPORT,
	    REPLY("1", "a", "false"), READ("1", "ann", "2"),
	    REPLY("1", "", "true") }, "1 2 4 closed;" },
	{ "two", { REPORT, GRADE, REPLY("2", "a", "true"),
	    REPLY("1", "b", "false") }, "1 4 unseen;2 grade 7 3 closed "
	    "unseen;" },
	{ "read by another", { REPORT, REPLY("1", "a", "false"),
	    READ("1", "bob", "2") }, "1 2 unseen;" },
	{ "read before it was there", { REPORT, READ("1", "ann", "9"),
	    REPLY("1", "a", "false") }, "1 3 unseen;" },
	{ "a reply to nothing", { REPORT, REPLY("9", "a", "true") }, "1;" },
	{ "a reply to itself", { REPORT, REPLY("2", "a", "true") }, "1;" },
	{ "a reply to a reply", { REPORT, REPLY("1", "a", "false"),
	    REPLY("2", "b", "true") }, "1 2 unseen;" },
	{ "a reply to another kind", { "{\"k\":\"publish\",\"page\":\"p\"}",
	    REPLY("1", "a", "true") }, "" },
	{ "a reply to what comes later", { REPLY("2", "a", "true"), REPORT },
	    "2;" },
	{ "a reply to a word", { REPORT, REPLY("\"1x\"", "a", "true") },
	    "1;" },
	{ "a reply of nothing", { REPORT, "{\"k\":\"reply\",\"of\":1}" },
	    "1 2;" },
	{ "closed is no boolean", { REPORT, REPLY("1", "", "1") }, "1 2;" },
	{ "texts are lists", { "{\"k\":\"report\",\"by\":[],\"text\":{},"
	    "\"page\":null,\"q\":1,\"attempt\":\"x\"}",
	    "{\"k\":\"reply\",\"of\":1,\"text\":[\"a\"]}" }, "1 2;" },
	{ "read of nothing", { READ("1", "ann", "2"), REPORT }, "2;" },
	{ "no records", { "[]", "3", "null", "{}" }, "" },
};

static const struct val *
make_records(const char *const *json)
{
	struct val *list = val_list(&mem), *record;

	for (long long i = 0; i < RECORDS_MAX && json[i] != NULL; i++) {
		record = json_parse(&mem, json[i], strlen(json[i]), NULL);
		val_seti(record, "seq", i + 1);
		val_seti(record, "ms", 1000 * (i + 1));
		val_push(list, record);
	}
	return list;
}

static const char *
words_of(const struct reports *r)
{
	const struct report *one;
	struct text t;

	text_init(&t, &mem);
	for (size_t i = 0; i < r->n; i++) {
		one = &r->list[i];
		text_addf(&t, "%lld", one->seq);
		if (one->regrade)
			text_addf(&t, " grade %lld", one->attempt);
		for (const struct report_reply *reply = one->replies;
		    reply != NULL; reply = reply->next)
			text_addf(&t, " %lld", reply->seq);
		text_addf(&t, "%s%s;", one->closed ? " closed" : "",
		    report_unseen(one) ? " unseen" : "");
	}
	return t.p;
}

static void
test_rows(void)
{
	struct reports r;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reports_fold(&r, &mem, make_records(rows[i].records));
		tap_is(slice_str(words_of(&r)), slice_str(rows[i].want), "%s",
		    rows[i].name);
	}
}

/* Two records of one seq cannot be: what a log says twice counts once. */
static void
test_twice(void)
{
	static const char *const json[] = { REPORT, REPORT, NULL };
	const struct val *records = make_records(json);
	struct reports r;

	val_seti(val_at(records, 1), "seq", 1);
	reports_fold(&r, &mem, records);
	tap_int((long long)r.n, 1, "one seq, one report");
	reports_fold(&r, &mem, NULL);
	tap_int((long long)r.n, 0, "no list");
}

static void
test_counts(void)
{
	static const char *const json[] = { REPORT, GRADE, REPORT,
		REPLY("1", "a", "true"), REPLY("3", "b", "false"), NULL };
	struct reports r;

	reports_fold(&r, &mem, make_records(json));
	tap_int((long long)r.open, 2, "open");
	tap_int((long long)reports_unseen(&r, "ann"), 2, "for ann");
	tap_int((long long)reports_unseen(&r, "bob"), 0, "for bob");
	tap_ok(reports_find(&r, 3) == &r.list[2] &&
	    reports_find(&r, 4) == NULL && reports_find(&r, 0) == NULL &&
	    reports_find(&r, -1) == NULL, "found by the seq");
	tap_ok(r.list[0].ms == 1000 && strcmp(r.list[0].by, "ann") == 0 &&
	    strcmp(r.list[0].replies->by, "teacher") == 0 &&
	    strcmp(r.list[0].replies->text, "a") == 0, "with their words");
}

int
main(void)
{
	mem_init(&mem, 0);
	test_rows();
	test_twice();
	test_counts();
	mem_release(&mem);
	return tap_done();
}
