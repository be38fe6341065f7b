#include "apps/tutor/model/group.h"

#include <errno.h>
#include <math.h>
#include <sys/wait.h>

#include "apps/tutor/model/draft.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/group_change.h"
#include "apps/tutor/model/jobs.h"
#include "apps/tutor/model/merged.h"
#include "apps/tutor/model/regrade.h"
#include "apps/tutor/model/results.h"
#include "apps/tutor/model/submit.h"
#include "apps/tutor/model/variant.h"
#include "sample.h"
#include "tap.h"
#include "web/secret.h"
#include "web/store.h"

enum { PROCESSES = 24, HOUR = 3600 * 1000, DAY = 24 * HOUR };

static const char page_text[] =
    "title: Week 1\ngroups: 2\ndue: 2026-02-09 22:00\n"
    "lock: 2026-03-20 00:00\n\n"
    "::: number bits tries=3\nHow many?\n= 8\nhint after 0: Think.\n:::\n\n"
    "::: number sum\nlet w = 2..900\nWhat is {w}?\n= {w}\n:::\n\n"
    "::: code echo lang=c\nWrite it.\n--- test one\nin: a\nout: a\n:::\n";

static const char other_text[] =
    "title: Week 2\ndue: 2026-02-16 22:00\n\n"
    "::: number bits tries=3\nHow many?\n= 8\n:::\n";

static struct sample	sample;
static const struct page *pages[2];
static const unsigned char key[SECRET_KEY_SIZE] = { 1, 2, 3 };
static struct member list[] = {
	{ .user = "ann", .name = "Ann", .role = ROLE_STUDENT },
	{ .user = "bob", .name = "Bob", .role = ROLE_STUDENT },
	{ .user = "cat", .name = "Cat", .role = ROLE_STUDENT },
	{ .user = "dan", .name = "Dan", .role = ROLE_STUDENT },
	{ .user = "tom", .name = "Tom", .role = ROLE_STAFF }
};
static const struct members members = { .list = list, .n = 5 };
enum { ANN, BOB, CAT, DAN, TOM };

static void
begin(const char *course)
{
	static const char *const names[] = { "week1", "week2" };

	sample_file(&sample, "10.week1.md", page_text);
	sample_file(&sample, "20.week2.md", other_text);
	sample_course(&sample, course);
	for (int i = 0; i < 2; i++)
		pages[i] = course_page(sample.course, names[i],
		    &sample.problems);
	if (sample.problems.errors > 0)
		exit(1);
}

/* A list of records with their seqs, as staff_read() gives it. */
static struct val *
records_of(const char *json)
{
	struct val *records = json_parse(&sample.mem, json, strlen(json),
	    NULL);

	for (size_t i = 0; i < val_size(records); i++)
		val_seti(val_at(records, i), "seq", (long long)i + 1);
	return records;
}

static void
fold(const char *json)
{
	staff_fold(&sample.staff, &sample.mem, records_of(json));
}

#define G(page, who)	"{\"k\":\"group\",\"page\":\"" page "\",\"who\":" who
#define OFF		",\"off\":true}"

static const struct {
	const char	*name, *records, *user, *page, *log;
} owners[] = {
	{ "nothing was said", "[]", "ann", "week1", "ann" },
	{ "a group of two", "[" G("week1", "[\"ann\",\"bob\"]}") "]", "bob",
	    "week1", "+1" },
	{ "not on another page", "[" G("week1", "[\"ann\",\"bob\"]}") "]",
	    "bob", "week2", "bob" },
	{ "not for others", "[" G("week1", "[\"ann\",\"bob\"]}") "]", "cat",
	    "week1", "cat" },
	{ "one name alone", "[" G("week1", "\"ann\"}") "]", "ann", "week1",
	    "+1" },
	{ "a pattern", "[{}," G("week*", "[\"ann\"]}") "]", "ann", "week7",
	    "+2" },
	{ "an id that is known", "[" G("week1", "[\"ann\"]}") ","
	    G("week1", "[\"bob\"],\"id\":1}") "]", "bob", "week1", "+1" },
	{ "the newest counts", "[" G("week1", "[\"ann\"]}") ","
	    G("week1", "[\"ann\"]}") "]", "ann", "week1", "+2" },
	{ "no longer", "[" G("week1", "[\"ann\"]}") ","
	    G("week1", "[\"ann\"]") OFF "]", "ann", "week1", "ann" },
	{ "alone on one of a pattern", "[" G("week*", "[\"ann\"]}") ","
	    G("week1", "[\"ann\"]") OFF "]", "ann", "week1", "ann" },
	{ "and together on the others", "[" G("week*", "[\"ann\"]}") ","
	    G("week1", "[\"ann\"]") OFF "]", "ann", "week2", "+1" },
	{ "an id below 1", "[" G("week1", "[\"ann\"],\"id\":-4}") "]", "ann",
	    "week1", "ann" },
	{ "an id of 0", "[" G("week1", "[\"ann\"],\"id\":0}") "]", "ann",
	    "week1", "ann" },
	{ "an id that is a path", "[" G("week1",
	    "[\"ann\"],\"id\":\"../ann\"}") "]", "ann", "week1", "ann" },
	{ "an id that is huge", "[" G("week1",
	    "[\"ann\"],\"id\":9223372036854775807}") "]", "ann", "week1",
	    "ann" },
	{ "nobody", "[" G("week1", "[]}") "]", "ann", "week1", "ann" },
	{ "no list", "[" G("week1", "{\"ann\":1}}") "]", "ann", "week1",
	    "ann" },
	{ "other things in the list", "[" G("week1", "[1,null,[\"ann\"]]}")
	    "]", "ann", "week1", "ann" },
	{ "no page", "[{\"k\":\"group\",\"who\":[\"ann\"]}]", "ann", "week1",
	    "ann" },
	{ "twice in one record", "[" G("week1", "[\"ann\",\"ann\"]}") "]",
	    "ann", "week1", "+1" },
};

static void
test_owners(void)
{
	const char *log;

	for (size_t i = 0; i < sizeof(owners) / sizeof(owners[0]); i++) {
		fold(owners[i].records);
		log = group_log(&sample.staff, owners[i].user, owners[i].page);
		tap_ok(strcmp(log, owners[i].log) == 0, "owner: %s (%s)",
		    owners[i].name, log);
		tap_ok(log_name_ok(log), "which is the name of a log");
	}
}

static const struct {
	const char	*name;
	bool		 log, user;
} log_names[] = {
	{ "ann", true, true }, { "+1", true, false }, { "+", false, false },
	{ "+0", false, false }, { "+01", false, false },
	{ "+1a", false, false }, { "+x", false, false },
	{ "++1", false, false }, { "+-1", false, false },
	{ "+123456789012345678", true, false },
	{ "+1234567890123456789", false, false }, { "", false, false },
	{ "../x", false, false }, { "+1/x", false, false }, { "1", true, true }
};

static void
test_log_names(void)
{
	for (size_t i = 0; i < sizeof(log_names) / sizeof(log_names[0]); i++) {
		tap_int(log_name_ok(log_names[i].name), log_names[i].log,
		    "\"%s\" as a log", log_names[i].name);
		tap_int(user_name_ok(log_names[i].name), log_names[i].user,
		    "\"%s\" as a user", log_names[i].name);
	}
}

static void
test_members(void)
{
	struct group g;

	fold("[" G("week1", "[\"bob\",\"ann\",\"gone\",\"tom\"],\"name\":"
	    "\"A\"}") "," G("week1", "[\"bob\"]") OFF ","
	    G("week1", "[\"cat\"],\"id\":1}") "]");
	group_find(&g, &sample.staff, &members, "week1", 1);
	tap_ok(g.n == 2 && group_has(&g, "ann") && group_has(&g, "cat") &&
	    !group_has(&g, "bob"), "students who are in it now");
	tap_ok(strcmp(g.title, "A") == 0, "its name");
	tap_int(g.newest, 3, "the order by which the last one came");
	fold("[{}," G("week1", "[\"bob\"]}") "]");
	group_find(&g, &sample.staff, &members, "week1", 2);
	tap_ok(strcmp(g.title, "g2") == 0 && g.n == 1, "one without a name");
	group_find(&g, &sample.staff, &members, "week1", 77);
	tap_int((long long)g.n, 0, "one that is not");
}

/* A pattern may fit what was written later, and is no page for groups. */
static void
test_pattern(void)
{
	fold("[" G("week*", "[\"ann\",\"bob\"]}") ","
	    G("week2", "[\"cat\",\"dan\"]}") "]");
	group_pages(&sample.staff, sample.course);
	tap_ok(strcmp(group_log(&sample.staff, "ann", "week1"), "+1") == 0,
	    "a page with groups");
	tap_ok(strcmp(group_log(&sample.staff, "ann", "week2"), "ann") == 0,
	    "one without is not shared");
	tap_ok(strcmp(group_log(&sample.staff, "cat", "week2"), "+2") == 0,
	    "but by those whom an order for it alone has");
}

static struct submit
answer_of(int who, int page, const char *question, const char *answer)
{
	static struct when_page dates[2];
	struct submit in = { .kind = SUBMIT_ANSWER, .data = &sample.data,
	    .course = sample.course, .key = key, .staff = &sample.staff,
	    .member = &list[who], .page = pages[page], .dates = &dates[page],
	    .question = page_question(pages[page], question),
	    .given = { .fd = -1 }, .variant = -1, .group = -1,
	    .agreed = -1 };

	course_dates(sample.course, pages[page], &dates[page], NULL);
	if (answer != NULL)
		in.given.answer = val_str(&sample.mem, answer);
	in.arrived = in.now = dates[page].due.ms - HOUR;
	return in;
}

static enum submit_result
send_in(int who, int page, const char *question, const char *answer)
{
	struct submit in = answer_of(who, page, question, answer);
	struct submitted out;

	submit(&out, &sample.mem, &in);
	return out.result;
}

/* What the staff's log on the disk says counts: submit() reads it again. */
static void
order(const char *json)
{
	const struct val *records = json_parse(&sample.mem, json, strlen(json),
	    NULL);

	for (size_t i = 0; i < val_size(records); i++)
		if (staff_add(&sample.data, 1, val_at(records, i)) < 0)
			abort();
	staff_fold(&sample.staff, &sample.mem, staff_read(&sample.data,
	    &sample.mem));
}

static void
forget_all(void)
{
	sample_empty(sample.data.users);
	unlinkat(sample.data.dirfd, "staff.log", 0);
	order("[]");
}

static size_t
attempts_of(int who, const char *page, bool glance)
{
	struct merge merge = { .data = &sample.data, .staff = &sample.staff,
	    .glance = glance };
	const struct question_state *qs;
	struct user_state s;

	state_init(&s, &sample.mem, list[who].user);
	if (merged_fold(&merge, &s) == -1)
		abort();
	qs = state_find(&s, page, "bits");
	return qs == NULL ? 0 : qs->nattempts;
}

static void
test_merged(void)
{
	struct user_state own = { .user = "ann" };

	forget_all();
	send_in(ANN, 0, "bits", "7");
	send_in(ANN, 1, "bits", "7");
	order("[" G("week1", "[\"ann\",\"bob\"]}") "]");
	tap_int((long long)attempts_of(ANN, "week1", false), 0,
	    "what was done alone counts no longer");
	tap_int((long long)attempts_of(ANN, "week2", false), 1,
	    "but that on other pages does");
	tap_int(send_in(BOB, 0, "bits", "8"), SUBMIT_SAVED, "a partner sends");
	tap_int((long long)attempts_of(ANN, "week1", false), 1, "for both");
	tap_int((long long)attempts_of(BOB, "week1", true), 1, "at a glance");
	state_init(&own, &sample.mem, "+1");
	tap_ok(log_fold(&sample.data, &own) == 0 && own.nquestions == 1 &&
	    strcmp(own.questions[0].attempts[0].by, "bob") == 0,
	    "it is in the log of the group, with who sent it");
	tap_int(faccessat(sample.data.users, "bob.log", F_OK, 0), -1,
	    "and in no other");
	order("[" G("week1", "[\"ann\"]") OFF "]");
	tap_int((long long)attempts_of(ANN, "week1", false), 1,
	    "who leaves has what he did alone");
	tap_int((long long)attempts_of(BOB, "week1", false), 1,
	    "who stays has what the group did");
}

/* Partners have the same tries, numbers and drafts. */
static void
test_shared(void)
{
	struct submit in;
	struct submitted out;
	struct user_state s;

	forget_all();
	order("[" G("week1", "[\"ann\",\"bob\"]}") "]");
	in = answer_of(ANN, 0, "bits", "1");
	in.nonce = "abc";
	submit(&out, &sample.mem, &in);
	tap_int(out.tries_left, 2, "one of three tries is used");
	in.member = &list[BOB];
	submit(&out, &sample.mem, &in);
	tap_int(out.result, SUBMIT_AGAIN, "the same form by the other one");
	tap_int(send_in(BOB, 0, "bits", "2"), SUBMIT_SAVED, "the second");
	tap_int(send_in(ANN, 0, "bits", "3"), SUBMIT_SAVED, "the third");
	tap_int(send_in(BOB, 0, "bits", "8"), SUBMIT_NO_TRIES, "no fourth");
	in = answer_of(ANN, 0, "sum", "55");
	in.kind = SUBMIT_DRAFT;
	submit(&out, &sample.mem, &in);
	tap_int(out.result, SUBMIT_SAVED, "a draft");
	state_init(&s, &sample.mem, "bob");
	draft_load(&sample.data, "+1", &s, "week1");
	tap_ok(s.nquestions == 1 && s.questions[0].draft != NULL &&
	    strcmp(val_getstr(s.questions[0].draft, "by"), "ann") == 0,
	    "is the partner's, too, and says whose it is");
	in = answer_of(ANN, 0, "bits", NULL);
	in.kind = SUBMIT_VIEW;
	in.question = NULL;
	submit(&out, &sample.mem, &in);
	tap_int(faccessat(sample.data.users, "ann.log", F_OK, 0), 0,
	    "first views are each one's own");
}

static void
test_numbers(void)
{
	struct variant_key k = { key, "+1", "week1", "sum", 0 };
	struct user_state s;
	struct variant v;

	variant_make(&v, &sample.mem, page_question(pages[0], "sum"), &k,
	    "week1", NULL);
	forget_all();
	order("[" G("week1", "[\"ann\",\"bob\"]}") "]");
	send_in(ANN, 0, "sum", v.values[0]);
	send_in(BOB, 0, "sum", v.values[0]);
	tap_ok(attempts_of(ANN, "week1", false) == 0, "another question");
	state_init(&s, &sample.mem, "+1");
	tap_ok(log_fold(&sample.data, &s) == 0 &&
	    s.questions[0].attempts[0].score >= 1 &&
	    s.questions[0].attempts[1].score >= 1,
	    "both see the numbers of the group");
}

/* A program waits under the name of the group's log, and is found there. */
static void
test_jobs(void)
{
	struct jobs jobs = { .mem = &sample.mem };
	struct jobs_course c = { .course = sample.course,
	    .data = &sample.data };

	forget_all();
	order("[" G("week1", "[\"ann\",\"bob\"]}") "]");
	tap_int(send_in(BOB, 0, "echo", "x"), SUBMIT_SAVED, "a program");
	c.staff = sample.staff.records;
	jobs_read(&jobs, &sample.data, "demo");
	tap_ok(jobs.n == 1 && strcmp(jobs.list[0].user, "+1") == 0 &&
	    jobs.list[0].seq == 1, "waits");
	tap_int(jobs_rebuild(&c, &sample.mem, true), 0, "made anew");
	jobs.n = 0;
	jobs_read(&jobs, &sample.data, "demo");
	tap_ok(jobs.n == 1 && strcmp(jobs.list[0].user, "+1") == 0,
	    "from the log");
}

/* Who has the page open when it is decided with whom he works. */
static void
test_stale(void)
{
	struct staff before;
	struct submit in;
	struct submitted out;

	forget_all();
	before = sample.staff;
	order("[" G("week1", "[\"ann\",\"bob\"]}") "]");
	in = answer_of(ANN, 0, "bits", "8");
	in.staff = &before;
	submit(&out, &sample.mem, &in);
	tap_ok(out.result == SUBMIT_SAVED && strcmp(out.state.user, "+1") == 0,
	    "it is asked again under the lock: %s", out.state.user);
	before = sample.staff;
	order("[" G("week1", "[\"ann\"]") OFF "]");
	in = answer_of(ANN, 0, "bits", "8");
	in.staff = &before;
	submit(&out, &sample.mem, &in);
	tap_ok(strcmp(out.state.user, "ann") == 0, "also when he left");
}

/* A form with the numbers of one log is not judged by those of another. */
static void
test_form(void)
{
	struct submit in;
	struct submitted out;

	forget_all();
	order("[" G("week1", "[\"ann\",\"bob\"]}") "]");
	in = answer_of(ANN, 0, "sum", "1");
	in.group = 0;
	submit(&out, &sample.mem, &in);
	tap_int(out.result, SUBMIT_OLD, "a form of before she had a partner");
	in.kind = SUBMIT_SOLUTION;
	submit(&out, &sample.mem, &in);
	tap_int(out.result, SUBMIT_OLD, "nor does it end the group's tries");
	in.kind = SUBMIT_DRAFT;
	submit(&out, &sample.mem, &in);
	tap_int(out.result, SUBMIT_OLD, "nor spoil a draft");
	in.group = 1;
	submit(&out, &sample.mem, &in);
	tap_int(out.result, SUBMIT_SAVED, "one of this group");
	order("[" G("week1", "[\"ann\"]") OFF "]");
	in.kind = SUBMIT_ANSWER;
	submit(&out, &sample.mem, &in);
	tap_int(out.result, SUBMIT_OLD, "one of a group that she has left");
}

static const char *
log_of(const char *user)
{
	return group_log(&sample.staff, user, "week1");
}

/* Who becomes an assistant tries pages for himself. */
static void
test_promoted(void)
{
	struct submit in;
	struct submitted out;

	forget_all();
	order("[" G("week1", "[\"ann\",\"tom\"]}") "]");
	in = answer_of(TOM, 0, "bits", "7");
	submit(&out, &sample.mem, &in);
	tap_ok(out.result == SUBMIT_SAVED && strcmp(out.state.user, "tom") == 0,
	    "no try of his partners: %s", out.state.user);
	tap_int((long long)attempts_of(ANN, "week1", false), 0, "they have "
	    "none of it");
	group_never(&sample.staff, "tom");
	tap_int((long long)attempts_of(TOM, "week1", false), 1, "he has");
	tap_ok(log_of("ann")[0] == '+', "and they are still a group");
}

static int
one_of_many(int i)
{
	char number[8];

	snprintf(number, sizeof(number), "%d", 100 + i);
	return (int)send_in(i % 2 == 0 ? ANN : BOB, 0, "bits", number);
}

static void
test_at_once(void)
{
	int saved = 0, status;
	pid_t pids[PROCESSES];

	forget_all();
	order("[" G("week1", "[\"ann\",\"bob\"]}") "]");
	fflush(stdout);
	for (int i = 0; i < PROCESSES; i++) {
		pids[i] = fork();
		if (pids[i] == 0)
			_exit(one_of_many(i));
	}
	for (int i = 0; i < PROCESSES; i++) {
		waitpid(pids[i], &status, 0);
		saved += WIFEXITED(status) &&
		    WEXITSTATUS(status) == SUBMIT_SAVED;
	}
	tap_int(saved, 3, "of %d by two partners at once three are saved",
	    PROCESSES);
	tap_int((long long)attempts_of(BOB, "week1", false), 3, "and counted");
}

/* Each has dates of his own; what one sends is late by his. */
static void
test_late(void)
{
	struct results r;
	struct gradebook g;
	struct submit in;
	struct submitted out;
	char json[300];

	forget_all();
	in = answer_of(ANN, 0, "bits", "8");
	snprintf(json, sizeof(json), "[" G("week1", "[\"ann\",\"bob\"]}") ","
	    "{\"k\":\"extend\",\"who\":\"ann\",\"page\":\"week1\",\"due\":"
	    "%lld}]", in.dates->due.ms + 2LL * DAY);
	order(json);
	in.arrived = in.now = in.dates->due.ms + DAY;
	submit(&out, &sample.mem, &in);
	tap_int(out.result, SUBMIT_SAVED, "sent within an extension");
	results_init(&r, &sample.mem, sample.course, &sample.staff);
	r.members = &members;
	results_add(&r, pages[0]);
	results_add(&r, pages[1]);
	tap_int(gradebook_read(&g, &r, &sample.data, &members), 0, "read");
	tap_ok(g.list[ANN].questions[0].score >= 1 &&
	    g.list[BOB].questions[0].score >= 1,
	    "it is in time for the partner, too");
	tap_int((long long)g.list[CAT].pages[0].answered, 0,
	    "and nothing for others");
	in = answer_of(BOB, 0, "sum", "1");
	tap_int((long long)gradebook_read(&g, &r, &sample.data, &members) +
	    (long long)g.refolded, 0, "again from what is kept");
	tap_ok(g.list[BOB].questions[0].score >= 1, "which is the same");
	unlinkat(sample.data.users, "+1.log", 0);
}

static enum group_result
decide(enum group_act act, const char *user, const char *other,
    long long seen)
{
	struct group_change c = { .act = act, .members = &members,
	    .page = "week1", .most = 2, .user = user, .other = other,
	    .seen = seen };

	if (staff_decide(&sample.data, 1, group_decide, &c) < 0)
		abort();
	order("[]");
	return c.result;
}

static void
test_invite(void)
{
	struct invitation *v;
	long long id;

	forget_all();
	tap_int(decide(GROUP_ACCEPT, "bob", "ann", 0), GROUP_GONE,
	    "nobody was asked");
	tap_int(decide(GROUP_INVITE, "ann", "bob", 0), GROUP_DONE, "invite");
	tap_ok(strcmp(log_of("bob"), "bob") == 0 &&
	    strcmp(log_of("ann"), "ann") == 0, "nobody is in it yet");
	tap_int((long long)group_asked(&sample.staff, "bob", "week1", &v), 1,
	    "it waits");
	tap_int((long long)group_asked(&sample.staff, "bob", "week2", &v), 0,
	    "on this page only");
	tap_int(decide(GROUP_ACCEPT, "cat", "ann", 0), GROUP_GONE,
	    "for another it does not");
	tap_int(decide(GROUP_ACCEPT, "ann", "bob", 0), GROUP_GONE,
	    "nor for who sent it");
	tap_int(decide(GROUP_ACCEPT, "bob", "ann", 5), GROUP_CHANGED,
	    "not what was seen");
	tap_int(decide(GROUP_ACCEPT, "bob", "ann", 0), GROUP_DONE, "yes");
	tap_ok(log_of("ann")[0] == '+' &&
	    strcmp(log_of("ann"), log_of("bob")) == 0, "both are in it");
	tap_int(decide(GROUP_INVITE, "ann", "cat", 0), GROUP_FULL, "full");
	tap_int(decide(GROUP_INVITE, "cat", "bob", 0), GROUP_DONE,
	    "who has a group may be asked");
	tap_int(decide(GROUP_ACCEPT, "bob", "cat", 0), GROUP_TAKEN,
	    "but not say yes");
	id = group_id(&sample.staff, "bob", "week1");
	tap_int(decide(GROUP_LEAVE, "bob", "", id + 1), GROUP_CHANGED,
	    "leave another group than that which was looked at");
	tap_int(decide(GROUP_LEAVE, "bob", "", id), GROUP_DONE, "leave");
	tap_ok(strcmp(log_of("bob"), "bob") == 0 && log_of("ann")[0] == '+',
	    "the other one stays");
	tap_int(decide(GROUP_LEAVE, "bob", "", id), GROUP_GONE, "only once");
}

/* What one sees of cat's group. */
static long long
newest(void)
{
	struct group g;

	group_find(&g, &sample.staff, &members, "week1",
	    group_id(&sample.staff, "cat", "week1"));
	return g.newest;
}

static void
test_refuse(void)
{
	struct invitation *v;
	const char *names[] = { "bob", "nobody-knows", "tom" };
	char many[16];

	forget_all();
	for (int i = 0; i < 3; i++)
		tap_int(decide(GROUP_INVITE, "ann", names[i], 0), GROUP_DONE,
		    "the same is said of %s", names[i]);
	tap_int(decide(GROUP_DECLINE, "bob", "ann", 0), GROUP_DONE, "no");
	tap_int((long long)group_asks(&sample.staff, "ann", "week1", &v), 3,
	    "who asked does not learn it");
	tap_int((long long)group_asked(&sample.staff, "bob", "week1", &v), 0,
	    "who said no is not asked again");
	tap_int(decide(GROUP_ACCEPT, "bob", "ann", 0), GROUP_GONE,
	    "nor can say yes now");
	decide(GROUP_WITHDRAW, "ann", "bob", 0);
	tap_int((long long)group_asks(&sample.staff, "ann", "week1", &v), 2,
	    "taken back");
	decide(GROUP_INVITE, "ann", "bob", 0);
	tap_int((long long)group_asked(&sample.staff, "bob", "week1", &v), 0,
	    "no stays no");
	tap_int(decide(GROUP_DECLINE, "cat", "ann", 0), GROUP_GONE,
	    "nobody answers for others");
	tap_int(decide(GROUP_INVITE, "ann", "ann", 0), GROUP_SELF, "himself");
	tap_int(decide(GROUP_INVITE, "ann", "+1", 0), GROUP_NAMELESS,
	    "the name of a log");
	tap_int(decide(GROUP_INVITE, "ann", "../x", 0), GROUP_NAMELESS,
	    "a path");
	for (int i = 0; i < GROUP_ASKS_MAX; i++) {
		snprintf(many, sizeof(many), "user%d", i);
		decide(GROUP_INVITE, "ann", many, 0);
	}
	tap_int(decide(GROUP_INVITE, "ann", "dan", 0), GROUP_MANY, "too many");
	forget_all();
	for (int i = 0; i < GROUP_ASKED_MAX / 2; i++) {
		decide(GROUP_INVITE, "ann", "bob", 0);
		decide(GROUP_WITHDRAW, "ann", "bob", 0);
	}
	tap_int(decide(GROUP_INVITE, "ann", "bob", 0), GROUP_OFTEN,
	    "too often");
	decide(GROUP_INVITE, "cat", "dan", 0);
	for (int i = 0; i < GROUP_TURNS_MAX / 2; i++) {
		decide(GROUP_ACCEPT, "dan", "cat", i == 0 ? 0 : newest());
		decide(GROUP_LEAVE, "dan", "", group_id(&sample.staff, "dan",
		    "week1"));
	}
	tap_int(decide(GROUP_ACCEPT, "dan", "cat", newest()), GROUP_OFTEN,
	    "there and back too often");
	forget_all();
	order("[{\"k\":\"invite\",\"page\":\"week1\",\"who\":\"dan\",\"from\":"
	    "\"cat\",\"by\":\"eve\"}]");
	tap_int((long long)group_asked(&sample.staff, "dan", "week1", &v), 0,
	    "a record of somebody else counts for nothing");
}

static const char *
plan(const char *page, const char *rows)
{
	struct group_plan p = { .members = &members, .page = page, .most = 2,
	    .by = "tom", .mem = &sample.mem };
	struct group_row row[8];
	char *words = mem_str(&sample.mem, rows), *end;

	for (p.rows = row; *words != '\0' && p.n < 8; words = end) {
		end = words + strcspn(words, " ");
		if (*end != '\0')
			*end++ = '\0';
		row[p.n] = (struct group_row){ words, strchr(words, ':') + 1,
		    0 };
		*strchr(words, ':') = '\0';
		p.n++;
	}
	if (staff_decide(&sample.data, 1, group_plan, &p) < 0)
		abort();
	order("[]");
	return p.wrong;
}

static void
test_plan(void)
{
	const char *before, *name;

	forget_all();
	tap_ok(plan("week1", "A:ann A:bob B:cat") == NULL, "two groups");
	tap_ok(strcmp(log_of("ann"), log_of("bob")) == 0 &&
	    log_of("cat")[0] == '+' &&
	    strcmp(log_of("cat"), log_of("ann")) != 0, "are there");
	tap_ok(plan("week1", "A:ann A:bob B:cat") == NULL &&
	    val_size(sample.staff.records) == 2, "again: nothing is written");
	tap_ok(plan("week1", "A:dan") != NULL &&
	    strcmp(log_of("dan"), "dan") == 0, "one too many");
	tap_ok(plan("week1", "A:cat B:ann") == NULL &&
	    strcmp(log_of("cat"), log_of("bob")) == 0 &&
	    strcmp(log_of("ann"), log_of("bob")) != 0, "they change places");
	tap_ok(plan("week1", "B:bob B:tom") != NULL, "staff is in no group");
	tap_ok(plan("week1", "B:bob B:bob") != NULL, "one twice");
	tap_ok(plan("week1", "g77:bob") != NULL, "a number that is not ours");
	before = log_of("cat");
	tap_ok(plan("week1", ":cat :bob") == NULL &&
	    strcmp(log_of("cat"), "cat") == 0, "alone again");
	name = mem_printf(&sample.mem, "g%s:cat", before + 1);
	tap_ok(plan("week2", name) != NULL, "no group of another page");
	tap_ok(plan("week1", name) == NULL &&
	    strcmp(log_of("cat"), before) == 0,
	    "and back into the group that nobody is in");
	tap_ok(plan("week1", mem_printf(&sample.mem, "g%s:bob", before + 1)) !=
	    NULL, "one with a name, and somebody in it, has no other");
	plan("week1", ":cat");
	tap_ok(plan("week*", "P:cat P:bob") == NULL && strcmp(group_log(
	    &sample.staff, "cat", "week9"), log_of("bob")) == 0, "a pattern");
	tap_ok(plan("week1", "Q:ann") == NULL && plan("week*", "Q:dan") !=
	    NULL, "no second one of that name on a page");
	tap_ok(plan("week1", ":ann") == NULL && plan("week*", "Q:dan") ==
	    NULL, "but when the first is gone");
	plan("week*", ":dan");
	tap_ok(plan("week1", "\n:cat \n:dan") == NULL &&
	    strcmp(log_of("cat"), log_of("dan")) == 0 &&
	    strcmp(log_of("cat"), log_of("bob")) != 0, "a new one without a "
	    "name");
}

static int
regrade(struct regrade_plan *p, bool dry)
{
	struct regrade r = { .mem = &sample.mem, .course = sample.course,
	    .data = &sample.data, .key = key, .staff = &sample.staff,
	    .members = &members, .by = "tom", .why = "wrong", .now = 5 };

	return dry ? regrade_try(p, &r) : regrade_do(p, &r);
}

/* A question that is mended: one attempt, and a change for each of them. */
static void
test_regrade(void)
{
	struct regrade_plan p;
	struct user_state s;

	forget_all();
	send_in(ANN, 0, "bits", "9");
	order("[" G("week*", "[\"ann\",\"bob\"]}") "]");
	send_in(ANN, 0, "bits", "9");
	sample_file(&sample, "10.week1.md", "title: W\ngroups: 2\n\n"
	    "::: number bits tries=3\nHow many?\n= 9\n:::\n");
	sample_course(&sample, "title: T\n");
	tap_int(regrade(&p, true), 0, "looked at");
	tap_ok(p.attempts == 2 && p.changed == 2 && p.n == 2,
	    "their answer, and one of before: %zu %zu %zu", p.attempts,
	    p.changed, p.n);
	tap_int(regrade(&p, false), 0, "done");
	state_init(&s, &sample.mem, "+1");
	tap_ok(log_fold(&sample.data, &s) == 0 && s.records == 2 &&
	    s.questions[0].attempts[0].score >= 1,
	    "one grade, in the log of the group");
	state_init(&s, &sample.mem, "ann");
	tap_ok(log_fold(&sample.data, &s) == 0 &&
	    s.questions[0].attempts[0].score >= 1,
	    "and one of what counts again when she leaves it");
	begin("title: T\n");
}

static const struct {
	const char	*name, *head;
	int		 errors;
} heads[] = {
	{ "two", "groups: 2", 0 }, { "fifty", "groups: 50", 0 },
	{ "one", "groups: 1", 1 }, { "none", "groups: 0", 1 },
	{ "too many", "groups: 51", 1 }, { "huge", "groups: 99999999999", 1 },
	{ "a word", "groups: two", 1 },
	{ "an exam", "groups: 2\ntimed: 30m", 1 },
	{ "dates of each", "groups: 2\ndue: 3d after first view", 1 },
	{ "a lock of each", "groups: 2\nlock: 3d after first view", 1 },
	{ "a while after due", "groups: 2\ndue: 2026-02-09 22:00\n"
	    "lock: 2d after due", 0 }
};

static void
test_heads(void)
{
	struct problems ps;
	const struct page *p;
	char text[200];

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		snprintf(text, sizeof(text), "title: T\n%s\n\nText.\n",
		    heads[i].head);
		sample_file(&sample, "30.more.md", text);
		sample_course(&sample, "title: T\n");
		problems_init(&ps, &sample.mem);
		p = course_page(sample.course, "more", &ps);
		tap_int((long long)ps.errors, heads[i].errors, "%s",
		    heads[i].name);
		tap_ok(ps.errors == 0 || ps.list[0].line == 2,
		    "with its line");
		if (heads[i].errors == 0)
			tap_ok(group_most(p) >= 2, "so many work together");
	}
}

int
main(void)
{
	sample_open(&sample);
	begin("title: T\nlate: 0% 9d\n");
	test_owners();
	test_log_names();
	test_members();
	test_merged();
	test_shared();
	test_numbers();
	test_jobs();
	test_stale();
	test_pattern();
	test_form();
	test_promoted();
	test_at_once();
	test_late();
	test_invite();
	test_refuse();
	test_plan();
	test_regrade();
	test_heads();
	sample_close(&sample);
	return tap_done();
}
