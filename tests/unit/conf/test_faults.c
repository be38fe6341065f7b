#include "conf/conf.h"

#include "reader.h"
#include "tap.h"

static struct reader r;

/* Texts with faults, and all that is said of them. */
static const struct row {
	const char	*name;
	const char	*text;
	const char	*want;
} faults[] = {
	{ "unknown, like another", "wrokers 2\n",
	    "f:1: unknown directive 'wrokers': did you mean 'workers'?\n" },
	{ "unknown, '-' for '_'", "document-root x\n",
	    "f:1: unknown directive 'document-root': did you mean "
	    "'document_root'?\n" },
	{ "unknown, like none", "\nproxy_pass http://x\n",
	    "f:2: unknown directive 'proxy_pass': preforkd.conf(5) lists "
	    "those there are\n" },
	{ "what is in an unknown block is not looked at",
	    "server_block_of_another {\n a\n b 1\n}\nworkers 0\n",
	    "f:1: unknown directive 'server_block_of_another': "
	    "preforkd.conf(5) lists those there are\n"
	    "f:5: '0' is out of range: workers takes 1 to 1024\n" },
	{ "wrong block", "location /a {\n workers 2\n}\n",
	    "f:2: 'workers' cannot stand in a location: it belongs in the "
	    "main block\n" },
	{ "header_timeout in a location",
	    "location / { header_timeout 1s }",
	    "f:1: 'header_timeout' cannot stand in a location: it belongs in "
	    "the main block or a site\n" },
	{ "alias outside a location", "alias /x",
	    "f:1: 'alias' cannot stand in the main block: it belongs in a "
	    "location\n" },
	{ "index in a program",
	    "location /a { program x { index y } }",
	    "f:1: 'index' cannot stand in a program block: it belongs in the "
	    "main block, a site or a location\n" },
	{ "include in a site", "site a { include x }",
	    "f:1: 'include' cannot stand in a site: it belongs in the main "
	    "block\n" },
	{ "given twice", "timeout 1s\nindex a\n\ntimeout 2s\nindex b\n",
	    "f:4: 'timeout' is given twice in this block, first on line 1: "
	    "leave one out\n"
	    "f:5: 'index' is given twice in this block, first on line 2: put "
	    "all values in one line\n" },
	{ "no value", "timeout\n", "f:1: timeout takes one value: timeout "
	    "10m\n" },
	{ "too many values", "pid_file a b\n", "f:1: pid_file takes one "
	    "value: pid_file var/run/preforkd.pid\n" },
	{ "no values of many", "site {\n}\n", "f:1: site takes at least one "
	    "value: site www.example.org { ... }\n" },
	{ "three values of two", "access_log a json b\n",
	    "f:1: access_log takes one or two values: access_log "
	    "var/log/access.log combined\n" },
	{ "no block", "location /a\n", "f:1: location needs a block: "
	    "location /cgi-bin/ { ... }\n" },
	{ "a block too much", "workers 2 {\n}\n", "f:1: workers takes no "
	    "block: workers auto\n" },
	{ "not built yet", "status\nlocation /s { status }\n"
	    "auth_basic x y\nlimit memory 1g\n",
	    "f:1: 'status' is not available in this version yet: take it "
	    "out\n"
	    "f:2: 'status' is not available in this version yet: take it "
	    "out\n"
	    "f:3: 'auth_basic' is not available in this version yet: take it "
	    "out\n"
	    "f:4: 'limit' is not available in this version yet: take it "
	    "out\n" },
	{ "a service without a block", "service g\n",
	    "f:1: service needs a block: service grader { command "
	    "cgi-bin/tutor grade }\n" },
	{ "a service without a program", "service g { user x }\n",
	    "f:1: this service has no program: add the line 'command "
	    "cgi-bin/tutor grade'\n" },
	{ "a service without a name", "service { command x; foo }\n",
	    "f:1: service takes one value: service grader { command "
	    "cgi-bin/tutor grade }\n"
	    "f:1: unknown directive 'foo': preforkd.conf(5) lists those "
	    "there are\n" },
	{ "a service of two names", "service a b { command x }\n",
	    "f:1: service takes one value: service grader { command "
	    "cgi-bin/tutor grade }\n" },
	{ "bad names of services", "service a/b { command x }\n"
	    "service -a { command x }\nservice \"\" { command x }\n"
	    "service a23456789012345678901234567890123 { command x }\n",
	    "f:1: 'a/b' is not the name of a service: letters, digits, '-', "
	    "'_' and '.', 32 at most, the first a letter or a digit\n"
	    "f:2: '-a' is not the name of a service: letters, digits, '-', "
	    "'_' and '.', 32 at most, the first a letter or a digit\n"
	    "f:3: '' is not the name of a service: letters, digits, '-', "
	    "'_' and '.', 32 at most, the first a letter or a digit\n"
	    "f:4: 'a23456789012345678901234567890123' is not the name of a "
	    "service: letters, digits, '-', '_' and '.', 32 at most, the "
	    "first a letter or a digit\n" },
	{ "two services of a name", "service a { command x }\n"
	    "service a { command y }\n",
	    "f:2: the service 'a' is given twice, first on line 1: give it "
	    "another name\n" },
	{ "a service's program without a path", "service a { command }\n",
	    "f:1: command takes at least one value: command cgi-bin/tutor "
	    "grade\n" },
	{ "two programs of a service",
	    "service a { command x\n command y }\n",
	    "f:2: 'command' is given twice in this block, first on line 1: "
	    "put all values in one line\n" },
	{ "what is not a service's", "service a { command x; timeout 1s\n"
	    "max_running 1\nservice b { command x }\n}\n",
	    "f:1: 'timeout' cannot stand in a service block: it belongs in "
	    "the main block, a site, a location, a program block or a stream "
	    "block\n"
	    "f:2: 'max_running' cannot stand in a service block: it belongs "
	    "in the main block, a site, a location, a program block or a "
	    "stream block\n"
	    "f:3: 'service' cannot stand in a service block: it belongs in "
	    "the main block\n" },
	{ "a service in a site", "site a { service b { command x } }\n",
	    "f:1: 'service' cannot stand in a site: it belongs in the main "
	    "block\n" },
	{ "a command in the main block", "command x\n",
	    "f:1: 'command' cannot stand in the main block: it belongs in a "
	    "service block\n" },
	{ "an empty user", "service a { command x; user \"\" }\n",
	    "f:1: user is empty: user www-data\n" },
	{ "a stream without a block", "listen 127.0.0.1:7 stream\n",
	    "f:1: a stream needs a block that names its program: listen "
	    "127.0.0.1:7 stream { exec cgi-bin/yell }\n" },
	{ "a block without a stream", "listen 127.0.0.1:7 { exec x; foo }\n",
	    "f:1: only a stream has a block: listen 127.0.0.1:7 stream "
	    "{ exec cgi-bin/yell }, or listen 127.0.0.1:7\n"
	    "f:1: unknown directive 'foo': preforkd.conf(5) lists those "
	    "there are\n" },
	{ "another word than stream", "listen 127.0.0.1:7 http\n",
	    "f:1: 'http' is not known to listen: an address, or an address "
	    "and 'stream { ... }': listen 127.0.0.1:8080\n" },
	{ "another word with a block", "listen 127.0.0.1:7 http { }\n",
	    "f:1: 'http' is not known to listen: an address, or an address "
	    "and 'stream { ... }': listen 127.0.0.1:8080\n" },
	{ "a stream without a program",
	    "listen 127.0.0.1:7 stream {\n\ttimeout 1s\n}\n",
	    "f:1: this stream has no program: add the line 'exec "
	    "cgi-bin/yell'\n" },
	{ "a stream's program without a path",
	    "listen 127.0.0.1:7 stream { exec }\n",
	    "f:1: exec takes at least one value: exec cgi-bin/yell\n" },
	{ "an empty path of a stream's program",
	    "listen 127.0.0.1:7 stream { exec \"\" }\n",
	    "f:1: the path is empty: exec cgi-bin/yell\n" },
	{ "two programs of a stream",
	    "listen 127.0.0.1:7 stream {\n\texec a\n\texec b\n}\n",
	    "f:3: 'exec' is given twice in this block, first on line 2: put "
	    "all values in one line\n" },
	{ "HTTP in a stream", "listen 127.0.0.1:7 stream {\n\texec x\n"
	    "\tdocument_root y\n\tlocation /z { }\n\tstdin stream\n"
	    "\tfirst_byte_timeout 5s\n\tlisten 127.0.0.1:9\n"
	    "\tlimit cpu 5\n}\n",
	    "f:3: 'document_root' cannot stand in a stream block: it belongs "
	    "in the main block, a site or a location\n"
	    "f:4: 'location' cannot stand in a stream block: it belongs in "
	    "the main block or a site\n"
	    "f:5: 'stdin' cannot stand in a stream block: it belongs in the "
	    "main block, a site, a location or a program block\n"
	    "f:6: 'first_byte_timeout' cannot stand in a stream block: it "
	    "belongs in the main block, a site, a location or a program "
	    "block\n"
	    "f:7: 'listen' cannot stand in a stream block: it belongs in the "
	    "main block\n"
	    "f:8: 'limit' is not available in this version yet: take it "
	    "out\n" },
	{ "exec outside a stream", "exec x\nlocation /x { exec y }\n",
	    "f:1: 'exec' cannot stand in the main block: it belongs in a "
	    "stream block\n"
	    "f:2: 'exec' cannot stand in a location: it belongs in a stream "
	    "block\n" },
	{ "a stream where HTTP is",
	    "listen *:80\nlisten 127.0.0.1:80 stream { exec x }\n",
	    "f:2: listen '127.0.0.1:80' and '*:80' on line 1 take the same "
	    "port: leave one of them out\n" },
	{ "time without a unit", "timeout 10\n", "f:1: a time needs a unit: "
	    "timeout 10s\n" },
	{ "zero without a unit", "timeout 0\n", "f:1: a time needs a unit: "
	    "timeout 0s\n" },
	{ "time with another unit", "linger 2d\n", "f:1: '2d' is not a time: "
	    "write a number with ms, s, m or h: linger 2s\n" },
	{ "time too long", "linger 8761h\n", "f:1: '8761h' is too long: at "
	    "most 8760h, a year; 0s means no limit\n" },
	{ "time too long to count", "linger 99999999999999999999h\n",
	    "f:1: '99999999999999999999h' is too long: at most 8760h, a "
	    "year; 0s means no limit\n" },
	{ "negative time", "linger -1s\n", "f:1: '-1s' is not a time: write "
	    "a number with ms, s, m or h: linger 2s\n" },
	{ "bad size", "max_body_size 4kb\n", "f:1: '4kb' is not a size: "
	    "write bytes, or a number with k, m or g: max_body_size 64m\n" },
	{ "size too large to count", "max_body_size 99999999999g\n",
	    "f:1: '99999999999g' is not a size: write bytes, or a number "
	    "with k, m or g: max_body_size 64m\n" },
	{ "size out of range", "max_header_size 2m\n", "f:1: '2m' is out of "
	    "range: max_header_size takes 1024 to 61440\n" },
	{ "bad number", "workers two\n", "f:1: 'two' is not a whole number: "
	    "workers auto\n" },
	{ "number out of range", "max_running 0\n", "f:1: '0' is out of "
	    "range: max_running takes 1 to 1000000\n" },
	{ "number over 32 bits", "max_requests_per_worker 4294967296\n",
	    "f:1: '4294967296' is out of range: max_requests_per_worker takes "
	    "0 to 4294967295\n" },
	{ "bad switch", "listing yes\n", "f:1: 'yes' is not known to listing: "
	    "write off or on\n" },
	{ "bad stdin", "stdin pipe\n", "f:1: 'pipe' is not known to stdin: "
	    "write spool or stream\n" },
	{ "bad log format", "access_log a common\n", "f:1: 'common' is not "
	    "known to access_log: write combined or json\n" },
	{ "bad log level", "error_log stderr notice\n", "f:1: 'notice' is not "
	    "a level of the error log: error_log var/log/error.log info\n" },
	{ "empty path", "data_dir \"\"\n", "f:1: the path is empty: data_dir "
	    "var/data\n" },
	{ "empty user", "user \"\"\n", "f:1: user is empty: user www-data\n" },
	{ "listener without port", "listen 127.0.0.1\n", "f:1: '127.0.0.1' "
	    "is not an address with a port: write 127.0.0.1:8080, "
	    "[::1]:8080, *:8080 or unix:PATH\n" },
	{ "listener without port, v6", "listen [::1]\n", "f:1: '[::1]' "
	    "is not an address with a port: write 127.0.0.1:8080, "
	    "[::1]:8080, *:8080 or unix:PATH\n" },
	{ "listener with a name", "listen localhost:80\n",
	    "f:1: 'localhost:80' does not name an address: write numbers "
	    "like 127.0.0.1:80 or [::1]:80, or *:80 for all\n" },
	{ "v6 without brackets", "listen ::1:80\n",
	    "f:1: '::1:80' does not name an address: write numbers "
	    "like 127.0.0.1:80 or [::1]:80, or *:80 for all\n" },
	{ "large port", "listen *:65536\n", "f:1: '*:65536' has no port from "
	    "0 to 65535 behind its ':': write 127.0.0.1:8080\n" },
	{ "empty socket path", "listen unix:\n", "f:1: the socket's path is "
	    "empty: write unix:var/run/preforkd.sock\n" },
	{ "listeners alike", "listen 127.0.0.1:80\nlisten 127.0.0.1:80\n",
	    "f:2: listen '127.0.0.1:80' and '127.0.0.1:80' on line 1 take the "
	    "same port: leave one of them out\n" },
	{ "a listener in another", "listen 127.0.0.1:80\nlisten *:80\n",
	    "f:2: listen '*:80' and '127.0.0.1:80' on line 1 take the "
	    "same port: leave one of them out\n" },
	{ "sockets alike", "listen unix:a/../b\nlisten unix:/srv/etc/b\n",
	    "f:2: listen 'unix:/srv/etc/b' and 'unix:a/../b' on line 1 take "
	    "the same port: leave one of them out\n" },
	{ "bad network", "deny 10.0.0.0/33 x.example ::1/129\n",
	    "f:1: '10.0.0.0/33' is not a network: write 10.0.0.0/8, ::1, unix "
	    "or all\n"
	    "f:1: 'x.example' is not a network: write 10.0.0.0/8, ::1, unix "
	    "or all\n"
	    "f:1: '::1/129' is not a network: write 10.0.0.0/8, ::1, unix "
	    "or all\n" },
	{ "network with bits behind", "allow 10.0.0.1/8 fe80::1/10\n",
	    "f:1: '10.0.0.1/8' has bits set behind its /: write 10.0.0.0/8\n"
	    "f:1: 'fe80::1/10' has bits set behind its /: write "
	    "fe80::/10\n" },
	{ "variables", "setenv 1A x\nsetenv A-B x\npass_env \"\" A=B\n",
	    "f:1: '1A' is not a variable's name: letters, digits and _\n"
	    "f:2: 'A-B' is not a variable's name: letters, digits and _\n"
	    "f:3: '' is not a variable's name: letters, digits and _\n"
	    "f:3: 'A=B' is not a variable's name: letters, digits and _\n" },
	{ "a variable twice", "setenv A x\nsetenv A y\n",
	    "f:2: setenv 'A' is given twice in this block: leave one out\n" },
	{ "a variable without value", "setenv A\n",
	    "f:1: setenv takes two values: setenv GIT_PROJECT_ROOT "
	    "/srv/git\n" },
	{ "headers", "add_header X: y\nadd_header content-length 4\n"
	    "add_header X\n",
	    "f:1: 'X:' is not a header's name: letters, digits and '-', "
	    "without ':'\n"
	    "f:2: 'content-length' cannot be added: the server sets it "
	    "itself\n"
	    "f:3: add_header takes two values: add_header X-Frame-Options "
	    "DENY\n" },
	{ "suffixes", "cgi_suffix cgi\ninterpreter . /bin/sh\n",
	    "f:1: 'cgi' is not a suffix: it starts with a dot, like .cgi\n"
	    "f:2: '.' is not a suffix: it starts with a dot, like .cgi\n" },
	{ "index with a slash", "index a/b\n", "f:1: 'a/b' is not the name of "
	    "a file, without '/'\n" },
	{ "error pages", "error_page 200 x\nerror_page 404\n"
	    "error_page 404 500 x\nerror_page 500 y\n",
	    "f:1: '200' is not the status of an error, 400 to 599: "
	    "error_page 404 apps/www/404.html\n"
	    "f:2: error_page takes a status and a file: error_page 404 "
	    "apps/www/404.html\n"
	    "f:4: error_page 500 is given twice in this block: leave one "
	    "out\n" },
	{ "redirect's status", "redirect 200 /x\n", "f:1: '200' is not a "
	    "redirect's status: one of 301 302 303 307 308\n" },
	{ "redirect's target", "redirect x\n", "f:1: 'x' is no place to go "
	    "to: a path that starts with '/', or https://...\n" },
	{ "redirect's variables", "redirect /$uri$host/$request\n",
	    "f:1: '$request' is not known to redirect: only $uri and $host "
	    "are\n" },
	{ "redirect with a blank", "redirect \"/a b\"\n", "f:1: '/a b' holds "
	    "a blank: write %20\n" },
	{ "two kinds in a location",
	    "location /a {\n cgi_bin x\n cgi y\n}\n",
	    "f:3: 'cgi' and 'cgi_bin' on line 2 cannot stand in one location: "
	    "leave one out, or give it a location of its own\n" },
	{ "two kinds in the main block", "redirect /x\ncgi_suffix .cgi\n",
	    "f:2: 'cgi_suffix' and 'redirect' on line 1 cannot stand in one "
	    "location: leave one out, or give it a location of its own\n" },
	{ "location without a slash", "location cgi-bin {\n}\n",
	    "f:1: the location 'cgi-bin' does not start with a '/': location "
	    "/cgi-bin/ { ... }\n" },
	{ "location with dots", "location /a/../b {\n}\n",
	    "f:1: the location '/a/../b' holds '.' or '..', which no request "
	    "has: leave them out\n" },
	{ "location twice", "location /a/ {\n}\nlocation //a {\n}\n",
	    "f:3: the location '//a' is given twice, first on line 1: make "
	    "one of the two\n" },
	{ "host names", "site a.example:80 .b *. http://c {\n}\n",
	    "f:1: 'a.example:80' is not a host name: write www.example.org "
	    "or *.example.org, without a port\n"
	    "f:1: '.b' is not a host name: write www.example.org "
	    "or *.example.org, without a port\n"
	    "f:1: '*.' is not a host name: write www.example.org "
	    "or *.example.org, without a port\n"
	    "f:1: 'http://c' is not a host name: write www.example.org "
	    "or *.example.org, without a port\n" },
	{ "host names twice", "site a b {\n}\nsite c A. {\n}\nsite d d {\n}\n",
	    "f:3: the name 'A.' belongs to the site on line 1 already: leave "
	    "it out\n"
	    "f:5: the name 'd' belongs to the site on line 5 already: leave "
	    "it out\n" },
	{ "program twice", "location /a {\n program x {\n }\n program x {\n"
	    " }\n}\n",
	    "f:4: program 'x' is given twice in this location: make one of "
	    "the two\n" },
	{ "program with a folder above", "location /a {\n program /x {\n }\n"
	    "}\n",
	    "f:2: program '/x' is not a name or a path below the location's "
	    "folder: program report.sh { timeout 1h }\n" },
	{ "a queue without a counter",
	    "location /a {\n program x { max_queue 4 }\n}\n",
	    "f:2: max_queue in a program block needs a max_running beside "
	    "it: without one the program is counted with its location\n" },
	{ "a block that stays open", "site a {\n location /b {\n",
	    "f:3: the file ends inside the block 'location /b' that line 2 "
	    "opens: add its '}'\n"
	    "f:3: the file ends inside the block 'site a' that line 1 opens: "
	    "add its '}'\n" },
	{ "a block never opened", "}\nworkers 2 }\n",
	    "f:1: '}' closes nothing: no block is open here, leave it out\n"
	    "f:2: '}' closes nothing: no block is open here, leave it out\n" },
	{ "a brace on its own line", "location /a\n{\n}\n",
	    "f:1: location needs a block: location /cgi-bin/ { ... }\n"
	    "f:2: '{' stands without a directive: it belongs at the end of "
	    "the directive's line\n"
	    "f:3: '}' closes nothing: no block is open here, leave it out\n" },
	{ "a broken block is looked into",
	    "location \"/a {\n timeout 5\n}\nworkers 0\n",
	    "f:1: a quote is opened and not closed on this line: add the "
	    "second \"\n"
	    "f:2: a time needs a unit: timeout 5s\n"
	    "f:4: '0' is out of range: workers takes 1 to 1024\n" },
	{ "faults come in the order of the text",
	    "location /a {\n timeout 5\n}\nlinger 1\nfoo_bar_baz\n\"\n",
	    "f:2: a time needs a unit: timeout 5s\n"
	    "f:4: a time needs a unit: linger 1s\n"
	    "f:5: unknown directive 'foo_bar_baz': preforkd.conf(5) lists "
	    "those there are\n"
	    "f:6: a quote is opened and not closed on this line: add the "
	    "second \"\n" },
	{ "include that cannot be read", "\ninclude gone\n",
	    "f:2: cannot read '/srv/etc/gone': No such file or directory\n" },
	{ "include that includes itself", "include loop\n",
	    "/srv/etc/loop:1: includes are nested more than 8 deep: does a "
	    "file include itself?\n" },
	{ "faults in an included file", "include bad\nworkers 0\n",
	    "/srv/etc/bad:2: a time needs a unit: linger 1s\n"
	    "f:2: '0' is out of range: workers takes 1 to 1024\n" },
	{ "a block cannot end in another file", "include open\n}\n",
	    "/srv/etc/open:2: the file ends inside the block 'site x' that "
	    "line 1 opens: add its '}'\n"
	    "f:2: '}' closes nothing: no block is open here, leave it out\n" },
	{ "twice over two files", "include good\nlinger 2s\n",
	    "f:2: 'linger' is given twice in this block, first at "
	    "/srv/etc/good:1: leave one out\n" },
	{ "base_dir after an include", "include good\nbase_dir x\n",
	    "f:2: base_dir stands after an include, which depends on it: put "
	    "it first\n" },
};

static const struct reader_file files[] = {
	{ "/srv/etc/gone", NULL, NULL },
	{ "/srv/etc/good", "/srv/etc/good", "linger 5s" },
	{ "/srv/etc/bad", "/srv/etc/bad", "\nlinger 1\n" },
	{ "/srv/etc/open", "/srv/etc/open", "site x {\n" },
	{ "/srv/etc/loop", "/srv/etc/loop", "include loop\n" },
	{ NULL, NULL, NULL }
};

static void
test_faults(void)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct slice text = guard_copy(slice_str(faults[i].text));
		int n = reader_run_in(&r, text, sizeof(r.mem)), lines = 0;

		for (size_t j = 0; j < r.nsaid; j++)
			lines += r.said[j] == '\n';
		if (tap_is(slice_str(r.said), slice_str(faults[i].want), "%s",
		    faults[i].name) && n != lines)
			tap_int(n, lines, "%s: the number", faults[i].name);
		guard_free(text);
	}
}

static void
test_limits_of_reading(void)
{
	static char text[8192];
	size_t n = 0;

	for (int i = 0; i < 150; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "nonsense\n");
	tap_int(reader_run(&r, text), 101, "a hundred faults are told");
	tap_ok(strstr(r.said, "\nf:100: too many errors: ") != NULL,
	    "then one that says so");
}

int
main(void)
{
	r.files = files;
	test_faults();
	test_limits_of_reading();
	return tap_done();
}
