/*
 * code_run.h - compile an answer and run one test: private to code_*.c.
 */
#ifndef TUTOR_MODEL_CODE_RUN_H
#define TUTOR_MODEL_CODE_RUN_H

#include "apps/tutor/model/box.h"
#include "apps/tutor/model/code_grade.h"
#include "apps/tutor/model/compare.h"

struct code_test;
struct language;
struct mem;

/* The files of a test, as they are now. */
struct code_data {
	struct piece	in, out;
};

struct code_run {
	const struct code_work *work;
	const struct language *language;
	const char	*program;	/* compiler or interpreter */
	struct box_file	file;		/* what goes into the box of a test */
	struct box_limits limits;
	long long	memory;		/* of these limits: the student's */
	struct compare	how;
	const char	*why;
};

/* What is the same for all tests; CODE_GRADED: fine. */
enum code_end code_run_init(struct code_run *, struct mem *,
		const struct code_work *);

/*
 * Compile if the language needs it.  *said: what the compiler said, or "".
 * *failed: it did not compile.
 */
enum code_end code_compile(struct code_run *, struct mem *, const char **said,
		bool *failed);

/* Run one test and add what came of it; *right: it passed. */
enum code_end code_test_run(struct code_run *, struct val *result,
		const struct code_test *, const struct code_data *);

/*
 * The cache of grades, DATA/c/COURSE/idx/code: what a record gets, by a hash of
 * answer, question and the data of its tests.  NULL: not there.
 */
struct val *code_cached(const struct code_work *, struct mem *,
		const char *hash);
void	code_cache(const struct code_work *, const struct val *,
	    const char *hash);
void	code_hash(const struct code_work *, const struct code_data *,
	    char hash[65]);

#endif
