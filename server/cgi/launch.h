/*
 * launch.h - start the program of a run that holds a slot.
 */
#ifndef CGI_LAUNCH_H
#define CGI_LAUNCH_H

struct run;

/*
 * Environment, pipes, stdin, exec.  0, or -status with the cause logged; the
 * run is then without a process.
 */
int	launch(struct run *);

/* Bytes of memory that the environment of one program may take. */
enum { ENV_MAX = 262144 };

#endif
