/*
 * big.c - prints as many bytes as QUERY_STRING says (big), or reads all of
 * its body and prints how many bytes came (REQUEST_METHOD other than GET).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char	block[65536];

static int
print_bytes(unsigned long long left)
{
	printf("Content-Type: application/octet-stream\r\n\r\n");
	fflush(stdout);
	while (left > 0) {
		size_t want = left < sizeof(block) ? (size_t)left :
		    sizeof(block);
		ssize_t n = write(STDOUT_FILENO, block, want);

		if (n == -1 && errno != EINTR)
			return 1;
		if (n > 0)
			left -= (unsigned long long)n;
	}
	return 0;
}

static int
count_bytes(void)
{
	unsigned long long got = 0;
	ssize_t n;

	while ((n = read(STDIN_FILENO, block, sizeof(block))) > 0)
		got += (unsigned long long)n;
	printf("Content-Type: text/plain\r\n\r\n%llu\n", got);
	return n == 0 ? 0 : 1;
}

int
main(void)
{
	const char *method = getenv("REQUEST_METHOD");
	const char *query = getenv("QUERY_STRING");

	if (method != NULL && strcmp(method, "GET") != 0)
		return count_bytes();
	memset(block, 'x', sizeof(block));
	return print_bytes(query == NULL ? 0 : strtoull(query, NULL, 10));
}
