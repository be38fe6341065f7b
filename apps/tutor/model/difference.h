/*
 * difference.h - the first difference of two outputs, for people's eyes.
 *
 * Blanks are visible, what cannot be seen is named, and it is short whatever
 * the program printed.  Pure.
 */
#ifndef TUTOR_MODEL_DIFFERENCE_H
#define TUTOR_MODEL_DIFFERENCE_H

#include <stddef.h>

#include "apps/tutor/model/compare.h"

struct text;
struct val;

/* Bytes that are shown before and from a difference on. */
enum { SHOWN_BEFORE = 40, SHOWN_BEHIND = 80 };

/*
 * Any bytes as UTF-8 that can be seen: a blank is U+00B7, a tab U+2192, a line
 * end U+21B5; other control characters, invisible ones and those that turn the
 * direction are <U+202E>, what is no UTF-8 is <FF>.  At most `max` bytes of
 * them, then U+2026.
 */
void	visible_add(struct text *, struct piece, size_t max);

/*
 * {"want": {"line": 3, "same": "ab·", "rest": "cd↵"}, "got": ...}; of a text
 * that is at its end there "end" is true instead.
 */
void	difference_val(struct val *, const struct difference *);

/*
 * Two lines each, from what difference_val() made: "Line 3: expected ...".  In
 * HTML what differs is in <mark>.
 */
void	difference_text(struct text *, const struct val *);
void	difference_html(struct text *, const struct val *);

#endif
