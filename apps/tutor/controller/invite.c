#include "apps/tutor/controller/invite.h"

#include <ctype.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/context.h"
#include "web/folder.h"
#include "web/hash.h"

int
invite_code(struct web *w, const char *user, char code[INVITE_DIGITS + 1])
{
	unsigned char key[SECRET_KEY_SIZE], mac[SHA256_SIZE];
	const char *said = mem_printf(web_mem(w), "invite\n%s", user);

	if (web_data(w) == -1 || secret_key(web_data(w), "key", key) == -1)
		return -1;
	hmac_sha256(key, sizeof(key), said, strlen(said), mac);
	hex_write(code, mac, INVITE_DIGITS / 2);
	return 0;
}

bool
invite_ok(struct web *w, const char *user, const char *code)
{
	char want[INVITE_DIGITS + 1], got[INVITE_DIGITS + 1] = "";
	size_t n = 0;

	for (; *code != '\0'; code++)
		if (*code != ' ' && *code != '-' && n < INVITE_DIGITS)
			got[n++] = (char)tolower((unsigned char)*code);
	return invite_code(w, user, want) == 0 &&
	    secret_equal(got, want, INVITE_DIGITS);
}

/* What is kept of a course, or -1: nothing. */
static int
open_data(struct web *w, const char *course)
{
	int all = web_data(w) == -1 ? -1 : folder_in(web_data(w), "c", false);
	int fd = all == -1 ? -1 : folder_in(all, course, false);

	if (all != -1)
		(void)close(all);	/* a folder: nothing to lose */
	return fd;
}

/* Is there work of that name, or did it enroll?  data -1: nothing is kept. */
static bool
is_kept(struct web *w, int data, const struct member *member,
    const char *user)
{
	const char *log = mem_printf(web_mem(w), "u/%s.log", user);

	return member != NULL ||
	    (data != -1 && faccessat(data, log, F_OK, 0) == 0);
}

static bool
has_account(struct web *w, const char *user)
{
	struct account account;

	return account_find(web_data(w), web_mem(w), user, &account) != 0;
}

/*
 * What one course says of a name.  Whose roster cannot be read may have any
 * name on it.  What came in an archive belongs to who had the name elsewhere.
 */
static enum invite
ask_course(struct web *w, int courses, const char *name, const char *user)
{
	enum invite invite = INVITE_CODE;
	int data = open_data(w, name);
	const struct member *member;
	struct problems problems;
	struct members members;
	struct course *course;

	problems_init(&problems, web_mem(w));
	course = course_open(web_mem(w), courses, name, &problems);
	if (course != NULL) {
		members_read(&members, web_mem(w), course, data, &problems);
		member = member_find(&members, user);
		if (!members.partial && (member == NULL || !member->named) &&
		    (!is_kept(w, data, member, user) || has_account(w, user)))
			invite = course->open ? INVITE_FREE : INVITE_NONE;
		course_close(course);
	}
	if (data != -1)
		(void)close(data);	/* a folder: nothing to lose */
	return invite;
}

enum invite
invite_for(struct web *w, const char *user)
{
	enum invite invite = INVITE_NONE, one;
	const char *const *names;
	int fd = tutor_courses();
	size_t n;

	if (fd == -1)
		return INVITE_NONE;
	if (course_names(web_mem(w), fd, &names, &n) == -1)
		n = 0;
	for (size_t i = 0; i < n && invite != INVITE_CODE; i++) {
		one = ask_course(w, fd, names[i], user);
		if (one != INVITE_NONE)
			invite = one;
	}
	(void)close(fd);	/* a folder: nothing to lose */
	return invite;
}
