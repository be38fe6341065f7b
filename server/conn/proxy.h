/*
 * proxy.h - what a trusted proxy in front says about the client.
 *
 * Only a peer that is in trusted_proxy is believed.  X-Forwarded-For names the
 * client and X-Forwarded-Proto the scheme; Forwarded (RFC 7239) is read only
 * when neither is there: a proxy that adds these lets a Forwarded pass, which
 * is then of the client's own making.  The right-most address that is not
 * itself a trusted proxy counts.
 */
#ifndef CONN_PROXY_H
#define CONN_PROXY_H

struct exchange;

/* Set client, https and server_port of the exchange. */
void	proxy_apply(struct exchange *);

#endif
