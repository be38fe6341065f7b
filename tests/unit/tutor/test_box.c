/*
 * Programs that nobody should run, run in the box: what each of them tries must
 * fail, and nothing of it may be left.
 */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apps/tutor/model/box.h"
#include "apps/tutor/model/language.h"
#include "tap.h"
#include "web/mem.h"

enum { SLOT = 9, MIB = 1 << 20 };

#define HEAD \
	"#define _GNU_SOURCE\n" \
	"#include <arpa/inet.h>\n#include <errno.h>\n#include <fcntl.h>\n" \
	"#include <sched.h>\n#include <signal.h>\n#include <stdio.h>\n" \
	"#include <stdlib.h>\n#include <string.h>\n#include <sys/mman.h>\n" \
	"#include <sys/ptrace.h>\n#include <sys/socket.h>\n" \
	"#include <sys/stat.h>\n#include <sys/mount.h>\n" \
	"#include <unistd.h>\n" \
	"int main(int argc, char **argv)\n{\n\t(void)argc; (void)argv;\n"

/* Tells when something worked that must not. */
#define MUST_FAIL(call) \
	"\tif ((" call ") != -1) printf(\"line %d worked\\n\", __LINE__);\n"

static const struct row {
	const char	*name, *body;
	enum box_end	 end;
	int		 code;
	const char	*out;		/* NULL: any */
} rows[] = {
	{ "hello", "\tputs(\"hello\");\n\treturn 3;\n", BOX_EXITED, 3,
	    "hello\n" },
	{ "a bomb of forks", "\tfor (;;) fork();\n", BOX_TIME, 0, "" },
	{ "a bomb that runs from its end",
	    "\tfor (;;) { if (fork() > 0) _exit(0); setsid(); }\n",
	    BOX_EXITED, 0, "" },
	{ "a hog of memory",
	    "\tsize_t n = 0; char *p;\n"
	    "\twhile ((p = malloc(1 << 20)) != NULL) {\n"
	    "\t\tmemset(p, 1, 1 << 20); n++; }\n"
	    "\tputs(n > 20 && n <= 64 ? \"full\" : \"wrong\");\n",
	    BOX_EXITED, 0, "full\n" },
	{ "a hog of shared memory",
	    "\tsize_t n = 0; char *p;\n"
	    "\twhile ((p = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE,\n"
	    "\t    MAP_SHARED | MAP_ANONYMOUS, -1, 0)) != MAP_FAILED) {\n"
	    "\t\tmemset(p, 1, 1 << 20); n++; }\n"
	    "\tputs(n > 20 && n <= 64 ? \"full\" : \"wrong\");\n",
	    BOX_EXITED, 0, "full\n" },
	{ "endless output", "\tfor (;;) puts(\"spam spam spam\");\n",
	    BOX_OUTPUT, 0, NULL },
	{ "endless errors", "\tfor (;;) fputs(\"spam\", stderr);\n",
	    BOX_OUTPUT, 0, "" },
	{ "an endless loop", "\tfor (;;) ;\n", BOX_TIME, 0, "" },
	{ "loops side by side", "\tfork(); fork(); for (;;) ;\n", BOX_TIME, 0,
	    "" },
	{ "sleep", "\tsleep(100);\n", BOX_TIME, 0, "" },
	{ "signals that are ignored",
	    "\tfor (int i = 1; i < 65; i++) signal(i, SIG_IGN);\n"
	    "\tfor (;;) ;\n", BOX_TIME, 0, "" },
	{ "files outside of the folder",
	    MUST_FAIL("open(\"/x\", O_WRONLY | O_CREAT, 0600)")
	    MUST_FAIL("open(\"../x\", O_WRONLY | O_CREAT, 0600)")
	    MUST_FAIL("open(\"/usr/bin/x\", O_WRONLY | O_CREAT, 0600)")
	    MUST_FAIL("open(\"/bin/sh\", O_WRONLY)")
	    MUST_FAIL("unlink(\"/bin/sh\")")
	    MUST_FAIL("mkdir(\"/dev/x\", 0700)")
	    MUST_FAIL("chmod(\"/usr\", 0777)")
	    "\tputs(\"end\");\n", BOX_EXITED, 0, "end\n" },
	{ "files of ours",
	    MUST_FAIL("open(\"/etc/shadow\", O_RDONLY)")
	    MUST_FAIL("open(\"/etc/passwd\", O_RDONLY)")
	    MUST_FAIL("open(\"/proc/1/environ\", O_RDONLY)")
	    MUST_FAIL("open(\"/proc/self/exe\", O_RDONLY)")
	    MUST_FAIL("open(\"/sys\", O_RDONLY)")
	    MUST_FAIL("open(\"/home\", O_RDONLY)")
	    MUST_FAIL("open(\"/root\", O_RDONLY)")
	    MUST_FAIL("open(\"/var\", O_RDONLY)")
	    MUST_FAIL("open(argv[1], O_RDONLY)")
	    "\tputs(\"end\");\n", BOX_EXITED, 0, "end\n" },
	{ "descriptors of ours",
	    "\tfor (int i = 3; i < 4096; i++)\n"
	    "\t\tif (fcntl(i, F_GETFD) != -1) printf(\"fd %d\\n\", i);\n"
	    "\tif (write(0, \"x\", 1) != -1) puts(\"input\");\n"
	    "\tputs(\"end\");\n", BOX_EXITED, 0, "end\n" },
	{ "a socket of ours",
	    "\tstruct sockaddr_in a = { .sin_family = AF_INET };\n"
	    "\tint s = socket(AF_INET, SOCK_STREAM, 0);\n"
	    "\ta.sin_port = htons(atoi(argv[2]));\n"
	    "\ta.sin_addr.s_addr = htonl(0x7f000001);\n"
	    MUST_FAIL("connect(s, (struct sockaddr *)&a, sizeof(a))")
	    MUST_FAIL("socket(AF_INET6, SOCK_DGRAM, 0)")
	    MUST_FAIL("socket(40, SOCK_STREAM, 0)")
	    "\tputs(\"end\");\n", BOX_EXITED, 0, "end\n" },
	{ "processes of ours",
	    "\tint pid = atoi(argv[3]);\n"
	    MUST_FAIL("kill(pid, SIGKILL)")
	    MUST_FAIL("ptrace(PTRACE_ATTACH, pid, 0, 0)")
	    MUST_FAIL("ptrace(PTRACE_ATTACH, 1, 0, 0)")
	    "\t(void)kill(1, SIGKILL);\n\t(void)kill(1, SIGSTOP);\n"
	    "\tif (getpid() > 9) puts(\"pid\");\n"
	    "\tputs(\"end\");\n", BOX_EXITED, 0, "end\n" },
	{ "more rights",
	    MUST_FAIL("setuid(0)")
	    MUST_FAIL("setgid(0)")
	    MUST_FAIL("chroot(\".\")")
	    MUST_FAIL("mount(\"x\", \".\", \"tmpfs\", 0, NULL)")
	    MUST_FAIL("unshare(CLONE_NEWUSER)")
	    MUST_FAIL("unshare(CLONE_NEWNS)")
	    MUST_FAIL("sethostname(\"x\", 1)")
	    MUST_FAIL("mknod(\"x\", S_IFBLK | 0600, 1)")
	    "\tif (getuid() == 0) puts(\"root\");\n"
	    "\tputs(\"end\");\n", BOX_EXITED, 0, "end\n" },
	{ "a daemon",
	    "\tif (fork() == 0) { setsid(); if (fork() == 0) sleep(100); }\n"
	    "\telse puts(\"end\");\n", BOX_EXITED, 0, "end\n" },
	{ "all of the disk",
	    "\tstatic char b[1 << 20]; char name[9]; int i, n = 0;\n"
	    "\tsignal(SIGXFSZ, SIG_IGN);\n"
	    "\tfor (i = 0; i < 20; i++) {\n"
	    "\t\tsnprintf(name, sizeof(name), \"f%d\", i);\n"
	    "\t\tint fd = open(name, O_WRONLY | O_CREAT, 0600);\n"
	    "\t\tif (write(fd, b, sizeof(b)) == sizeof(b)) n++;\n"
	    "\t\tclose(fd); }\n"
	    "\tputs(n <= 8 ? \"full\" : \"wrong\");\n", BOX_EXITED, 0,
	    "full\n" },
	{ "a file that is too large",
	    "\tint fd = open(\"f\", O_WRONLY | O_CREAT, 0600);\n"
	    "\tfor (;;) write(fd, argv, 8), lseek(fd, 1 << 20, SEEK_CUR);\n",
	    BOX_OUTPUT, 0, "" },
	{ "a crash", "\tint *volatile p = NULL;\n\t*p = 1;\n", BOX_SIGNALED,
	    SIGSEGV, "" },
	{ "a division by zero", "\tvolatile int z = 0;\n\treturn argc / z;\n",
	    BOX_SIGNALED, SIGFPE, "" },
	{ "abort", "\tabort();\n", BOX_SIGNALED, SIGABRT, "" },
	{ "an end by its own hand", "\traise(SIGKILL);\n", BOX_SIGNALED,
	    SIGKILL, "" },
	{ "endless recursion",
	    "\tvolatile char b[4096]; b[0] = 1; return main(b[0], argv);\n",
	    BOX_SIGNALED, SIGSEGV, "" },
	{ "a signal to all", "\tkill(-1, SIGKILL); puts(\"end\");\n",
	    BOX_EXITED, 0, NULL },
};

struct fixture {
	struct mem	mem;
	const char	*cc;
	char		secret[64];	/* a file of ours */
	char		port[16], pid[16];
	int		listener;
};

static long long
clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static const struct box_limits limits = { 1000, 64 * MIB, 8 * MIB, 8 };

static void
compile(struct fixture *f, const char *source, struct box_result *result)
{
	const struct language *c = language_find("c");
	struct box_file file = { c->source, source, strlen(source), false };
	struct box_job job = {
		.slot = SLOT, .in = "", .files = &file, .nfiles = 1,
		.argv = language_compile(c, &f->mem, f->cc),
		.result = LANGUAGE_RESULT
	};

	language_compile_limits(&job.limits);
	(void)box_run(&f->mem, &job, result);
}

static void
run(struct fixture *f, const char *source, struct box_result *result)
{
	const char *argv[] = { "./prog", f->secret, f->port, f->pid, NULL };
	struct box_file file = { "prog", NULL, 0, true };
	struct box_job job = { .slot = SLOT, .argv = argv, .in = "in",
	    .nin = 2, .files = &file, .nfiles = 1, .limits = limits };

	compile(f, source, result);
	if (result->file == NULL) {
		tap_note("not compiled: %.500s", result->err);
		return;
	}
	file.p = result->file;
	file.n = result->nfile;
	(void)box_run(&f->mem, &job, result);
}

/* Shell commands in a box, with `result` to be taken out. */
static void
run_sh(struct fixture *f, const char *commands, const char *name,
    struct box_result *result)
{
	const char *argv[] = { "/bin/sh", "-c", commands, NULL };
	struct box_job job = { .slot = SLOT, .argv = argv, .in = "line\n",
	    .nin = 5, .result = name, .limits = limits };

	(void)box_run(&f->mem, &job, result);
}

/* Processes of the box's user, or of its programs where that is us. */
static int
left_behind(void)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	struct stat st;
	char path[300], root[300];
	ssize_t n;
	int count = 0;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (strspn(entry->d_name, "0123456789") == 0)
			continue;
		(void)snprintf(path, sizeof(path), "/proc/%s", entry->d_name);
		if (stat(path, &st) == 0 && st.st_uid == BOX_UID + SLOT)
			count++;
		(void)snprintf(path, sizeof(path), "/proc/%s/cwd",
		    entry->d_name);
		n = readlink(path, root, sizeof(root) - 1);
		if (n == 5 && memcmp(root, "/work", 5) == 0 &&
		    stat(path, &st) == 0 && st.st_uid == geteuid() &&
		    geteuid() != 0)
			count++;
	}
	if (dir != NULL)
		(void)closedir(dir);
	return count;
}

static void
test_row(struct fixture *f, const struct row *row)
{
	char source[4096];
	struct box_result result;
	long long start = clock_ms();
	bool fine;

	(void)snprintf(source, sizeof(source), HEAD "%s\treturn 0;\n}\n",
	    row->body);
	run(f, source, &result);
	fine = result.end == row->end && left_behind() == 0 &&
	    (result.end == BOX_TIME || result.end == BOX_OUTPUT ||
	    result.code == row->code) &&
	    (row->out == NULL || strcmp(result.out, row->out) == 0) &&
	    result.nout <= BOX_KILLED && result.nerr <= BOX_SHOWN &&
	    clock_ms() - start < 20000;
	tap_ok(fine, "%s", row->name);
	if (!fine)
		tap_note("end %d code %d why %s left %d out '%.200s' "
		    "err '%.200s'", (int)result.end, result.code,
		    result.why != NULL ? result.why : "", left_behind(),
		    result.out, result.err);
}

static void
test_input(struct fixture *f)
{
	struct box_result result;

	run_sh(f, "cat; env | sort | tr '\\n' ' '; echo e >&2", NULL, &result);
	tap_ok(strcmp(result.out, "line\nHOME=/work LC_ALL=C.UTF-8 "
	    "PATH=/usr/bin:/bin PWD=/work PYTHONDONTWRITEBYTECODE=1 "
	    "TMPDIR=/tmp ") == 0 && strcmp(result.err, "e\n") == 0,
	    "input, both outputs, and an environment without ours");
	run_sh(f, "sleep 60 & exec sleep 60", NULL, &result);
	tap_ok(result.end == BOX_TIME && result.wall_ms >= 4000 &&
	    result.wall_ms < 9000, "the wall clock is three times the limit "
	    "and a second: %lld ms", result.wall_ms);
}

static const struct trick {
	const char	*name, *commands;
	bool		 taken;
} tricks[] = {
	{ "a file", "echo x >r", true },
	{ "a link", "ln -s /etc/alternatives r", false },
	{ "a link to a file", "ln -s /bin/sh r", false },
	{ "a link to a file of ours", "ln -s /etc/passwd r", false },
	{ "a file with two names", "echo x >a; ln a r", false },
	{ "a pipe", "mkfifo r", false },
	{ "a folder", "mkdir r", false },
	{ "a file that cannot be read", "echo x >r; chmod 0 r", true },
	{ "a folder that is a link", "cd /; rm -r /work; ln -s /etc /work",
	    false },
	{ "nothing", ":", false },
};

static void
test_tricks(struct fixture *f)
{
	struct box_result result;

	for (size_t i = 0; i < sizeof(tricks) / sizeof(tricks[0]); i++) {
		run_sh(f, tricks[i].commands, "r", &result);
		/* In a user namespace we are no one who may read all. */
		tap_ok((result.file != NULL) == (tricks[i].taken &&
		    (geteuid() == 0 || strstr(tricks[i].commands, "chmod") ==
		    NULL)), "the result is %s", tricks[i].name);
	}
}

static const struct bad {
	const char	*name, *source;
} bad[] = {
	{ "includes /etc/shadow", "#include \"/etc/shadow\"\n" },
	{ "includes itself for ever", "#include __FILE__\n#include __FILE__\n"
	    "int main(void) { }\n" },
	{ "includes /dev/zero", "#include \"/dev/zero\"\n" },
	{ "takes in a file", "__asm__(\".incbin \\\"/etc/shadow\\\"\");\n"
	    "int main(void) { }\n" },
	{ "is huge", "char x[1L << 30] = { 1 };\nint main(void) { }\n" },
	{ "doubles", "#define A(x) x x x x x x x x x x x x x x x x\n"
	    "#define B(x) A(A(A(A(x))))\nint main(void) { B(B(f();)) }\n" },
};

static void
test_compiler(struct fixture *f)
{
	struct box_result result;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		compile(f, bad[i].source, &result);
		tap_ok(result.end != BOX_BROKEN && (result.file == NULL ||
		    result.end != BOX_EXITED || result.code != 0) &&
		    left_behind() == 0 && strstr(result.err, "root:") == NULL,
		    "source that %s: end %d after %lld ms", bad[i].name,
		    (int)result.end, result.wall_ms);
	}
}

/* Who runs a box is killed: the box is gone with it. */
static void
test_killed(struct fixture *f)
{
	struct timespec pause = { 0, 50000000 };
	struct box_result result;
	int status, there = 0;
	pid_t pid = fork();

	if (pid == 0) {
		box_end_with_parent();
		run_sh(f, "sleep 100 & sleep 100", NULL, &result);
		_exit(0);
	}
	for (int i = 0; i < 60 && there == 0; i++) {
		(void)nanosleep(&pause, NULL);
		there = left_behind();
	}
	(void)kill(pid, SIGKILL);
	(void)waitpid(pid, &status, 0);
	for (int i = 0; i < 60 && left_behind() > 0; i++)
		(void)nanosleep(&pause, NULL);
	tap_ok(there > 0 && left_behind() == 0,
	    "nothing is left of a box whose runner was killed");
}

static void
test_shows(void)
{
	tap_ok(box_shows("/usr/bin/cc") && box_shows("/lib") && box_shows("/"),
	    "what a box shows");
	tap_ok(!box_shows("/usr/local/share") && !box_shows("/usr/binary") &&
	    !box_shows("/var/lib/tutor") && !box_shows("/home"),
	    "what it does not");
}

static void
fixture_init(struct fixture *f)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t size = sizeof(address);
	int fd;

	(void)snprintf(f->secret, sizeof(f->secret), "/tmp/test_box.XXXXXX");
	fd = mkstemp(f->secret);
	(void)fchmod(fd, 0644);
	(void)close(fd);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	f->listener = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(f->listener, (struct sockaddr *)&address, size) == 0 &&
	    listen(f->listener, 5) == 0)
		(void)getsockname(f->listener, (struct sockaddr *)&address,
		    &size);
	(void)snprintf(f->port, sizeof(f->port), "%d",
	    ntohs(address.sin_port));
	(void)snprintf(f->pid, sizeof(f->pid), "%ld", (long)getpid());
}

int
main(void)
{
	struct fixture f;
	const char *missing;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	mem_init(&f.mem, 1024 << 20);
	missing = box_missing(&f.mem);
	f.cc = language_program(language_find("c"), &f.mem);
	if (missing != NULL || f.cc == NULL) {
		tap_ok(true, "# SKIP %s", missing != NULL ? missing :
		    "there is no C compiler");
		return tap_done();
	}
	fixture_init(&f);
	test_shows();
	test_input(&f);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		test_row(&f, &rows[i]);
	test_tricks(&f);
	test_compiler(&f);
	test_killed(&f);
	(void)unlink(f.secret);
	mem_release(&f.mem);
	return tap_done();
}
