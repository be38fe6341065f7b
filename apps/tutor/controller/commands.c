#include "apps/tutor/controller/commands.h"

#include <stddef.h>
#include <string.h>

static const struct command {
	const char	*word;
	int		(*run)(struct web *, int argc, char **argv);
	const char	*usage;
} commands[] = {
	{ "check", command_check, "check COURSE ..." },
	{ "new-course", command_new_course, "new-course NAME" },
	{ "grade", command_grade, "grade [--once] [-n SLOTS]" },
	{ "grades", command_grades,
	    "grades COURSE [--long] [--spreadsheet]" },
	{ "regrade", command_regrade,
	    "regrade COURSE [PAGE [QUESTION]] [-n]" },
	{ "test", command_test, "test COURSE ..." },
	{ "export", command_export,
	    "export COURSE [--without-people | --with-key] >FILE" },
	{ "import", command_import, "import FILE [COURSE] [--list]" },
	{ "verify", command_verify, "verify COURSE [RECEIPT]" },
	{ "user", command_user,
	    "user create|password|invite|prove|disable|enable NAME" }
};

void
command_print(FILE *to, const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	for (; *p != '\0'; p++)
		if (*p == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0) {
			(void)fputc('?', to);
			p++;
		} else
			(void)fputc(*p < ' ' || *p == 0x7f ? '?' : *p, to);
}

static int
usage(const struct command *c)
{
	fprintf(stderr, "usage: tutor %s\n", c->usage);
	return COMMAND_USAGE;
}

static int
help(void)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		printf("tutor %s\n", commands[i].usage);
	return COMMAND_FINE;
}

int
tutor_command(struct web *w, int argc, char **argv)
{
	const struct command *c = commands;
	int status;

	if (strcmp(argv[0], "help") == 0)
		return help();
	for (size_t i = 0; i < sizeof(commands) / sizeof(*c); i++, c++)
		if (strcmp(argv[0], c->word) == 0) {
			status = c->run(w, argc, argv);
			return status == COMMAND_USAGE ? usage(c) : status;
		}
	return -1;
}
