/*
 * access.h - one line of the access log.
 *
 * Pure: facts in, a line out.  What came from the network is escaped, so that
 * one request is one line whatever it holds: in `combined` control bytes,
 * quotes, backslashes and bytes of 0x7f and above as \xHH; in `json` the line
 * is valid JSON and UTF-8 (bytes that are not are \u00HH).
 */
#ifndef HTTP_ACCESS_H
#define HTTP_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum access_format { ACCESS_COMBINED, ACCESS_JSON };

struct access {
	int64_t		time;		/* arrival, ms since 1970 */
	struct slice	remote;		/* client address */
	struct slice	user;		/* authenticated; empty: "-" */
	struct slice	method, target;	/* as sent; empty when never parsed */
	int		minor;		/* HTTP/1.minor, -1: never parsed */
	int		status;		/* sent or meant; 0: none was sent */
	uint64_t	bytes;		/* of the answer's body, as sent */
	uint64_t	received;	/* of the request's body */
	struct slice	host, referer, agent;
	struct slice	id;		/* request id */
	int64_t		duration_us;	/* first byte in to last byte out */
	bool		unmeasured;	/* bytes and received are not known,
					   which is "-", in JSON null */
	bool		complete;	/* the answer went out whole */
	bool		cgi;		/* the figures below mean something */
	int64_t		queue_us;	/* waited for a slot */
	int64_t		run_us;		/* program: start to end */
	int64_t		first_us;	/* start to first byte, or -1 */
	int64_t		cpu_us;		/* user + system */
	int64_t		rss_kb;		/* largest resident size */
	int		pid;
	int		exit_code;	/* -1 when killed by a signal */
	int		signal;		/* 0 when it exited */
};

/*
 * Write the line with its '\n'.  Long values (target, referer, agent) are cut
 * so that a line never exceeds ACCESS_LINE_MAX.
 * combined: `remote - user [02/Jan/2006:15:04:05 +0000] "GET /x HTTP/1.1" 200
 * 123 "referer" "agent" 1.234ms id` then for CGI ` pid=1 queue=0.000ms
 * run=1.200ms cpu=0.500ms rss=800k exit=0` (or `signal=9`, or `exit=-` when the
 * end was not seen), and ` incomplete` when the answer was cut.
 * Returns 0, or -1: does not fit, nothing is added.
 */
enum { ACCESS_LINE_MAX = 4000 };
int	access_format(struct buf *, const struct access *, enum access_format);

#endif
