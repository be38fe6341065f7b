/*
 * log.h - the logs of a course on the disk.
 *
 * DATA/c/COURSE/u/USER.log, u/+GROUP.log, staff.log: stores (web/store.h).
 * A decision that depends on the log (tries left, nonce seen) is made between
 * log_open() and log_close(), under the lock.
 */
#ifndef TUTOR_MODEL_LOG_H
#define TUTOR_MODEL_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/grade.h"

struct mem;
struct store;
struct val;

struct course_data {
	int	dirfd;			/* DATA/c/COURSE */
	int	users;			/* DATA/c/COURSE/u */
};

/* Open the folders of a course, made if missing.  0, or -1 with errno. */
int	data_open(struct course_data *, int data_fd, const char *course);
void	data_close(struct course_data *);

/* Fold a user's log; no lock.  0, or -1 with errno; none is an empty state. */
int	log_fold(const struct course_data *, struct user_state *);

/*
 * The same for a page, however long the log is: by what is kept in idx/.  Only
 * the newest attempt at each question has its record and message, others NULL.
 */
int	log_glance(const struct course_data *, struct user_state *);

/*
 * As log_fold() for writing: the lock is held until log_close().  NULL with
 * errno; ETIMEDOUT when others hold it too long.
 */
struct store *log_open(const struct course_data *, struct user_state *);

/*
 * Append a record to the opened log and fold it into the state.  The seq; -1
 * NOT saved, -2 not confirmed (store.h).
 */
long long log_add(struct store *, struct user_state *, long long ms,
	    const struct val *record);
void	log_close(struct store *);

/* Append one record to the staff's log.  As log_add(). */
long long staff_add(const struct course_data *, long long ms,
	    const struct val *record);

/*
 * Decide by all records, under the lock of the staff's log, which are to be
 * added: a list of them in the arena of those that are there, or NULL.  The seq
 * of the last, 0: none; -1, -2 as log_add(), and of several some may be there.
 */
typedef const struct val *staff_decide_fn(void *arg,
		const struct val *records);
long long staff_decide(const struct course_data *, long long ms,
	    staff_decide_fn *, void *arg);

/*
 * All records of the staff's log, a list of objects with seq and ms (empty
 * when there is none); NULL with errno.
 */
struct val *staff_read(const struct course_data *, struct mem *);

/*
 * The same by what is kept in idx/: for who owns the data.  page: groups of
 * others may be left out; or NULL.
 */
struct val *staff_read_for(const struct course_data *, struct mem *,
	    const char *page);

/*
 * A large answer or an upload, content-addressed and write-once.  `hex` gets
 * 64 digits and a NUL.  0, or -1 with errno.  blob_open: for reading.
 */
int	blob_save(const struct course_data *, const void *, size_t n,
	    char hex[65]);
int	blob_keep(const struct course_data *, int fd, char hex[65]);
int	blob_open(const struct course_data *, const char *hex);

/* The hash that blob_keep() would give. */
int	blob_hash(int fd, char hex[65]);

/* The text of a question as it was graded, by its version; kept once. */
int	version_keep(const struct course_data *, const struct question *);
char	*version_load(const struct course_data *, struct mem *,
	    const char *version, size_t *n);

/*
 * The name of a job in q/, for the grader to look at: a hint that a submission
 * waits.  The logs tell what is to be done.  job_add: 0, or -1 with errno;
 * job_read: the parts of a name, 0 or -1.
 */
int	job_add(const struct course_data *, const char *user, long long seq);
int	job_read(const char *name, const char **user, long long *seq);

/* The names of all logs: users, and groups. */
int	log_users(const struct course_data *, struct mem *,
	    const char *const **names, size_t *n);

#endif
