/*
 * env.h - the environment of a CGI program (RFC 3875, section 4.1).
 *
 * Pure.  The array of pointers and the strings are written into one arena;
 * the strings of `pass` are borrowed.  Nothing else of the server's own
 * environment is in it.
 */
#ifndef CGI_ENV_H
#define CGI_ENV_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "conf/conf.h"
#include "http/head.h"

struct env_input {
	const struct head *head;	/* NULL: of a stream or a service */
	struct slice	query;		/* raw; QUERY_STRING is always set */
	struct slice	request_uri;	/* the target as sent; origin-form of
					   an absolute one */
	const char	*script_name;	/* decoded, "" for a program at "/" */
	const char	*path_info;	/* decoded, NULL or "": unset */
	const char	*path_translated;	/* NULL: unset */
	const char	*script_filename;
	const char	*document_root;
	const char	*data_dir;	/* NULL: unset */
	struct slice	server_name;	/* without port; IPv6 with brackets */
	struct slice	host;		/* HTTP_HOST, should the target name
					   another than Host; may be empty */
	const char	*server_addr;
	uint16_t	server_port;	/* 0: the scheme's own (unix socket) */
	const char	*remote_addr;
	uint16_t	remote_port;	/* 0: unset (a unix socket) */
	const char	*remote_user;	/* after our own check, else NULL */
	const char	*auth_type;
	bool		https;
	int64_t		content_length;	/* -1: unset */
	const char	*method;	/* NULL: the head's (a local redirect
					   says GET or HEAD) */
	bool		redirected;	/* local redirect: no body headers */
	const char	*unique_id;
	int64_t		request_time_ms;
	const char	*software;	/* SERVER_SOFTWARE */
	const char	*path;		/* PATH for the program */
	const struct program_limits *limits;	/* its setenv, and so on */
	char *const	*pass;		/* "NAME=value"... of pass_env, ended by
					   NULL; may be NULL */
};

enum { ENV_PASS_MAX = 64 };		/* variables by pass_env */

/* Those of an environment that pass_env names, ended by NULL: for `pass`. */
void	env_passed(const struct conf_words *names, char *const *from,
	    char *out[ENV_PASS_MAX + 1]);

/* Is PATH one of the names?  Then `path` is to be NULL. */
bool	env_passes_path(const struct conf_words *names);

/*
 * The environment, ending in NULL, in the arena; NULL when the arena is full.
 * Order of rank: what the server sets, then setenv (which may override
 * everything except GATEWAY_INTERFACE REQUEST_METHOD CONTENT_LENGTH), then
 * pass, then HTTP_*.  Every name is there once.  PATH is the only variable of
 * the server that pass may give, when `path` is NULL: what is known of the
 * request never comes from the server's own environment.  Of two setenv of
 * one name the last holds.
 *
 * HTTP_*: names with other bytes than letters, digits and '-' are dropped;
 * never Proxy, Content-Type, Content-Length, Authorization and
 * Proxy-Authorization (unless limits->pass_authorization, then
 * HTTP_AUTHORIZATION and AUTH_TYPE stays unset), Connection, Keep-Alive, TE,
 * Trailer, Transfer-Encoding, Upgrade, Expect.
 * Repeated fields are joined with ", ", Cookie with "; ".
 * REMOTE_HOST is REMOTE_ADDR (RFC 3875, 4.1.9).
 *
 * A stream has those of the connection only: DATA_DIR, PATH, REMOTE_ADDR,
 * REMOTE_PORT, SERVER_ADDR, SERVER_PORT (unset at a unix socket),
 * SERVER_SOFTWARE, UNIQUE_ID, and what setenv and pass add, with the same rank.
 * A service has of these what is not about a connection.
 */
char	**env_build(const struct env_input *, struct arena *);

#endif
