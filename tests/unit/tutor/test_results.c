#include "apps/tutor/model/results.h"

#include <errno.h>
#include <math.h>
#include <time.h>

#include "apps/lib/store_line.h"
#include "apps/tutor/model/digest.h"
#include "apps/tutor/model/grade.h"
#include "sample.h"
#include "tap.h"
#include "web/store.h"
#include "web/text.h"

enum { USERS = 500, PAGES = 20, QUESTIONS = 10, HOUR = 3600 * 1000 };

static struct sample	sample;
static struct results	results;
static const struct member ann = { .user = "ann", .section = "A" };

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

/* What a student sent: a line each. */
struct sent {
	const char	*page, *question;
	double		 score;
	long long	 late;		/* hours after due */
	int		 days;
};

static void
page_file(const char *file, const char *head, int questions)
{
	struct text t;

	text_init(&t, &sample.mem);
	text_addf(&t, "title: T\n%s\n\n", head);
	for (int i = 0; i < questions; i++)
		text_addf(&t, "::: number q%d points=%d\nWhat?\n= 1\n:::\n", i,
		    i == 0 ? 1 : 3);
	sample_file(&sample, file, t.p);
}

static void
begin(const char *course)
{
	page_file("10.week1.md", "due: 2026-02-01 00:00", 2);
	page_file("20.week2.md", "due: 2026-02-08 00:00", 2);
	page_file("30.exam.md", "due: 2026-02-15 00:00", 2);
	sample_file(&sample, "40.text.md", "title: Text\n\nHello.\n");
	sample_course(&sample, course);
	results_init(&results, &sample.mem, sample.course, &sample.staff);
	for (size_t i = 0; i < sample.course->npages; i++)
		results_add(&results, course_page(sample.course,
		    sample.course->pages[i].name, &sample.problems));
	if (sample.problems.errors > 0)
		exit(1);
	results.now = results.pages[0].dates.due.ms + HOUR;
}

static long long
due_of(const char *page)
{
	for (size_t i = 0; i < results.npages; i++)
		if (strcmp(results.pages[i].page->name, page) == 0)
			return results.pages[i].dates.due.ms;
	return 0;
}

static struct result
result_of(const struct sent *sent)
{
	struct store_rec rec = { .seq = 0 };
	struct user_state s;
	struct result r;
	char json[200];

	state_init(&s, &sample.mem, "ann");
	for (; sent->page != NULL; sent++) {
		snprintf(json, sizeof(json), "{\"k\":\"submit\",\"page\":"
		    "\"%s\",\"q\":\"%s\",\"score\":%g,\"days\":%d}",
		    sent->page, sent->question, sent->score, sent->days);
		rec.seq++;
		rec.ms = due_of(sent->page) + sent->late * HOUR;
		rec.json = json;
		rec.n = strlen(json);
		state_add(&s, &rec);
	}
	results_of(&r, &results, &ann, &s);
	return r;
}

static const struct sent some[] = {
	{ "week1", "q0", 1, -1, 0 }, { "week1", "q1", .5, -1, 0 },
	{ "week2", "q1", 1, -1, 0 }, { NULL, NULL, 0, 0, 0 }
};

static void
test_points(void)
{
	struct result r;

	begin("title: T\n");
	r = result_of(some);
	tap_ok(near(r.pages[0].points, 2.5) && near(r.pages[0].of, 4) &&
	    r.pages[0].answered == 2, "a page is the sum of its questions");
	tap_ok(near(r.questions[results.pages[0].first + 1].score, .5) &&
	    r.questions[results.pages[0].first + 1].tries == 1,
	    "a question of it");
	tap_ok(near(r.total, 5.5 / 12), "the course by points: %g", r.total);
	tap_ok(near(r.so_far, 5.5 / 8) && r.pages[1].counts &&
	    !r.pages[2].counts, "so far: what is due or begun");
}

static const struct {
	const char	*name, *course, *staff;
	double		 total, so_far;
} weight_rows[] = {
	{ "weights", "title: T\nweights: week* 60%, exam* 40%\n", "[]",
	    .6 * 5.5 / 8, 5.5 / 8 },
	{ "one dropped", "title: T\nweights: week* 60%, exam* 40%, "
	    "drop 1 of week*\n", "[]", .6 * .75, .75 },
	{ "one page stays", "title: T\nweights: week* 60%, exam* 40%, "
	    "drop 9 of week*\n", "[]", .6 * .75, .75 },
	{ "exempt", "title: T\nweights: week* 60%, exam* 40%\n",
	    "[{\"seq\":1,\"k\":\"exempt\",\"who\":\"ann\",\"page\":\"exam\"}]",
	    5.5 / 8, 5.5 / 8 },
	{ "exempt, and one is dropped of the others", "title: T\n"
	    "weights: week* 60%, exam* 40%, drop 1 of week*\n",
	    "[{\"seq\":1,\"k\":\"exempt\",\"who\":\"@A\",\"page\":\"week2\"}]",
	    .6 * .625, .625 },
	{ "pages without weight", "title: T\nweights: exam* 100%\n", "[]", 0,
	    NAN },
	{ "an override", "title: T\nweights: week* 50%, exam* 50%\n",
	    "[{\"seq\":1,\"k\":\"override\",\"who\":\"ann\",\"page\":\"exam\","
	    "\"q\":\"q1\",\"score\":1}]", .5 * 5.5 / 8 + .5 * .75,
	    .5 * 5.5 / 8 + .5 * .75 },
};

static void
test_weights(void)
{
	struct result r;

	for (size_t i = 0; i < sizeof(weight_rows) / sizeof(weight_rows[0]);
	    i++) {
		begin(weight_rows[i].course);
		sample_staff(&sample, weight_rows[i].staff);
		r = result_of(some);
		tap_ok(near(r.total, weight_rows[i].total) &&
		    (near(r.so_far, weight_rows[i].so_far) ||
		    (isnan(r.so_far) && isnan(weight_rows[i].so_far))),
		    "%s: %g, %g", weight_rows[i].name, r.total, r.so_far);
	}
	sample_staff(&sample, "[]");
}

static const struct {
	const char	*name;
	long long	 late;
	int		 days;
	const char	*staff;
	double		 want;
	int		 spent;
} late_rows[] = {
	{ "in time", 0, 0, "[]", 1, 0 },
	{ "within the grace", 1, 0, "[]", 1, 0 },
	{ "a little", 2, 0, "[]", .8, 0 },
	{ "a day", 25, 0, "[]", .8, 0 },
	{ "more than a day", 26, 0, "[]", .5, 0 },
	{ "three days", 73, 0, "[]", .5, 0 },
	{ "more", 74, 0, "[]", 0, 0 },
	{ "a day, of the budget", 25, 1, "[]", 1, 1 },
	{ "two days", 49, 2, "[]", 1, 2 },
	{ "fewer days than needed", 49, 1, "[]", .5, 0 },
	{ "an extension gives credit back", 25, 0, "[{\"seq\":1,\"k\":"
	    "\"extend\",\"who\":\"@A\",\"page\":\"week1\","
	    "\"due\":4000000000000}]", 1, 0 },
	{ "and days", 25, 1, "[{\"seq\":1,\"k\":\"extend\",\"who\":\"ann\","
	    "\"page\":\"week*\",\"due\":4000000000000}]", 1, 0 },
};

static void
test_late(void)
{
	struct sent sent[2] = { { "week1", "q0", 1, 0, 0 },
	    { NULL, NULL, 0, 0, 0 } };
	struct result r;

	begin("title: T\nlate: 80% 24h, 50% 3d\ngrace: 1h\nlate-days: 3d\n");
	for (size_t i = 0; i < sizeof(late_rows) / sizeof(late_rows[0]); i++) {
		sample_staff(&sample, late_rows[i].staff);
		sent[0].late = late_rows[i].late;
		sent[0].days = late_rows[i].days;
		r = result_of(sent);
		tap_ok(near(r.questions[0].score, late_rows[i].want) &&
		    r.pages[0].days == late_rows[i].spent, "late, %s: %g, %d "
		    "days", late_rows[i].name, r.questions[0].score,
		    r.pages[0].days);
	}
	sample_staff(&sample, "[]");
	begin("title: T\n");
	sent[0].late = 1;
	sent[0].days = 0;
	r = result_of(sent);
	tap_ok(near(r.questions[0].score, 0), "without late: nothing counts");
}

static void
test_budget(void)
{
	struct late_query q = { .staff = &sample.staff, .member = &ann };
	struct store_rec rec = { .seq = 1 };
	struct user_state s;

	begin("title: T\nlate-days: 60h\n");
	q.course = sample.course;
	tap_int(late_budget(sample.course), 2, "whole days of a budget");
	state_init(&s, &sample.mem, "ann");
	rec.ms = due_of("week1") + HOUR;
	rec.json = "{\"k\":\"submit\",\"page\":\"week1\",\"q\":\"q0\","
	    "\"score\":1,\"days\":1}";
	rec.n = strlen(rec.json);
	state_add(&s, &rec);
	rec.seq++;
	state_add(&s, &rec);
	tap_int(late_spent(&q, &s), 1, "two answers take the same day");
	q.but = "week1";
	tap_int(late_spent(&q, &s), 0, "on other pages");
	q.but = "week2";
	sample_staff(&sample, "[{\"seq\":1,\"k\":\"extend\",\"who\":\"ann\","
	    "\"page\":\"week1\",\"due\":4000000000000}]");
	tap_int(late_spent(&q, &s), 0, "an extension gives it back");
	sample_staff(&sample, "[]");
}

static struct members
class_of(size_t n)
{
	struct member *list = mem_array(&sample.mem, n, sizeof(*list));
	struct members ms = { list, n, false };

	for (size_t i = 0; i < n; i++)
		list[i] = (struct member){ .user = mem_printf(&sample.mem,
		    "user%03zu", i), .section = i % 2 == 0 ? "A" : "B" };
	return ms;
}

/* As the store does, but without waiting for the disk. */
static void
write_record(struct text *t, struct store_chain *chain, const char *json)
{
	struct store_line l = { .seq = store_chain_seq(chain), .ms = 1000,
	    .json = json, .n = strlen(json) };
	char head[STORE_HEAD_MAX + 1];
	size_t n, at = t->n;

	memcpy(l.prev8, chain->prev8, sizeof(l.prev8));
	n = store_line_write(head, &l);
	l.size = n + l.n + 1;
	text_add(t, head, n);
	text_add(t, json, l.n);
	text_addc(t, '\n');
	store_chain_next(chain, &l, t->p + at);
}

/* Of a whole term. */
static void
fill_log(const struct members *ms, size_t i, int pages, int questions)
{
	struct store_chain chain;
	char name[40], json[400];
	struct mem m;
	struct text t;
	int score, fd;

	mem_init(&m, 0);
	text_init(&t, &m);
	store_chain_init(&chain);
	for (int q = 0; q < pages * questions; q++) {
		score = ((int)i + q * 7) % 100;
		snprintf(json, sizeof(json), "{\"k\":\"submit\",\"page\":"
		    "\"page%d\",\"q\":\"q%d\",\"variant\":0,\"ver\":"
		    "\"0123456789abcdef0123456789abcdef0123456789abcdef"
		    "0123456789abcdef\",\"nonce\":\"0123456789abcdef\","
		    "\"try\":1,\"at\":1000,\"score\":0.%02d,\"msg\":null,"
		    "\"credit\":1,\"answer\":\"an answer\"}",
		    q / questions, q % questions, score);
		write_record(&t, &chain, json);
		if (q % 2 == 0)
			write_record(&t, &chain, json);
	}
	snprintf(name, sizeof(name), "%s.log", ms->list[i].user);
	fd = openat(sample.data.users, name, O_CREAT | O_WRONLY, 0600);
	if (write(fd, t.p, t.n) != (ssize_t)t.n)
		abort();
	close(fd);
	mem_release(&m);
}

static void
submit_again(const struct members *ms, size_t i, double score)
{
	struct store *store;
	char name[40];

	snprintf(name, sizeof(name), "%s.log", ms->list[i].user);
	store = store_open(sample.data.users, name, STORE_WRITE, 1000);
	(void)store_addf(store, 2000, "{\"k\":\"submit\",\"page\":\"week1\","
	    "\"q\":\"q0\",\"score\":%g}", score);
	store_close(store);
}

static struct gradebook
read_all(const struct members *ms)
{
	struct gradebook g;

	if (gradebook_read(&g, &results, &sample.data, ms) == -1)
		g.refolded = 9999;
	return g;
}

static void
damage_cache(off_t at)
{
	int fd = openat(sample.data.dirfd, "idx/gradebook", O_RDWR);
	char byte;

	if (pread(fd, &byte, 1, at) != 1)
		abort();
	byte ^= 16;
	if (pwrite(fd, &byte, 1, at) != 1)
		abort();
	close(fd);
}

static void
test_gradebook(void)
{
	struct members ms = class_of(5);
	struct gradebook g;

	begin("title: T\n");
	for (size_t i = 0; i < 4; i++)
		submit_again(&ms, i, .25 * (double)i);
	g = read_all(&ms);
	tap_ok(g.n == 5 && g.refolded == 4, "cold: all who have a log");
	tap_ok(near(g.list[3].questions[0].score, .75) &&
	    near(g.list[4].total, 0), "their scores");
	g = read_all(&ms);
	tap_ok(g.refolded == 0 && near(g.list[3].questions[0].score, .75) &&
	    g.list[3].questions[0].tries == 1, "warm: none is read");
	submit_again(&ms, 2, 1);
	g = read_all(&ms);
	tap_ok(g.refolded == 1 && near(g.list[2].questions[0].score, 1) &&
	    near(g.list[3].questions[0].score, .75), "only a log that grew");
	sample_staff(&sample, "[{\"seq\":1,\"k\":\"override\",\"who\":"
	    "\"user003\",\"page\":\"week1\",\"q\":\"q0\",\"score\":0.1}]");
	g = read_all(&ms);
	tap_ok(g.refolded == 0 && near(g.list[3].questions[0].score, .1),
	    "what the staff decides counts at once");
	sample_staff(&sample, "[]");
	damage_cache(200);
	g = read_all(&ms);
	tap_ok(g.refolded == 4 && near(g.list[2].questions[0].score, 1),
	    "a damaged cache is none");
	unlinkat(sample.data.dirfd, "idx/gradebook", 0);
	g = read_all(&ms);
	tap_ok(g.refolded == 4 && near(g.list[2].questions[0].score, 1),
	    "one that was removed is made again");
	ms.n = 2;
	g = read_all(&ms);
	tap_ok(g.n == 2 && g.refolded == 0, "fewer members");
}

/* A digest that is cut or changed anywhere is no danger. */
static void
test_digest(void)
{
	static const char *const done[3] = {
		("{\"k\":\"submit\",\"page\":\"p\",\"q\":\"q\","
		    "\"score\":null,\"days\":2}"),
		("{\"k\":\"manual\",\"of\":1,\"score\":0.5,"
		    "\"lines\":[{\"n\":3,\"text\":\"a\"}]}"),
		"{\"k\":\"view\",\"page\":\"p\"}"
	};
	const struct digest_log log = { 1, 2, 3, 4, 5 };
	struct digest d;
	struct user_state s;
	struct text t;
	struct mem m;
	size_t size, whole = 0;

	state_init(&s, &sample.mem, "ann");
	for (size_t i = 0; i < 3; i++)
		state_add(&s, &(struct store_rec){ .seq = (long long)i + 1,
		    .ms = 9 - (long long)i, .json = done[i],
		    .n = strlen(done[i]) });
	text_init(&t, &sample.mem);
	digest_write(&t, &s, &log, true);
	size = digest_next(&d, t.p, t.n);
	state_init(&s, &sample.mem, "ann");
	tap_ok(size == t.n && strcmp(d.user, "ann") == 0 && d.log.size == 3 &&
	    digest_read(&s, &d) == 0 && s.nquestions == 1, "a digest");
	tap_ok(s.questions[0].attempts[0].days == 2 &&
	    near(s.questions[0].attempts[0].kept, .5) &&
	    isnan(s.questions[0].attempts[0].score) &&
	    state_first_view(&s, "p") == 7, "says what was done");
	tap_ok(s.questions[0].attempts[0].lines == NULL && val_getint(val_at(
	    s.questions[0].attempts[0].kept_lines, 0), "n") == 3,
	    "with comments that are kept back");
	mem_init(&m, 0);
	for (size_t i = 0; i < t.n; i++) {
		whole += digest_next(&d, t.p, i) != 0;
		for (int bit = 0; bit < 8; bit++) {
			t.p[i] ^= (char)(1 << bit);
			state_init(&s, &m, "ann");
			if (digest_next(&d, t.p, t.n) != 0)
				(void)digest_read(&s, &d);
			t.p[i] ^= (char)(1 << bit);
		}
		mem_release(&m);
	}
	tap_int((long long)whole, 0, "no part of it is one");
}

/* Of the processor, since the machine may be busy with other things. */
static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
test_size(void)
{
	const char *scale = getenv("SCALE");
	bool small = scale != NULL && strcmp(scale, "small") == 0;
	size_t users = small ? 20 : USERS;
	struct members ms = class_of(users);
	struct gradebook g;
	double cold, warm;
	char name[20];

	for (int i = 0; i < PAGES; i++) {
		snprintf(name, sizeof(name), "%d.page%d.md", 100 + i, i);
		page_file(name, "due: 2026-02-01 00:00", QUESTIONS);
	}
	begin("title: T\nweights: page* 100%, drop 2 of page*\n");
	sample_empty(sample.data.users);
	for (size_t i = 0; i < users; i++)
		fill_log(&ms, i, PAGES, QUESTIONS);
	cold = seconds();
	g = read_all(&ms);
	cold = seconds() - cold;
	tap_int((long long)g.refolded, (long long)users, "a large class");
	warm = seconds();
	g = read_all(&ms);
	warm = seconds() - warm;
	tap_ok(g.refolded == 0 && g.list[users - 1].total > .3, "once more");
	tap_note("%zu students, %d questions: %.0f ms cold, %.1f ms warm "
	    "(processor)",
	    users, PAGES * QUESTIONS, cold * 1e3, warm * 1e3);
}

/* The same class in pairs, on each of the pages. */
static void
test_pairs(void)
{
	const char *scale = getenv("SCALE");
	size_t users = scale != NULL && strcmp(scale, "small") == 0 ? 20 :
	    USERS;
	struct members ms = class_of(users), logs = class_of(users / 2);
	struct gradebook g;
	struct text t;
	double warm;

	text_init(&t, &sample.mem);
	for (size_t i = 0; i < users / 2 * PAGES; i++)
		text_addf(&t, "%s{\"k\":\"group\",\"seq\":%zu,\"id\":%zu,"
		    "\"page\":\"page%zu\",\"who\":[\"%s\",\"%s\"]}",
		    i == 0 ? "[" : ",", i + 1, i / PAGES + 1, i % PAGES,
		    ms.list[i / PAGES * 2].user,
		    ms.list[i / PAGES * 2 + 1].user);
	text_addc(&t, ']');
	for (size_t i = 0; i < logs.n; i++) {
		logs.list[i].user = mem_printf(&sample.mem, "+%zu", i + 1);
		fill_log(&logs, i, PAGES, QUESTIONS);
	}
	sample_staff(&sample, t.p);
	g = read_all(&ms);
	tap_ok(near(g.list[users - 1].total, g.list[users - 2].total) &&
	    g.list[users - 1].total > .3, "partners have the same");
	warm = seconds();
	g = read_all(&ms);
	warm = seconds() - warm;
	tap_ok(g.refolded == 0 && near(g.list[3].total, g.list[2].total),
	    "also from what is kept");
	tap_note("in pairs: %.1f ms warm (processor)", warm * 1e3);
	sample_staff(&sample, "[]");
}

int
main(void)
{
	sample_open(&sample);
	test_points();
	test_weights();
	test_late();
	test_budget();
	test_gradebook();
	test_digest();
	test_size();
	test_pairs();
	sample_close(&sample);
	return tap_done();
}
