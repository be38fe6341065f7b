/*
 * code_grade.h - run the tests of a code question on an answer.
 *
 * Each test is a run of its own in a box, which has the program and one input;
 * what it prints is compared outside.  No test file is ever in a box.
 *
 * What it adds to the record of a grade (grade.h):
 *	{"score": 0.75, "msg": Markdown, "checker": "tutor grade",
 *	 "ver": version, "compile": what the compiler said, "tests": [
 *	  {"name": n, "points": p, "hidden": true, "verdict": v, "ms": cpu,
 *	   "code": status of exit, "diff": {difference.h}, "err": text}]}
 * The verdicts: "ok", "wrong", "time", "memory" (a guess), "output" (too much),
 * "crash SIGSEGV"; when it does not compile there are no tests, and "failed" is
 * "compile".  Of a hidden test students may see name, points and whether it is
 * "ok", nothing else.
 */
#ifndef TUTOR_MODEL_CODE_GRADE_H
#define TUTOR_MODEL_CODE_GRADE_H

#include <stdbool.h>
#include <stddef.h>

struct course;
struct course_data;
struct question;
struct val;

struct code_work {
	const struct question *question;
	const char	*answer;
	size_t		 n;
	struct course	*course;	/* for files of tests; may be NULL */
	const char	*page;
	const struct course_data *data;	/* for the cache; may be NULL */
	int		 slot;		/* of the box */
};

enum code_end {
	CODE_GRADED,
	CODE_WAITS,		/* no box, no interpreter: try again later */
	CODE_UNSOUND		/* a mistake in the question */
};

/* Grade; *why, for staff, when it is not graded.  In the record's arena. */
enum code_end code_grade(struct val *record, const struct code_work *,
		const char **why);

#endif
