#include "apps/tutor/model/users.h"

#include <errno.h>
#include <sys/wait.h>

#include "sample.h"
#include "tap.h"

enum { PROCESSES = 12 };

static struct sample	sample;

static const struct {
	const char	*name;
	bool		 ok;
} names[] = {
	{ "ann", true }, { "a", true }, { "ann.b-c_d@x.org", true },
	{ "1st", true }, { "", false }, { ".ann", false }, { "-ann", false },
	{ "@a", false }, { "Ann", false }, { "a/b", false }, { "a b", false },
	{ "a\n", false }, { "ä", false }, { "_a", false },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    true },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    false },
};

static void
test_names(void)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tap_ok(user_name_ok(names[i].name) == names[i].ok,
		    "\"%.20s\" is %s", names[i].name,
		    names[i].ok ? "a name" : "none");
}

static void
test_accounts(void)
{
	const struct account ann = { .user = "ann", .name = "Ann <&\" Ä",
	    .email = "ann@x", .hash = "$h1" };
	const struct account bad = { .user = "../x" };
	struct account got;
	int fd = sample.dirfd;

	tap_int(account_find(fd, &sample.mem, "ann", &got), 0,
	    "there is no account yet");
	tap_int(account_create(fd, &ann, 5), 0, "one is made");
	tap_ok(account_create(fd, &ann, 6) == -1 && errno == EEXIST,
	    "but once only");
	tap_ok(account_create(fd, &bad, 6) == -1 && errno == EINVAL,
	    "not of any name");
	tap_ok(account_find(fd, &sample.mem, "ann", &got) == 1 &&
	    strcmp(got.name, ann.name) == 0 &&
	    strcmp(got.email, ann.email) == 0 && strcmp(got.hash, "$h1") == 0 &&
	    !got.disabled, "it is found");
	tap_ok(account_find(fd, &sample.mem, "an", &got) == 0 &&
	    account_find(fd, &sample.mem, "ann\",\"x\":\"", &got) == 0,
	    "by its whole name");
	tap_ok(account_password(fd, "ann", "$h2", 7) == 0 &&
	    account_find(fd, &sample.mem, "ann", &got) == 1 &&
	    strcmp(got.hash, "$h2") == 0, "a new password");
	tap_ok(account_password(fd, "bob", "$h", 7) == -1 && errno == ENOENT,
	    "of nobody");
	tap_ok(account_disable(fd, "ann", true, 8) == 0 &&
	    account_find(fd, &sample.mem, "ann", &got) == 1 && got.disabled &&
	    strcmp(got.hash, "$h2") == 0, "disabled");
	tap_ok(account_disable(fd, "ann", false, 9) == 0 &&
	    account_find(fd, &sample.mem, "ann", &got) == 1 && !got.disabled,
	    "and not any more");
}

static void
test_race(void)
{
	const struct account eve = { .user = "eve", .name = "Eve" };
	int status, made = 0;

	fflush(stdout);
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0)
			_exit(account_create(sample.dirfd, &eve, i) == 0);
	for (int i = 0; i < PROCESSES; i++) {
		wait(&status);
		made += WEXITSTATUS(status);
	}
	tap_int(made, 1, "of %d at once one has the name", PROCESSES);
}

/* Of u0 to u99 each third is not proved: how many answers are wrong? */
static int
wrong_answers(const char *proved)
{
	char name[8];
	int wrong = 0, want;

	for (int i = 0; i < 100; i++) {
		(void)snprintf(name, sizeof(name), "u%d", i);
		want = i % 3 == 0 && strcmp(name, proved) != 0;
		wrong += account_unproved(sample.dirfd, &sample.mem, name) !=
		    want;
	}
	return wrong;
}

static void
test_unproved(void)
{
	struct account a = { .name = "prove" };
	int idx = folder_in(sample.dirfd, "idx", true);
	char name[8];

	tap_int(account_unproved(sample.dirfd, &sample.mem, "u0"), 0,
	    "nobody is to be proved who has no account");
	for (int i = 0; i < 100; i++) {
		(void)snprintf(name, sizeof(name), "u%d", i);
		a.user = name;
		a.unproved = i % 3 == 0;
		if (account_create(sample.dirfd, &a, i) == -1)
			abort();
	}
	tap_int(wrong_answers(""), 0, "who is not proved is told");
	tap_ok(faccessat(idx, "unproved", F_OK, 0) == 0, "it is kept");
	tap_int(wrong_answers(""), 0, "and read back");
	tap_int(account_prove(sample.dirfd, "u33", 200), 0, "one is proved");
	tap_int(wrong_answers("u33"), 0, "which is seen behind what is kept");
	tap_ok(folder_save(idx, "unproved", "rubbish", 7) == 0 &&
	    wrong_answers("u33") == 0, "what is damaged is not believed");
	tap_ok(unlinkat(idx, "unproved", 0) == 0 &&
	    wrong_answers("u33") == 0, "nor is it missed");
	(void)close(idx);
}

static struct members
members_of(const char *course, const char *roster)
{
	struct members ms;

	sample_file(&sample, "roster.csv", roster);
	sample_course(&sample, course);
	members_read(&ms, &sample.mem, sample.course, sample.data.dirfd,
	    &sample.problems);
	return ms;
}

static void
test_roster(void)
{
	struct members ms = members_of("title: T\nstaff: cleo, bob\n",
	    "\xef\xbb\xbfuser,name,email,role,section,extra\r\n"
	    "bob,\"Bob, B.\",b@x,,A,25\r\n"
	    "ann,Ann,,student,B,\r\n"
	    "dan,,,assistant,,50%\r\n");
	const struct member *m;

	tap_ok(ms.n == 4 && sample.problems.n == 0, "four members");
	m = member_find(&ms, "bob");
	tap_ok(m != NULL && m->role == ROLE_STAFF && m->extra == 25 &&
	    strcmp(m->name, "Bob, B.") == 0 && strcmp(m->section, "A") == 0,
	    "of the roster and of the staff");
	m = member_find(&ms, "cleo");
	tap_ok(m != NULL && m->role == ROLE_STAFF, "of the staff only");
	m = member_find(&ms, "dan");
	tap_ok(m != NULL && m->role == ROLE_ASSISTANT && m->extra == 50 &&
	    strcmp(m->name, "dan") == 0, "an assistant");
	m = member_find(&ms, "ann");
	tap_ok(m != NULL && m->role == ROLE_STUDENT, "a student");
	tap_ok(member_find(&ms, "eve") == NULL && strcmp(ms.list[0].user,
	    "ann") == 0, "sorted by user");
	ms = members_of("title: T\n", "extra,user\n7,zoe\n");
	m = member_find(&ms, "zoe");
	tap_ok(m != NULL && m->extra == 7 && m->role == ROLE_STUDENT,
	    "columns in any order");
}

static const struct {
	const char	*name, *roster;
	size_t		 line;		/* of the mistake */
} bad[] = {
	{ "no names of columns", "bob,Bob\n", 1 },
	{ "a bad user", "user\nok\nB B\n", 3 },
	{ "an unknown role", "user,role\nbob,boss\n", 2 },
	{ "extra that is no number", "user,extra\nbob,much\n", 2 },
	{ "too much extra", "user,extra\nbob,5000\n", 2 },
	{ "one who is there twice", "user\nbob\nann\nbob\n", 4 },
};

static void
test_bad_rosters(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		members_of("title: T\n", bad[i].roster);
		tap_ok(sample.problems.errors == 1 && strcmp(
		    sample.problems.list[0].file, "roster.csv") == 0 &&
		    sample.problems.list[0].line == bad[i].line, "%s: %s",
		    bad[i].name, sample.problems.n > 0 ?
		    sample.problems.list[0].what : "");
	}
}

static void
test_enrolled(void)
{
	const struct account eve = { .user = "eve", .name = "Eve",
	    .hash = "$secret" };
	struct members ms;
	const struct member *m;
	char text[400] = "";
	int fd;

	tap_int(members_enroll(sample.data.dirfd, &eve, 1), 0, "register");
	tap_ok(members_enroll(sample.data.dirfd, &eve, 2) == -1 &&
	    errno == EEXIST, "once");
	fd = openat(sample.data.dirfd, "enrolled.log", O_RDONLY);
	tap_ok(read(fd, text, sizeof(text) - 1) > 0 &&
	    strstr(text, "secret") == NULL, "no password goes with it");
	close(fd);
	ms = members_of("title: T\nregister: open\n", "user\nbob\n");
	m = member_find(&ms, "eve");
	tap_ok(ms.n == 2 && m != NULL && m->role == ROLE_STUDENT &&
	    strcmp(m->name, "Eve") == 0, "in a course that is open");
	ms = members_of("title: T\nregister: roster\n", "user\nbob\n");
	tap_ok(ms.n == 1 && member_find(&ms, "eve") == NULL,
	    "and in no other");
}

int
main(void)
{
	sample_open(&sample);
	test_names();
	test_accounts();
	test_race();
	test_unproved();
	test_roster();
	test_bad_rosters();
	test_enrolled();
	sample_close(&sample);
	return tap_done();
}
