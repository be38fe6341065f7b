#include "conf/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define fault(st, ...)	parse_fault((st)->p, (st)->node, __VA_ARGS__)

static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

enum { MAPPED_BITS = 96, ADDR_TEXT_MAX = 46 };

/* Clear what is behind the first `bits` bits.  True if that was so already. */
static bool
mask(uint8_t addr[16], int bits)
{
	bool clear = true;

	for (int i = bits; i < 128; i++) {
		uint8_t bit = (uint8_t)(0x80 >> i % 8);

		clear = clear && (addr[i / 8] & bit) == 0;
		addr[i / 8] &= (uint8_t)~bit;
	}
	return clear;
}

/* Read an address without "/bits".  0 with bits for the whole of it, or -1. */
static int
read_addr(const char *text, struct conf_net *net)
{
	*net = (struct conf_net){ .bits = 128 };
	if (inet_pton(AF_INET6, text, net->addr) == 1)
		return 0;
	memcpy(net->addr, mapped, sizeof(mapped));
	return inet_pton(AF_INET, text, net->addr + sizeof(mapped)) == 1 ?
	    0 : -1;
}

static bool
is_v4(const struct conf_net *net)
{
	return net->bits >= MAPPED_BITS &&
	    memcmp(net->addr, mapped, sizeof(mapped)) == 0;
}

/* Read "addr" or "addr/bits".  0, or -1. */
static int
read_net(const char *text, struct conf_net *net)
{
	char addr[ADDR_TEXT_MAX];
	size_t n = strcspn(text, "/");
	uint64_t bits, max;

	if (n >= sizeof(addr))
		return -1;
	memcpy(addr, text, n);
	addr[n] = '\0';
	if (read_addr(addr, net) == -1)
		return -1;
	if (text[n] == '\0')
		return 0;
	max = strchr(addr, ':') == NULL ? 32 : 128;
	if (slice_to_u64(slice_str(text + n + 1), &bits) == -1 || bits > max)
		return -1;
	net->bits = (int)(bits + 128 - max);
	return 0;
}

void
address_print_net(char out[NET_TEXT_MAX], const struct conf_net *net)
{
	bool v4 = is_v4(net);
	int max = v4 ? 32 : 128, bits = net->bits - (128 - max);
	char addr[ADDR_TEXT_MAX] = "";

	if (net->unix_peer) {
		(void)snprintf(out, NET_TEXT_MAX, "unix");
		return;
	}
	(void)inet_ntop(v4 ? AF_INET : AF_INET6,
	    net->addr + (v4 ? sizeof(mapped) : 0), addr, sizeof(addr));
	if (bits == max)
		(void)snprintf(out, NET_TEXT_MAX, "%s", addr);
	else
		(void)snprintf(out, NET_TEXT_MAX, "%s/%d", addr, bits);
}

static void
add_net(const struct setting *st, struct conf_nets *list, const char *text)
{
	struct conf_net net = { .unix_peer = true };
	char right[NET_TEXT_MAX];

	if (strcmp(text, "all") == 0) {
		list->v[list->n++] = (struct conf_net){ .bits = 0 };
	} else if (strcmp(text, "unix") != 0 && read_net(text, &net) == -1) {
		fault(st, "'%s' is not a network: write 10.0.0.0/8, ::1, unix "
		    "or all", text);
		return;
	} else if (!net.unix_peer && !mask(net.addr, net.bits)) {
		address_print_net(right, &net);
		fault(st, "'%s' has bits set behind its /: write %s", text,
		    right);
		return;
	}
	list->v[list->n++] = net;
}

void
address_set_nets(const struct setting *st)
{
	struct conf_nets *list = value_field(st);

	if (st->first)
		*list = (struct conf_nets){	/* "all" makes two of one */
			.v = value_room(st, 2, sizeof(*list->v))
		};
	if (list->v == NULL || value_is_off(st))
		return;
	for (size_t i = 0; i < st->node->nvalues; i++)
		add_net(st, list, st->node->values[i]);
}

/* Read "[::1]", "127.0.0.1" or "*" as the host of a listener.  0, or -1. */
static int
read_host(struct slice host, struct conf_listen *l)
{
	char text[ADDR_TEXT_MAX];

	l->kind = LISTEN_INET6;
	l->dual = slice_eqs(host, "*");
	if (l->dual)
		return 0;
	if (host.n >= 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = slice_of(host.p + 1, host.n - 2);
	else
		l->kind = LISTEN_INET;
	if (host.n >= sizeof(text))
		return -1;
	if (host.n > 0)
		memcpy(text, host.p, host.n);
	text[host.n] = '\0';
	return inet_pton(l->kind == LISTEN_INET ? AF_INET : AF_INET6, text,
	    l->addr) == 1 ? 0 : -1;
}

/* 0, or -1 with the fault noted. */
static int
read_inet(const struct setting *st, struct conf_listen *l)
{
	const char *colon = strrchr(l->text, ':');
	uint64_t port;

	if (colon == NULL || strchr(colon, ']') != NULL) {
		fault(st, "'%s' is not an address with a port: write "
		    "127.0.0.1:8080, [::1]:8080, *:8080 or unix:PATH", l->text);
		return -1;
	}
	if (slice_to_u64(slice_str(colon + 1), &port) == -1 ||
	    port > UINT16_MAX) {
		fault(st, "'%s' has no port from 0 to 65535 behind its ':': "
		    "write 127.0.0.1:8080", l->text);
		return -1;
	}
	l->port = (uint16_t)port;
	if (read_host(slice_of(l->text, (size_t)(colon - l->text)), l) == 0)
		return 0;
	fault(st, "'%s' does not name an address: write numbers like "
	    "127.0.0.1:%u or [::1]:%u, or *:%u for all", l->text, l->port,
	    l->port, l->port);
	return -1;
}

static int
read_unix(const struct setting *st, struct conf_listen *l, const char *path)
{
	enum { SUN_PATH_MAX = 103 };	/* the least that systems have */

	l->kind = LISTEN_UNIX;
	if (path[0] == '\0') {
		fault(st, "the socket's path is empty: write "
		    "unix:var/run/preforkd.sock");
		return -1;
	}
	l->path = parse_path(st->p, st->p->conf->base_dir.path, path);
	if (l->path == NULL)
		return -1;
	if (strlen(l->path) <= SUN_PATH_MAX)
		return 0;
	fault(st, "the socket's path '%s' is too long: at most %d bytes",
	    l->path, SUN_PATH_MAX);
	return -1;
}

static bool
is_any(const struct conf_listen *l)
{
	static const uint8_t zero[16];

	return l->dual || memcmp(l->addr, zero, sizeof(zero)) == 0;
}

/* Would the second of the two fail to bind? */
static bool
listen_clash(const struct conf_listen *a, const struct conf_listen *b)
{
	if (a->kind == LISTEN_UNIX || b->kind == LISTEN_UNIX)
		return a->kind == b->kind && strcmp(a->path, b->path) == 0;
	if (a->port != b->port || a->port == 0)
		return false;
	if (a->dual || b->dual)
		return true;
	return a->kind == b->kind && (is_any(a) || is_any(b) ||
	    memcmp(a->addr, b->addr, sizeof(a->addr)) == 0);
}

static void
add_listen(const struct setting *st, const struct conf_listen *l)
{
	struct conf *conf = st->home;

	for (size_t i = 0; i < conf->nlistens; i++) {
		const struct conf_listen *old = &conf->listens[i];

		if (!listen_clash(old, l))
			continue;
		fault(st, "listen '%s' and '%s' %s take the same port: leave "
		    "one of them out", l->text, old->text,
		    parse_where(st->node, old->pos).text);
		return;
	}
	conf->listens[conf->nlistens++] = *l;
}

/* An address, or an address, `stream` and a block.  0, or -1. */
static int
check_form(const struct setting *st)
{
	const struct node *node = st->node;
	bool stream = node->nvalues == 2 &&
	    strcmp(node->values[1], "stream") == 0;

	if (stream == node->block && stream == (node->nvalues == 2))
		return 0;
	if (stream)
		fault(st, "a stream needs a block that names its program: "
		    "listen %s stream { exec cgi-bin/yell }", node->values[0]);
	else if (node->block && node->nvalues == 1)
		fault(st, "only a stream has a block: listen %s stream "
		    "{ exec cgi-bin/yell }, or listen %s", node->values[0],
		    node->values[0]);
	else
		fault(st, "'%s' is not known to listen: an address, or an "
		    "address and 'stream { ... }': listen %s",
		    node->values[1], st->key->example);
	return -1;
}

void
address_set_listen(const struct setting *st)
{
	struct conf *conf = st->home;
	struct conf_listen l = {
		.text = st->node->values[0], .pos = st->node->pos
	};
	int rc;

	if (st->first)
		conf->listens = value_room(st, 1, sizeof(*conf->listens));
	if (conf->listens == NULL || check_form(st) == -1)
		return;
	if (strncmp(l.text, "unix:", 5) == 0)
		rc = read_unix(st, &l, l.text + 5);
	else
		rc = read_inet(st, &l);
	if (rc == 0)
		add_listen(st, &l);
}
