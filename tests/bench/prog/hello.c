/* hello.c - the least a CGI program does; linked statically and not. */
#include <stdio.h>

int
main(void)
{
	puts("Content-Type: text/plain\r\n\r\nhello");
	return 0;
}
