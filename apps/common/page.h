/*
 * page.h - the few lines that the sample programs share: an HTML page round
 * what they print, and text made safe inside it.
 */
#ifndef APPS_COMMON_PAGE_H
#define APPS_COMMON_PAGE_H

#include <stdio.h>

/* Text as element content or as a quoted attribute value. */
static inline void
page_text(const char *s)
{
	for (; *s != '\0'; s++) {
		switch (*s) {
		case '&':
			fputs("&amp;", stdout);
			break;
		case '<':
			fputs("&lt;", stdout);
			break;
		case '>':
			fputs("&gt;", stdout);
			break;
		case '"':
			fputs("&quot;", stdout);
			break;
		case '\'':
			fputs("&#39;", stdout);
			break;
		default:
			putchar(*s);
		}
	}
}

/* The head of the answer and of the page; `title` is ours, plain text. */
static inline void
page_open(const char *title)
{
	printf("Content-Type: text/html; charset=utf-8\r\n"
	    "Cache-Control: no-store\r\n"
	    "X-Content-Type-Options: nosniff\r\n"
	    "\r\n"
	    "<!doctype html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<title>%s</title>\n"
	    "<link rel=\"stylesheet\" href=\"/style.css\">\n"
	    "</head>\n<body>\n<main>\n<h1>%s</h1>\n", title, title);
}

static inline void
page_close(void)
{
	puts("<p><a href=\"/\">Back to the start page</a></p>\n"
	    "</main>\n</body>\n</html>");
}

#endif
