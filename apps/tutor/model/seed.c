#include "apps/tutor/model/seed.h"

unsigned long long
seed_next(unsigned long long *seed)
{
	unsigned long long z;

	*seed += 0x9e3779b97f4a7c15;
	z = *seed;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

size_t
seed_below(unsigned long long *seed, size_t n)
{
	return (size_t)(seed_next(seed) % n);
}

double
seed_share(unsigned long long *seed)
{
	return (double)(seed_next(seed) >> 11) * 0x1p-53;
}

void
seed_shuffle(unsigned long long seed, size_t *list, size_t n)
{
	size_t other, item;

	for (size_t i = 0; i < n; i++)
		list[i] = i;
	for (size_t i = n; i > 1; i--) {
		other = seed_below(&seed, i);
		item = list[other];
		list[other] = list[i - 1];
		list[i - 1] = item;
	}
}
