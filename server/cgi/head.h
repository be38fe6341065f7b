/*
 * head.h - the head of a CGI program's answer (RFC 3875, section 6).
 *
 * Pure.  Lines end in LF or CRLF; the head ends with an empty line.  What a
 * program writes is hostile: values are checked, hop-by-hop fields and those
 * that frame the message are taken out (Connection, Keep-Alive, TE, Trailer,
 * Transfer-Encoding, Upgrade, Proxy-Connection).  A Date and a Server of the
 * program are kept, and of several Content-Types the first.
 * Ownership: every slice of struct cgi_head points into the bytes given to
 * cgi_head_parse(), or has no bytes.
 */
#ifndef CGI_HEAD_H
#define CGI_HEAD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/slice.h"

enum { CGI_MAX_FIELDS = 100, CGI_MAX_HEAD = 16384 };

enum cgi_kind {
	CGI_DOCUMENT,			/* 6.2.1: no Location */
	CGI_LOCAL,			/* 6.2.2: a path without a fragment,
					   and no other line: ask again */
	CGI_REDIRECT			/* 6.2.3, 6.2.4: any other Location */
};

struct cgi_field {
	struct slice	name, value;
};

struct cgi_head {
	enum cgi_kind	kind;
	int		status;		/* 200-599 as given; else 200, or 302
					   with a Location */
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
 * `in` is what the program has written, from its first byte.  Returns the bytes
 * of the head with its empty line, 0: more is needed, or -502 and h->error.
 * Bad is: an empty head, no Content-Type, Location or Status at all, a line
 * without a colon (the page began without a head; a first line "HTTP/1.1 200
 * OK" is taken as Status), a name that is no token, a control byte (a lone CR,
 * too) in a value, folded lines, a Status that is not three digits of 200-599,
 * a Content-Length that is no number, an empty Location, two different ones of
 * these, too many fields, more than CGI_MAX_HEAD bytes.  A bad line is known
 * when it has ended, before the head has.
 */
ssize_t	cgi_head_parse(struct cgi_head *, struct slice in);

#endif
