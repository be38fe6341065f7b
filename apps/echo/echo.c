/*
 * echo.c - gives the body of a request back, byte by byte and as it comes,
 * with the type that it had.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A type with a control byte in it could add lines to our head. */
static bool
is_clean(const char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	}
	return true;
}

static int
write_all(const char *p, size_t n)
{
	while (n > 0) {
		ssize_t did = write(STDOUT_FILENO, p, n);

		if (did == -1 && errno != EINTR)
			return -1;
		if (did > 0) {
			p += did;
			n -= (size_t)did;
		}
	}
	return 0;
}

/* To the end of the input: a chunked body may have no CONTENT_LENGTH. */
static int
copy_body(void)
{
	static char block[65536];
	ssize_t n;

	for (;;) {
		n = read(STDIN_FILENO, block, sizeof(block));
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return (int)n;
		if (write_all(block, (size_t)n) == -1)
			return -1;
	}
}

int
main(void)
{
	const char *type = getenv("CONTENT_TYPE");

	if (type == NULL || *type == '\0' || !is_clean(type))
		type = "application/octet-stream";
	/* The body is a stranger's: no script in it may act as ours. */
	printf("Content-Type: %s\r\n"
	    "X-Content-Type-Options: nosniff\r\n"
	    "Content-Security-Policy: sandbox\r\n"
	    "\r\n", type);
	if (fflush(stdout) == EOF || copy_body() == -1) {
		perror("echo");
		return 1;
	}
	return 0;
}
