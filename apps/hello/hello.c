/*
 * hello.c - the smallest program that a web server can run: a head, an empty
 * line, a body.
 */
#include <stdio.h>

int
main(void)
{
	puts("Content-Type: text/plain; charset=utf-8\r\n"
	    "\r\n"
	    "Hello from a program of its own.");
	return fflush(stdout) == 0 ? 0 : 1;
}
