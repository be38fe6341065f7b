/*
 * throttle.h - no more than n times in so many seconds.
 *
 * A file of counters of fixed size, at places told by a keyed hash (the key is
 * the file "key" of the same folder), so that it never grows and names nobody.
 * A key has eight counters to choose from.  Where all are in use two share one:
 * then both are slowed sooner.
 * Counting is a leaky bucket under a lock of the file: n events at once, then
 * one each seconds / n.  A damaged counter is an empty one.
 */
#ifndef WEB_THROTTLE_H
#define WEB_THROTTLE_H

/*
 * Count one event of `key` in the file `name` of a folder (made if missing).
 * 0: fine; a positive number: too many, come back in so many seconds (it was
 * not counted); -1 with errno.  n: 1 to 10000; seconds: 1 to 86400.
 */
struct throttle_rule {
	int	n;
	int	seconds;
};
int	throttle_count(int dirfd, const char *name, const char *key,
	    const struct throttle_rule *, long long now_ms);

#endif
