/*
 * address.h - networks and the addresses to listen on.
 *
 * Private to conf/.
 */
#ifndef CONF_ADDRESS_H
#define CONF_ADDRESS_H

#include "conf/value.h"

/* Setters for the rows of these types. */
void	address_set_nets(const struct setting *);
void	address_set_listen(const struct setting *);

enum { NET_TEXT_MAX = 64 };

/* "10.0.0.0/8", "::1", "unix". */
void	address_print_net(char out[NET_TEXT_MAX], const struct conf_net *);

#endif
