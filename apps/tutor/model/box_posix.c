/* POSIX has no own network and no own process ids: there is no box. */
#include "apps/tutor/model/box.h"
#include "apps/tutor/model/box_plat.h"

#include <errno.h>
#include <unistd.h>

pid_t
box_start(const struct box_job *job, const struct box_wires *wires)
{
	(void)job;
	(void)wires;
	errno = ENOSYS;
	return -1;
}

const char *
box_unfit(void)
{
	return "This system cannot take network and process ids from a "
	    "program.";
}

const char *
box_shown(size_t i)
{
	(void)i;
	return NULL;
}

void
box_end_with_parent(void)
{
}

int
box_become(uid_t uid, gid_t gid)
{
	return setgid(gid) == -1 ? -1 : setuid(uid);
}
