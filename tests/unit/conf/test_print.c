#include "conf/conf.h"

#include "conf/keys.h"
#include "reader.h"
#include "tap.h"

static struct reader first, second;

/* Print, read that, print again: both alike. */
static void
check_again(const char *text, const char *name)
{
	if (reader_run(&first, text) != 0) {
		tap_ok(false, "%s: %s", name, first.said);
		return;
	}
	reader_print(&first);
	if (reader_run(&second, first.printed) != 0) {
		tap_ok(false, "%s, printed: %s", name, second.said);
		return;
	}
	reader_print(&second);
	tap_is(slice_str(second.printed), slice_str(first.printed),
	    "%s reads back alike", name);
}

static const struct row {
	const char	*name;
	const char	*text;
	const char	*want;		/* a line that must be printed */
} rows[] = {
	{ "the presets", "", "listen 127.0.0.1:8080" },
	{ "no log", "", "access_log off" },
	{ "base_dir", "base_dir ..", "base_dir /srv" },
	{ "a path", "data_dir x", "data_dir /srv/etc/x" },
	{ "a path with a blank", "data_dir \"x y\"",
	    "data_dir \"/srv/etc/x y\"" },
	{ "escapes", "setenv A \"a\\\"b\\\\ c\"",
	    "setenv A \"a\\\"b\\\\ c\"" },
	{ "an empty value", "setenv A \"\"", "setenv A \"\"" },
	{ "a comment's mark", "setenv A \"#\"", "setenv A \"#\"" },
	{ "a time", "timeout 90s", "timeout 90s" },
	{ "a time in a larger unit", "timeout 120s", "timeout 2m" },
	{ "a time in the smallest", "timeout 1500ms", "timeout 1500ms" },
	{ "a size", "max_body_size 2048", "max_body_size 2k" },
	{ "an odd size", "max_body_size 2049", "max_body_size 2049" },
	{ "no limit", "timeout 0s", "timeout 0ms" },
	{ "networks", "allow 10.0.0.0/8 ::1 fe80::/10 unix 0.0.0.0/0",
	    "allow 10.0.0.0/8 ::1 fe80::/10 unix 0.0.0.0/0" },
	{ "all", "deny all", "deny ::/0 unix" },
	{ "choices", "stdin stream\non_abort finish", "stdin stream" },
	{ "logs", "access_log a json\nerror_log b debug",
	    "error_log /srv/etc/b debug" },
	{ "a location", "location /a/ { cgi_bin x }",
	    "location /a/ {" },
	{ "a location without slash", "location /a { cgi_bin x }",
	    "location /a {" },
	{ "a location with blanks", "location \"/a b/\" { }",
	    "location \"/a b/\" {" },
	{ "the root as a location", "location / { listing on }",
	    "location / {" },
	{ "a redirect", "location /a { redirect /b }",
	    "\tredirect 302 /b" },
	{ "an emptied list", "setenv A b\nlocation /a { setenv off }",
	    "\tsetenv off" },
	{ "an emptied preset", "index off", "index off" },
	{ "emptied lists of all kinds", "setenv A b\nadd_header A b\n"
	    "allow ::1\ndeny ::1\npass_env A\ninterpreter .a b\n"
	    "error_page 404 x\ncgi_suffix .x\n"
	    "location /a { setenv off; add_header off; allow off; deny off\n"
	    "pass_env off; interpreter off; error_page off; cgi_suffix off\n"
	    "index off }", "\terror_page off" },
	{ "a suffix that is inherited",
	    "cgi_suffix .cgi\nlocation /a { alias x }",
	    "\tcgi_suffix .cgi" },
	{ "a suffix below another kind",
	    "cgi_suffix .cgi\nlocation /a { cgi x }",
	    "\tcgi /srv/etc/x" },
	{ "programs", "location /a { cgi_bin x; program a { timeout 1h }\n"
	    "program *.sh { max_running 3; max_queue 4 } }",
	    "\t\tmax_queue 4" },
	{ "a program of the root", "cgi_bin x\nprogram y { max_running 1 }",
	    "program y {" },
	{ "sites", "cgi_bin x\nsite A *.b { cgi_suffix .x; linger 1s\n"
	    "location /c { } }\nsite [::1] { redirect /x }\n",
	    "site a *.b {" },
	{ "error pages", "error_page 404 410 x y", NULL },
	{ "listeners", "listen *:1; listen [::1]:2; listen unix:a",
	    "listen unix:a" },
	{ "a stream", "listen *:1\nlisten [::1]:7 stream { exec a -n "
	    "\"b c\"; timeout 1h }\nlisten unix:a stream { exec x }",
	    "\texec /srv/etc/a -n \"b c\"" },
	{ "a stream among the listeners", "listen [::1]:7 stream { exec a }",
	    "listen [::1]:7 stream {" },
	{ "what a stream does not inherit", "setenv A b\n"
	    "listen [::1]:7 stream { setenv off; exec a }", "\tsetenv off" },
	{ "a service", "user a\ngroup b\nservice x { command y \"z z\" }",
	    "\tcommand /srv/etc/y \"z z\"" },
	{ "a service's user and group", "user a\nservice x { group g\n"
	    "command y }", "\tgroup g" },
	{ "a service's user, whose group it is", "user a\ngroup b\n"
	    "service x { user c; command y }", "\tuser c" },
	{ "what a service does not inherit", "pass_env A\n"
	    "service x { pass_env off; command y }", "\tpass_env off" },
	{ "services", "service x { command y }\nservice z { command y\n"
	    "setenv A \"\" }", "service z {" },
	{ "a glob with a brace", "location /a { program \"{x}\" { } }",
	    "\tprogram \"{x}\" {" },
};

/* Is `line` a whole line of the text? */
static bool
has_line(const char *text, const char *line)
{
	struct slice rest = slice_str(text), piece;

	while (slice_cut(&rest, '\n', &piece))
		if (slice_eqs(piece, line))
			return true;
	return false;
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].want == NULL) {
			tap_ok(reader_run(&first, rows[i].text) > 0,
			    "%s: not all is a status", rows[i].name);
			continue;
		}
		check_again(rows[i].text, rows[i].name);
		if (!tap_ok(has_line(first.printed, rows[i].want),
		    "%s: '%s'", rows[i].name, rows[i].want))
			tap_note("%s", first.printed);
	}
}

/* The examples of the messages are right, and are printed. */
static void
test_examples(void)
{
	char text[200];

	for (size_t i = 0; i < nkeys; i++) {
		bool inner = (keys[i].contexts & IN_MAIN) == 0;
		bool stream = keys[i].contexts == IN_STREAM;
		bool service = keys[i].contexts == IN_SERVICE;

		if (keys[i].type == TYPE_LATER ||
		    (keys[i].flags & KEY_BLOCK) != 0)
			continue;
		(void)snprintf(text, sizeof(text), "%s%s %s%s",
		    stream ? "listen *:7 stream { " :
		    service ? "service x { " :
		    inner ? "location /x { " : "", keys[i].name,
		    keys[i].example, inner ? " }" : "");
		check_again(text, text);
		if (keys[i].type != TYPE_INCLUDE)
			tap_ok(strstr(first.printed, keys[i].name) != NULL,
			    "%s is printed", keys[i].name);
	}
}

/* Every row's preset is what stands there without it. */
static void
test_presets(void)
{
	static char plain[sizeof(first.printed)];
	char text[200];

	reader_run(&first, "");
	memcpy(plain, reader_print(&first), first.nprinted + 1);
	for (size_t i = 0; i < nkeys; i++) {
		if (keys[i].preset == NULL)
			continue;
		(void)snprintf(text, sizeof(text), "%s %s", keys[i].name,
		    keys[i].preset);
		tap_int(reader_run(&first, text), 0, "preset: %s", text);
		tap_is(slice_str(reader_print(&first)), slice_str(plain),
		    "%s changes nothing", text);
	}
}

int
main(void)
{
	test_rows();
	test_examples();
	test_presets();
	return tap_done();
}
