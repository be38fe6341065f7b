/*
 * page.h - a page of a course: its head, its text and its questions.
 *
 * Pure: a file's text in, a tree out, in the caller's arena; strings are
 * copied.  The form is that of CONTRIBUTING and of tutor(7): header lines
 * "key: value", an empty line, Markdown; a question is a block that begins
 * with "::: type name key=value..." and ends with ":::".  A backslash at the
 * start of a line takes its meaning away; inside a fenced code block nothing is
 * special.  A page is read wholly before anything of it is shown.
 */
#ifndef TUTOR_MODEL_PAGE_H
#define TUTOR_MODEL_PAGE_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct problems;

enum question_type {
	Q_CHOOSE,		/* one of the options: ( ) (x) */
	Q_TICK,			/* some of the options: [ ] [x] */
	Q_TEXT, Q_NUMBER, Q_FORMULA,
	Q_ORDER,		/* lines to be put in order */
	Q_MATCH,		/* pairs: "= left = right", "~ right" */
	Q_BLANKS,		/* a text with gaps {_name_}; answers for each:
				   "= name = text", "~ name = text" */
	Q_TABLE,		/* the same with numbers, in a table */
	Q_ESSAY, Q_UPLOAD, Q_CODE, Q_CHECKOFF,
	Q_TYPES
};

/* A line that begins with = ~ ( ) [ ] or, in a rubric, a number of points. */
struct answer_line {
	char		 kind;		/* '=' right, '~' known wrong, 'x'
					   marked, ' ' not, '#' rubric */
	const char	*text;		/* without mark, credit, feedback; of
					   Q_ORDER as it stands */
	double		 credit;	/* 0 to 1; rubric: points; (40%): 0.4,
					   and kind 'x' */
	const char	*feedback;	/* or NULL */
	size_t		 line;		/* of the file */
};

struct hint {
	int		 after;		/* shown from so many tries on */
	const char	*text;
};

/* let NAME = VALUES: a parameter that each student gets a value of. */
struct let {
	const char	*name;
	const char	*values;	/* "2..9 not w", "1,3,5", "a|b" */
	size_t		 line;
};

struct code_test {
	const char	*name;
	double		 points;
	bool		 hidden;
	const char	*in, *out;	/* text, or NULL when in files; at the
					   end a line end */
	const char	*in_file, *out_file;
	const char	*args;		/* of the program, or NULL */
	size_t		 line;
};

/* An attribute of the first line of a question, or a header. */
struct attribute {
	const char	*key, *value;	/* of one that stands alone: "" */
	size_t		 line;
};

/*
 * draw NAME from=BANK count=3: so many questions of bank.BANK.md for each
 * student.  The page has all of them, as NAME.question: page_drawn() leaves
 * those of one student.
 */
struct page_draw {
	const char	*name, *bank;
	size_t		 count;
	double		 points;	/* of each; NaN: as the bank says */
	size_t		 line;
};

struct question {
	enum question_type type;
	const char	*name;		/* permanent: [a-z][a-z0-9_-]* */
	const char	*file;		/* that it stands in, and where */
	size_t		 line;
	const struct page_draw *draw;	/* that brought it, or NULL */
	const struct attribute *attributes;
	size_t		 nattributes;

	/* Attributes that every type has. */
	double		 points;	/* points=, default 1 */
	int		 tries;		/* tries=, 0: any number */
	double		 penalty;	/* of each wrong try, 0 to 1 */
	enum { POLICY_BEST, POLICY_LAST, POLICY_FIRST } policy;

	const char	*prompt;	/* Markdown */
	const struct answer_line *answers;
	size_t		 nanswers;
	const struct hint *hints;
	size_t		 nhints;
	const char	*why;		/* Markdown, or NULL */
	const struct let *lets;
	size_t		 nlets;

	/* Q_CODE */
	const char	*starter, *solution;	/* or NULL */
	const struct code_test *tests;
	size_t		 ntests;

	const char	*source;	/* the block as it was written */
	size_t		 source_size;
	char		 version[65];	/* SHA-256 of source, hexadecimal */
};

struct page_part {
	const char	*text;		/* Markdown, or NULL */
	const struct question *question;	/* or NULL */
	const struct page_draw *draw;	/* before course_draw(); or NULL */
	size_t		 line;
};

struct page {
	const char	*file;		/* for messages */
	const char	*name;		/* in URLs: without number and ending */
	long		 number;	/* its order in the course */
	const struct attribute *heads;	/* all header lines */
	size_t		 nheads;
	const char	*title;		/* title:, or the name */
	const struct page_part *parts;
	size_t		 nparts;
	const struct question *const *questions;
	size_t		 nquestions;
	size_t		 ndraws;
	double		 points;	/* that a student can have */
};

/*
 * Read a page.  `file` is its name as a teacher knows it, "10.week1.md" or
 * "10.week1/page.md": number and name come from it.  Always a page; with
 * errors in `problems` students must not see it.  Messages say what is wrong
 * and what would be right; a name that is there twice, an unknown type,
 * attribute or header, a block that is not closed are errors.
 */
struct page *page_read(struct mem *, const char *file, const char *text,
		size_t n, struct problems *);

/* The same of a bank, bank.NAME.md: questions, and what is shown nowhere. */
struct page *bank_read(struct mem *, const char *file, const char *text,
		size_t n, struct problems *);

/*
 * The page with the questions that are drawn for who has that log; without
 * draws it is the same page.  By the key of the course: nothing is stored.  A
 * question that is new in a bank takes the place of one at most.
 */
struct page *page_drawn(struct mem *, struct page *, const unsigned char *key,
		const char *log);

/* A header's or an attribute's value, or NULL. */
const char *page_head(const struct page *, const char *key);
const char *question_attr(const struct question *, const char *key);

/*
 * The same as a number (points, a share as 0 to 1), in bytes (max=64K), in
 * milliseconds (time=2s); `missing` when it is not there.
 */
double	question_number(const struct question *, const char *key,
	    double missing);
long long question_size(const struct question *, const char *key,
	    long long missing);
long long question_time(const struct question *, const char *key,
	    long long missing);

/* Is the word among those of an attribute, as in fold=case,space? */
bool	question_has(const struct question *, const char *key,
	    const char *word);

/* The question of that name, or NULL. */
const struct question *page_question(const struct page *, const char *name);

/* "choose", ... and back; -1: none. */
const char *question_type_name(enum question_type);
int	question_type_find(const char *name);

#endif
