/*
 * text.h - text that grows, and the escapes of the web.
 *
 * Bytes are added at the end; p[n] is always NUL, so that p is a C string as
 * long as nobody adds a NUL.  Memory comes from an arena and is not given
 * back.  What a function adds is named by its ending: raw bytes, or bytes
 * made safe for HTML or a URL.
 */
#ifndef WEB_TEXT_H
#define WEB_TEXT_H

#include <stdarg.h>
#include <stddef.h>

struct mem;

struct text {
	char		*p;		/* never NULL after text_init() */
	size_t		 n;		/* bytes, without the NUL */
	size_t		 cap;
	struct mem	*mem;		/* borrowed */
};

/* An empty text whose memory comes from the arena. */
void	text_init(struct text *, struct mem *);

/* Forget the content, keep the memory. */
void	text_clear(struct text *);

/* Keep the first n bytes only (n <= t->n). */
void	text_cut(struct text *, size_t n);

/* Room for n more bytes (and a NUL), without adding any: where they go. */
char	*text_room(struct text *, size_t n);

/* Bytes as they are. */
void	text_add(struct text *, const char *, size_t n);
void	text_adds(struct text *, const char *);
void	text_addc(struct text *, char);

/* printf(3) as it is: for what is no HTML, or holds nothing of a stranger. */
void	text_addf(struct text *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
void	text_vaddf(struct text *, const char *fmt, va_list)
	    __attribute__((format(printf, 2, 0)));

/*
 * Safe as element content and as an attribute value in double or single
 * quotes: & < > " ' become references.
 */
void	text_html(struct text *, const char *, size_t n);
void	text_htmls(struct text *, const char *);

/*
 * printf for HTML: what %s and %c print is escaped as by text_html().  Takes
 * %% %s %.*s %.Ns %c %d %i %u %x %X %o (with hh h l ll z j t) %f %e %g with
 * flags, width and precision; anything else (%n, %p, %ls) is a bug and aborts.
 * Width and precision count bytes before they are escaped; NULL as %s is empty.
 */
void	text_htmlf(struct text *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
void	text_vhtmlf(struct text *, const char *fmt, va_list)
	    __attribute__((format(printf, 2, 0)));

/*
 * Percent-encoded as a component of a URL (RFC 3986): all but letters, digits
 * and - . _ ~ is escaped.
 */
void	text_url(struct text *, const char *, size_t n);
void	text_urls(struct text *, const char *);

/* The same for a path: '/' stays. */
void	text_urlpath(struct text *, const char *);

/*
 * A number and what it counts, in the arena: "1 try", "2 tries".  Without
 * `many` that is `one` with an s.
 */
char	*text_count(struct mem *, long long n, const char *one,
	    const char *many);

#endif
