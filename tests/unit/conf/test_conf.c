#include "conf/conf.h"

#include "reader.h"
#include "tap.h"

static struct reader r;

static const struct reader_file files[] = {
	{ "/srv/x/*.conf", "/srv/x/a.conf", "site a { timeout 1s }" },
	{ "/srv/x/*.conf", "/srv/x/b.conf",
	    "site b { timeout 2s }\nlinger 9s" },
	{ NULL, NULL, NULL }
};

/* Read what must be good. */
static const struct conf *
read_good(const char *text)
{
	if (reader_run(&r, text) != 0)
		tap_ok(false, "unexpected: %s", r.said);
	return &r.conf;
}

static void
is(const char *got, const char *want, const char *name)
{
	tap_is(slice_str(got == NULL ? "(null)" : got), slice_str(want), "%s",
	    name);
}

static void
test_presets(void)
{
	const struct conf *c = read_good("");
	const struct location *loc = &c->sites[0].root;

	is(c->base_dir.path, "/srv/etc", "base_dir is the file's folder");
	tap_ok(c->base_dir.pos.file == NULL, "and nobody has said so");
	tap_ok(c->who.user == NULL && c->who.group == NULL, "no user");
	tap_int(c->workers, 0, "workers auto");
	tap_ok(c->pin, "pin auto");
	tap_int((long long)c->nlistens, 1, "one listener");
	is(c->listens[0].text, "127.0.0.1:8080", "on loopback");
	tap_int(c->listens[0].port, 8080, "its port");
	tap_ok(memcmp(c->listens[0].addr, "\x7f\0\0\1", 4) == 0,
	    "its address");
	tap_ok(c->pid_file.path == NULL && c->data_dir.path == NULL &&
	    c->spool_dir.path == NULL && c->mime_types.path == NULL,
	    "no paths");
	tap_int((long long)c->max_spool, 1 << 30, "max_spool");
	tap_ok(!c->access_log_on && c->access_log.path == NULL,
	    "access_log off");
	tap_ok(c->error_log_stderr, "error_log stderr");
	tap_int(c->error_level, 2, "info");
	tap_int(c->max_connections, 16384, "max_connections");
	tap_int(c->max_requests_per_worker, 0, "max_requests_per_worker");
	tap_int(c->shutdown_timeout, 30000, "shutdown_timeout");
	tap_int((long long)c->nsites, 1, "the default site");
	tap_int((long long)c->sites[0].names.n, 0, "without names");
	is(loc->prefix, "/", "its root");
	tap_int(loc->kind, LOC_FILES, "of files");
	tap_ok(loc->root.path == NULL, "without document_root");
	tap_int((long long)loc->index.n, 1, "one index");
	is(loc->index.v[0], "index.html", "index.html");
	tap_int(c->sites[0].max_header_size, 32768, "max_header_size");
	tap_int((long long)loc->max_body_size, 64 << 20, "max_body_size");
	tap_int(loc->min_body_rate, 500, "min_body_rate");
	tap_int(loc->keepalive_requests, 1000, "keepalive_requests");
	tap_int(loc->limits.max_running, 32, "max_running");
	tap_int(loc->limits.max_queue, 256, "max_queue");
	tap_int((long long)loc->limits.max_output, 0, "max_output");
	tap_int(loc->limits.stdin_mode, STDIN_SPOOL, "stdin");
	tap_ok(!loc->limits.abort_finish && !loc->limits.leave_leftovers &&
	    !loc->limits.pass_authorization, "the switches are off");
	tap_int((long long)c->ncaps, 1, "one cap");
	is(c->caps[0].key, "* /", "its key");
}

static void
test_clocks(void)
{
	static const struct {
		enum clock_id	 id;
		const char	*name;
		long long	 ms;
	} want[NCLOCKS] = {
		{ CLOCK_HEADER, "header_timeout", 10000 },
		{ CLOCK_KEEPALIVE, "keepalive_timeout", 15000 },
		{ CLOCK_BODY, "body_timeout", 30000 },
		{ CLOCK_SEND, "send_timeout", 30000 },
		{ CLOCK_QUEUE, "queue_timeout", 10000 },
		{ CLOCK_FIRST_BYTE, "first_byte_timeout", 60000 },
		{ CLOCK_IDLE, "idle_timeout", 60000 },
		{ CLOCK_TIMEOUT, "timeout", 600000 },
		{ CLOCK_LINGER, "linger", 2000 },
	};
	const struct conf *c = read_good("");

	for (size_t i = 0; i < NCLOCKS; i++) {
		is(clock_name(want[i].id), want[i].name, want[i].name);
		tap_int(c->sites[0].clocks[want[i].id], want[i].ms,
		    "%s of a site", want[i].name);
		tap_int(c->sites[0].root.limits.clocks[want[i].id],
		    want[i].ms, "%s of a location", want[i].name);
	}
}

static void
test_values(void)
{
	static const struct {
		const char	*text;
		long long	 want;
	} times[] = {
		{ "timeout 0s", 0 }, { "timeout 500ms", 500 },
		{ "timeout 7s", 7000 }, { "timeout 5m", 300000 },
		{ "timeout 2h", 7200000 }, { "timeout 8760h", 31536000000 }
	}, sizes[] = {
		{ "max_body_size 0", 0 }, { "max_body_size 1023", 1023 },
		{ "max_body_size 4k", 4096 }, { "max_body_size 4K", 4096 },
		{ "max_body_size 16m", 16 << 20 },
		{ "max_body_size 2G", 2LL << 30 }
	};

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++)
		tap_int(read_good(times[i].text)->sites[0].
		    clocks[CLOCK_TIMEOUT], times[i].want, "%s", times[i].text);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		tap_int((long long)read_good(sizes[i].text)->sites[0].root.
		    max_body_size, sizes[i].want, "%s", sizes[i].text);
}

static void
test_paths(void)
{
	static const struct {
		const char	*text, *want;
	} rows[] = {
		{ "data_dir a", "/srv/etc/a" },
		{ "data_dir a/", "/srv/etc/a" },
		{ "data_dir ./a//b/../c", "/srv/etc/a/c" },
		{ "data_dir ../../../..", "/" },
		{ "data_dir /", "/" },
		{ "data_dir /x/./y", "/x/y" },
		{ "base_dir ..; data_dir a", "/srv/a" },
		{ "data_dir a; base_dir ..", "/srv/a" },
		{ "base_dir /x; data_dir a", "/x/a" },
		{ "data_dir \"a b\"", "/srv/etc/a b" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		is(read_good(rows[i].text)->data_dir.path, rows[i].want,
		    rows[i].text);
	tap_int(read_good("\n\ndata_dir a")->data_dir.pos.line, 3,
	    "a path keeps its line");
}

static void
test_listens(void)
{
	const struct conf *c = read_good("listen *:1\nlisten [::]:2\n"
	    "listen [::1]:3\nlisten 0.0.0.0:4\nlisten unix:s\n"
	    "listen 127.0.0.1:0\nlisten 127.0.0.1:0\nlisten [::1]:4\n");
	const struct conf_listen *l = c->listens;

	tap_int((long long)c->nlistens, 8, "eight listeners");
	tap_ok(l[0].kind == LISTEN_INET6 && l[0].dual && l[0].port == 1,
	    "*:1 is both");
	tap_ok(l[1].kind == LISTEN_INET6 && !l[1].dual, "[::]:2 is v6 only");
	tap_int(l[2].addr[15], 1, "[::1]:3");
	tap_ok(l[3].kind == LISTEN_INET && l[3].port == 4, "0.0.0.0:4");
	tap_int(l[4].kind, LISTEN_UNIX, "unix:s");
	is(l[4].path, "/srv/etc/s", "its path");
	tap_int(l[6].pos.line, 7, "port 0 is no clash");
}

static void
test_nets(void)
{
	const struct conf *c = read_good("trusted_proxy 10.0.0.0/8 unix\n"
	    "trusted_proxy ::1\nallow all\n");
	const struct conf_nets *n = &c->trusted_proxies;

	tap_int((long long)n->n, 3, "repeated directives add up");
	tap_ok(n->v[0].bits == 104 && n->v[0].addr[10] == 0xff &&
	    n->v[0].addr[12] == 10, "v4 as mapped v6");
	tap_ok(n->v[1].unix_peer && !n->v[0].unix_peer, "unix");
	tap_ok(n->v[2].bits == 128 && n->v[2].addr[15] == 1, "::1");
	n = &c->sites[0].root.allow;
	tap_ok(n->n == 2 && n->v[0].bits == 0 && !n->v[0].unix_peer &&
	    n->v[1].unix_peer, "all is every address and unix");
}

static void
test_main(void)
{
	const struct conf *c = read_good("user www\ngroup adm\nworkers 3\n"
	    "pin off\naccess_log a.log json\nerror_log e.log debug\n"
	    "max_spool 5m\n");

	is(c->who.user, "www", "user");
	tap_int(c->who.pos.line, 2, "the last line about it");
	is(c->who.group, "adm", "group");
	tap_int(c->workers, 3, "workers");
	tap_ok(!c->pin, "pin off");
	tap_ok(c->access_log_on && c->access_format == LOG_JSON, "json");
	is(c->access_log.path, "/srv/etc/a.log", "access_log");
	tap_ok(!c->error_log_stderr && c->error_level == 3, "debug");
	is(c->error_log.path, "/srv/etc/e.log", "error_log");
	c = read_good("access_log a\nerror_log b\n");
	tap_ok(c->access_format == LOG_COMBINED && c->error_level == 2,
	    "the presets of the logs' second values");
}

/* The location of that prefix in the n-th site. */
static const struct location *
find(const struct conf *c, size_t site, const char *prefix)
{
	static const struct location none;
	const struct site *s = &c->sites[site];

	for (size_t i = 0; site < c->nsites && i < s->nlocations; i++)
		if (strcmp(s->locations[i].prefix, prefix) == 0)
			return &s->locations[i];
	tap_ok(false, "no location %s in site %zu", prefix, site);
	return &none;
}

static void
test_inheritance(void)
{
	const struct conf *c = read_good(
	    "site a {\n"
	    "  location /x/ { idle_timeout 5s; setenv C 3; alias y }\n"
	    "  max_running 7\n"
	    "}\n"
	    "location /m { program p { timeout 9s } }\n"
	    "timeout 3s\nsetenv A 1\nsetenv B 2\ncgi_bin top\n"
	    "document_root r\nheader_timeout 4s\nmax_header_size 2k\n"
	    "add_header X y\n"
	    "site b { setenv off; add_header Z z; cgi_suffix .cgi\n"
	    "  location /s { cgi_suffix off }\n"
	    "  location /t { listing on }\n"
	    "  location /u { cgi one } }\n");
	const struct location *x = find(c, 1, "/x"), *m = find(c, 0, "/m");

	tap_int((long long)c->nsites, 3, "three sites");
	tap_int(c->sites[0].root.kind, LOC_CGI_BIN, "the root is a cgi_bin");
	tap_int(c->sites[1].clocks[CLOCK_HEADER], 4000,
	    "a site starts from the main block, wherever that goes on");
	tap_int(c->sites[1].max_header_size, 2048, "max_header_size too");
	tap_int((long long)c->sites[1].nlocations, 1,
	    "but not from its locations");
	tap_int(c->sites[1].root.kind, LOC_FILES, "nor from what its root is");
	tap_int(x->limits.clocks[CLOCK_TIMEOUT], 3000,
	    "a location has it from the main block");
	tap_int(x->limits.max_running, 7, "from its site");
	tap_int(x->limits.clocks[CLOCK_IDLE], 5000, "and of its own");
	tap_int((long long)x->limits.setenv.n, 1, "a list is taken whole");
	is(x->limits.setenv.v[0].name, "C", "with what is given");
	tap_int((long long)m->limits.setenv.n, 2, "or inherited whole");
	is(x->root.path, "/srv/etc/r", "document_root is inherited");
	is(x->alias.path, "/srv/etc/y", "alias");
	tap_int(m->kind, LOC_FILES, "the root's cgi_bin is not inherited");
	tap_ok(m->cgi_bin.path == NULL, "nor its folder");
	tap_ok(m->nprograms == 1 && m->programs[0].limits.
	    clocks[CLOCK_TIMEOUT] == 9000, "a program has its own");
	tap_int(m->programs[0].limits.clocks[CLOCK_IDLE], 60000,
	    "and the location's");
	tap_int((long long)c->sites[2].root.limits.setenv.n, 0,
	    "off empties a list");
	is(c->sites[2].root.add_header.v[0].name, "Z", "add_header");
	tap_int(find(c, 2, "/s")->kind, LOC_FILES, "cgi_suffix off");
	tap_int(find(c, 2, "/t")->kind, LOC_CGI_SUFFIX,
	    "programs stay programs below a location");
	tap_int(find(c, 2, "/u")->kind, LOC_CGI, "cgi goes before a suffix");
}

static void
test_locations(void)
{
	const struct conf *c = read_good(
	    "location / { listing on }\nlocation /a//b/ { cgi_bin x }\n"
	    "location /a { redirect /$uri }\n"
	    "location /git/ { cgi /usr/bin/git; interpreter .sh bin/sh }\n"
	    "location /r { redirect 308 https://$host/ }\n"
	    "error_page 404 410 e.html\nerror_page 500 f.html\n");
	const struct site *s = &c->sites[0];

	is(s->locations[0].prefix, "/a/b", "longest prefix first");
	is(s->locations[s->nlocations - 1].prefix, "/", "shortest last");
	tap_ok(s->locations[0].slash && !find(c, 0, "/a")->slash &&
	    find(c, 0, "/")->slash, "how it was written");
	tap_int(find(c, 0, "/a")->redirect_status, 302, "a redirect is 302");
	tap_int(find(c, 0, "/r")->redirect_status, 308, "or what it says");
	is(find(c, 0, "/r")->redirect_to, "https://$host/", "and where");
	is(find(c, 0, "/git")->cgi.path, "/usr/bin/git", "cgi");
	is(find(c, 0, "/git")->interpreters.v[0].value, "/srv/etc/bin/sh",
	    "interpreter");
	tap_int((long long)find(c, 0, "/a")->nerror_pages, 3, "error pages");
	tap_int(find(c, 0, "/a")->error_pages[1].status, 410,
	    "several statuses, one file");
	is(find(c, 0, "/a")->error_pages[2].file.path, "/srv/etc/f.html",
	    "its file");
	tap_int(find(c, 0, "/r")->pos.line, 5, "its line");
}

static void
test_caps(void)
{
	const struct conf *c = read_good(
	    "location /c/ { cgi_bin c; max_running 5\n"
	    "  program a { max_running 2; max_queue 3 }\n"
	    "  program b { timeout 1s }\n"
	    "}\n"
	    "site w.example x.example { location /d { cgi d } }\n");
	const struct location *loc = find(c, 0, "/c");
	const struct conf_cap *own = &c->caps[loc->programs[0].limits.cap];

	tap_int((long long)c->ncaps, 5, "five caps");
	is(c->caps[loc->limits.cap].key, "* /c", "a location's key");
	tap_int(c->caps[loc->limits.cap].max_running, 5, "max_running");
	tap_int(c->caps[loc->limits.cap].max_queue, 256, "max_queue");
	is(own->key, "* /c a", "a program's key");
	tap_ok(own->max_running == 2 && own->max_queue == 3, "its numbers");
	tap_int(loc->programs[1].limits.cap, loc->limits.cap,
	    "a program without max_running is counted with its location");
	is(c->caps[find(c, 1, "/d")->limits.cap].key, "w.example /d",
	    "a site's key");
}

static void
test_streams(void)
{
	const struct conf *c = read_good("base_dir ..\ntimeout 3h\n"
	    "setenv A b\nlisten *:1\n"
	    "location /x { cgi_bin y }\n"
	    "listen [::1]:7 stream { exec cgi-bin/yell -n \"two words\" }\n"
	    "listen unix:s stream { exec /bin/cat; max_running 3\n"
	    "max_queue 0; timeout 5s; idle_timeout 2s; setenv off\n"
	    "leftovers leave; pass_env TZ; queue_timeout 1s }\n");
	const struct conf_stream *a = c->listens[1].stream;
	const struct conf_stream *b = c->listens[2].stream;

	tap_int((long long)c->nlistens, 3, "three listeners");
	tap_ok(c->listens[0].stream == NULL, "one for HTTP");
	is(a->exec.program.path, "/srv/cgi-bin/yell", "a program");
	tap_int(a->exec.program.pos.line, 6, "its line");
	tap_int((long long)a->exec.args.n, 2, "its arguments");
	is(a->exec.args.v[1], "two words", "the last");
	tap_int(a->limits.clocks[CLOCK_TIMEOUT], 3 * 3600000,
	    "a clock of the main block");
	tap_int((long long)a->limits.setenv.n, 1, "a list of it");
	tap_int(a->limits.max_running, 32, "max_running unless given");
	is(c->caps[a->limits.cap].key, "listen [::1]:7", "a counter");
	tap_int((long long)b->exec.args.n, 0, "no arguments");
	tap_int(b->limits.clocks[CLOCK_TIMEOUT], 5000, "its own timeout");
	tap_int(b->limits.clocks[CLOCK_IDLE], 2000, "idle_timeout");
	tap_int(b->limits.clocks[CLOCK_QUEUE], 1000, "queue_timeout");
	tap_int((long long)b->limits.setenv.n, 0, "an emptied list");
	tap_ok(b->limits.leave_leftovers, "leftovers");
	is(c->caps[b->limits.cap].key, "listen unix:s", "another counter");
	tap_int(c->caps[b->limits.cap].max_running, 3, "max_running");
	tap_int(c->caps[b->limits.cap].max_queue, 0, "max_queue");
	tap_int((long long)c->ncaps, 4, "four counters in all");
}

static void
test_services(void)
{
	const struct conf *c = read_good("base_dir ..\nsetenv A b\n"
	    "service grader {\n"
	    "\tcommand cgi-bin/tutor grade \"two words\"\n}\n"
	    "service b-2 { command /bin/b; user root; setenv off\n"
	    "pass_env TZ }\n"
	    "service C.d_9 { group adm; command x }\n"
	    "user www\ngroup web\n");
	const struct conf_service *v = c->services;

	tap_int((long long)c->nservices, 3, "three services");
	is(v[0].name, "grader", "a name");
	tap_int(v[0].pos.line, 3, "its line");
	is(v[0].command.program.path, "/srv/cgi-bin/tutor", "its program");
	tap_int(v[0].command.program.pos.line, 4, "the program's line");
	tap_int((long long)v[0].command.args.n, 2, "its arguments");
	is(v[0].command.args.v[1], "two words", "the last");
	is(v[0].who.user, "www", "the server's user");
	is(v[0].who.group, "web", "and group, wherever they are said");
	is(v[0].limits.setenv.v[0].name, "A", "a list of the main block");
	is(v[1].who.user, "root", "a user of its own");
	tap_ok(v[1].who.group == NULL, "with that user's group");
	tap_int((long long)v[1].limits.setenv.n, 0, "an emptied list");
	is(v[1].limits.pass_env.v[0], "TZ", "pass_env");
	is(v[2].who.user, "www", "the server's user");
	is(v[2].who.group, "adm", "with another group");
	tap_int((long long)c->ncaps, 1, "they are not counted");
	is(c->who.user, "www", "the server keeps its own");
}

static void
test_include(void)
{
	const struct conf *c = read_good("base_dir ..\ninclude x/*.conf\n"
	    "include none/*.conf\n");

	tap_int((long long)c->nsites, 3, "each match of a glob is read");
	tap_int(c->sites[2].clocks[CLOCK_TIMEOUT], 2000, "in its order");
	tap_int(c->sites[0].clocks[CLOCK_LINGER], 9000, "to its end");
	is(c->sites[1].pos.file, "/srv/x/a.conf", "and is named");
}

/* With any amount of memory it is good, or says one thing. */
static void
test_memory(void)
{
	static const char text[] = "site a b { location /x { setenv A \"b\"\n"
	    "error_page 404 x; program y { max_running 2 } } }\n"
	    "allow ::1 all; listen unix:x\n";
	int good = 0, bad = 0, worst = 0;

	for (size_t room = 0; room < 64000; room += 7) {
		int n = reader_run_in(&r, SLICE(text), room);

		good += n == 0;
		bad += n == 1;
		if (n > worst)
			worst = n;
	}
	tap_ok(good > 0 && bad > 0, "too little memory is told");
	tap_int(worst, 1, "once");
}

/* Any cut of a text is read without looking behind its end. */
static void
test_cuts(void)
{
	static const char text[] = "base_dir ..\nsite *.a { location /x/ {\n"
	    "alias \"a \\\" b\" # c\n} }\nlisten [::1]:80; deny 10.0.0.0/8\n";
	int last = -1;

	for (size_t n = 0; n < sizeof(text); n++) {
		struct slice s = guard_copy(slice_of(text, n));

		last = reader_run_in(&r, s, sizeof(r.mem));
		guard_free(s);
	}
	tap_int(last, 0, "all cuts are read, and the whole is good");
}

/* A file of the project, from its top folder. */
static const char *
file_text(const char *path)
{
	static char text[1 << 17];
	FILE *f = fopen(path, "r");
	size_t n;

	text[0] = '\0';
	if (!tap_ok(f != NULL, "%s can be read", path))
		return text;
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

static void
test_files(void)
{
	const char *manual = file_text("server/preforkd.conf.5");
	char item[80];

	for (size_t i = 0; conf_keyword(i) != NULL; i++) {
		(void)snprintf(item, sizeof(item), "\n.It Ic %s ",
		    conf_keyword(i));
		tap_ok(strstr(manual, item) != NULL, "the manual has %s",
		    conf_keyword(i));
	}
	tap_int(reader_run(&r, file_text("etc/server.conf")), 0,
	    "the sample is good");
	is(r.said, "", "and nothing is said of it");
}

int
main(void)
{
	r.files = files;
	test_presets();
	test_clocks();
	test_values();
	test_paths();
	test_listens();
	test_nets();
	test_main();
	test_inheritance();
	test_locations();
	test_caps();
	test_streams();
	test_services();
	test_include();
	test_memory();
	test_cuts();
	test_files();
	return tap_done();
}
