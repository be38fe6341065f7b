/*
 * raw.h - the classic echo server, in capitals: a socket, line by line.
 *
 * The server runs it with the connected socket as standard input and output:
 * `listen 127.0.0.1:7007 stream { exec cgi-bin/yell }`.
 */
#ifndef APPS_YELL_RAW_H
#define APPS_YELL_RAW_H

/*
 * Yell back what is read from one descriptor to another, until its end or until
 * nothing comes within the idle clock of the listener.  The exit status.
 */
int	raw_yell(int in, int out);

#endif
