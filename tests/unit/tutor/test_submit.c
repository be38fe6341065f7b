#include "apps/tutor/model/submit.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "sample.h"
#include "tap.h"
#include "web/secret.h"
#include "web/store.h"

enum { PROCESSES = 32, SAME = 8, KILLS = 40 };
enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

static const char page_text[] =
    "title: Week 1\n"
    "release: 2026-02-02 09:00\n"
    "due: 2026-02-09 22:00\n"
    "lock: 2026-02-20 00:00\n"
    "\n"
    "::: number bits points=1 tries=3\n"
    "How many?\n"
    "= 8\n"
    "hint after 1: Think.\n"
    ":::\n"
    "\n"
    "::: number free check variants=1\n"
    "let w = 2..9\n"
    "What is {w}?\n"
    "= {w}\n"
    ":::\n"
    "\n"
    "::: essay words points=10 max=20K\n"
    "Say more.\n"
    ":::\n"
    "\n"
    "::: upload paper accept=.pdf max=1K\n"
    "Send it.\n"
    ":::\n"
    "\n"
    "::: code echo lang=c\n"
    "Write it.\n"
    "--- test one\n"
    "in: a\n"
    "out: a\n"
    ":::\n";

static struct sample	sample;
static struct page	*page;
static struct when_page	dates;
static long long	release, due;
static const unsigned char key[SECRET_KEY_SIZE] = { 1, 2, 3 };
static const struct member ann = { .user = "ann", .role = ROLE_STUDENT };

static void
begin(const char *course)
{
	sample_file(&sample, "10.week1.md", page_text);
	sample_course(&sample, course);
	page = course_page(sample.course, "week1", &sample.problems);
	if (page == NULL || sample.problems.errors > 0) {
		for (size_t i = 0; i < sample.problems.n; i++)
			tap_note("%zu: %s", sample.problems.list[i].line,
			    sample.problems.list[i].what);
		exit(1);
	}
	course_dates(sample.course, page, &dates, &sample.problems);
	release = dates.release.ms;
	due = dates.due.ms;
}

static const struct val *
text_answer(const char *s)
{
	return val_str(&sample.mem, s);
}

/* An answer to a question of somebody, an hour before it is due. */
static struct submit
answer_of(const struct member *m, const char *question, const char *answer)
{
	return (struct submit){ .kind = SUBMIT_ANSWER, .data = &sample.data,
	    .course = sample.course, .key = key, .staff = &sample.staff,
	    .member = m, .page = page, .dates = &dates,
	    .question = page_question(page, question), .given = {
	    .answer = answer == NULL ? NULL : text_answer(answer), .fd = -1 },
	    .variant = -1, .agreed = -1, .arrived = due - HOUR,
	    .now = due - HOUR };
}

static enum submit_result
send_it(struct submitted *out, const struct submit *in)
{
	submit(out, &sample.mem, in);
	return out->result;
}

static void
forget(const char *user)
{
	char name[80];

	snprintf(name, sizeof(name), "%s.log", user);
	unlinkat(sample.data.users, name, 0);
}

static void
test_tries(void)
{
	struct submit in = answer_of(&ann, "bits", "7");
	struct submitted out;

	in.nonce = "n1";
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.seq == 1 &&
	    out.tries_left == 2 && out.verdict.kind == MARK_DONE &&
	    out.verdict.score < 0.5, "a wrong answer");
	tap_ok(send_it(&out, &in) == SUBMIT_AGAIN && out.seq == 1 &&
	    out.tries_left == 2 && out.verdict.kind == MARK_DONE,
	    "the same form again");
	in.given.answer = text_answer("9");
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.seq == 2 &&
	    out.tries_left == 1, "the same form with another answer");
	tap_ok(send_it(&out, &in) == SUBMIT_AGAIN && out.seq == 2,
	    "and that again");
	in.nonce = "n2";
	in.given.answer = text_answer("eight");
	tap_ok(send_it(&out, &in) == SUBMIT_INVALID && out.tries_left == 1 &&
	    out.verdict.message != NULL, "what is no number costs nothing");
	in.given.answer = text_answer("8");
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.tries_left == 0 &&
	    out.verdict.score > 0.9, "the right answer");
	in.nonce = "n3";
	tap_ok(send_it(&out, &in) == SUBMIT_NO_TRIES &&
	    out.verdict.kind == MARK_LATER, "no tries, and no verdict");
	in.nonce = "n2";
	tap_ok(send_it(&out, &in) == SUBMIT_AGAIN && out.seq == 3 &&
	    out.verdict.score > 0.9, "but what was sent is told again");
	tap_int((long long)out.state.records, 3, "records");
}

static void
test_dates(void)
{
	struct submit in = answer_of(&ann, "free", "1");
	struct submitted out;
	struct member staff = ann;

	forget("ann");
	in.arrived = in.now = release - 1;
	tap_ok(send_it(&out, &in) == SUBMIT_CLOSED, "not released");
	staff.role = ROLE_STAFF;
	in.member = &staff;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "but for the staff");
	in.member = &ann;
	in.arrived = in.now = release;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.credit >= 1,
	    "released");
	in.arrived = in.now = dates.lock.ms + 1;
	tap_ok(send_it(&out, &in) == SUBMIT_CLOSED, "locked");
	sample_staff(&sample, "[{\"seq\":1,\"k\":\"extend\",\"who\":\"ann\","
	    "\"page\":\"week1\",\"due\":4000000000000}]");
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.credit >= 1,
	    "an extension opens it");
	sample_staff(&sample, "[]");
	forget("ann");
	in.arrived = due + 1;
	in.now = due + MINUTE;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.credit < 1 &&
	    out.ms == due + 1, "late");
	in.arrived = due;
	in.now = due + 2 * MINUTE;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.credit >= 1 &&
	    out.ms == due, "it was in time, and had to wait");
	in.now = due + 2 * HOUR;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.credit < 1 &&
	    out.ms == due + 2 * HOUR - 2 * MINUTE, "but not for hours");
}

static void
test_clock(void)
{
	struct submit in = answer_of(&ann, "free", "1");
	struct submitted out;

	forget("ann");
	in.arrived = in.now = due + HOUR;
	send_it(&out, &in);
	in.arrived = due - 100;
	in.now = due;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED &&
	    out.ms == due + HOUR - 100 && out.state.last_ms == due + HOUR &&
	    out.credit < 1, "a clock that is set back gives no time");
	in.arrived = due + 10 * HOUR;
	in.now = due + 2 * HOUR;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.ms == due + 2 * HOUR,
	    "nothing arrives after now");
}

static void
test_kinds(void)
{
	struct submit in = answer_of(&ann, "free", "1");
	const struct question_state *qs;
	struct submitted out;

	forget("ann");
	in.kind = SUBMIT_CHECK;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED &&
	    out.verdict.kind == MARK_DONE, "a check tells");
	qs = state_find(&out.state, "week1", "free");
	tap_ok(qs != NULL && qs->nattempts == 0, "and does not count");
	in.question = page_question(page, "bits");
	tap_ok(send_it(&out, &in) == SUBMIT_NOT_YET &&
	    out.verdict.kind == MARK_LATER, "where it is not offered");
	in.kind = SUBMIT_DRAFT;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "a draft");
	tap_ok(send_it(&out, &in) == SUBMIT_AGAIN, "the same draft");
	in.given.answer = text_answer("12");
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "another one");
	qs = state_find(&out.state, "week1", "bits");
	tap_ok(strcmp(val_getstr(qs->draft, "answer"), "12") == 0,
	    "is in its place");
	in.kind = SUBMIT_SAVE;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "saved");
	qs = state_find(&out.state, "week1", "bits");
	tap_ok(qs->draft == NULL && strcmp(val_getstr(qs->saved, "answer"),
	    "12") == 0, "instead of the draft");
	in.kind = SUBMIT_HINT;
	tap_ok(send_it(&out, &in) == SUBMIT_NOT_YET, "a hint is for later");
	in.kind = SUBMIT_SOLUTION;
	tap_ok(send_it(&out, &in) == SUBMIT_NOT_YET, "so does the solution");
	in.kind = SUBMIT_ANSWER;
	send_it(&out, &in);
	in.kind = SUBMIT_HINT;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "a hint");
	tap_ok(send_it(&out, &in) == SUBMIT_NOT_YET, "there is only one");
	in.kind = SUBMIT_ANSWER;
	in.given.answer = text_answer("8");
	send_it(&out, &in);
	in.kind = SUBMIT_SOLUTION;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "the solution, when right");
	tap_ok(send_it(&out, &in) == SUBMIT_AGAIN, "once recorded");
	in.kind = SUBMIT_ANSWER;
	tap_ok(send_it(&out, &in) == SUBMIT_CLOSED, "no answers after that");
	in.kind = SUBMIT_VIEW;
	in.question = NULL;
	in.arrived -= 10;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "the first view");
	tap_ok(send_it(&out, &in) == SUBMIT_AGAIN &&
	    state_first_view(&out.state, "week1") == due - HOUR - 10,
	    "the second");
}

static void
test_drafts(void)
{
	struct submit in = answer_of(&ann, "words", "so far");
	const struct question_state *qs;
	struct submitted out;
	char *long_text = mem_alloc(&sample.mem, 15001);

	forget("ann");
	in.kind = SUBMIT_DRAFT;
	memset(long_text, '<', 15000);
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.seq == 0 &&
	    out.state.records == 0, "a draft is not in the log");
	in.question = page_question(page, "echo");
	in.given.answer = text_answer(long_text);
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "one of another question");
	in.kind = SUBMIT_VIEW;
	in.question = NULL;
	send_it(&out, &in);
	qs = state_find(&out.state, "week1", "words");
	tap_ok(qs != NULL && strcmp(val_getstr(qs->draft, "answer"),
	    "so far") == 0, "the page has the first");
	send_it(&out, &in);
	qs = state_find(&out.state, "week1", "echo");
	tap_ok(qs != NULL && val_size(given_load(&sample.data, &sample.mem,
	    qs->draft)) == 15000, "and the second, however large");
	in = answer_of(&ann, "words", "done");
	in.arrived++;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && state_find(&out.state,
	    "week1", "words")->draft == NULL, "handed in");
	in.kind = SUBMIT_VIEW;
	in.question = NULL;
	send_it(&out, &in);
	tap_ok(state_find(&out.state, "week1", "words")->draft == NULL &&
	    state_find(&out.state, "week1", "echo")->draft != NULL,
	    "the draft is over, the other is not");
	in = answer_of(&ann, "paper", NULL);
	in.kind = SUBMIT_DRAFT;
	in.given.fd = sample.dirfd;
	tap_ok(send_it(&out, &in) == SUBMIT_NOT_YET, "no drafts of files");
}

static void
test_variants(void)
{
	struct submit in = answer_of(&ann, "free", "1");
	struct submitted out;

	forget("ann");
	in.variant = 0;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "to the first variant");
	in.kind = SUBMIT_VARIANT;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED, "another one");
	tap_ok(send_it(&out, &in) == SUBMIT_OLD, "the same form again");
	in.variant = 1;
	tap_ok(send_it(&out, &in) == SUBMIT_NOT_YET, "there are no more");
	in.kind = SUBMIT_ANSWER;
	in.variant = 0;
	tap_ok(send_it(&out, &in) == SUBMIT_OLD, "an answer to the old one");
	in.variant = 1;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED &&
	    state_find(&out.state, "week1", "free")->attempts[1].variant == 1,
	    "to the new one");
}

static int
file_of(const char *bytes, size_t n)
{
	int fd = folder_temp(sample.dirfd);

	if (fd == -1 || write(fd, bytes, n) != (ssize_t)n)
		abort();
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static void
test_large(void)
{
	char *big = mem_alloc(&sample.mem, 24 * 1024 + 1);
	struct submit in = answer_of(&ann, "words", NULL);
	const struct val *record, *back;
	struct submitted out;
	size_t n = 0;
	char *text;

	forget("ann");
	memset(big, 'x', 24 * 1024);
	in.given.answer = text_answer(big);
	tap_ok(send_it(&out, &in) == SUBMIT_INVALID &&
	    out.verdict.message != NULL, "larger than the question takes");
	big[10000] = '\0';
	in.given.answer = text_answer(big);
	in.nonce = "n";
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED &&
	    out.verdict.kind == MARK_LATER, "an essay");
	record = state_find(&out.state, "week1", "words")->attempts[0].record;
	tap_ok(val_get(record, "answer") == NULL &&
	    strlen(val_getstr(record, "blob")) == 64, "is a blob");
	back = given_load(&sample.data, &sample.mem, record);
	tap_ok(val_size(back) == 10000 && strcmp(val_tostr(back), big) == 0,
	    "that is read again");
	tap_ok(strcmp(out.hash, val_getstr(record, "blob")) == 0,
	    "its hash is that of the answer");
	tap_ok(send_it(&out, &in) == SUBMIT_AGAIN, "sent twice");
	text = version_load(&sample.data, &sample.mem,
	    in.question->version, &n);
	tap_ok(text != NULL && n == in.question->source_size &&
	    memcmp(text, in.question->source, n) == 0,
	    "the question as it was is kept");
}

static void
test_upload(void)
{
	struct submit in = answer_of(&ann, "paper", NULL);
	const struct val *record;
	struct submitted out;
	char back[16] = "";
	int fd;

	forget("ann");
	tap_ok(send_it(&out, &in) == SUBMIT_INVALID, "no file");
	in.given.fd = file_of("%PDF-1.4\n", 9);
	in.given.name = "Thesis.doc";
	tap_ok(send_it(&out, &in) == SUBMIT_INVALID, "another type of file");
	in.given.name = "Thesis.PDF";
	in.nonce = "n";
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED &&
	    out.verdict.kind == MARK_LATER, "an upload");
	tap_ok(send_it(&out, &in) == SUBMIT_AGAIN, "sent twice");
	record = state_find(&out.state, "week1", "paper")->attempts[0].record;
	fd = blob_open(&sample.data, val_getstr(record, "blob"));
	tap_ok(fd != -1 && read(fd, back, sizeof(back)) == 9 &&
	    memcmp(back, "%PDF-1.4\n", 9) == 0 && val_getint(record, "size") ==
	    9 && strcmp(val_getstr(record, "name"), "Thesis.PDF") == 0,
	    "is kept with its name");
	close(fd);
	close(in.given.fd);
	in.given.fd = file_of(page_text, 0);
	tap_ok(send_it(&out, &in) == SUBMIT_INVALID, "an empty file");
	close(in.given.fd);
}

static void
test_code(void)
{
	struct submit in = answer_of(&ann, "echo", "int main(void) { }\n");
	struct submitted out;
	const char *user;
	long long seq;
	struct stat st;

	forget("ann");
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED &&
	    out.verdict.kind == MARK_LATER && isnan(state_find(&out.state,
	    "week1", "echo")->attempts[0].score), "code waits");
	tap_ok(fstatat(sample.data.dirfd, "q/1.ann", &st, 0) == 0,
	    "its job is in q/");
	tap_ok(job_read("1.ann", &user, &seq) == 0 && seq == 1 &&
	    strcmp(user, "ann") == 0 && job_read(".ann", &user, &seq) == -1 &&
	    job_read("1..x", &user, &seq) == -1, "the name of a job");
}

static void
test_late_days(void)
{
	struct submit in = answer_of(&ann, "free", "1");
	struct submitted out;

	begin("title: T\nlate: 80% 24h, 50% 3d\nlate-days: 3d\n");
	in = answer_of(&ann, "free", "1");
	forget("ann");
	in.arrived = in.now = due + 30 * HOUR;
	tap_ok(send_it(&out, &in) == SUBMIT_LATE && out.days == 2 &&
	    out.days_left == 3 && out.verdict.kind == MARK_LATER &&
	    out.state.records == 0, "asks before days are spent");
	in.agreed = 0;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.days == 0 &&
	    fabs(out.credit - .5) < 1e-9, "none are spent");
	in.agreed = 2;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.days == 2 &&
	    out.credit >= 1, "two are");
	in.agreed = -1;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.credit >= 1,
	    "those of the page need not be asked for again");
	in.arrived = in.now = due + 50 * HOUR;
	tap_ok(send_it(&out, &in) == SUBMIT_LATE && out.days == 3,
	    "one more is asked for");
	in.arrived = in.now = due + 73 * HOUR;
	in.agreed = 9;
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.days == 0 &&
	    out.credit <= 0, "more than there are");
	begin("title: T\nlate: 80% 24h, 50% 3d\n");
}

/* Run `work` in n processes at once; their exit codes are in codes. */
static void
all_at_once(int n, int (*work)(int), int *codes)
{
	pid_t pids[PROCESSES];
	int gate[2], status;
	char byte;

	if (pipe(gate) == -1)
		abort();
	fflush(stdout);
	for (int i = 0; i < n; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			close(gate[1]);
			if (read(gate[0], &byte, 1) != 0)
				_exit(99);
			_exit(work(i));
		}
	}
	close(gate[0]);
	close(gate[1]);
	for (int i = 0; i < n; i++) {
		waitpid(pids[i], &status, 0);
		codes[i] = WIFEXITED(status) ? WEXITSTATUS(status) : 98;
	}
}

static int
one_of_many(int i)
{
	struct submit in = answer_of(&ann, "bits", "7");
	struct submitted out;
	char nonce[16];

	snprintf(nonce, sizeof(nonce), "n%d", i);
	in.nonce = nonce;
	return (int)send_it(&out, &in);
}

static int
same_form(int i)
{
	struct submit in = answer_of(&ann, "bits", "7");
	struct submitted out;

	(void)i;
	in.nonce = "same";
	send_it(&out, &in);
	return out.seq == 1 ? (int)out.result : 97;
}

/* Are the seqs of a log 1, 2, 3...?  How many, or -1. */
static int
gapless(const char *name)
{
	struct store *s = store_open(sample.data.users, name, STORE_READ, 0);
	struct store_rec rec;
	int n = 0, found;

	while (s != NULL && (found = store_next(s, &rec)) != 0)
		if (found != 1 || rec.seq != ++n)
			return -1;
	store_close(s);
	return n;
}

static int
count(const int *codes, int n, enum submit_result result)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		found += codes[i] == (int)result;
	return found;
}

static void
test_at_once(void)
{
	int codes[PROCESSES];

	forget("ann");
	all_at_once(PROCESSES, one_of_many, codes);
	tap_int(count(codes, PROCESSES, SUBMIT_SAVED), 3,
	    "of %d at once three are saved", PROCESSES);
	tap_int(count(codes, PROCESSES, SUBMIT_NO_TRIES), PROCESSES - 3,
	    "the others are told so");
	tap_int(gapless("ann.log"), 3, "three records without gaps");
	forget("ann");
	all_at_once(SAME, same_form, codes);
	tap_int(count(codes, SAME, SUBMIT_SAVED), 1,
	    "of %d times the same form one is saved", SAME);
	tap_int(count(codes, SAME, SUBMIT_AGAIN), SAME - 1,
	    "the others are the same");
	tap_int(gapless("ann.log"), 1, "one record");
}

/* What processes that are killed have acknowledged, in shared memory. */
struct told {
	int		n;
	long long	seqs[100000];
};

static struct told *told;

static void
submit_for_ever(int i)
{
	struct submit in = answer_of(&ann, "free", "7");
	struct submitted out;
	char nonce[40], *text;

	for (int j = 0;; j++) {
		snprintf(nonce, sizeof(nonce), "n%d.%d.%d", (int)getpid(), i,
		    j);
		in.nonce = nonce;
		if (j % 3 == 0) {
			in.question = page_question(page, "words");
			text = mem_alloc(&sample.mem, 5001);
			memset(text, 'a' + j % 26, 5000);
			in.given.answer = text_answer(text);
		} else {
			in.question = page_question(page, "free");
			in.given.answer = text_answer("7");
		}
		if (send_it(&out, &in) == SUBMIT_SAVED)
			told->seqs[__atomic_fetch_add(&told->n, 1,
			    __ATOMIC_SEQ_CST)] = out.seq;
	}
}

static pid_t
start(int i)
{
	pid_t pid = fork();

	if (pid == 0) {
		submit_for_ever(i);
		_exit(0);
	}
	return pid;
}

static void
pause_for(long ms)
{
	struct timespec t = { .tv_nsec = ms * 1000000 };

	nanosleep(&t, NULL);
}

/* Is every blob that a record names there and whole? */
static int
lost_blobs(const struct user_state *s)
{
	const struct question_state *qs = state_find(s, "week1", "words");
	int lost = 0;

	for (size_t i = 0; qs != NULL && i < qs->nattempts; i++)
		lost += given_load(&sample.data, s->mem,
		    qs->attempts[i].record) == NULL;
	return lost;
}

static void
test_killed(void)
{
	struct user_state s;
	struct mem m;
	int shared = folder_temp(sample.dirfd), lost = 0;
	pid_t pids[4];

	forget("ann");
	if (ftruncate(shared, sizeof(*told)) == -1)
		abort();
	told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE, MAP_SHARED,
	    shared, 0);
	if (told == MAP_FAILED)
		abort();
	close(shared);
	fflush(stdout);
	srand(1);
	for (int i = 0; i < 4; i++)
		pids[i] = start(i);
	for (int i = 0; i < KILLS; i++) {
		pause_for(5 + rand() % 30);
		kill(pids[i % 4], SIGKILL);
		waitpid(pids[i % 4], NULL, 0);
		if (i < KILLS - 4)
			pids[i % 4] = start(i);
	}
	mem_init(&m, 512 << 20);
	state_init(&s, &m, "ann");
	tap_ok(log_fold(&sample.data, &s) == 0 && s.damages == 0,
	    "after %d kills the log is whole", KILLS);
	for (int i = 0; i < told->n; i++)
		lost += state_attempt(&s, told->seqs[i], NULL) == NULL;
	tap_ok(told->n > 0 && lost == 0, "of %d acknowledged %d are lost",
	    told->n, lost);
	tap_int(lost_blobs(&s), 0, "no blob is missing");
	tap_ok(gapless("ann.log") >= told->n, "no gaps");
	mem_release(&m);
	munmap(told, sizeof(*told));
}

static void
test_no_room(void)
{
	struct submit in = answer_of(&ann, "free", "1");
	struct rlimit old, small;
	struct submitted out;

	forget("ann");
	send_it(&out, &in);
	getrlimit(RLIMIT_FSIZE, &old);
	small = old;
	small.rlim_cur = 300;
	setrlimit(RLIMIT_FSIZE, &small);
	send_it(&out, &in);
	setrlimit(RLIMIT_FSIZE, &old);
	tap_ok(out.result == SUBMIT_FAILED && (out.error == EFBIG ||
	    out.error == ENOSPC) && out.verdict.kind == MARK_LATER,
	    "no room: not saved, and not judged");
	in = answer_of(&ann, "free", "1");
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.seq == 2 &&
	    gapless("ann.log") == 2, "then there is room again");
}

static void
test_torn(void)
{
	struct submit in = answer_of(&ann, "free", "1");
	struct submitted out;
	struct stat st;
	char byte;
	int fd;

	forget("ann");
	send_it(&out, &in);
	send_it(&out, &in);
	send_it(&out, &in);
	fd = openat(sample.data.users, "ann.log", O_RDWR);
	fstat(fd, &st);
	if (ftruncate(fd, st.st_size - 5) == -1)
		abort();
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.seq == 3 &&
	    gapless("ann.log") == 3, "a torn tail is set aside");
	tap_ok(fstatat(sample.data.users, "ann.log.torn", &st, 0) == 0,
	    "and not lost");
	if (pread(fd, &byte, 1, 150) != 1)
		abort();
	byte ^= 1;
	if (pwrite(fd, &byte, 1, 150) != 1)
		abort();
	tap_ok(send_it(&out, &in) == SUBMIT_SAVED && out.state.damages > 0 &&
	    out.state.damage != NULL && state_find(&out.state, "week1",
	    "free")->nattempts == 3, "damage in the middle is told");
	close(fd);
}

int
main(void)
{
	signal(SIGXFSZ, SIG_IGN);
	sample_open(&sample);
	begin("title: T\nlate: 80% 24h, 50% 3d\n");
	test_tries();
	test_dates();
	test_clock();
	test_kinds();
	test_drafts();
	test_variants();
	test_large();
	test_upload();
	test_code();
	test_late_days();
	test_at_once();
	test_killed();
	test_no_room();
	test_torn();
	sample_close(&sample);
	return tap_done();
}
