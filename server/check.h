/*
 * check.h - is what the configuration names really there?
 *
 * conf/ is pure and believes every path; here folders, programs, users and
 * the rule for root are looked at, each error with the line that said it.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <sys/types.h>

#include "conf/conf.h"

/*
 * Say every error; returns how many there were.  from_file: there is a file
 * that a line could be added to.
 */
int	check_conf(const struct conf *, bool from_file, conf_error_fn *,
	    void *arg);

/* Who that is: 0, or -1 when there is no such user or group. */
int	check_user(const struct conf_who *, uid_t *, gid_t *);

/* Does any location, stream or service run programs as the server's user? */
bool	check_runs_programs(const struct conf *);

/* Is every listener on loopback or a unix socket? */
bool	check_is_local(const struct conf *);

#endif
