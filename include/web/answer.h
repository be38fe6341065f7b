/*
 * answer.h - making the answer.
 *
 * A handler writes and returns a status.  Nothing leaves before it returns, so
 * that a late failure is still a clean error page; web_stream() ends that.
 * Every %s put into HTML is escaped unless the function's name says raw.
 */
#ifndef WEB_ANSWER_H
#define WEB_ANSWER_H

#include <stddef.h>

struct text;
struct val;
struct web;

/*
 * Set a field of the head, in place of one of that name.  A value with CR, LF,
 * NUL or another control byte is refused: the answer becomes 500.  web_add
 * keeps those that are there (Set-Cookie).
 */
void	web_set(struct web *, const char *name, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
void	web_add(struct web *, const char *name, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/* The media type; "text/html; charset=utf-8" when never said. */
void	web_type(struct web *, const char *type);

/* HTML: what %s prints is escaped for text and quoted attributes. */
void	web_html(struct web *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* Bytes as they are. */
void	web_raw(struct web *, const char *, size_t n);
void	web_rawf(struct web *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* The body as it is made, for functions that add to a text. */
struct text *web_out(struct web *);

/*
 * A view, filled from the model, which gets besides: app, title, url (what
 * links begin with), user, csrf (the hidden field's HTML), flash, and what the
 * application shares.  Returns 200, or 500 with the mistake in the log.
 */
int	web_render(struct web *, const char *view, struct val *model);

/* JSON.  Returns 200. */
int	web_json(struct web *, const struct val *);

/* 303 to a place in this application: "/list", as for web_url(). */
int	web_see(struct web *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* Only a local path may come from outside: it, or `dflt` when it is none. */
const char *web_local(struct web *, const char *path, const char *dflt);

/*
 * An error page in the words given (a sentence for people), or
 * application/problem+json (RFC 9457) when the client prefers JSON.  From 500
 * on it goes to the error log, too.  What was written before is dropped.
 * Returns the status.
 */
int	web_fail(struct web *, int status, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/* The same as 500 with details that only the log gets (and a debug page). */
int	web_broken(struct web *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/*
 * A regular file from its beginning, ranges included; the descriptor is the
 * request's then.  download_as: name for an attachment; NULL: shown inline,
 * which is for types that run no scripts.  Returns 200, 206, 304, 416.
 */
int	web_send(struct web *, int fd, const char *type,
	    const char *download_as);

/*
 * Set ETag and Last-Modified (mtime in seconds; -1: none) and compare.  Returns
 * 0: go on; 304 or 412: return it.  etag without quotes; NULL: none.
 */
int	web_fresh(struct web *, const char *etag, long long mtime);

/* A message that the next page shows once. */
void	web_flash(struct web *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/*
 * Send the head now; from here, web_flush() sends what was written since.
 * Return the status given here from the handler.  -1: the client is gone, or
 * asked for the HEAD, which it has.
 */
int	web_stream(struct web *, int status);
int	web_flush(struct web *);

/*
 * An event for EventSource (WHATWG HTML, 9.2), sent at once: name NULL:
 * "message"; id NULL: none; data may have lines.  data NULL: only a sign of
 * life.  -1: the client is gone.
 */
int	web_event(struct web *, const char *name, const char *id,
	    const char *data);

#endif
