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

/*
 * What one course says of a name.  Whose roster cannot be read may have any
 * name on it.
 */
static enum invite
ask_course(struct web *w, int courses, const char *name, const char *user)
{
	struct problems problems;
	struct members members;
	struct course *course;
	enum invite invite;

	problems_init(&problems, web_mem(w));
	course = course_open(web_mem(w), courses, name, &problems);
	if (course == NULL)
		return INVITE_CODE;
	invite = course->open ? INVITE_FREE : INVITE_NONE;
	/* Who enrolled has an account; only the course's files count. */
	members_read(&members, web_mem(w), course, -1, &problems);
	if (members.partial || member_find(&members, user) != NULL)
		invite = INVITE_CODE;
	course_close(course);
	return invite;
}

/* Is work of that name kept, but no account: from an archive? */
static bool
has_work(struct web *w, const char *course, const char *user)
{
	int all = web_data(w) == -1 ? -1 : folder_in(web_data(w), "c", false);
	const char *log = mem_printf(web_mem(w), "%s/u/%s.log", course, user);
	struct account account;
	bool is_there;

	if (all == -1)
		return false;
	is_there = faccessat(all, log, F_OK, 0) == 0;
	(void)close(all);	/* a folder: nothing to lose */
	return is_there && account_find(web_data(w), web_mem(w), user,
	    &account) == 0;
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
		one = has_work(w, names[i], user) ? INVITE_CODE :
		    ask_course(w, fd, names[i], user);
		if (one != INVITE_NONE)
			invite = one;
	}
	(void)close(fd);	/* a folder: nothing to lose */
	return invite;
}
