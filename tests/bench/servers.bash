# servers.bash - the servers that bench.sh compares: for each a configuration
# with two workers, no access log, and the same folders; started on a free
# port of the loopback address, stopped by its process id.
#
# The caller sets $work, the folder for all of it, and $preforkd, the program.
# server_start NAME sets ${port[NAME]} and ${pid[NAME]}; it returns 1 with a
# note when NAME is not installed.

declare -A port pid
: "${work:=}" "${preforkd:=}"

note() {
	printf '# %s\n' "$*" >&2
}

die() {
	printf 'bench: %s\n' "$*" >&2
	exit 1
}

next_port=$((20000 + $$ % 9000))

# Sets free_port to one that nobody listens on.
find_port() {
	while :; do
		next_port=$((next_port + 1))
		free_port=$next_port
		(exec 3<>"/dev/tcp/127.0.0.1/$free_port") 2>/dev/null ||
			return 0
	done
}

wait_ready() {
	local name=$1 tries

	for ((tries = 0; tries < 200; tries++)); do
		kill -0 "${pid[$name]}" 2>/dev/null || break
		(exec 3<>"/dev/tcp/127.0.0.1/${port[$name]}") 2>/dev/null &&
			return 0
		sleep 0.05
	done
	sed "s/^/# $name: /" "$work/$name.out" >&2
	die "$name does not start"
}

write_preforkd() {
	cat <<-CONF
	base_dir $work
	listen 127.0.0.1:$1
	workers 2
	document_root www
	spool_dir spool
	max_spool 4g
	access_log off
	error_log preforkd.log warn
	pid_file preforkd.pid
	max_connections 12000
	keepalive_requests 1000000
	keepalive_timeout 10m
	header_timeout 10m
	max_body_size 2g
	max_running 300
	max_queue 1000
	location /cgi-bin/ { cgi_bin cgi-bin }
	location /stream/ { cgi_bin stream; stdin stream }
	CONF
}

write_lighttpd() {
	cat <<-CONF
	server.document-root = "$work/www"
	server.bind = "127.0.0.1"
	server.port = $1
	server.max-worker = 2
	server.max-fds = 16384
	server.max-connections = 8192
	server.max-keep-alive-requests = 1000000
	server.errorlog = "$work/lighttpd.log"
	server.upload-dirs = ( "$work/spool" )
	server.stream-response-body = ${2:-0}
	server.modules = ( "mod_alias", "mod_cgi" )
	mimetype.assign = ( ".html" => "text/html" )
	alias.url = ( "/cgi-bin/" => "$work/cgi-bin/" )
	\$HTTP["url"] =~ "^/cgi-bin/" { cgi.assign = ( "" => "" ) }
	CONF
}

# Debian's usual set-up: the event model, programs started by mod_cgid; with
# "prefork" the other one, where each process starts its own.
write_apache() {
	local mpm=$2 cgi=cgid mods=/usr/lib/apache2/modules mod

	[ "$mpm" = event ] || cgi=cgi
	echo "ServerName localhost"
	echo "ServerRoot $work"
	echo "DefaultRuntimeDir $work"
	for mod in mpm_$mpm authz_core mime alias "$cgi"; do
		echo "LoadModule ${mod}_module $mods/mod_$mod.so"
	done
	[ "$cgi" = cgi ] || echo "ScriptSock $work/cgid-$1.sock"
	[ "$(id -u)" -ne 0 ] || printf 'User www-data\nGroup www-data\n'
	cat <<-CONF
	Listen 127.0.0.1:$1
	PidFile $work/apache-$1.pid
	ErrorLog $work/apache-$1.log
	LogLevel error
	KeepAlive On
	MaxKeepAliveRequests 0
	KeepAliveTimeout 60
	MaxRequestWorkers 300
	ServerLimit 300
	TypesConfig /etc/mime.types
	DocumentRoot $work/www
	ScriptAlias /cgi-bin/ $work/cgi-bin/
	<Directory $work>
	Require all granted
	</Directory>
	CONF
}

write_nginx() {
	[ "$(id -u)" -ne 0 ] || echo "user root;"
	cat <<-CONF
	daemon off;
	worker_processes 2;
	pid $work/nginx.pid;
	error_log $work/nginx.log error;
	events { worker_connections 12000; }
	http {
	access_log off;
	types { text/html html; }
	sendfile on;
	keepalive_requests 1000000;
	client_max_body_size 2g;
	client_body_temp_path $work/spool;
	fastcgi_temp_path $work/spool;
	proxy_temp_path $work/spool;
	scgi_temp_path $work/spool;
	uwsgi_temp_path $work/spool;
	server {
	listen 127.0.0.1:$1;
	root $work/www;
	location /cgi-bin/ {
	fastcgi_pass unix:$work/fcgiwrap.sock;
	fastcgi_param SCRIPT_FILENAME $work\$fastcgi_script_name;
	fastcgi_param QUERY_STRING \$query_string;
	fastcgi_param REQUEST_METHOD \$request_method;
	fastcgi_param CONTENT_LENGTH \$content_length;
	}
	}
	}
	CONF
}

# Debian has some of them where only root's PATH looks.
server_program() {
	PATH=$PATH:/usr/sbin:/sbin command -v "$1"
}

start_fcgiwrap() {
	local program

	program=$(server_program fcgiwrap) || return 1
	setsid "$program" -c 16 -s "unix:$work/fcgiwrap.sock" \
		>"$work/fcgiwrap.out" 2>&1 &
	pid[fcgiwrap]=$!
}

server_start() {
	local name=$1 program=$1 conf=$work/$1.conf p

	case $name in
	preforkd)
		program=$preforkd
		;;
	lighttpd*)
		program=lighttpd
		;;
	apache*)
		program=apache2
		;;
	esac
	if ! program=$(server_program "$program"); then
		note "$name is left out: it is not installed"
		return 1
	fi
	find_port
	p=$free_port
	case $name in
	preforkd)
		write_preforkd "$p" >"$conf"
		set -- "$program" -c "$conf"
		;;
	lighttpd)
		write_lighttpd "$p" >"$conf"
		set -- "$program" -D -f "$conf"
		;;
	lighttpd-stream)
		write_lighttpd "$p" 1 >"$conf"
		set -- "$program" -D -f "$conf"
		;;
	apache)
		write_apache "$p" event >"$conf"
		set -- "$program" -DFOREGROUND -f "$conf"
		;;
	apache-prefork)
		write_apache "$p" prefork >"$conf"
		set -- "$program" -DFOREGROUND -f "$conf"
		;;
	nginx)
		if ! start_fcgiwrap; then
			note "nginx is left out: fcgiwrap is not installed"
			return 1
		fi
		write_nginx "$p" >"$conf"
		set -- "$program" -c "$conf" -e "$work/nginx.log"
		;;
	*)
		die "no server is called $name"
		;;
	esac
	# lighttpd passes a signal on to its whole process group: not to ours.
	setsid "$@" >"$work/$name.out" 2>&1 &
	pid[$name]=$!
	port[$name]=$p
	wait_ready "$name"
}

server_stop() {
	local name=$1

	[ -n "${pid[$name]:-}" ] || return 0
	# The whole group: fcgiwrap's processes would outlive their first.
	kill -- "-${pid[$name]}" 2>/dev/null
	wait "${pid[$name]}" 2>/dev/null
	unset "pid[$name]" "port[$name]"
	[ "$name" != nginx ] || server_stop fcgiwrap
}

servers_stop() {
	local name

	for name in "${!pid[@]}"; do
		server_stop "$name"
	done
}

# The processes of a server that do the work, as numbers in one line.
server_workers() {
	cat "/proc/${pid[$1]}/task/${pid[$1]}/children"
}
