/*
 * put.h - all bytes to a descriptor, or an error.
 */
#ifndef APPS_LIB_PUT_H
#define APPS_LIB_PUT_H

#include <stddef.h>

/* Writes on after a signal and after a part.  0, or -1 with errno. */
int	put_all(int fd, const char *, size_t n);

#endif
