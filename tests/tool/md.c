/*
 * md - Markdown on standard input, HTML on standard output.
 *
 * Options: -r raw HTML, -t tables, -m mathematics, -i ids of headings.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "web/md.h"
#include "web/mem.h"
#include "web/text.h"

enum { CHUNK = 65536, MEMORY_MAX = 1 << 30 };

static unsigned
read_options(int argc, char **argv)
{
	unsigned flags = 0;
	int option;

	while ((option = getopt(argc, argv, "rtmi")) != -1) {
		switch (option) {
		case 'r':
			flags |= MD_RAW_HTML;
			break;
		case 't':
			flags |= MD_TABLES;
			break;
		case 'm':
			flags |= MD_MATH;
			break;
		case 'i':
			flags |= MD_HEADING_IDS;
			break;
		default:
			fputs("usage: md [-rtmi] <text >html\n", stderr);
			exit(2);
		}
	}
	return flags;
}

int
main(int argc, char **argv)
{
	unsigned flags = read_options(argc, argv);
	struct mem mem;
	struct text in, out;
	size_t n;

	mem_init(&mem, MEMORY_MAX);
	text_init(&in, &mem);
	text_init(&out, &mem);
	while ((n = fread(text_room(&in, CHUNK), 1, CHUNK, stdin)) > 0)
		in.n += n;
	md_html(&out, in.p, in.n, flags);
	fwrite(out.p, 1, out.n, stdout);
	mem_release(&mem);
	return fflush(stdout) == 0 ? 0 : 1;
}
