/*
 * start.c - the main() of every application, which only says what it is:
 * `const struct web_app application`.
 */
#include "web/app.h"

int
main(int argc, char **argv)
{
	return web_main(argc, argv, &application);
}
