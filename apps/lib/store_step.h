/*
 * store_step.h - where a writer can be when its process ends.
 *
 * Called at each step; the body that is shipped does nothing.  The tests link
 * another one, which ends the process there or says that the disk failed.
 */
#ifndef LIB_STORE_STEP_H
#define LIB_STORE_STEP_H

enum store_step_at {
	STORE_LOCKED,		/* the file is there, and ours */
	STORE_TORN_SAVED,	/* a torn tail is in its own file */
	STORE_TORN_CUT,		/* and not in ours any more */
	STORE_COMPOSED,		/* before the record is written */
	STORE_WRITTEN,		/* before it is on the disk */
	STORE_SYNCED,		/* before it is acknowledged */
	STORE_CUT_BACK,		/* after a record that had no room */
	STORE_NSTEPS
};

/* 0, or -1 with errno: what was done in this step has failed. */
int	store_step(enum store_step_at);

#endif
