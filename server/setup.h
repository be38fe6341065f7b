/*
 * setup.h - what the master opens: folders, logs, listeners, the pid file.
 */
#ifndef SETUP_H
#define SETUP_H

#include "conf/conf.h"
#include "control.h"

/*
 * Make data_dir, spool_dir (for the workers' user) and the folders of the
 * logs, the pid file and unix sockets.  0, or -1 with the reason logged.
 */
int	setup_folders(const struct conf *);

/* Open the logs for appending; /dev/stderr and /dev/stdout are our own. */
int	setup_logs(const struct conf *, struct control_logs *);
void	setup_close_logs(struct control_logs *);

/*
 * Open and lock the pid file and write our number: the descriptor, to be kept
 * open, -1 without a pid file, -2 with the reason logged.
 */
int	setup_pid_file(const struct conf *);

/* A listening socket, or -1 with the reason logged. */
int	setup_listen(const struct conf_listen *);

/* "127.0.0.1:8080", with the port that the system chose for port 0. */
void	setup_listen_text(const struct conf_listen *, int fd, char *out,
	    size_t n);

/*
 * The same as a URL: "http://127.0.0.1:8080/"; a unix socket as it is, and a
 * stream so marked.
 */
void	setup_listen_url(const struct conf_listen *, int fd, char *out,
	    size_t n);

/*
 * In the background: what we were started from does not wait for our stdout
 * and stderr to end, unless a log goes there.  0, or -1 with errno.
 */
int	setup_leave_terminal(const struct conf *);

/* Raise the soft limit of descriptors; returns what it was before. */
int64_t	setup_nofile(void);

/* How many descriptors a process may have now. */
int64_t	setup_nofile_now(void);

#endif
