/*
 * crypt.c - what libxcrypt asks of a C library that musl does not have.
 *
 * A program starts fastest with musl, whose package in Debian has no crypt(3);
 * Debian's libcrypt.a, which has, was built for the GNU C library with checked
 * calls.  All that it needs of that one beyond ISO C and POSIX is here.  Where
 * a later one needs more, the program is not linked like that (Makefile).
 */
#define _DEFAULT_SOURCE			/* explicit_bzero */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/secret.h"

void	__explicit_bzero_chk(void *, size_t n, size_t room);
int	__snprintf_chk(char *, size_t n, int flag, size_t room,
	    const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void	arc4random_buf(void *, size_t n);

void
__explicit_bzero_chk(void *p, size_t n, size_t room)
{
	if (n > room)
		abort();
	explicit_bzero(p, n);
}

int
__snprintf_chk(char *s, size_t n, int flag, size_t room, const char *fmt, ...)
{
	va_list ap;
	int length;

	(void)flag;			/* how strict: never more than this */
	if (n > room)
		abort();
	va_start(ap, fmt);
	length = vsnprintf(s, n, fmt, ap);
	va_end(ap);
	return length;
}

void
arc4random_buf(void *p, size_t n)
{
	secret_random(p, n);
}
