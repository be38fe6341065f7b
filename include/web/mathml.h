/*
 * mathml.h - mathematics in TeX notation to MathML Core.
 *
 * A subset of TeX's and LaTeX's mathematics: numbers, letters, operators,
 * _ ^ and primes, groups, \frac \sqrt \binom \text \mathbb (and the other
 * alphabets), Greek, relations, arrows, big operators with limits, accents,
 * \left \right, matrix, cases and aligned environments, spaces.  What is not
 * known is shown as its source in <merror>: nothing fails.  Pure; depth and
 * size are limited.  Brings no script, no style, no font.
 */
#ifndef WEB_MATHML_H
#define WEB_MATHML_H

#include <stdbool.h>
#include <stddef.h>

struct text;

enum { MATHML_DEPTH_MAX = 64, MATHML_SIZE_MAX = 16384 };

/*
 * Add a <math> element with the TeX source as annotation and as alttext.
 * `display` is for a formula that stands in a line of its own.
 * Returns 0, or -1 when something was shown as <merror>.
 */
int	mathml_write(struct text *, const char *tex, size_t n, bool display);

#endif
