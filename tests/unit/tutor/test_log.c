#include "apps/tutor/model/log.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <sys/wait.h>

#include "sample.h"
#include "tap.h"
#include "web/hash.h"
#include "web/store.h"
#include "web/text.h"

enum { PROCESSES = 16, BIG = 300000, CUTS = 400 };

static struct sample	sample;

static struct val *
record(const char *json)
{
	return json_parse(&sample.mem, json, strlen(json), NULL);
}

#define SUBMIT	"{\"k\":\"submit\",\"page\":\"p\",\"q\":\"q\",\"score\":1}"

static long long
add(const char *user, long long ms, const char *json)
{
	struct user_state s;
	struct store *store;
	long long seq;

	state_init(&s, &sample.mem, user);
	store = log_open(&sample.data, &s);
	if (store == NULL)
		return -3;
	seq = log_add(store, &s, ms, record(json));
	log_close(store);
	return seq;
}

static void
test_fold(void)
{
	struct user_state s;
	struct store *store;

	state_init(&s, &sample.mem, "ann");
	tap_ok(log_fold(&sample.data, &s) == 0 && s.records == 0,
	    "no log is an empty state");
	store = log_open(&sample.data, &s);
	tap_ok(log_add(store, &s, 500, record(SUBMIT)) == 1 &&
	    s.nquestions == 1, "what is added is folded");
	tap_ok(log_add(store, &s, 400, record(SUBMIT)) == 2 &&
	    s.last_ms == 500, "time does not step back");
	log_close(store);
	state_init(&s, &sample.mem, "ann");
	tap_ok(log_fold(&sample.data, &s) == 0 && s.records == 2 &&
	    s.questions[0].nattempts == 2 &&
	    s.questions[0].attempts[1].ms == 500, "read from the disk");
	state_init(&s, &sample.mem, "../ann");
	tap_ok(log_fold(&sample.data, &s) == -1 && errno == EINVAL &&
	    log_open(&sample.data, &s) == NULL && errno == EINVAL,
	    "a name that is none");
}

/* Do both say the same, but for what a glance leaves out? */
static bool
same_state(const struct user_state *a, const struct user_state *b)
{
	const struct question_state *x, *y;
	const struct attempt *s, *t;

	if (a->records != b->records || a->last_ms != b->last_ms ||
	    a->nquestions != b->nquestions || a->nviews != b->nviews ||
	    a->nplaces != b->nplaces)
		return false;
	for (size_t i = 0; i < a->nquestions; i++) {
		x = &a->questions[i];
		y = state_find(b, x->page, x->question);
		if (y == NULL || x->nattempts != y->nattempts ||
		    x->hints != y->hints || x->variant != y->variant ||
		    x->solution_shown != y->solution_shown ||
		    strcmp(val_getstr(x->draft, "answer"),
		    val_getstr(y->draft, "answer")) != 0)
			return false;
		for (size_t j = 0; j < x->nattempts; j++) {
			s = &x->attempts[j];
			t = &y->attempts[j];
			if (s->seq != t->seq || s->ms != t->ms ||
			    s->graded_by != t->graded_by ||
			    s->manual != t->manual || s->batch != t->batch ||
			    isnan(s->score) != isnan(t->score) ||
			    fabs(s->score - t->score) > 1e-9 ||
			    (j + 1 == x->nattempts && strcmp(
			    val_getstr(s->record, "answer"),
			    val_getstr(t->record, "answer")) != 0))
				return false;
		}
	}
	return true;
}

/* Records of all kinds, as they come. */
static const char *
some_record(int i)
{
	static const char *const kinds[] = { "submit", "submit", "grade",
	    "draft", "manual", "hint", "view", "variant", "grade", "shown",
	    "submit", "save", "draft" };
	const char *kind = kinds[rand() % 13];

	return mem_printf(&sample.mem, "{\"k\":\"%s\",\"page\":\"p%d\","
	    "\"q\":\"q%d\",\"n\":%d,\"score\":%s,\"of\":%d,\"batch\":%d,"
	    "\"publish\":%s,\"answer\":\"a%d\",\"msg\":\"m\"}", kind,
	    rand() % 3, rand() % 3, rand() % 3, rand() % 2 == 0 ? "null" :
	    "0.5", rand() % (i + 1), rand() % 3, rand() % 2 == 0 ? "true" :
	    "false", i);
}

static void
test_glance(void)
{
	struct user_state all, glance, again;
	int wrong = 0, cached = 0;
	struct store *store;
	struct stat st;
	struct mem m;

	srand(7);
	mem_init(&m, 0);
	for (int i = 0; i < 300; i++) {
		mem_release(&m);
		state_init(&all, &m, "glance");
		store = log_open(&sample.data, &all);
		log_add(store, &all, 1000 + i, record(some_record(i)));
		log_close(store);
		if (rand() % 3 != 0)
			continue;
		state_init(&glance, &m, "glance");
		state_init(&again, &m, "glance");
		if (log_glance(&sample.data, &glance) == -1 ||
		    log_glance(&sample.data, &again) == -1 ||
		    !same_state(&all, &glance) || !same_state(&all, &again))
			wrong++;
		cached += fstatat(sample.data.dirfd, "idx/glance.log", &st,
		    0) == 0;
	}
	mem_release(&m);
	tap_int(wrong, 0, "a glance says what the log says");
	tap_ok(cached > 30, "by its cache");
	unlinkat(sample.data.users, "glance.log", 0);
	add("glance", 5, SUBMIT);
	state_init(&glance, &sample.mem, "glance");
	tap_ok(log_glance(&sample.data, &glance) == 0 && glance.records == 1,
	    "the cache of another log is none");
	state_init(&glance, &sample.mem, "nobody");
	tap_ok(log_glance(&sample.data, &glance) == 0 && glance.records == 0,
	    "no log is an empty state");
}

static void
test_cut(void)
{
	struct user_state s;
	struct stat st;
	int wrong = 0, fd;
	long long seq;

	for (int i = 0; i < 4; i++)
		add("cut", 1000 + i, SUBMIT);
	fd = openat(sample.data.users, "cut.log", O_RDWR);
	fstat(fd, &st);
	for (off_t size = st.st_size; size > 0; size--) {
		if (ftruncate(fd, size) == -1)
			abort();
		state_init(&s, &sample.mem, "cut");
		wrong += log_fold(&sample.data, &s) != 0 || s.damages != 0;
	}
	tap_int(wrong, 0, "readers stop at the last whole record");
	seq = add("cut", 2000, SUBMIT);
	tap_int(seq, 1, "a writer begins anew");
	close(fd);
}

static void
test_flips(void)
{
	struct user_state s;
	struct stat st;
	int fd, wrong = 0, told = 0, n = 0;
	char byte;

	for (int i = 0; i < 4; i++)
		add("flip", 1000 + i, SUBMIT);
	fd = openat(sample.data.users, "flip.log", O_RDWR);
	fstat(fd, &st);
	for (off_t at = 0; at < st.st_size; at++, n++) {
		if (pread(fd, &byte, 1, at) != 1)
			abort();
		byte ^= 4;
		(void)!pwrite(fd, &byte, 1, at);
		state_init(&s, &sample.mem, "flip");
		wrong += log_fold(&sample.data, &s) != 0 || s.records < 2;
		told += s.damages > 0 && s.damage != NULL;
		byte ^= 4;
		(void)!pwrite(fd, &byte, 1, at);
	}
	close(fd);
	tap_int(wrong, 0, "a flipped bit takes its record and no more");
	tap_ok(told >= n - (int)(st.st_size / 4) - 1, "of %d in %d damage is "
	    "told (the last may look torn)", told, n);
}

static int
add_many(int i)
{
	char user[8];
	int bad = 0;

	snprintf(user, sizeof(user), "u%d", i % 2);
	for (int j = 0; j < 10; j++)
		bad += add(user, 1000, SUBMIT) <= 0;
	return bad;
}

static void
test_at_once(void)
{
	struct user_state s;
	int status, bad = 0;

	fflush(stdout);
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0)
			_exit(add_many(i));
	for (int i = 0; i < PROCESSES; i++) {
		wait(&status);
		bad += status != 0;
	}
	tap_int(bad, 0, "%d write at once", PROCESSES);
	for (int i = 0; i < 2; i++) {
		state_init(&s, &sample.mem, i == 0 ? "u0" : "u1");
		log_fold(&sample.data, &s);
		tap_ok(s.records == PROCESSES / 2 * 10 && s.damages == 0 &&
		    s.questions[0].nattempts == s.records, "all is there");
	}
}

static void
test_blobs(void)
{
	char *big = mem_alloc(&sample.mem, BIG), hex[65], again[65], want[65];
	int fd, from;
	char *back = mem_alloc(&sample.mem, BIG + 1);

	for (int i = 0; i < BIG; i++)
		big[i] = (char)(i * 7 % 251);
	sha256_hex(big, BIG, want);
	tap_ok(blob_save(&sample.data, big, BIG, hex) == 0 &&
	    strcmp(hex, want) == 0, "a blob");
	tap_ok(blob_save(&sample.data, big, BIG, again) == 0 &&
	    strcmp(hex, again) == 0, "the same again");
	fd = blob_open(&sample.data, hex);
	tap_ok(fd != -1 && read(fd, back, BIG + 1) == BIG &&
	    memcmp(back, big, BIG) == 0, "is read");
	close(fd);
	from = folder_temp(sample.dirfd);
	(void)!write(from, big, BIG - 1);
	tap_ok(blob_keep(&sample.data, from, hex) == 0 &&
	    blob_keep(&sample.data, from, hex) == 0, "a file, twice");
	sha256_hex(big, BIG - 1, want);
	fd = blob_open(&sample.data, hex);
	tap_ok(strcmp(hex, want) == 0 && fd != -1 && read(fd, back, BIG + 1) ==
	    BIG - 1, "is read");
	close(fd);
	close(from);
	tap_ok(blob_open(&sample.data, "../../users.log") == -1 &&
	    errno == ENOENT, "no name but a hash");
	hex[0] = hex[0] == '0' ? '1' : '0';
	tap_ok(blob_open(&sample.data, hex) == -1, "one that is not there");
}

static void
test_staff_log(void)
{
	struct val *list = staff_read(&sample.data, &sample.mem);

	tap_int((long long)val_size(list), 0, "nothing of the staff");
	tap_int(staff_add(&sample.data, 700, record("{\"k\":\"publish\"}")), 1,
	    "one record");
	tap_int(staff_add(&sample.data, 600, record("{\"k\":\"exempt\"}")), 2,
	    "two");
	list = staff_read(&sample.data, &sample.mem);
	tap_ok(val_size(list) == 2 && val_getint(val_at(list, 1), "seq") == 2 &&
	    val_getint(val_at(list, 1), "ms") == 700 &&
	    strcmp(val_getstr(val_at(list, 1), "k"), "exempt") == 0,
	    "are read with seq and time");
}

/* What is kept says what the log says, or is not used. */
static bool
same_staff(const char *page, size_t n)
{
	struct val *list = staff_read_for(&sample.data, &sample.mem, page);
	struct val *all = staff_read(&sample.data, &sample.mem);
	struct text a, b;

	text_init(&a, &sample.mem);
	text_init(&b, &sample.mem);
	json_write(&a, list);
	json_write(&b, all);
	return val_size(list) == n && (page != NULL || strcmp(a.p, b.p) == 0);
}

static void
add_groups(int n)
{
	for (int i = 0; i < n; i++)
		if (staff_add(&sample.data, 800, record(mem_printf(&sample.mem,
		    "{\"k\":\"group\",\"page\":\"%s\",\"who\":[\"u%d\"]}",
		    i % 4 == 0 ? "week*" : i % 4 == 1 ? "week1" : "week2",
		    i))) < 0)
			abort();
}

static void
test_staff_cache(void)
{
	int idx = folder_in(sample.data.dirfd, "idx", true);
	size_t n, bad = 0;
	char *bytes;

	add_groups(100);
	tap_ok(same_staff(NULL, 102), "the log");
	tap_ok(faccessat(idx, "staff", F_OK, 0) == 0, "is kept");
	tap_ok(same_staff(NULL, 102), "as it is");
	add_groups(3);
	tap_ok(same_staff(NULL, 105), "and what came since");
	tap_ok(same_staff("week1", 2 + 26 + 26), "of one page, and patterns");
	tap_ok(same_staff("week", 2 + 26), "of none");
	bytes = folder_load(idx, "staff", &sample.mem, 1 << 20, &n);
	for (size_t i = 0; i < n; i += 37) {
		bytes[i] ^= 4;
		folder_save(idx, "staff", bytes, n);
		bad += !same_staff(NULL, 105);
		bytes[i] ^= 4;
	}
	for (size_t i = 0; i < n; i += 997) {
		folder_save(idx, "staff", bytes, i);
		bad += !same_staff(NULL, 105);
	}
	tap_int((long long)bad, 0, "one that is damaged is none");
	folder_save(idx, "staff", bytes, n);
	unlinkat(sample.data.dirfd, "staff.log", 0);
	add_groups(70);
	tap_ok(same_staff(NULL, 70), "nor one of another log");
	close(idx);
}

static void
test_users(void)
{
	const char *const *names;
	size_t n;

	sample_file(&sample, "x", "");
	close(openat(sample.data.users, "ann.log.torn", O_CREAT | O_WRONLY,
	    0600));
	close(openat(sample.data.users, "Not.log", O_CREAT | O_WRONLY, 0600));
	tap_ok(log_users(&sample.data, &sample.mem, &names, &n) == 0 &&
	    n == 6 && strcmp(names[0], "ann") == 0 &&
	    strcmp(names[5], "u1") == 0, "users who have a log");
	tap_ok(log_users(&sample.data, &sample.mem, &names, &n) == 0 && n == 6,
	    "once more");
}

static void
test_versions(void)
{
	struct question q = { .source = "::: text a\n:::\n",
	    .source_size = 15 };
	size_t n = 0;
	char *text;

	sha256_hex(q.source, q.source_size, q.version);
	tap_ok(version_keep(&sample.data, &q) == 0 &&
	    version_keep(&sample.data, &q) == 0, "a version, kept twice");
	text = version_load(&sample.data, &sample.mem, q.version, &n);
	tap_ok(text != NULL && n == 15 && memcmp(text, q.source, n) == 0,
	    "is read");
	tap_ok(version_load(&sample.data, &sample.mem, "..", &n) == NULL,
	    "no name but a hash");
}

static void
test_data(void)
{
	struct course_data d;

	tap_ok(data_open(&d, sample.dirfd, "../x") == -1 &&
	    data_open(&d, sample.dirfd, ".x") == -1 && d.dirfd == -1,
	    "no course of such a name");
}

int
main(void)
{
	sample_open(&sample);
	test_fold();
	test_glance();
	test_cut();
	test_flips();
	test_at_once();
	test_blobs();
	test_staff_log();
	test_staff_cache();
	test_users();
	test_versions();
	test_data();
	sample_close(&sample);
	return tap_done();
}
