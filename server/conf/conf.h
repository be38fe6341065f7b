/*
 * conf.h - the configuration: what the text says, as plain data.
 *
 * Pure: conf_parse() gets text and an arena; files that `include` names are
 * asked for through a callback.  Everything is in the arena of the caller and
 * read-only afterwards.  Inheritance is resolved here: a location holds its
 * final values, nobody looks anything up later.
 *
 * Paths are made absolute against base_dir but not looked at: whether folders
 * exist is checked by check.c, which uses the `line` kept beside each path.
 */
#ifndef CONF_CONF_H
#define CONF_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

struct conf_pos {			/* where a thing was said */
	const char	*file;		/* NULL: a built-in default */
	int		 line;		/* from 1 */
};

struct conf_path {
	const char	*path;		/* absolute; NULL: not set */
	struct conf_pos	 pos;
};

/* The clocks of a request, in milliseconds; 0 only where `0s` was said: off. */
enum clock_id {
	CLOCK_HEADER, CLOCK_KEEPALIVE, CLOCK_BODY, CLOCK_SEND, CLOCK_QUEUE,
	CLOCK_FIRST_BYTE, CLOCK_IDLE, CLOCK_TIMEOUT, CLOCK_LINGER,
	NCLOCKS
};

struct conf_pair {			/* setenv, add_header, interpreter */
	const char	*name;		/* interpreter: the suffix, ".py" */
	const char	*value;
};

struct conf_pairs {
	struct conf_pair *v;
	size_t		  n;
};

struct conf_words {
	const char	**v;
	size_t		  n;
};

struct conf_net {			/* allow, deny, trusted_proxy */
	bool		 unix_peer;	/* "unix": a client on a unix socket */
	uint8_t		 addr[16];	/* IPv4 as ::ffff:a.b.c.d */
	int		 bits;		/* 0-128, of the mapped form */
};

struct conf_nets {
	struct conf_net	*v;
	size_t		 n;
};

enum stdin_mode { STDIN_SPOOL, STDIN_STREAM };

struct program_limits {
	int64_t		clocks[NCLOCKS];	/* ms; once routed a location's
						   count, BODY and SEND too */
	uint32_t	max_running;
	uint32_t	max_queue;
	uint64_t	max_output;	/* bytes of stdout, 0: no limit */
	enum stdin_mode	stdin_mode;
	bool		abort_finish;	/* on_abort finish (else kill) */
	bool		leave_leftovers;
	bool		pass_authorization;
	struct conf_pairs setenv;
	struct conf_words pass_env;
	int		cap;		/* index into conf.caps */
};

/*
 * One counter of running programs: a location, a program with its own, or a
 * stream listener.
 */
struct conf_cap {
	const char	*key;		/* "site location [program]", "listen
					   address": stable */
	uint32_t	 max_running;
	uint32_t	 max_queue;
};

struct conf_program {			/* program GLOB { ... } */
	const char	*glob;		/* fnmatch(3) against the program's path
					   below cgi_bin, or its name */
	struct program_limits limits;
};

enum location_kind {
	LOC_FILES,			/* document_root or alias */
	LOC_CGI_BIN, LOC_CGI, LOC_CGI_SUFFIX, LOC_REDIRECT
};

struct location {
	const char	*prefix;	/* starts with '/', without a final one
					   except for "/" itself; as decoded */
	bool		 slash;		/* was written with a final '/' */
	struct conf_pos	 pos;
	enum location_kind kind;

	struct conf_path root;		/* document_root in force */
	struct conf_path alias;		/* NULL path: none */
	struct conf_path cgi_bin;	/* CGI_BIN */
	struct conf_path cgi;		/* CGI: the one program */
	struct conf_words cgi_suffix;	/* CGI_SUFFIX: ".cgi" ".php" */
	struct conf_pairs interpreters;
	struct conf_words index;
	bool		 listing;
	int		 redirect_status;	/* REDIRECT: 301 ... 308 */
	const char	*redirect_to;		/* with "$uri", "$host" */

	struct conf_nets allow, deny;
	struct conf_pairs add_header;
	struct conf_error_page {
		int		 status;
		struct conf_path file;
	}		*error_pages;
	size_t		 nerror_pages;

	uint64_t	 max_body_size;
	uint32_t	 min_body_rate;		/* bytes/s over 30 s; 0: any */
	uint32_t	 keepalive_requests;	/* requests a connection */

	struct program_limits limits;
	struct conf_program *programs;
	size_t		 nprograms;
};

struct site {
	struct conf_words names;	/* lower case; "*.example.org"; the
					   default site has none */
	struct location	 root;		/* the implicit location "/" */
	struct location	*locations;	/* longest prefix first */
	size_t		 nlocations;
	uint32_t	 max_header_size;
	int64_t		 clocks[NCLOCKS];	/* HEADER, KEEPALIVE and LINGER
						   can be set here only */
	struct conf_pos	 pos;
};

struct conf_command {			/* a program as it is called */
	struct conf_path program;
	struct conf_words args;		/* behind its name */
};

/* A program a connection: its stdin and stdout are the socket. */
struct conf_stream {
	struct conf_command exec;
	struct program_limits limits;	/* the clocks QUEUE, TIMEOUT and IDLE,
					   which here is the socket's */
};

struct conf_who {			/* as whom programs run */
	const char	*user, *group;		/* NULL: not said */
	struct conf_pos	 pos;
};

enum { CONF_SERVICES_MAX = 64, CONF_SERVICE_NAME_MAX = 32 };

/* A program that the master keeps running. */
struct conf_service {
	const char	*name;
	struct conf_command command;
	struct conf_who	 who;			/* final: the server's, unless
						   the block says another */
	struct program_limits limits;		/* setenv and pass_env only */
	struct conf_pos	 pos;
};

enum listen_kind { LISTEN_INET, LISTEN_INET6, LISTEN_UNIX };

struct conf_listen {
	const char	*text;		/* as written, for logs and for matching
					   over a reload */
	enum listen_kind kind;
	uint8_t		 addr[16];	/* INET: first 4 bytes; network order */
	uint16_t	 port;
	bool		 dual;		/* "*:8080": v6 socket for both */
	const char	*path;		/* UNIX: absolute */
	struct conf_stream *stream;	/* NULL: HTTP is spoken there */
	struct conf_pos	 pos;
};

enum log_format { LOG_COMBINED, LOG_JSON };

struct conf {
	struct conf_path base_dir;
	struct conf_who	 who;
	uint32_t	 workers;		/* 0: auto, one a processor */
	bool		 pin;			/* pin auto|off */
	struct conf_listen *listens;
	size_t		 nlistens;
	struct conf_path pid_file, data_dir, spool_dir, mime_types;
	uint64_t	 max_spool;		/* bytes, all workers */
	bool		 access_log_on;
	struct conf_path access_log;
	enum log_format	 access_format;
	bool		 error_log_stderr;
	struct conf_path error_log;
	int		 error_level;		/* enum log_level */
	uint32_t	 max_connections;	/* all workers together */
	uint32_t	 max_requests_per_worker;	/* 0: no limit */
	int64_t		 shutdown_timeout;	/* ms */
	struct conf_nets trusted_proxies;

	struct conf_service *services;
	size_t		 nservices;
	struct site	*sites;		/* [0] is the default site */
	size_t		 nsites;
	struct conf_cap	*caps;
	size_t		 ncaps;
};

/*
 * How conf_parse() gets the text of an included file: called with an absolute
 * pattern, the n-th match (from 0).  Returns 1 and the path and text (both
 * good for as long as the arena), 0 when there are no more matches, -1 when
 * the file cannot be read (errno says why).
 */
typedef int conf_include_fn(void *arg, const char *pattern, size_t n,
	    const char **path, struct slice *text);

/* Called once for each error, in the order of the text. */
typedef void conf_error_fn(void *arg, struct conf_pos, const char *message);

struct conf_input {
	const char	*file;		/* name for messages, as given */
	const char	*dir;		/* absolute folder of the file */
	struct slice	 text;
	conf_include_fn	*include;
	conf_error_fn	*error;
	void		*arg;
};

/* Parse the whole configuration.  Returns the number of errors, 0 is good. */
int	conf_parse(struct conf *, const struct conf_input *, struct arena *);

/* The text of the effective configuration (-T), to be parsed again alike. */
typedef void conf_write_fn(void *arg, const char *text, size_t n);
void	conf_print(const struct conf *, conf_write_fn *, void *arg);

/*
 * The same of one service: alike as long as it would be started alike, but for
 * data_dir, which all programs get.
 */
void	conf_print_service(const struct conf *, const struct conf_service *,
	    conf_write_fn *, void *arg);

/* The directive's name of a clock ("header_timeout"). */
const char *clock_name(enum clock_id);

/* The n-th directive the language knows, NULL at the end: for the tests. */
const char *conf_keyword(size_t n);

#endif
