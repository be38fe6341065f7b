/*
 * command_user.c - tutor user ...: accounts, from the shell.
 *
 * Passwords come from the terminal without an echo, or a line of standard
 * input; never from the arguments, which everybody sees.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "apps/tutor/controller/invite.h"

enum { PASSWORD_MIN = 8 };

static int
fail(const char *user, const char *what)
{
	fprintf(stderr, "tutor: user %s: %s\n", user, what);
	return COMMAND_FAILED;
}

static int
result_of(const char *user, int result, const char *done)
{
	if (result == -1)
		return fail(user, errno == EEXIST ? "is there already" :
		    errno == ENOENT ? "is not there" :
		    errno == EINVAL ? "is no name: a to z, 0 to 9 and . _ - @" :
		    strerror(errno));
	printf("user %s: %s\n", user, done);
	return COMMAND_FINE;
}

/* A line without its end; false: there is none, or it is too long. */
static bool
read_line(char *line, int size)
{
	size_t n;

	if (fgets(line, size, stdin) == NULL)
		return false;
	n = strcspn(line, "\n");
	if (line[n] == '\0' && n + 1 == (size_t)size)
		return false;
	line[n] = '\0';
	return true;
}

static bool
read_silently(char *line, int size, const char *prompt)
{
	struct termios before, silent;
	bool is_terminal = tcgetattr(STDIN_FILENO, &before) == 0, read;

	if (is_terminal) {
		silent = before;
		silent.c_lflag &= ~(tcflag_t)ECHO;
		fprintf(stderr, "%s: ", prompt);
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	}
	read = read_line(line, size);
	if (is_terminal) {
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fprintf(stderr, "\n");
	}
	return read;
}

/* The hash of what is typed; NULL after a word about why not. */
static const char *
read_password(struct web *w, const char *user)
{
	char line[PASSWORD_MAX + 2];
	const char *hash;

	if (!read_silently(line, sizeof(line), "Password") ||
	    strlen(line) < PASSWORD_MIN || strlen(line) > PASSWORD_MAX) {
		(void)fail(user, "a password has 8 to 72 bytes");
		return NULL;
	}
	hash = password_hash(web_mem(w), line);
	if (hash == NULL)
		(void)fail(user, "crypt(3) made no hash");
	return hash;
}

static int
create(struct web *w, const char *user, const char *name)
{
	struct account a = { .user = user, .email = "",
	    .name = name == NULL ? user : name };

	a.hash = read_password(w, user);
	if (a.hash == NULL)
		return COMMAND_FAILED;
	return result_of(user, account_create(web_data(w), &a, web_now(w)),
	    "created");
}

static int
password(struct web *w, const char *user, const char *name)
{
	const char *hash = read_password(w, user);

	(void)name;
	if (hash == NULL)
		return COMMAND_FAILED;
	if (account_password(web_data(w), user, hash, web_now(w)) == -1)
		return result_of(user, -1, "");
	return result_of(user, web_logout_all(w, user),
	    "has the new password, and no session");
}

static int
invite(struct web *w, const char *user, const char *name)
{
	char code[INVITE_DIGITS + 1];

	(void)name;
	if (!user_name_ok(user) || invite_code(w, user, code) == -1)
		return fail(user, "there is no code");
	printf("%.4s-%.4s-%.4s\n", code, code + 4, code + 8);
	return COMMAND_FINE;
}

static int
disable(struct web *w, const char *user, const char *name)
{
	(void)name;
	if (account_disable(web_data(w), user, true, web_now(w)) == -1)
		return result_of(user, -1, "");
	return result_of(user, web_logout_all(w, user),
	    "cannot log in, and has no session");
}

static int
enable(struct web *w, const char *user, const char *name)
{
	(void)name;
	return result_of(user, account_disable(web_data(w), user, false,
	    web_now(w)), "can log in");
}

static int
prove(struct web *w, const char *user, const char *name)
{
	(void)name;
	return result_of(user, account_prove(web_data(w), user, web_now(w)),
	    "is who the name says");
}

static const struct {
	const char	*word;
	int		(*run)(struct web *, const char *user,
			    const char *name);
} words[] = {
	{ "create", create }, { "password", password }, { "invite", invite },
	{ "disable", disable }, { "enable", enable },
	{ "prove", prove }
};

int
command_user(struct web *w, int argc, char **argv)
{
	if (argc < 3 || argc > 4)
		return COMMAND_USAGE;
	if (web_data(w) == -1)
		return fail(argv[2], strerror(errno));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(argv[1], words[i].word) == 0)
			return words[i].run(w, argv[2],
			    argc == 4 ? argv[3] : NULL);
	return COMMAND_USAGE;
}
