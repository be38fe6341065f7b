/*
 * shell_words.c - options and fields of the command line.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/lib/shell.h"
#include "base/slice.h"
#include "http/date.h"
#include "web/mem.h"
#include "web/text.h"

enum { BLOCK = 65536 };

/* Digits of `form` are digits of the text, the rest must be the same. */
static bool
has_form(const char *text, const char *form)
{
	for (; *form != '\0'; form++, text++)
		if (*form == '0' ? !ascii_digit(*text) : *text != *form)
			return false;
	return *text == '\0' || strcmp(text, "Z") == 0;
}

static int
two_digits(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* "2026-02-09T21:59:59", in UTC, as milliseconds; -1: it is none. */
static long long
time_of(const char *text)
{
	int64_t days, year, back;
	int month, day, hour, minute, second, m, d;

	if (!has_form(text, "0000-00-00T00:00:00"))
		return -1;
	year = two_digits(text) * 100 + two_digits(text + 2);
	month = two_digits(text + 5);
	day = two_digits(text + 8);
	hour = two_digits(text + 11);
	minute = two_digits(text + 14);
	second = two_digits(text + 17);
	if (year < 1970 || month < 1 || month > 12 || hour > 23 ||
	    minute > 59 || second > 59)
		return -1;
	days = date_days(year, month, day);
	date_civil(days, &back, &m, &d);
	if (back != year || m != month || d != day)
		return -1;
	return ((days * 24 + hour) * 60 + minute) * 60000LL + second * 1000LL;
}

static int
complain(const struct shell_words *words, const char *what, const char *word)
{
	fprintf(stderr, "%s: %s: %s\n", words->program, word, what);
	return -1;
}

static int
take_time(struct shell_words *words, const char *value)
{
	words->now_ms = time_of(value);
	if (words->now_ms > 0)
		return 0;
	return complain(words, "not a time like 2026-02-09T21:59:59", value);
}

static int
take_header(struct shell_words *words, const char *value)
{
	const char *colon = strchr(value, ':');

	if (colon == NULL || colon == value)
		return complain(words, "not a field like 'Name: value'", value);
	words->headers[words->nheaders++] = value;
	return 0;
}

static int
take_user(struct shell_words *words, const char *value)
{
	words->user = value;
	return 0;
}

static int
take_type(struct shell_words *words, const char *value)
{
	words->type = value;
	return 0;
}

static int
take_body(struct shell_words *words, const char *value)
{
	words->body = value;
	return 0;
}

static int
take_record(struct shell_words *words, const char *value)
{
	words->record = value;
	return 0;
}

static int
take_head(struct shell_words *words, const char *value)
{
	(void)value;
	words->with_head = true;
	return 0;
}

static const struct option {
	const char	*name;
	bool		 has_value;
	int		(*take)(struct shell_words *, const char *value);
} options[] = {
	{ "-u", true, take_user },
	{ "-i", false, take_head },
	{ "-H", true, take_header },
	{ "-t", true, take_type },
	{ "-b", true, take_body },
	{ "--time", true, take_time },
	{ "--record", true, take_record }
};

/* "-u ann", "-uann", "--time T", "--time=T": *value is what is joined to it. */
static const struct option *
find_option(const char *word, const char **value)
{
	size_t n;

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		n = strlen(options[i].name);
		if (strncmp(options[i].name, word, n) != 0)
			continue;
		*value = NULL;
		if (word[n] == '\0')
			return &options[i];
		*value = word + n + (word[1] == '-');
		if (options[i].has_value && (word[1] != '-' || word[n] == '='))
			return &options[i];
	}
	return NULL;
}

static int
take_field(struct shell_words *words, const char *word)
{
	const char *equals = strchr(word, '=');

	if (equals == NULL || equals == word)
		return complain(words, "not a field like name=value", word);
	words->fields[words->nfields++] = word;
	return 0;
}

/* The word at *argv and its value: how many words these were, or -1. */
static int
take_option(struct shell_words *words, char **argv)
{
	const char *value;
	const struct option *option = find_option(argv[0], &value);
	bool joined = option != NULL && value != NULL;

	if (option == NULL)
		return complain(words, "no such option", argv[0]);
	if (option->has_value && !joined)
		value = argv[1];
	if (option->has_value && value == NULL)
		return complain(words, "needs a value", option->name);
	if (option->take(words, value) == -1)
		return -1;
	return option->has_value && !joined ? 2 : 1;
}

int
shell_take_words(struct shell_words *words, struct mem *m, char **argv)
{
	bool only_fields = false;
	size_t n = 0;
	int taken;

	while (argv[n] != NULL)
		n++;
	words->headers = mem_array(m, n, sizeof(*words->headers));
	words->fields = mem_array(m, n, sizeof(*words->fields));
	while (*argv != NULL) {
		taken = 1;
		if (only_fields || argv[0][0] != '-')
			taken = take_field(words, argv[0]) == -1 ? -1 : 1;
		else if (strcmp(argv[0], "--") == 0)
			only_fields = true;
		else
			taken = take_option(words, argv);
		if (taken == -1)
			return -1;
		argv += taken;
	}
	return 0;
}

static int
read_all(struct text *text, int fd)
{
	ssize_t n;

	do {
		n = read(fd, text_room(text, BLOCK), BLOCK);
		if (n > 0)
			text->n += (size_t)n;
	} while (n > 0 || (n == -1 && errno == EINTR));
	text->p[text->n] = '\0';
	return n == -1 ? -1 : 0;
}

const char *
shell_load(const struct shell_words *words, struct mem *m, const char *path,
    size_t *n)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	int status;
	struct text text;

	if (fd == -1) {
		(void)complain(words, strerror(errno), path);
		return NULL;
	}
	text_init(&text, m);
	status = read_all(&text, fd);
	if (status == -1)
		(void)complain(words, strerror(errno), path);
	if (!is_stdin)
		(void)close(fd);	/* was only read */
	*n = text.n;
	return status == -1 ? NULL : text.p;
}
