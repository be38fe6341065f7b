/*
 * errlines.h - the stderr of programs, line by line into the error log.
 *
 * Each line with program, process and request; long ones are cut in pieces;
 * more than ERRLINES_A_SECOND are counted instead.
 */
#ifndef CGI_ERRLINES_H
#define CGI_ERRLINES_H

#include <stdbool.h>

struct run;

enum { ERRLINES_A_SECOND = 100 };

/*
 * Read what is there, in bounds: true when the pipe may have more or will,
 * false when it has ended.
 */
bool	errlines_read(struct run *);

/* The program has ended: log the last line, whole or not. */
void	errlines_end(struct run *);

#endif
