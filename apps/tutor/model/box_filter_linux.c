/*
 * Which system calls a program in a box does not have.  This is more than is
 * needed: the box holds without it.  It keeps old mistakes of the kernel's
 * rarer parts out of reach, and memory that limits do not count.
 */
#define _GNU_SOURCE
#include "apps/tutor/model/box_inside.h"

#include <sys/prctl.h>
#include <sys/syscall.h>

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

/* <linux/seccomp.h> and <linux/filter.h>, which not every libc comes with. */
struct instruction {
	uint16_t	code;
	uint8_t		yes, no;	/* instructions to pass over */
	uint32_t	k;
};

struct program {
	unsigned short	n;
	struct instruction *list;
};

enum {
	LOAD = 0x20, EQUAL = 0x15, AT_LEAST = 0x35, ANY_BIT = 0x45,
	RETURN = 0x06,
	AT_CALL = 0, AT_ARCH = 4, AT_ARGUMENT = 16	/* low half */
};

#define ALLOW		0x7fff0000u
#define KILL_PROCESS	0x80000000u
#define FAIL(error)	(0x00050000u | (error))

enum { SET_FILTER = 2, MAX_LENGTH = 200 };

#define NAMESPACES	0x7e020080u	/* of clone(2), all CLONE_NEW* */
#define LOCAL_SOCKET	1u		/* AF_UNIX */
#define OLD_CLONE	435u		/* clone3(2) */
#define FIRST_UNKNOWN	470u		/* calls after this was written */

#if defined(__x86_64__)
#define ARCH		0xC000003Eu
#define FIRST_OTHER	0x40000000u	/* the x32 calls */
#elif defined(__aarch64__)
#define ARCH		0xC00000B7u
#define FIRST_OTHER	FIRST_UNKNOWN
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH		0xC00000F3u
#define FIRST_OTHER	FIRST_UNKNOWN
#else
#define ARCH		0u		/* numbers not known: no filter */
#define FIRST_OTHER	0u
#endif

/* From 424 on numbers are the same everywhere. */
static const uint32_t denied[] = {
	SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp,
	SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare,
	SYS_setns, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd,
	SYS_add_key, SYS_request_key, SYS_keyctl, SYS_name_to_handle_at,
	SYS_open_by_handle_at, SYS_fanotify_init, SYS_quotactl, SYS_acct,
	SYS_swapon, SYS_swapoff, SYS_reboot, SYS_init_module,
	SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_syslog,
	SYS_settimeofday, SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex,
	SYS_sethostname, SYS_setdomainname, SYS_personality, SYS_vmsplice,
	SYS_mknodat, SYS_memfd_create, SYS_shmget, SYS_shmat, SYS_msgget,
	SYS_semget, SYS_mq_open, SYS_io_setup, SYS_move_pages, SYS_mbind,
	SYS_migrate_pages, SYS_set_mempolicy,
	425, 426, 427,			/* io_uring */
	428, 429, 430, 431, 432, 433,	/* open_tree, ..., fspick */
	434, 438, 440, 442, 443,	/* pidfd, ..., mount_setattr */
	447,				/* memfd_secret */
#ifdef SYS_kexec_file_load
	SYS_kexec_file_load,
#endif
#ifdef SYS_iopl
	SYS_iopl, SYS_ioperm,
#endif
#ifdef SYS_modify_ldt
	SYS_modify_ldt,
#endif
#ifdef SYS_mknod
	SYS_mknod,
#endif
};

enum { DENIED = sizeof(denied) / sizeof(denied[0]) };

static void
put(struct program *p, struct instruction i)
{
	if (p->n < MAX_LENGTH)
		p->list[p->n++] = i;
}

/* If the word that is loaded is so, end with that. */
static void
put_if(struct program *p, uint16_t code, uint32_t k, uint32_t end)
{
	put(p, (struct instruction){ code, 0, 1, k });
	put(p, (struct instruction){ RETURN, 0, 0, end });
}

static void
load(struct program *p, uint32_t at)
{
	put(p, (struct instruction){ LOAD, 0, 0, at });
}

/* Calls of another architecture have other numbers. */
static void
put_arch(struct program *p)
{
	load(p, AT_ARCH);
	put(p, (struct instruction){ EQUAL, 1, 0, ARCH });
	put(p, (struct instruction){ RETURN, 0, 0, KILL_PROCESS });
}

/* Look at the first argument of a call, then load the call again. */
static void
put_argument(struct program *p, uint32_t call, const struct instruction *test)
{
	put(p, (struct instruction){ EQUAL, 0, 4, call });
	load(p, AT_ARGUMENT);
	put(p, *test);
	put(p, (struct instruction){ RETURN, 0, 0, FAIL(EPERM) });
	load(p, AT_CALL);
}

static void
put_calls(struct program *p)
{
	struct instruction spaces = { ANY_BIT, 0, 1, NAMESPACES };
	struct instruction local = { EQUAL, 1, 0, LOCAL_SOCKET };

	load(p, AT_CALL);
	put_if(p, AT_LEAST, FIRST_OTHER, FAIL(ENOSYS));
	put_if(p, AT_LEAST, FIRST_UNKNOWN, FAIL(ENOSYS));
	put_if(p, EQUAL, OLD_CLONE, FAIL(ENOSYS));
	put_argument(p, SYS_clone, &spaces);
	put_argument(p, SYS_socket, &local);
	for (size_t i = 0; i < DENIED; i++)
		put_if(p, EQUAL, denied[i], FAIL(EPERM));
	put(p, (struct instruction){ RETURN, 0, 0, ALLOW });
}

int
box_filter(const char **what)
{
	struct instruction list[MAX_LENGTH];
	struct program p = { 0, list };

	*what = "new rights cannot be forbidden";
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return -1;
	*what = "system calls cannot be filtered";
	if (ARCH == 0)
		return 0;
	put_arch(&p);
	put_calls(&p);
	if (prctl(PR_SET_SECCOMP, SET_FILTER, &p, 0, 0) == -1 &&
	    errno != EINVAL)
		return -1;	/* EINVAL: the kernel has none */
	return 0;
}
