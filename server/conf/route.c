#include "conf/route.h"

#include <fnmatch.h>
#include <string.h>

/*
 * How well a site's name fits a host: 0 not at all, larger is better.  An exact
 * name is better than any "*." one.
 */
static size_t
name_fit(const char *name, struct slice host)
{
	struct slice n = slice_str(name);

	if (name[0] != '*')
		return slice_caseeq(n, host) ? SIZE_MAX : 0;
	n = slice_skip(n, 1);			/* ".example.org" */
	if (host.n <= n.n || host.p[0] == '.')
		return 0;
	return slice_caseeq(slice_skip(host, host.n - n.n), n) ? n.n : 0;
}

const struct site *
route_site(const struct conf *conf, struct slice host)
{
	const struct site *best = &conf->sites[0];
	size_t most = 0;

	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	for (size_t i = 1; i < conf->nsites; i++) {
		const struct conf_words *names = &conf->sites[i].names;

		for (size_t j = 0; j < names->n; j++) {
			size_t fit = name_fit(names->v[j], host);

			if (fit > most) {
				most = fit;
				best = &conf->sites[i];
			}
		}
	}
	return best;
}

/*
 * Does the path start with the prefix, segment by segment?  Then *next is the
 * first segment behind it.
 */
static bool
prefix_matches(const char *prefix, const struct path *path, size_t *next)
{
	size_t i = 0;

	while (prefix[0] == '/' && prefix[1] != '\0') {
		struct slice want = slice_of(prefix + 1,
		    strcspn(prefix + 1, "/"));

		while (i < path->nsegs && path->segs[i].text.n == 0)
			i++;
		if (i == path->nsegs || !slice_eq(path->segs[i].text, want))
			return false;
		prefix = want.p + want.n;
		i++;
	}
	*next = i;
	return true;
}

/* Is the location a folder, which a client should see with its slash? */
static bool
wants_slash(const struct location *loc)
{
	if (loc->kind == LOC_REDIRECT)
		return false;
	return loc->slash || loc->kind == LOC_CGI_BIN ||
	    loc->alias.path != NULL;
}

void
route_find(const struct site *site, const struct path *path,
    struct route *r)
{
	*r = (struct route){ .location = &site->root };
	for (size_t i = 0; i < site->nlocations; i++) {
		const struct location *loc = &site->locations[i];

		if (prefix_matches(loc->prefix, path, &r->next)) {
			r->location = loc;
			break;
		}
	}
	r->add_slash = r->next > 0 && r->next == path->nsegs && !path->dir &&
	    wants_slash(r->location);
}

/* Do the first `bits` bits agree? */
static bool
bits_agree(const uint8_t *a, const uint8_t *b, int bits)
{
	size_t whole = (size_t)bits / 8;
	int left = bits % 8;

	if (memcmp(a, b, whole) != 0)
		return false;
	return left == 0 || (a[whole] ^ b[whole]) >> (8 - left) == 0;
}

/* The length of the longest network with the address in it, -1: none. */
static int
longest(const struct conf_nets *nets, const uint8_t addr[16])
{
	int most = -1;

	for (size_t i = 0; i < nets->n; i++) {
		const struct conf_net *net = &nets->v[i];

		if (net->unix_peer || addr == NULL) {
			if (net->unix_peer && addr == NULL)
				return 128;
		} else if (net->bits > most &&
		    bits_agree(net->addr, addr, net->bits)) {
			most = net->bits;
		}
	}
	return most;
}

bool
nets_have(const struct conf_nets *nets, const uint8_t addr[16])
{
	return longest(nets, addr) != -1;
}

bool
route_allowed(const struct location *loc, const uint8_t addr[16])
{
	int allow, deny;

	if (loc->allow.n == 0 && loc->deny.n == 0)
		return true;
	allow = longest(&loc->allow, addr);
	deny = longest(&loc->deny, addr);
	if (allow == -1 && deny == -1)
		return loc->allow.n == 0 || loc->deny.n > 0;
	return allow > deny;
}

const struct program_limits *
route_limits(const struct location *loc, const char *path)
{
	const char *slash, *name;

	if (loc->nprograms == 0)
		return &loc->limits;
	slash = strrchr(path, '/');
	name = slash == NULL ? path : slash + 1;
	for (size_t i = 0; i < loc->nprograms; i++) {
		const char *glob = loc->programs[i].glob;

		if (fnmatch(glob, path, 0) == 0 || fnmatch(glob, name, 0) == 0)
			return &loc->programs[i].limits;
	}
	return &loc->limits;
}
