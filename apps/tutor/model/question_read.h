/*
 * question_read.h - the lines of a question, one thing after the other.
 *
 * A marked line begins an item; the lines behind it belong to it until the
 * next marked line.  Private to the reader of pages.
 */
#ifndef TUTOR_MODEL_QUESTION_READ_H
#define TUTOR_MODEL_QUESTION_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/page_line.h"
#include "web/text.h"

struct page_reader;
struct question;

enum mark {
	MARK_TEXT,		/* an unmarked line */
	MARK_RIGHT,		/* = answer */
	MARK_WRONG,		/* ~ answer */
	MARK_CHOICE,		/* ( ) (x) (40%) */
	MARK_BOX,		/* [ ] [x] */
	MARK_RUBRIC,		/* 5 names a case */
	MARK_HINT, MARK_WHY, MARK_LET,
	MARK_SECTION,		/* --- starter, solution, test */
	MARK_DATA,		/* in: out: args: of a test */
	MARK_BLOCK		/* ::: */
};

enum item {
	ITEM_PROMPT, ITEM_ANSWER, ITEM_HINT, ITEM_WHY,
	ITEM_STARTER, ITEM_SOLUTION,
	ITEM_TEST,		/* before its in: or out: */
	ITEM_IN, ITEM_OUT, ITEM_ARGS,
	ITEM_NONE		/* of a section that is not known */
};

struct question_reader {
	struct page_reader *page;
	struct question	*q;		/* its lists are being made */
	struct answer_line *answers;
	struct hint	*hints;
	struct let	*lets;
	struct code_test *tests;
	bool		 rubric;	/* it has this attribute */
	enum item	 item;
	struct text	 text;		/* of that item */
	size_t		 line;		/* where that began */
	char		 kind;		/* of an answer; what it gives */
	double		 credit;
	int		 after;		/* tries before a hint */
	struct fence	 fence;
	size_t		 near_data;	/* a line like in: or out: of the
					   test; 0: none */
	size_t		 nloose;	/* lines of points in the prompt */
	size_t		 loose_line;	/* the first */
	double		 loose;		/* their sum */
};

/* What the mark of a line is; "\" is none.  *rest: what stands behind it. */
enum mark mark_of(const struct question_reader *, struct line,
		struct line *rest);

/* An error at a line of the question. */
void	question_error(struct question_reader *, size_t line, const char *fmt,
	    ...) __attribute__((format(printf, 3, 4)));

/* "choose caps points=1"; NULL: neither type nor name. */
struct question *question_head(struct page_reader *, struct line);

/* Begin an item with the rest of a line; the one before is finished. */
void	item_begin(struct question_reader *, enum item, struct line rest);
void	item_end(struct question_reader *);

/* The text of an item without empty lines round it, or NULL. */
const char *item_text(struct question_reader *);

/* A marked line of each kind. */
void	answer_begin(struct question_reader *, enum mark, struct line,
	    struct line rest);
void	answer_end(struct question_reader *);
void	hint_begin(struct question_reader *, struct line rest);
void	hint_end(struct question_reader *);
void	let_read(struct question_reader *, struct line rest);
void	section_begin(struct question_reader *, struct line rest);
void	data_begin(struct question_reader *, struct line);

/* The in:, out: or args: of the test that is being read. */
void	data_end(struct question_reader *);

/* Of the whole question: are there hints that nobody can see? */
void	hint_check(struct question_reader *);

/* What is missing in the last test. */
void	test_end(struct question_reader *);

#endif
