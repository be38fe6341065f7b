/*
 * box.h - run a program that nobody trusts, or do not run it at all.
 *
 * A box is made for one run and is gone after it, with all that ran in it and
 * all that was written.  In it are: its own view of the files (the system's
 * programs and libraries, to be read, and an empty folder of limited size), no
 * network, its own process ids, a user of its own, and limits.  Where one of
 * these cannot be had there is no box, and nothing is run.
 *
 * What goes in is written before the program's user may touch the folder; what
 * comes out is taken when no process of the box is left, and only if it is a
 * plain file.  The caller ignores SIGPIPE, and has no other children to wait
 * for by waitpid(-1) meanwhile.
 */
#ifndef TUTOR_MODEL_BOX_H
#define TUTOR_MODEL_BOX_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

struct mem;

enum {
	BOX_SLOTS_MAX = 16,
	BOX_UID = 61000,		/* and the slot's number, as root */
	BOX_SHOWN = 64 * 1024,		/* bytes of standard error */
	BOX_KILLED = 1024 * 1024,	/* who prints more is ended */
	BOX_RESULT_MAX = 8 * 1024 * 1024
};

struct box_limits {
	long long	cpu_ms;		/* of all processes; to the wall clock
					   it is 3 times this and a second */
	long long	memory;		/* bytes, of each process */
	long long	disk;		/* bytes, of all files */
	int		processes;	/* at once */
};

struct box_file {
	const char	*name;		/* in the folder; no '/' */
	const char	*p;
	size_t		 n;
	bool		 program;	/* may be executed */
};

struct box_job {
	int		 slot;		/* from 0; one run at a time in each */
	const char *const *argv;	/* "/usr/bin/cc" or "./prog", NULL */
	const char	*in;		/* standard input */
	size_t		 nin;
	const struct box_file *files;
	size_t		 nfiles;
	const char	*result;	/* file to take out, or NULL */
	struct box_limits limits;
};

enum box_end {
	BOX_BROKEN,		/* no box: `why` is for staff; try again */
	BOX_EXITED,		/* code: of exit(3) */
	BOX_SIGNALED,		/* code: the signal */
	BOX_TIME,		/* too long */
	BOX_OUTPUT		/* it printed, or wrote, too much */
};

struct box_result {
	enum box_end	 end;
	int		 code;
	const char	*why;
	long long	 cpu_ms, wall_ms;
	long long	 memory;	/* bytes, of the largest process */
	const char	*out, *err;	/* with a NUL behind them */
	size_t		 nout, nerr;
	const char	*file;		/* the result, or NULL: there is none */
	size_t		 nfile;
};

/* Run; what is in *result lives in the arena.  False for BOX_BROKEN. */
bool	box_run(struct mem *, const struct box_job *, struct box_result *);

/*
 * Is there a box here?  Tries one.  NULL, or why not, in the arena: a sentence
 * for staff.
 */
const char *box_missing(struct mem *);

/*
 * Would a file at this absolute path be seen in a box?  What belongs to us must
 * not be.
 */
bool	box_shows(const char *path);

/*
 * Let this process end with the one that started it, where the system can.
 */
void	box_end_with_parent(void);

/*
 * Who runs boxes as root goes on as who owns the data, for good.  0, or -1 with
 * errno.
 */
int	box_become(uid_t, gid_t);

#endif
