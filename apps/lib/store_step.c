#include "apps/lib/store_step.h"

int
store_step(enum store_step_at at)
{
	(void)at;	/* only tests do something here */
	return 0;
}
