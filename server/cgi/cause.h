/*
 * cause.h - why a program gave no good answer, in words for the log.
 *
 * Pure: facts in, a sentence out.  A 500 or 502 without a reason costs people
 * an afternoon, so every way to fail has a text here that names the remedy.
 */
#ifndef CGI_CAUSE_H
#define CGI_CAUSE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"

enum cause_kind {
	CAUSE_EXEC,			/* could not be started: step, error */
	CAUSE_NO_OUTPUT,		/* ended without a byte on stdout */
	CAUSE_BAD_HEAD,			/* detail says what is wrong */
	CAUSE_CUT_HEAD,			/* ended inside its head */
	CAUSE_SHORT_BODY, CAUSE_LONG_BODY,	/* Content-Length was a lie */
	CAUSE_FIRST_BYTE, CAUSE_IDLE, CAUSE_TIMEOUT,	/* our clocks */
	CAUSE_OUTPUT_LIMIT,
	CAUSE_NOT_EXECUTABLE,		/* a file below cgi_bin without x */
	CAUSE_LOOP,			/* too many local redirects */
	CAUSE_KILLED,			/* by a signal after its head */
	CAUSE_ENDED			/* though it was to run on */
};

struct cause {
	enum cause_kind	kind;
	const char	*program;	/* its path */
	const char	*step;		/* EXEC: "exec", "chdir"... */
	int		error;		/* EXEC: errno */
	struct slice	start;		/* EXEC, and NO_OUTPUT with exit code
					   127: first bytes of the file, may
					   be empty when unreadable */
	const char	*interpreter_missing;	/* EXEC, ENOENT: the #! path
					   that does not exist, or NULL */
	const char	*detail;	/* BAD_HEAD */
	struct slice	output;		/* first bytes on stdout */
	bool		exited;		/* exit status is known; else it closed
					   its stdout and lives on */
	int		exit_code, signal;	/* one of them when exited */
	long long	limit_ms;	/* the clocks */
};

/*
 * The sentence, without the program's name and without newline.  For EXEC:
 * ENOEXEC without "#!" ("no #! line: the first line must name an
 * interpreter"), a "#!" line that ends in CR ("... saved with DOS line ends"),
 * a missing interpreter, EACCES (noexec mount or a folder), E2BIG, and so on.
 * Bytes of programs are escaped.  0, or -1: does not fit.
 */
int	cause_text(struct buf *, const struct cause *);

/*
 * The interpreter's path in the first line of a script, without a CR; empty
 * when the text has no "#!" line or that names none.
 */
struct slice	cause_interpreter(struct slice start);

#endif
