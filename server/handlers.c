#include "handlers.h"

#include "cgi/cgi.h"
#include "cgi/program.h"
#include "conn/exchange.h"
#include "files/files.h"

static const struct handler *
by_suffix(const struct exchange *x)
{
	return !x->found.is_dir &&
	    program_has_suffix(x->route.location, x->found.name) ?
	    &cgi_handler : &files_handler;
}

const struct handler *
handlers_pick(struct exchange *x)
{
	switch (x->route.location->kind) {
	case LOC_CGI_BIN:
	case LOC_CGI:
		return &cgi_handler;
	case LOC_CGI_SUFFIX:
		return by_suffix(x);
	default:
		return &files_handler;
	}
}
