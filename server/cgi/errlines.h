/*
 * errlines.h - what programs say aside, line by line into the error log.
 *
 * Each line with who says it; long ones are cut in pieces; more than
 * ERRLINES_A_SECOND are counted instead.
 */
#ifndef CGI_ERRLINES_H
#define CGI_ERRLINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	ERRLINES_A_SECOND = 100,
	ERRLINE_MAX = 512		/* bytes of a line, logged */
};

/* All zero at the start. */
struct errlines {
	char		 text[ERRLINE_MAX];
	size_t		 n;
	int64_t		 window;	/* ms: lines are counted from here */
	unsigned	 lines, dropped;
};

struct errlines_turn {			/* what a call needs; borrowed */
	const char	*who;		/* begins each line of the log */
	int64_t		 now;		/* loop_now() */
	char		*mem;		/* to read into */
	size_t		 size;
};

/*
 * Read what is there, in bounds: true when the pipe may have more or will,
 * false when it has ended.
 */
bool	errlines_read(struct errlines *, int fd,
	    const struct errlines_turn *);

/* Tell how many lines have not been logged, if any. */
void	errlines_tell(struct errlines *, const struct errlines_turn *);

/* The program has ended: log the last line, whole or not. */
void	errlines_end(struct errlines *, const struct errlines_turn *);

#endif
