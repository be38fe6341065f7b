/*
 * keywords - print every directive of the configuration language.
 *
 * So that a test can look for each of them in the manual.
 */
#include <stdio.h>

#include "conf/conf.h"

int
main(void)
{
	const char *word;

	for (size_t i = 0; (word = conf_keyword(i)) != NULL; i++)
		puts(word);
	return 0;
}
