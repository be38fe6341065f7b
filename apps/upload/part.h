/*
 * part.h - the first file of a multipart form, found as it streams by.
 *
 * However the body is split over calls, `take` gets the same bytes.  Memory
 * is constant: a line of a part's head is cut at PART_LINE bytes.
 */
#ifndef APPS_UPLOAD_PART_H
#define APPS_UPLOAD_PART_H

#include <stdbool.h>
#include <stddef.h>

#define PART_MARK	80	/* CR LF - - and a boundary of at most 70 */
#define PART_LINE	1024

typedef void (*part_fn)(void *arg, const char *p, size_t n);

enum part_state {
	PART_SKIP,		/* no mark yet, or a part that is no file */
	PART_AFTER,		/* the rest of the line with the mark */
	PART_HEAD,
	PART_FILE,
	PART_OVER		/* the file has come whole */
};

struct part {
	enum part_state	 state;
	char		 mark[PART_MARK];	/* CR LF - - boundary */
	size_t		 len;
	size_t		 hit;		/* bytes of the mark seen so far */
	char		 line[PART_LINE];
	size_t		 linelen;
	char		 name[256];	/* the file's, as it was sent */
	bool		 is_file;
	bool		 found;		/* the mark after the file was seen */
	part_fn		 take;
	void		*arg;
};

/* Returns -1 when `type` has no boundary of 1 to 70 bytes. */
int	part_init(struct part *p, const char *type, part_fn take, void *arg);
void	part_feed(struct part *p, const char *in, size_t n);

#endif
