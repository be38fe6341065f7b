/*
 * commands.h - the words of the shell: tutor check demo.
 *
 * To add one: declare its function here, and add a row to the table in
 * commands.c.  argv[0] is the word itself.  The exit status: 0, 1 (it said no),
 * 2 (wrong usage; say what would be right).
 */
#ifndef TUTOR_CONTROLLER_COMMANDS_H
#define TUTOR_CONTROLLER_COMMANDS_H

#include <stdio.h>

struct web;

enum { COMMAND_FINE, COMMAND_FAILED, COMMAND_USAGE };

/* Find the word in the table: as `command` of struct web_app. */
int	tutor_command(struct web *, int argc, char **argv);

/*
 * A stranger's words for a terminal, which must not take them as orders: ? for
 * each control character.
 */
void	command_print(FILE *, const char *);

int	command_check(struct web *, int argc, char **argv);
int	command_new_course(struct web *, int argc, char **argv);
int	command_grade(struct web *, int argc, char **argv);
int	command_test(struct web *, int argc, char **argv);
int	command_grades(struct web *, int argc, char **argv);
int	command_regrade(struct web *, int argc, char **argv);
int	command_export(struct web *, int argc, char **argv);
int	command_import(struct web *, int argc, char **argv);
int	command_verify(struct web *, int argc, char **argv);
int	command_user(struct web *, int argc, char **argv);

#endif
