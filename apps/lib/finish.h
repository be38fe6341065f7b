/*
 * finish.h - from what a handler made to the bytes that leave.
 */
#ifndef APPS_LIB_FINISH_H
#define APPS_LIB_FINISH_H

struct web;

/*
 * Send head and body, unless they went out already.  A status that is none
 * becomes 500, an error without a page gets one.  Returns the status; -1: it
 * was streamed and something broke, so that what came must not pass for all.
 */
int	finish_answer(struct web *, int status);

/* The head alone, before a body that is streamed.  0; -1: the client left. */
int	finish_head(struct web *, int status);

/* Send what was written since; 0, or -1. */
int	finish_flush(struct web *);

#endif
