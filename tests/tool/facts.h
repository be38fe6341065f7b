/*
 * facts.h - what a process was started with, besides its environment.
 */
#ifndef TOOL_FACTS_H
#define TOOL_FACTS_H

/* One fact a line: descriptors, signals, group, session, folder, umask. */
void	facts_print(int fd);

#endif
