#include "apps/tutor/model/code_run.h"

#include <signal.h>
#include <string.h>

#include "apps/tutor/model/compare.h"
#include "apps/tutor/model/difference.h"
#include "apps/tutor/model/language.h"
#include "apps/tutor/model/page.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum {
	TIME_MS = 2000, MEMORY = 64 << 20,	/* without time= and mem= */
	TIME_MS_MAX = 60000,
	DISK = 16 << 20,
	SAID_MAX = 8 * 1024,			/* bytes of the compiler's */
	ERR_MAX = 1024				/* bytes of standard error */
};

#define MEMORY_MAX	(1LL << 30)

static long long
between(long long n, long long least, long long most)
{
	return n < least ? least : n > most ? most : n;
}

static void
set_limits(struct code_run *r, const struct question *q)
{
	r->limits.cpu_ms = between(question_time(q, "time", TIME_MS), 100,
	    TIME_MS_MAX);
	r->memory = between(question_size(q, "mem", MEMORY), 1 << 20,
	    MEMORY_MAX);
	r->limits.memory = r->memory + r->language->spare;
	r->limits.disk = DISK;
	r->limits.processes = r->language->processes;
}

enum code_end
code_run_init(struct code_run *r, struct mem *mem, const struct code_work *w)
{
	const char *lang = question_attr(w->question, "lang");
	const char *how = question_attr(w->question, "compare");
	int kind = compare_find(how != NULL ? how : "lines");

	memset(r, 0, sizeof(*r));
	r->work = w;
	r->language = language_find(lang != NULL ? lang : "c");
	if (r->language == NULL || kind == -1) {
		r->why = "There is no such language or comparison.";
		return CODE_UNSOUND;
	}
	r->program = language_program(r->language, mem);
	if (r->program == NULL) {
		r->why = language_missing(r->language, mem);
		return CODE_WAITS;
	}
	r->how.kind = (enum compare_kind)kind;
	r->how.tolerance = question_number(w->question, "tolerance",
	    COMPARE_TOLERANCE);
	r->file = (struct box_file){ r->language->source, w->answer, w->n,
	    false };
	set_limits(r, w->question);
	return CODE_GRADED;
}

static const char *
what_compiler_said(struct mem *mem, const struct box_result *result)
{
	if (result->end == BOX_TIME)
		return "The compiler took too long.";
	if (result->end != BOX_EXITED)
		return "The compiler was ended: the program asks too much "
		    "of it.";
	if (result->code == 0 && result->file == NULL)
		return "The compiled program is too large.";
	return mem_dup(mem, result->err, result->nerr < SAID_MAX ?
	    result->nerr : SAID_MAX);
}

enum code_end
code_compile(struct code_run *r, struct mem *mem, const char **said,
    bool *failed)
{
	struct box_job job = { .slot = r->work->slot, .in = "",
	    .files = &r->file, .nfiles = 1, .result = LANGUAGE_RESULT };
	struct box_result result;

	*said = "";
	*failed = false;
	if (r->language->compile == NULL)
		return CODE_GRADED;
	job.argv = language_compile(r->language, mem, r->program);
	language_compile_limits(&job.limits);
	if (!box_run(mem, &job, &result)) {
		r->why = result.why;
		return CODE_WAITS;
	}
	*said = what_compiler_said(mem, &result);
	*failed = result.end != BOX_EXITED || result.code != 0 ||
	    result.file == NULL;
	if (!*failed)
		r->file = (struct box_file){ LANGUAGE_RESULT, result.file,
		    result.nfile, true };
	return CODE_GRADED;
}

static const struct signal_name {
	int		number;
	const char	*name;
} signal_names[] = {
	{ SIGSEGV, "SIGSEGV" }, { SIGABRT, "SIGABRT" }, { SIGFPE, "SIGFPE" },
	{ SIGBUS, "SIGBUS" }, { SIGILL, "SIGILL" }, { SIGKILL, "SIGKILL" },
	{ SIGTERM, "SIGTERM" }, { SIGPIPE, "SIGPIPE" }, { SIGINT, "SIGINT" },
	{ SIGSYS, "SIGSYS" }, { SIGTRAP, "SIGTRAP" }, { SIGALRM, "SIGALRM" },
};

static const char *
crash(struct mem *mem, int number)
{
	for (size_t i = 0; i < sizeof(signal_names) / sizeof(signal_names[0]);
	    i++)
		if (signal_names[i].number == number)
			return mem_printf(mem, "crash %s",
			    signal_names[i].name);
	return mem_printf(mem, "crash %d", number);
}

/* It failed, and it had much or says so: a guess. */
static bool
out_of_memory(const struct code_run *r, const struct box_result *result)
{
	static const char *const words[] = { "MemoryError", "Out of memory",
	    "out of memory", "Cannot allocate memory" };

	if (result->end == BOX_EXITED && result->code == 0)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(result->err, words[i]) != NULL)
			return true;
	return result->memory > r->memory / 4 * 3;
}

static const char *
verdict(const struct code_run *r, struct mem *mem,
    const struct box_result *result, bool right)
{
	if (result->end == BOX_TIME)
		return "time";
	if (result->end == BOX_OUTPUT)
		return "output";
	if (result->end == BOX_EXITED && right)
		return "ok";
	if (out_of_memory(r, result))
		return "memory";
	if (result->end == BOX_SIGNALED)
		return crash(mem, result->code);
	return "wrong";
}

static void
add_details(struct val *v, const struct box_result *result,
    const struct difference *where)
{
	size_t n = result->nerr < ERR_MAX ? result->nerr : ERR_MAX;

	if (where != NULL)
		difference_val(val_setobject(v, "diff"), where);
	if (n > 0)
		(void)val_put(v, "err", val_string(val_mem(v), result->err, n));
	if (result->end == BOX_EXITED && result->code != 0)
		val_seti(v, "code", result->code);
}

enum code_end
code_test_run(struct code_run *r, struct val *v, const struct code_test *test,
    const struct code_data *data)
{
	struct box_job job = { .slot = r->work->slot, .in = data->in.p,
	    .nin = data->in.n, .files = &r->file, .nfiles = 1,
	    .limits = r->limits };
	struct box_result result;
	struct difference where;
	struct piece out;
	bool right;
	struct mem mem;

	mem_init(&mem, 0);
	r->how.mem = &mem;
	job.argv = language_run(r->language, &mem, r->program, test->args);
	if (!box_run(&mem, &job, &result)) {
		r->why = mem_str(val_mem(v), result.why);
		mem_release(&mem);
		return CODE_WAITS;
	}
	out = (struct piece){ result.out, result.nout };
	right = compare_output(&r->how, data->out, out, &where);
	val_set(v, "verdict", verdict(r, &mem, &result, right));
	val_seti(v, "ms", result.cpu_ms);
	add_details(v, &result, right ? NULL : &where);
	mem_release(&mem);
	return CODE_GRADED;
}
