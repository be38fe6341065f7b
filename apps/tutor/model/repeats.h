/*
 * repeats.h - is a teacher's pattern one that can be afforded?
 *
 * Pure.  regcomp(3) repeats by copying: (((a+)+)+)+ doubles with each level,
 * and what refers back takes exponential time to match.
 */
#ifndef TUTOR_MODEL_REPEATS_H
#define TUTOR_MODEL_REPEATS_H

#include "apps/tutor/model/compare.h"

/* NULL, or a sentence: why the pattern is not taken. */
const char *repeats_refused(struct piece);

#endif
