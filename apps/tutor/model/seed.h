/*
 * seed.h - numbers that look random and are the same for the same seed.
 *
 * Pure: the generator SplitMix64, whose state is the caller's.
 */
#ifndef TUTOR_MODEL_SEED_H
#define TUTOR_MODEL_SEED_H

#include <stddef.h>

/* 64 bits. */
unsigned long long seed_next(unsigned long long *seed);

/* From 0 to n - 1; n is not 0. */
size_t	seed_below(unsigned long long *seed, size_t n);

/* From 0 to less than 1. */
double	seed_share(unsigned long long *seed);

/* Put n indexes 0, 1, ... into an order. */
void	seed_shuffle(unsigned long long seed, size_t *list, size_t n);

#endif
