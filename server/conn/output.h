/*
 * output.h - write the parts of an answer to the client's socket.
 */
#ifndef CONN_OUTPUT_H
#define CONN_OUTPUT_H

#include <stdbool.h>

struct exchange;

enum output {
	OUTPUT_DONE,			/* all parts are written */
	OUTPUT_BLOCKED,			/* the socket is full, or it is the turn
					   of other connections */
	OUTPUT_BROKEN			/* the client has gone, or a file has
					   become shorter */
};

/* Write what can be written now; *progress: something was. */
enum output output_flush(struct exchange *, int fd, bool *progress);

#endif
