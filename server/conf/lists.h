/*
 * lists.h - the directives whose values add up to a list.
 *
 * The first directive of its name in a block starts a new list, which takes
 * the place of an inherited one; "off" as the only value leaves it empty.
 * A command is a list that starts with a path and is given once.
 * Private to conf/.
 */
#ifndef CONF_LISTS_H
#define CONF_LISTS_H

#include "conf/value.h"

void	lists_set_index(const struct setting *);
void	lists_set_suffixes(const struct setting *);
void	lists_set_vars(const struct setting *);
void	lists_set_setenv(const struct setting *);
void	lists_set_headers(const struct setting *);
void	lists_set_interpreters(const struct setting *);
void	lists_set_error_pages(const struct setting *);
void	lists_set_command(const struct setting *);

#endif
