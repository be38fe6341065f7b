#include "conf/route.h"

#include <arpa/inet.h>

#include "reader.h"
#include "tap.h"

static struct reader r;

static const char *const sites =
    "site www.example.org Example.org. {\n}\n"
    "site *.example.org {\n}\n"
    "site *.deep.example.org a.b.c {\n}\n"
    "site [::1] {\n}\n";

static const struct {
	const char	*host;
	int		 want;		/* index of the site */
} hosts[] = {
	{ "", 0 }, { "other", 0 }, { "www.example.org", 1 },
	{ "WWW.Example.ORG", 1 }, { "www.example.org.", 1 },
	{ "example.org", 1 }, { "x.example.org", 2 },
	{ "y.x.example.org", 2 }, { "x.deep.example.org", 3 },
	{ "deep.example.org", 2 }, { ".example.org", 0 },
	{ "xexample.org", 0 }, { "a.b.c", 3 }, { "b.c", 0 }, { "[::1]", 4 },
	{ ".", 0 }, { "*.example.org", 2 }
};

static void
test_sites(void)
{
	tap_int(reader_run(&r, sites), 0, "the sites are good");
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		struct slice host = guard_copy(slice_str(hosts[i].host));

		tap_int(route_site(&r.conf, host) - r.conf.sites,
		    hosts[i].want, "host '%s'", hosts[i].host);
		guard_free(host);
	}
}

static const char *const locations =
    "location /cgi-bin/ { cgi_bin c }\n"
    "location /a { }\n"
    "location /a/b/ { }\n"
    "location /pics { alias p }\n"
    "location /bin { cgi_bin b }\n"
    "location /old/ { redirect /new }\n"
    "location /one { cgi o }\n"
    "location \"/x y\" { }\n";

static const struct {
	const char	*path;
	const char	*prefix;
	size_t		 next;
	bool		 add_slash;
} paths[] = {
	{ "/", "/", 0, false },
	{ "/z", "/", 0, false },
	{ "/cgi-bin", "/cgi-bin", 1, true },
	{ "/cgi-bin/", "/cgi-bin", 1, false },
	{ "/cgi-bin/x", "/cgi-bin", 1, false },
	{ "/cgi-binx", "/", 0, false },
	{ "/cgi-bi", "/", 0, false },
	{ "//cgi-bin", "/cgi-bin", 2, true },
	{ "//cgi-bin//x", "/cgi-bin", 2, false },
	{ "/cgi-bin//", "/cgi-bin", 1, false },
	{ "/a", "/a", 1, false },
	{ "/a/", "/a", 1, false },
	{ "/a/c", "/a", 1, false },
	{ "/a/b", "/a/b", 2, true },
	{ "/a//b/c", "/a/b", 3, false },
	{ "/a/bc", "/a", 1, false },
	{ "/a%2fb", "/", 0, false },
	{ "/%61/b/", "/a/b", 2, false },
	{ "/a/./b/../b/c", "/a/b", 2, false },
	{ "/pics", "/pics", 1, true },
	{ "/pics/1", "/pics", 1, false },
	{ "/bin", "/bin", 1, true },
	{ "/old", "/old", 1, false },
	{ "/one", "/one", 1, false },
	{ "/x%20y", "/x y", 1, false },
	{ "///", "/", 0, false },
	{ "/A", "/", 0, false },
};

static void
test_paths(void)
{
	static struct path path;
	static char mem[4096];
	struct arena arena;
	struct route got;

	tap_int(reader_run(&r, locations), 0, "the locations are good");
	arena_init(&arena, mem, sizeof(mem));
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		arena_reset(&arena);
		tap_int(path_parse(&path, slice_str(paths[i].path), &arena), 0,
		    "path %s", paths[i].path);
		route_find(&r.conf.sites[0], &path, &got);
		tap_is(slice_str(got.location->prefix),
		    slice_str(paths[i].prefix), "%s: its location",
		    paths[i].path);
		tap_int((long long)got.next, (long long)paths[i].next,
		    "%s: what follows", paths[i].path);
		tap_int(got.add_slash, paths[i].add_slash, "%s: the slash",
		    paths[i].path);
	}
}

static const struct {
	const char	*text;
	const char	*addr;		/* "unix", "::1", "10.1.2.3" */
	bool		 want;
} rules[] = {
	{ "", "10.1.2.3", true },
	{ "", "unix", true },
	{ "allow 10.0.0.0/8", "10.1.2.3", true },
	{ "allow 10.0.0.0/8", "11.1.2.3", false },
	{ "allow 10.0.0.0/8", "::1", false },
	{ "allow 10.0.0.0/8", "unix", false },
	{ "allow 10.0.0.0/8 unix", "unix", true },
	{ "allow all", "unix", true },
	{ "allow all", "2001:db8::1", true },
	{ "deny 10.0.0.0/8", "10.1.2.3", false },
	{ "deny 10.0.0.0/8", "11.1.2.3", true },
	{ "deny 10.0.0.0/8", "unix", true },
	{ "deny unix", "unix", false },
	{ "deny unix", "10.1.2.3", true },
	{ "deny all", "10.1.2.3", false },
	{ "deny all", "unix", false },
	{ "deny all; allow 10.0.0.0/8", "10.1.2.3", true },
	{ "deny all; allow 10.0.0.0/8", "11.1.2.3", false },
	{ "deny 10.1.0.0/16; allow 10.0.0.0/8", "10.1.2.3", false },
	{ "deny 10.1.0.0/16; allow 10.0.0.0/8", "10.2.2.3", true },
	{ "deny 10.1.0.0/16; allow 10.0.0.0/8", "9.2.2.3", true },
	{ "deny 10.0.0.0/8; allow 10.1.0.0/16", "10.1.2.3", true },
	{ "deny 10.0.0.0/8; allow 10.1.0.0/16", "10.2.2.3", false },
	{ "deny 10.0.0.0/8; allow 10.0.0.0/8", "10.1.2.3", false },
	{ "allow 10.128.0.0/9", "10.127.0.1", false },
	{ "allow 10.128.0.0/9", "10.128.0.1", true },
	{ "allow 10.1.2.3", "10.1.2.3", true },
	{ "allow 10.1.2.3", "10.1.2.2", false },
	{ "allow 0.0.0.0/0", "1.2.3.4", true },
	{ "allow 0.0.0.0/0", "::1", false },
	{ "allow ::/0", "1.2.3.4", true },
	{ "allow fe80::/10", "fe80::1", true },
	{ "allow fe80::/10", "fec0::1", false },
};

/* The mapped address of a text; NULL for "unix". */
static const uint8_t *
address(const char *text)
{
	static uint8_t addr[16];

	if (strcmp(text, "unix") == 0)
		return NULL;
	memset(addr, 0, sizeof(addr));
	if (inet_pton(AF_INET6, text, addr) != 1) {
		addr[10] = addr[11] = 0xff;
		inet_pton(AF_INET, text, addr + 12);
	}
	return addr;
}

static void
test_rules(void)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		tap_int(reader_run(&r, rules[i].text), 0, "'%s' is good",
		    rules[i].text);
		tap_int(route_allowed(&r.conf.sites[0].root,
		    address(rules[i].addr)), rules[i].want, "'%s' for %s",
		    rules[i].text, rules[i].addr);
	}
	reader_run(&r, "trusted_proxy 127.0.0.0/8 unix");
	tap_ok(nets_have(&r.conf.trusted_proxies, address("127.1.1.1")),
	    "a trusted proxy");
	tap_ok(nets_have(&r.conf.trusted_proxies, NULL), "on a socket");
	tap_ok(!nets_have(&r.conf.trusted_proxies, address("128.1.1.1")),
	    "not another");
	reader_run(&r, "");
	tap_ok(!nets_have(&r.conf.trusted_proxies, NULL), "nor any by itself");
}

static void
test_limits(void)
{
	static const struct {
		const char	*path;
		long long	 seconds;
	} programs[] = {
		{ "report.sh", 1 }, { "sub/report.sh", 1 }, { "x.sh", 2 },
		{ "sub/x.sh", 2 }, { "slow/a", 3 }, { "slow/b/c", 3 },
		{ "other", 600 }, { "report.shx", 600 }, { "", 600 }
	};

	tap_int(reader_run(&r, "location /c { cgi_bin c\n"
	    "program report.sh { timeout 1s }\n"
	    "program *.sh { timeout 2s }\n"
	    "program slow/* { timeout 3s }\n}\n"), 0, "programs are good");
	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
		tap_int(route_limits(&r.conf.sites[0].locations[0],
		    programs[i].path)->clocks[CLOCK_TIMEOUT],
		    programs[i].seconds * 1000, "program '%s'",
		    programs[i].path);
}

int
main(void)
{
	test_sites();
	test_paths();
	test_rules();
	test_limits();
	return tap_done();
}
