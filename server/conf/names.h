/*
 * names.h - the host names of a site, and the name of a service.
 *
 * Private to conf/.
 */
#ifndef CONF_NAMES_H
#define CONF_NAMES_H

#include "conf/parse.h"

/* Read the values of a `site` as its names; faults are noted. */
void	names_read(struct parse *, struct site *, const struct node *);

/* May another service have that name?  Faults are noted. */
void	names_check_service(struct parse *, const struct node *);

#endif
