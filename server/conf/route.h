/*
 * route.h - from host and path to site and location.  Pure.
 *
 * Locations match by the longest prefix at segment ends: "/status" matches
 * /status and /status/x, not /statusx.  Empty segments do not count.
 */
#ifndef CONF_ROUTE_H
#define CONF_ROUTE_H

#include "conf/conf.h"
#include "http/path.h"

/*
 * The site for a host name without port (any case, a final dot ignored): an
 * exact name, then the longest "*." one, then the default site.
 */
const struct site *route_site(const struct conf *, struct slice host);

struct route {
	const struct location *location;	/* never NULL */
	size_t	next;		/* first segment after the prefix */
	bool	add_slash;	/* the path is the prefix itself, without the
				   slash that cgi_bin, alias and folders want:
				   redirect to it */
};

void	route_find(const struct site *, const struct path *, struct route *);

/*
 * May this client address (mapped IPv6, NULL for a unix socket) use the
 * location?  `deny` and `allow` name networks; the longest match decides,
 * deny wins over an equal allow; when only allow is given all others
 * are denied.
 */
bool	route_allowed(const struct location *, const uint8_t addr[16]);

/* Is the address in the list? */
bool	nets_have(const struct conf_nets *, const uint8_t addr[16]);

/*
 * The limits of the program `path` (below the location's cgi_bin, e.g.
 * "sub/report.sh"): of the first `program` block whose glob matches it or its
 * last name, else those of the location.
 */
const struct program_limits *route_limits(const struct location *,
	    const char *path);

#endif
