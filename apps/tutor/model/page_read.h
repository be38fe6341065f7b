/*
 * page_read.h - what the readers of a page share.
 */
#ifndef TUTOR_MODEL_PAGE_READ_H
#define TUTOR_MODEL_PAGE_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_line.h"

struct problems;

enum {
	QUESTIONS_MAX = 500,		/* of a page */
	ATTRIBUTES_MAX = 32,		/* of a line, or headers */
	ANSWERS_MAX = 500, HINTS_MAX = 50, LETS_MAX = 64, TESTS_MAX = 200
};

struct page_reader {
	struct mem	*mem;
	struct problems	*problems;
	const char	*file;
	struct lines	 lines;
	bool		 bank;		/* a head can be missing */
};

/* A list of attributes that is being read, and where they belong. */
struct attributes {
	struct attribute *list;
	size_t		 n;
	unsigned	 at;		/* page_known.h */
	const char	*what;		/* "a header of pages", for messages */
	size_t		 line;
};

/* Add one if it is known, new, and its value is what it should be. */
void	attribute_add(struct page_reader *, struct attributes *,
	    const char *key, const char *value);

/* NULL, or the value. */
const char *attribute_value(const struct attributes *, const char *key);

/* The rest of a line of a question: key=value key="a value" key. */
void	attributes_read(struct page_reader *, struct attributes *,
	    struct line);

/* Is it a header, "key: value"?  Cut in two. */
bool	head_cut(struct line, struct line *key, struct line *value);

/*
 * An error: a line that is no "key: value".  What may be meant by it, or
 * otherwise that text.
 */
void	head_wrong(struct page_reader *, const struct attributes *,
	    struct line, const char *otherwise);

/* The lines of a page's head, and the empty one behind. */
void	head_read(struct page_reader *, struct attributes *);

/*
 * Number and name of a page by its file, "10.week1.md"; false: it is no such
 * name.
 */
bool	page_file(struct mem *, const char *file, long *number,
	    const char **name);

/* [a-z][a-z0-9_-]*, at most 64. */
bool	name_ok(const char *);

/* A name of a file beside a page: no '/', no '.' at its start. */
bool	test_file_ok(const char *);

/* An error: there is no such type of question. */
void	question_type_unknown(struct page_reader *, const char *type);

/*
 * Read "draw NAME from=BANK" and the line that closes it; NULL when it is not
 * as it should be.
 */
bool	line_is_draw(struct line rest);
struct page_draw *draw_read(struct page_reader *, struct line rest);

/* Text and questions, to the end. */
void	blocks_read(struct page_reader *, struct page *);

/*
 * Read the question whose first line was read last, to the line that closes
 * it; NULL when its first line does not tell type and name.
 */
struct question *question_read(struct page_reader *);

/* ":::" of its own: "\:::" and "::: x"; the line behind the colons. */
bool	line_is_block(struct line, struct line *rest);

#endif
