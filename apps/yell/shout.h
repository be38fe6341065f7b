/*
 * shout.h - the model of the yelling echo: text in capitals.
 */
#ifndef APPS_YELL_SHOUT_H
#define APPS_YELL_SHOUT_H

#include <stddef.h>

struct text;

/*
 * Add n bytes in capitals, those of every alphabet that towupper(3) knows where
 * the locale is one of UTF-8.  What is no character stays as it is.
 */
void	shout(struct text *, const char *, size_t n);

/* Capitals beyond ASCII: take a locale that has them.  At the start. */
void	shout_locale(void);

#endif
