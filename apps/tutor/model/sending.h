/*
 * sending.h - something on its way from submit() to a log.
 *
 * Private to submit.h.  The log is opened, the rules (submit_rules.h) are
 * asked, and what they let pass is recorded, all under one lock.
 */
#ifndef TUTOR_MODEL_SENDING_H
#define TUTOR_MODEL_SENDING_H

#include "apps/tutor/model/submit.h"

struct store;
struct val;

struct sending {
	const struct submit	*in;
	struct submitted	*out;
	struct mem		*mem;
	struct store		*store;
	const char		*log;	/* where it goes: group.h */
	struct question_state	*qs;	/* NULL for SUBMIT_VIEW */
	struct val		*record;
};

/* Find and open the log that it goes to.  0, or -1 with errno. */
int	submit_log(struct sending *);

/* Write it down.  SUBMIT_SAVED, or out->error says why not. */
enum submit_result submit_record(struct sending *);

#endif
