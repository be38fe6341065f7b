/*
 * The grader on a course of its own: verdicts, each submission graded once
 * whatever is killed, the fair order, regrades.
 */
#include <sys/stat.h>
#include <sys/wait.h>

#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apps/tutor/model/box.h"
#include "apps/tutor/model/code_check.h"
#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/grader.h"
#include "apps/tutor/model/jobs.h"
#include "apps/tutor/model/language.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/problem.h"
#include "tap.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/val.h"

enum {
	RUN_MAX = 60,			/* seconds for a grader */
	OWNER = 61234
};

static const char page_text[] =
    "title: Week 1\n\n"
    "::: code upper lang=c points=4 time=500ms compare=tokens\n"
    "Copy standard input to standard output, in capitals.\n"
    "--- test small points=1 show\nin: abc\nout: ABC\n"
    "--- test big points=3 hidden file=big.in,big.out\n"
    ":::\n\n"
    "::: code last lang=sh policy=last\nPrint 1.\n"
    "--- test one\nout: 1\n:::\n\n"
    "::: code python lang=python\nPrint the sum.\n"
    "--- test sum\nin: 1 2\nout: 3\n:::\n\n"
    "::: code perl lang=perl mem=64M\nPrint 1.\n"
    "--- test one\nargs: \"x y\"\nout: 1\n:::\n";

struct fixture {
	struct mem	mem;
	char		path[64], data_path[80], courses_path[80];
	int		data_fd, courses_fd;
	struct course_data data;
	struct page	*page;
};

static void
put_file(const char *folder, const char *name, const char *text)
{
	char path[400];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0)
		tap_ok(false, "cannot write %s", path);
}

static void
make_course(struct fixture *f)
{
	char folder[200];

	(void)snprintf(folder, sizeof(folder), "%s/demo", f->courses_path);
	(void)mkdir(folder, 0755);
	put_file(folder, "course", "title: Demo\n");
	(void)strncat(folder, "/10.week1", sizeof(folder) - 20);
	(void)mkdir(folder, 0755);
	put_file(folder, "page.md", page_text);
	put_file(folder, "big.in", "hello world\n");
	put_file(folder, "big.out", "HELLO WORLD\n");
}

static void
read_page(struct fixture *f)
{
	struct problems problems;
	struct course *course;

	problems_init(&problems, &f->mem);
	course = course_open(&f->mem, f->courses_fd, "demo", &problems);
	f->page = course_page(course, "week1", &problems);
	for (size_t i = 0; i < problems.n; i++)
		tap_note("%s:%zu: %s", problems.list[i].file,
		    problems.list[i].line, problems.list[i].what);
}

static void
fixture_init(struct fixture *f)
{
	mem_init(&f->mem, 512 << 20);
	(void)snprintf(f->path, sizeof(f->path), "/tmp/test_grader.XXXXXX");
	if (mkdtemp(f->path) == NULL)
		abort();
	(void)snprintf(f->data_path, sizeof(f->data_path), "%s/data", f->path);
	(void)snprintf(f->courses_path, sizeof(f->courses_path), "%s/courses",
	    f->path);
	(void)mkdir(f->data_path, 0700);
	(void)mkdir(f->courses_path, 0755);
	f->data_fd = open(f->data_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	f->courses_fd = open(f->courses_path, O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	make_course(f);
	if (data_open(&f->data, f->data_fd, "demo") == -1)
		abort();
	read_page(f);
}

static pid_t
start_grader(const struct fixture *f, bool once)
{
	struct grader_config config = { .data_fd = f->data_fd,
	    .courses_fd = f->courses_fd, .once = once };
	pid_t pid = fork();

	if (pid == 0) {
		(void)alarm(RUN_MAX);
		grader_run(&config);
		_exit(0);
	}
	return pid;
}

static int
wait_for(pid_t pid)
{
	int status = -1;

	(void)waitpid(pid, &status, 0);
	return status;
}

static bool
grade_all(const struct fixture *f)
{
	return wait_for(start_grader(f, true)) == 0;
}

struct sent {
	const char	*user, *question, *answer;
	bool		 hint;			/* a name in q/ */
};

static long long
send(struct fixture *f, const struct sent *sent)
{
	const struct question *q = page_question(f->page, sent->question);
	struct val *record = val_object(&f->mem);
	struct user_state state;
	struct store *store;
	long long seq;

	val_set(record, "k", "submit");
	val_set(record, "page", "week1");
	val_set(record, "q", sent->question);
	val_set(record, "ver", q == NULL ? "" : q->version);
	val_set(record, "answer", sent->answer);
	(void)val_put(record, "score", val_null(&f->mem));
	state_init(&state, &f->mem, sent->user);
	store = log_open(&f->data, &state);
	seq = log_add(store, &state, 1000, record);
	log_close(store);
	if (sent->hint)
		(void)job_add(&f->data, sent->user, seq);
	return seq;
}

/* The grade records of a submission: how many, and the last. */
static int
grades(struct fixture *f, const char *user, long long seq, struct val **last)
{
	struct store_rec rec;
	struct store *store;
	struct val *v;
	char name[100];
	int count = 0, found;

	(void)snprintf(name, sizeof(name), "%s.log", user);
	store = store_open(f->data.users, name, STORE_READ, 0);
	*last = NULL;
	if (store == NULL)
		return -1;
	while ((found = store_next(store, &rec)) == 1) {
		v = json_parse(&f->mem, rec.json, rec.n, NULL);
		if (strcmp(val_getstr(v, "k"), "grade") == 0 &&
		    val_getint(v, "of") == seq) {
			*last = v;
			count++;
		}
	}
	store_close(store);
	return found == 0 ? count : -1;
}

#define MAIN	"#include <ctype.h>\n#include <stdio.h>\n" \
		"#include <stdlib.h>\n#include <string.h>\n" \
		"int main(void)\n{\n"
#define UPPER	"int c; while ((c = getchar()) != EOF) putchar(toupper(c));"

static const struct row {
	const char	*question, *name, *answer;
	double		 score;
	const char	*verdict;		/* of the first test */
} rows[] = {
	{ "upper", "right", MAIN UPPER "}\n", 1, "ok" },
	{ "upper", "right in part", MAIN "puts(\"ABC\"); }\n", 0.25, "ok" },
	{ "upper", "wrong", MAIN "puts(\"abc\"); }\n", 0, "wrong" },
	{ "upper", "not C", "int main(void) { return }\n", 0, NULL },
	{ "upper", "empty", " ", 0, NULL },
	{ "upper", "too slow", MAIN "for (;;) ; }\n", 0, "time" },
	{ "upper", "too much", MAIN "for (;;) puts(\"x\"); }\n", 0,
	    "output" },
	{ "upper", "a crash", MAIN "abort(); }\n", 0, "crash SIGABRT" },
	{ "upper", "a hog", MAIN "char *p; while ((p = malloc(1 << 20))) "
	    "memset(p, 1, 1 << 20); return 1; }\n", 0, "memory" },
	{ "upper", "a forged verdict", MAIN "puts(\"{\\\"score\\\": 1}\"); "
	    "fputs(\"ok\", stderr); }\n", 0, "wrong" },
	{ "last", "sh", "echo 1\n", 1, "ok" },
	{ "python", "python", "print(sum(map(int, input().split())))\n", 1,
	    "ok" },
	{ "python", "an exception", "raise Exception()\n", 0, "wrong" },
	{ "python", "no memory", "x = [1] * (1 << 30)\n", 0, "memory" },
	{ "perl", "perl", "print $ARGV[0] eq 'x y' ? 1 : 0;\n", 1, "ok" },
};

static bool
installed(struct fixture *f, const char *question)
{
	const char *lang = question_attr(page_question(f->page, question),
	    "lang");

	return language_program(language_find(lang), &f->mem) != NULL;
}

static void
check_row(struct fixture *f, const struct row *row, long long seq)
{
	struct val *v;
	const char *verdict;
	int n = grades(f, "ann", seq, &v);

	if (!installed(f, row->question)) {
		tap_ok(n == 0, "%s waits: it is not installed", row->name);
		return;
	}
	verdict = val_getstr(val_at(val_get(v, "tests"), 0), "verdict");
	if (!tap_ok(n == 1 && fabs(val_toreal(val_get(v, "score")) -
	    row->score) < 1e-9 && strcmp(verdict, row->verdict != NULL ?
	    row->verdict : "") == 0 && (row->verdict != NULL ||
	    strcmp(val_getstr(v, "failed"), "compile") == 0),
	    "%s", row->name))
		tap_note("%d grades, score %g, verdict %s, msg %s", n,
		    val_toreal(val_get(v, "score")), verdict,
		    val_getstr(v, "msg"));
}

static void
test_verdicts(struct fixture *f)
{
	enum { ROWS = sizeof(rows) / sizeof(rows[0]) };
	struct sent sent = { "ann", NULL, NULL, true };
	long long seqs[ROWS];

	for (size_t i = 0; i < ROWS; i++) {
		sent.question = rows[i].question;
		sent.answer = rows[i].answer;
		seqs[i] = send(f, &sent);
	}
	tap_ok(grade_all(f), "the grader ends when no job is left");
	for (size_t i = 0; i < ROWS; i++)
		check_row(f, &rows[i], seqs[i]);
	tap_ok(grade_all(f), "and once more");
	for (size_t i = 0; i < ROWS; i++)
		check_row(f, &rows[i], seqs[i]);
}

static void
test_report(struct fixture *f)
{
	struct sent sent = { "bob", "upper", rows[1].answer, true };
	struct val *v, *tests;
	long long seq = send(f, &sent);

	(void)grade_all(f);
	(void)grades(f, "bob", seq, &v);
	tests = val_get(v, "tests");
	tap_ok(strcmp(val_getstr(v, "msg"), "1 of 2 tests passed.") == 0 &&
	    val_size(tests) == 2, "the message tells how many passed");
	tap_ok(val_tobool(val_get(val_at(tests, 1), "hidden")) &&
	    strcmp(val_getstr(val_get(val_get(val_at(tests, 1), "diff"),
	    "want"), "rest"), "HELLO·WORLD") == 0,
	    "a hidden test is marked, with its difference");
}

static void
test_lost(struct fixture *f)
{
	struct sent first = { "cat", "last", "echo 2", false };
	struct sent second = { "cat", "last", "echo 1", false };
	long long a = send(f, &first), b = send(f, &second);
	struct val *v;

	tap_ok(grade_all(f) && grades(f, "cat", b, &v) == 1,
	    "a job whose name is lost is found in the log");
	tap_ok(grades(f, "cat", a, &v) == 0,
	    "with policy=last an older answer is not graded");
}

static void
test_regrade(struct fixture *f)
{
	struct sent sent = { "dan", "upper", MAIN UPPER "}\n", true };
	long long seq = send(f, &sent), batch;
	struct val *order = val_object(&f->mem), *v;

	(void)grade_all(f);
	val_set(order, "k", "regrade");
	val_set(order, "page", "week*");
	val_set(order, "q", "upper");
	batch = staff_add(&f->data, 2000, order);
	(void)grade_all(f);
	(void)grade_all(f);
	tap_ok(grades(f, "dan", seq, &v) == 2 &&
	    val_getint(v, "batch") == batch, "a regrade that was ordered");
}

/* Many at once, two graders, and one is killed again and again. */
static void
test_killed(struct fixture *f)
{
	enum { USERS = 12 };
	struct timespec pause = { 0, 150000000 };
	struct sent sent = { NULL, "upper", NULL, true };
	char user[16], answer[200];
	long long seqs[USERS];
	struct val *v;
	int once = 0;
	pid_t pid;

	for (int i = 0; i < USERS; i++) {
		(void)snprintf(user, sizeof(user), "u%d", i);
		(void)snprintf(answer, sizeof(answer), MAIN UPPER
		    "return %d; }\n", i);
		sent.user = user;
		sent.answer = answer;
		seqs[i] = send(f, &sent);
	}
	for (int i = 0; i < 5; i++) {
		pid = start_grader(f, false);
		(void)nanosleep(&pause, NULL);
		(void)kill(pid, SIGKILL);
		(void)wait_for(pid);
	}
	pid = start_grader(f, true);
	(void)grade_all(f);
	(void)wait_for(pid);
	(void)grade_all(f);
	for (int i = 0; i < USERS; i++) {
		(void)snprintf(user, sizeof(user), "u%d", i);
		once += grades(f, user, seqs[i], &v) == 1;
	}
	tap_int(once, USERS, "each is graded once, whatever was killed");
}

static void
test_term(struct fixture *f)
{
	struct timespec pause = { 0, 100000000 };
	struct sent sent = { "eve", "last", "sleep 100", true };
	const char *why;
	struct val *v;
	long long seq = send(f, &sent), now = (long long)time(NULL) * 1000;
	pid_t pid;

	(void)unlinkat(f->data_fd, "grader", 0);
	pid = start_grader(f, false);
	for (int i = 0; i < 200 && (!grader_works(f->data_fd, &f->mem, now,
	    &why) || jobs_before(&f->data, "eve", seq) != -1); i++)
		(void)nanosleep(&pause, NULL);
	tap_ok(grader_works(f->data_fd, &f->mem, now, &why),
	    "pages know that a grader runs");
	tap_ok(!grader_works(f->data_fd, &f->mem, now + 1000000, &why),
	    "and when it has not been heard of for long");
	(void)kill(pid, SIGTERM);
	tap_int(wait_for(pid), 0, "SIGTERM ends it at once");
	tap_int(grades(f, "eve", seq, &v), 0, "what it was at is not graded");
	tap_int(jobs_before(&f->data, "eve", seq), 0, "and waits again");
}

static const struct checked {
	const char	*name, *text, *what;
	size_t		 line;
} checked[] = {
	{ "a pattern that is none", "::: code q compare=regex\nx\n"
	    "--- test t\nout: ok\n (\n:::\n", "test t, line 2", 5 },
	{ "no tests", "::: code q\nx\n:::\n", "nobody grades", 3 },
	{ "tests without points", "::: code q\nx\n--- test t points=0\n"
	    "out: 1\n:::\n", "have no points", 3 },
	{ "a rubric", "::: code q rubric\nx\n5 is short\n:::\n", NULL, 0 },
};

static void
test_check(struct fixture *f)
{
	struct problems ps;
	const struct question *q;
	char text[400];

	for (size_t i = 0; i < sizeof(checked) / sizeof(checked[0]); i++) {
		(void)snprintf(text, sizeof(text), "title: x\n\n%s",
		    checked[i].text);
		problems_init(&ps, &f->mem);
		q = page_question(page_read(&f->mem, "1.x.md", text,
		    strlen(text), &ps), "q");
		code_check(&f->mem, q, "1.x.md", &ps);
		if (!tap_ok(checked[i].what == NULL ? ps.n == 0 : ps.n > 0 &&
		    strstr(ps.list[ps.n - 1].what, checked[i].what) != NULL &&
		    ps.list[ps.n - 1].line == checked[i].line, "a check: %s",
		    checked[i].name) && ps.n > 0)
			tap_note("%zu: %s", ps.list[ps.n - 1].line,
			    ps.list[ps.n - 1].what);
	}
}

static void
test_order(struct fixture *f)
{
	struct job list[] = {
		{ "a", "ann", 1, 0 }, { "a", "ann", 2, 0 },
		{ "a", "ann", 3, 0 }, { "a", "bob", 1, 0 },
		{ "a", "cat", 1, 0 }, { "a", "cat", 2, 0 },
	};
	struct jobs jobs = { &f->mem, list, sizeof(list) / sizeof(list[0]) };
	char got[100] = "";
	size_t n;

	jobs_order(&jobs, "ann");
	for (size_t i = 0; i < jobs.n; i++) {
		n = strlen(got);
		(void)snprintf(got + n, sizeof(got) - n, "%s%lld ",
		    jobs.list[i].user, jobs.list[i].seq);
	}
	tap_ok(strcmp(got, "bob1 cat2 ann3 ann2 cat1 ann1 ") == 0,
	    "users take turns, the newest first: %s", got);
}

/* Run as root: what is written belongs to who owns the data. */
static void
test_owner(struct fixture *f)
{
	struct sent sent = { "fay", "last", "echo 1; :", true };
	long long seq = send(f, &sent);
	struct stat st = { .st_uid = 0 };
	struct val *v;

	if (geteuid() != 0) {
		tap_ok(true, "# SKIP not root");
		return;
	}
	(void)fchown(f->data_fd, OWNER, OWNER);
	(void)fchown(f->data.dirfd, OWNER, OWNER);
	(void)fchown(f->data.users, OWNER, OWNER);
	(void)fchownat(f->data.users, "fay.log", OWNER, OWNER, 0);
	(void)fchownat(f->data.dirfd, "q", OWNER, OWNER, 0);
	(void)unlinkat(f->data_fd, "grader", 0);
	(void)grade_all(f);
	tap_int(grades(f, "fay", seq, &v), 1, "graded as the owner");
	(void)fstatat(f->data_fd, "grader", &st, 0);
	tap_int((long long)st.st_uid, OWNER, "who has the state, too");
}

static void
remove_all(const char *path)
{
	char below[600];
	const struct dirent *entry;
	DIR *dir = opendir(path);

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		(void)snprintf(below, sizeof(below), "%s/%s", path,
		    entry->d_name);
		if (unlink(below) == -1)
			remove_all(below);
	}
	if (dir != NULL)
		(void)closedir(dir);
	(void)rmdir(path);
}

int
main(void)
{
	const char *missing;
	struct fixture f;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	fixture_init(&f);
	test_order(&f);
	test_check(&f);
	missing = box_missing(&f.mem);
	if (missing == NULL && !installed(&f, "upper"))
		missing = "there is no C compiler";
	if (missing != NULL)
		tap_ok(true, "# SKIP %s", missing);
	else {
		test_verdicts(&f);
		test_report(&f);
		test_lost(&f);
		test_regrade(&f);
		test_killed(&f);
		test_term(&f);
		test_owner(&f);
	}
	remove_all(f.path);
	mem_release(&f.mem);
	return tap_done();
}
