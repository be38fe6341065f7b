/*
 * head.h - the head of a CGI program's answer (RFC 3875, section 6).
 *
 * Pure.  Lines end in LF or CRLF; the head ends with an empty line.  What a
 * program writes is hostile: values are checked, hop-by-hop fields and those
 * that frame the message are taken out (Connection, Keep-Alive, TE, Trailer,
 * Transfer-Encoding, Upgrade, Proxy-Connection; a Date and a Server of the program are kept).
 */
#ifndef CGI_HEAD_H
#define CGI_HEAD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/slice.h"

enum { CGI_MAX_FIELDS = 100, CGI_MAX_HEAD = 16384 };

enum cgi_kind {
	CGI_DOCUMENT,			/* 6.2.1: Content-Type */
	CGI_LOCAL,			/* 6.2.2: a path alone: ask again */
	CGI_REDIRECT			/* 6.2.3, 6.2.4: an absolute URI */
};

struct cgi_field {
	struct slice	name, value;
};

struct cgi_head {
	enum cgi_kind	kind;
	int		status;		/* 100-599 as given; else 200, or 302
					   for a redirect */
	struct slice	reason;		/* of Status, may be empty */
	struct slice	location;	/* LOCAL: the path; else empty */
	int64_t		length;		/* Content-Length, -1: none */
	size_t		nfields;	/* what goes to the client: without
					   Status, Content-Length and the
					   ones taken out */
	struct cgi_field fields[CGI_MAX_FIELDS];
	const char	*error;		/* after -502: what is wrong, one
					   phrase for the log */
};

/*
 * `in` is the start of what the program wrote.  Returns the bytes of the head
 * with its empty line, 0: more is needed, or -502 and h->error.  Bad is: no
 * Content-Type, Location or Status at all ("no Content-Type, Location or
 * Status"), a line without a colon (the page began without a head; a first
 * line "HTTP/1.1 200 OK" is taken as Status), a name that is no token, a control byte in a value, folded lines,
 * Status that is not three digits of 200-599, two different Content-Lengths or
 * Locations, too many fields, more than CGI_MAX_HEAD bytes.
 */
ssize_t	cgi_head_parse(struct cgi_head *, struct slice in);

#endif
