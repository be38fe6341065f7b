/*
 * env.c - a table of the variables that the server passed to this program.
 */
#include <stdlib.h>
#include <string.h>

#include "../common/page.h"

extern char	**environ;

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
print_row(char *line)
{
	char *value = strchr(line, '=');

	if (value == NULL)
		return;
	*value++ = '\0';
	fputs("<tr><th scope=\"row\"><code>", stdout);
	page_text(line);
	fputs("</code></th><td><code>", stdout);
	page_text(value);
	puts("</code></td></tr>");
}

int
main(void)
{
	size_t n = 0;

	while (environ[n] != NULL)
		n++;
	qsort(environ, n, sizeof(environ[0]), by_name);

	page_open("The environment of a program");
	puts("<p>Everything a server knows about a request reaches the "
	    "program in variables. These are the ones of yours.</p>\n"
	    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"Variables\">\n<table>\n"
	    "<thead><tr><th scope=\"col\">Name</th>"
	    "<th scope=\"col\">Value</th></tr></thead>\n<tbody>");
	for (size_t i = 0; i < n; i++)
		print_row(environ[i]);
	puts("</tbody>\n</table>\n</div>");
	page_close();
	return fflush(stdout) == 0 ? 0 : 1;
}
