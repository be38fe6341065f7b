#include "apps/tutor/model/each.h"

#include <errno.h>

#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/merged.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "web/mem.h"

static int
call(const struct each *e, const struct member *member, each_fn *fn,
    void *arg)
{
	const struct merge merge = { .data = e->data, .staff = e->staff,
	    .page = e->page };
	struct user_state state;
	struct mem one;
	int result, error;

	mem_init(&one, 0);
	mem_on_full(&one, e->mem->full, e->mem->arg);
	state_init(&state, &one, member->user);
	result = merged_fold(&merge, &state);
	if (result == 0) {
		staff_apply(e->staff, &state);
		result = fn(arg, member, &state);
	}
	error = errno;
	mem_release(&one);
	errno = error;
	return result;
}

int
each_student(const struct each *e, each_fn *fn, void *arg)
{
	const struct member *member;
	int result = 0;

	for (size_t i = 0; i < e->members->n && result == 0; i++) {
		member = &e->members->list[i];
		if (member->role == ROLE_STUDENT)
			result = call(e, member, fn, arg);
	}
	return result;
}
