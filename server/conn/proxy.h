/*
 * proxy.h - what a trusted proxy in front says about the client.
 *
 * Only a peer that is in trusted_proxy is believed: Forwarded (RFC 7239), else
 * X-Forwarded-For, names the client; its right-most address that is not
 * itself a trusted proxy counts.  The scheme comes from Forwarded's proto or
 * X-Forwarded-Proto.
 */
#ifndef CONN_PROXY_H
#define CONN_PROXY_H

struct exchange;

/* Set client, https and server_port of the exchange. */
void	proxy_apply(struct exchange *);

#endif
