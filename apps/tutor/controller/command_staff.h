/*
 * command_staff.h - a course for the staff's words of the shell.
 */
#ifndef TUTOR_CONTROLLER_COMMAND_STAFF_H
#define TUTOR_CONTROLLER_COMMAND_STAFF_H

struct tutor;
struct web;

/*
 * Open a course and its logs without asking who it is: whoever may read the
 * files may do it.  0, or -1, and it was said why.  tutor_close() ends it
 * always.
 */
int	command_open(struct tutor *, struct web *, const char *course);

#endif
