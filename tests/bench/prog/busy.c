/* busy.c - a fixed amount of work for a processor: about 50 ms of it. */
#include <stdint.h>
#include <stdio.h>

int
main(void)
{
	uint32_t x = 1;

	for (long i = 0; i < 25000000; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
	}
	printf("Content-Type: text/plain\r\n\r\n%lu\n", (unsigned long)x);
	return 0;
}
