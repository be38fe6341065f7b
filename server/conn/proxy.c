#include "conn/proxy.h"

#include <arpa/inet.h>
#include <string.h>

#include "conf/route.h"
#include "conn/exchange.h"
#include "http/field.h"

enum { PORT_HTTP = 80, PORT_HTTPS = 443 };

static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

/* "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80" or "2001:db8::1". */
static bool
parse_address(struct slice s, struct sock_addr *a)
{
	char text[INET6_ADDRSTRLEN];
	size_t colon;

	if (s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = slice_of(s.p + 1, s.n - 2);
	colon = slice_find(s, ':');
	if (s.n > 0 && s.p[0] == '[') {
		s = slice_skip(s, 1);
		s.n = slice_find(s, ']');
	} else if (colon < s.n && slice_find(slice_skip(s, colon + 1), ':') ==
	    s.n - colon - 1) {
		s.n = colon;		/* just one colon: a port */
	}
	if (s.n == 0 || s.n >= sizeof(text))
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	*a = (struct sock_addr){ .port = 0 };
	if (inet_pton(AF_INET6, text, a->ip) == 1)
		return true;
	memcpy(a->ip, mapped, sizeof(mapped));
	return inet_pton(AF_INET, text, a->ip + sizeof(mapped)) == 1;
}

/* The value of a parameter of one Forwarded element, empty when absent. */
static struct slice
parameter(struct slice element, const char *name)
{
	struct slice pair, key;

	while (slice_cut(&element, ';', &pair)) {
		pair = slice_trim(pair);
		key = slice_of(pair.p, slice_find(pair, '='));
		if (slice_caseeqs(key, name))
			return slice_skip(pair, key.n + 1);
	}
	return slice_of(NULL, 0);
}

static void
take_scheme(struct exchange *x, struct slice scheme)
{
	if (slice_caseeqs(scheme, "https")) {
		x->https = true;
		x->server_port = PORT_HTTPS;
	} else if (slice_caseeqs(scheme, "http")) {
		x->https = false;
		x->server_port = PORT_HTTP;
	}
}

struct hop {
	struct slice	address, scheme;
};

/*
 * The hops that all fields of one name list together, the last ones when
 * there are more than fit.
 */
enum { HOPS = 16 };

static size_t
collect(const struct head *h, const char *name, bool forwarded,
    struct hop hops[HOPS])
{
	struct slice list, e;
	size_t n = 0;

	for (size_t i = 0; i < h->nfields; i++) {
		if (!slice_caseeqs(h->fields[i].name, name))
			continue;
		list = h->fields[i].value;
		while (field_next(&list, &e)) {
			if (n == HOPS) {
				memmove(hops, hops + 1,
				    (HOPS - 1) * sizeof(*hops));
				n--;
			}
			hops[n++] = forwarded ? (struct hop){
			    parameter(e, "for"), parameter(e, "proto") } :
			    (struct hop){ e, slice_of(NULL, 0) };
		}
	}
	return n;
}

/* From the right: as long as who speaks is trusted, believe one hop more. */
static void
follow(struct exchange *x, const struct hop *hops, size_t n)
{
	const struct conf_nets *trusted = &x->srv->conf->trusted_proxies;
	struct sock_addr a;

	while (n-- > 0) {
		if (hops[n].scheme.n > 0)
			take_scheme(x, hops[n].scheme);
		if (!parse_address(hops[n].address, &a))
			return;
		x->client = a;
		if (!nets_have(trusted, a.ip))
			return;
	}
}

void
proxy_apply(struct exchange *x)
{
	const struct conf_nets *trusted = &x->srv->conf->trusted_proxies;
	struct hop hops[HOPS];
	struct slice list, e;
	const struct field *f;
	size_t n;

	if (trusted->n == 0 || !nets_have(trusted,
	    x->client.unix_peer ? NULL : x->client.ip))
		return;
	f = head_find(&x->head, "x-forwarded-proto");
	n = collect(&x->head, "x-forwarded-for", false, hops);
	if (f == NULL && n == 0)
		n = collect(&x->head, "forwarded", true, hops);
	follow(x, hops, n);
	if (f == NULL)
		return;
	list = f->value;
	while (field_next(&list, &e))
		take_scheme(x, e);
}
