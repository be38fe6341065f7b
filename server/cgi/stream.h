/*
 * stream.h - a program for a connection: `listen ... stream`.
 *
 * The connected socket becomes stdin and stdout of the program, blocking, as
 * programs expect it, and is closed here once the program has it: nothing is
 * read from it or written to it, and the client sees its end when the last
 * process that has it closes it.  A stream is what is known of the connection;
 * its run (run.h) owns it and goes on until the program has ended, which for
 * us is the connection's end, too.
 */
#ifndef CGI_STREAM_H
#define CGI_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "cgi/program.h"
#include "conf/conf.h"
#include "io/sock.h"

struct run;
struct server;

struct stream {
	const struct conf_listen *listen;
	struct program	 program;	/* its filename is all there is */
	struct sock_addr peer, local;
	int		 fd;		/* owned; -1: the program has it */
	int64_t		 arrived;	/* ms since 1970 */
	int64_t		 began_us;	/* loop_us() then */
	bool		 logged;
};

/* A new connection on an accepted socket, taken over in any case. */
void	stream_new(struct server *, const struct conf_listen *, int fd,
	    const struct sock_addr *peer);

/* The line in the access log, once. */
void	stream_log(struct run *);

/* Its run is over: log it, and give everything back. */
void	stream_end(struct run *);

#endif
