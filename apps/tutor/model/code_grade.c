#include "apps/tutor/model/code_grade.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/code_run.h"
#include "apps/tutor/model/course.h"
#include "apps/tutor/model/page.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum {
	DATA_MAX = 4 * 1024 * 1024,	/* bytes of a file of a test */
	DETAILS_MAX = 60 * 1024,	/* bytes of all tests, as JSON */
	READ_SIZE = 16 * 1024
};

struct score {
	double	points, of;
	size_t	passed;
};

/* All of a file; false: it cannot be read, or is too large. */
static bool
read_all(struct piece *piece, struct mem *mem, int fd)
{
	char bytes[READ_SIZE];
	struct text t;
	ssize_t n;

	text_init(&t, mem);
	while ((n = read(fd, bytes, sizeof(bytes))) > 0 && t.n <= DATA_MAX)
		text_add(&t, bytes, (size_t)n);
	*piece = (struct piece){ t.p, t.n };
	if (n > 0)
		errno = EFBIG;
	return n == 0;
}

static bool
load(struct piece *piece, struct mem *mem, const struct code_work *w,
    const char *file)
{
	int fd;
	bool fine;

	if (w->course == NULL) {
		errno = ENOENT;
		return false;
	}
	fd = course_file(w->course, w->page, file);
	if (fd == -1)
		return false;
	fine = read_all(piece, mem, fd);
	(void)close(fd);
	return fine;
}

static struct piece
piece_of(const char *s)
{
	return (struct piece){ s != NULL ? s : "", s != NULL ? strlen(s) : 0 };
}

/* What goes into each test and what should come out; NULL with *why. */
static struct code_data *
load_data(struct mem *mem, const struct code_work *w, const char **why)
{
	const struct question *q = w->question;
	struct code_data *data = mem_array(mem, q->ntests, sizeof(*data));
	const struct code_test *t;
	const char *file;

	for (size_t i = 0; i < q->ntests; i++) {
		t = &q->tests[i];
		file = NULL;
		data[i].in = piece_of(t->in);
		data[i].out = piece_of(t->out);
		if (t->in_file != NULL && !load(&data[i].in, mem, w,
		    t->in_file))
			file = t->in_file;
		else if (t->out_file != NULL && !load(&data[i].out, mem, w,
		    t->out_file))
			file = t->out_file;
		if (file != NULL) {
			*why = mem_printf(mem, "Test %s: %s: %s.", t->name,
			    file, strerror(errno));
			return NULL;
		}
	}
	return data;
}

/* Details are left out where a record would become too large. */
static void
limit_details(struct val *v, size_t *left)
{
	const struct val *diff = val_get(v, "diff");
	size_t n = val_size(val_get(v, "err")) +
	    strlen(val_getstr(val_get(diff, "want"), "rest")) +
	    strlen(val_getstr(val_get(diff, "want"), "same")) +
	    strlen(val_getstr(val_get(diff, "got"), "rest")) +
	    strlen(val_getstr(val_get(diff, "got"), "same"));

	if (n <= *left) {
		*left -= n;
		return;
	}
	(void)val_put(v, "err", val_null(val_mem(v)));
	(void)val_put(v, "diff", val_null(val_mem(v)));
}

static enum code_end
run_tests(struct code_run *r, struct val *tests, const struct code_data *data,
    struct score *score)
{
	const struct question *q = r->work->question;
	const struct code_test *t;
	size_t left = DETAILS_MAX;
	enum code_end end;
	struct val *v;

	for (size_t i = 0; i < q->ntests; i++) {
		t = &q->tests[i];
		v = val_pushobject(tests);
		val_set(v, "name", t->name);
		val_setr(v, "points", t->points);
		if (t->hidden)
			val_setb(v, "hidden", true);
		end = code_test_run(r, v, t, &data[i]);
		if (end != CODE_GRADED)
			return end;
		limit_details(v, &left);
		score->of += t->points;
		if (strcmp(val_getstr(v, "verdict"), "ok") == 0) {
			score->points += t->points;
			score->passed++;
		}
	}
	return CODE_GRADED;
}

/* credit=all: nothing for a part. */
static double
worth(const struct score *score, const struct question *q)
{
	if (score->passed == q->ntests)
		return 1;
	if (question_has(q, "credit", "all") || score->of <= 0)
		return 0;
	return score->points / score->of;
}

static void
say(struct val *record, const struct score *score, const struct question *q)
{
	val_setr(record, "score", worth(score, q));
	if (score->passed == q->ntests && q->ntests == 1)
		val_set(record, "msg", "The test passed.");
	else if (score->passed == q->ntests)
		val_setf(record, "msg", "All %zu tests passed.", q->ntests);
	else
		val_setf(record, "msg", "%zu of %zu tests passed.",
		    score->passed, q->ntests);
}

static enum code_end
grade(struct code_run *r, struct val *record, const struct code_data *data)
{
	struct score score = { 0, 0, 0 };
	enum code_end end;
	const char *said;
	bool failed;

	end = code_compile(r, val_mem(record), &said, &failed);
	if (end != CODE_GRADED)
		return end;
	if (*said != '\0')
		val_set(record, "compile", said);
	if (failed) {
		val_set(record, "failed", "compile");
		val_seti(record, "score", 0);
		val_set(record, "msg", "The program does not compile.");
		return CODE_GRADED;
	}
	end = run_tests(r, val_setlist(record, "tests"), data, &score);
	if (end == CODE_GRADED)
		say(record, &score, r->work->question);
	return end;
}

static void
copy_members(struct val *to, const struct val *from)
{
	for (size_t i = 0; i < val_size(from); i++)
		(void)val_put(to, val_key(from, i, NULL), val_at(from, i));
}

enum code_end
code_grade(struct val *record, const struct code_work *w, const char **why)
{
	struct mem *mem = val_mem(record);
	struct val *result = val_object(mem);
	const struct val *cached;
	struct code_data *data;
	struct code_run r;
	enum code_end end;
	char hash[65];

	*why = "This question has no tests.";
	data = w->question->ntests == 0 ? NULL : load_data(mem, w, why);
	if (data == NULL)
		return CODE_UNSOUND;
	code_hash(w, data, hash);
	cached = code_cached(w, mem, hash);
	end = code_run_init(&r, mem, w);
	if (cached == NULL && end == CODE_GRADED)
		end = grade(&r, result, data);
	*why = r.why;
	if (cached == NULL && end != CODE_GRADED)
		return end;
	if (cached == NULL)
		code_cache(w, result, hash);
	copy_members(record, cached != NULL ? cached : result);
	val_set(record, "checker", "tutor grade");
	val_set(record, "ver", w->question->version);
	return CODE_GRADED;
}
