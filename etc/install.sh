#!/bin/sh
# install.sh - put the server, its manuals and a first site in place.
#
# usage: make install [PREFIX=/usr/local] [DESTDIR=]
#
# With PREFIX /usr/local or /usr, as root, what is not the server itself goes to
# the usual places: /etc/preforkd, /srv/preforkd, /var and /run.  With another
# PREFIX everything goes below it, which needs no rights.  A configuration or
# a site that is there already stays as it is; what is new of the samples is
# then to be found in share/doc/preforkd.  DESTDIR is put before each path, for
# those who make packages.

set -eu
cd "$(dirname "$0")/.."
: "${PREFIX:=/usr/local}" "${DESTDIR:=}" "${PREFORKD:=preforkd}"

case $PREFIX in
/usr | /usr/local)	top= ;;
/*)			top=$PREFIX ;;
*)	echo "install: PREFIX must be an absolute path, not $PREFIX" >&2
	exit 1 ;;
esac
bin=$PREFIX/bin man=$PREFIX/share/man doc=$PREFIX/share/doc/preforkd
units=$PREFIX/lib/systemd/system rotation=$top/etc/logrotate.d
conf=$top/etc/preforkd site=$top/srv/preforkd state=$top/var/lib/preforkd
logs=$top/var/log/preforkd run=$top/run/preforkd

# put MODE FOLDER FILE...: copy files there.
put() {
	mode=$1 folder=$DESTDIR$2
	shift 2
	mkdir -p "$folder"
	for file; do
		install -m "$mode" "$file" "$folder/"
	done
}

# server.conf with absolute paths.  Installed for all, programs are not root,
# and the grader is, to make its boxes.
adapt_conf() {
	user='s|^#user |user |; /^service grader/a\
	user            root'
	[ -z "$top" ] || user=
	sed -e "s|^\(base_dir  *\).*|\1$site|" \
	    -e "s|^\(document_root  *\)apps/|\1|" \
	    -e "s|^\(mime_types  *\)etc/|\1$conf/|" \
	    -e "s|^\([a-z]*_dir  *\)var/|\1$state/|" \
	    -e "s|var/log/|$logs/|" -e "s|var/run/|$run/|" \
	    -e "s|\./preforkd -c etc/|$bin/preforkd -c $conf/|" \
	    -e "s|^\(#include  *\)etc/|\1$conf/|" \
	    -e "s|\(TUTOR_COURSES  *\)[^ ]*|\1$site/courses|" \
	    -e "$user" etc/server.conf
}

# The other samples, which have absolute paths already.
adapt() {
	case $1 in
	server.conf)	adapt_conf ;;
	*)	sed -e "s|/usr/local/bin/|$bin/|g" \
		    -e "s|/etc/preforkd/|$conf/|g" \
		    -e "s|/var/log/preforkd|$logs|g" \
		    -e "s|/run/preforkd|$run|g" "etc/$1" ;;
	esac
}

# adapt_to FOLDER NAME [AS]
adapt_to() {
	mkdir -p "$DESTDIR$1"
	adapt "$2" >"$DESTDIR$1/${3:-$2}"
}

# The tutor in the shell: with the site's courses and data, which belong to who
# runs the programs.  What root made there the server could not write.
tutor_command() {
	mkdir -p "$DESTDIR$bin"
	cat >"$DESTDIR$bin/tutor" <<-SCRIPT
		#!/bin/sh
		# tutor - the command of tutor(7), for the site in $site
		: "\${TUTOR_COURSES:=$site/courses}" "\${DATA_DIR:=$state/data}"
		export TUTOR_COURSES DATA_DIR
		owner=\$(ls -ld "\$DATA_DIR" 2>/dev/null | awk '{ print \$3 }')
		if [ "\$(id -u)" = 0 ] && [ "\${owner:-root}" != root ] &&
		    [ "\${1-}" != new-course ]; then
			if command -v runuser >/dev/null; then
				exec runuser -u "\$owner" -- "\$0" "\$@"
			fi
			SHELL=/bin/sh
			export SHELL
			exec su -m "\$owner" -c 'exec "\$0" "\$@"' "\$0" "\$@"
		fi
		exec $site/cgi-bin/tutor "\$@"
	SCRIPT
	chmod 755 "$DESTDIR$bin/tutor"
}

# missing PATH: what is there is left alone.
missing() {
	[ ! -e "$DESTDIR$1" ] || {
		echo "install: $1 stays as it is"
		return 1
	}
}

mkdir -p "$DESTDIR$bin"
install -m 755 "$PREFORKD" "$DESTDIR$bin/preforkd"
put 644 "$man/man8" server/preforkd.8
put 644 "$man/man5" server/preforkd.conf.5
put 644 "$man/man3" apps/lib/*.3
put 644 "$man/man7" apps/tutor/*.7
put 644 "$man/man8" apps/tutor/*.8
put 644 "$doc" README.md LICENSE etc/mime.types
for name in server.conf preforkd.logrotate haproxy.cfg nginx-proxy.conf; do
	adapt_to "$doc" "$name"
done
adapt_to "$units" preforkd.service

if missing "$conf/server.conf"; then
	adapt_to "$conf" server.conf
fi
if missing "$conf/mime.types"; then
	put 644 "$conf" etc/mime.types
fi
if missing "$rotation/preforkd"; then
	adapt_to "$rotation" preforkd.logrotate preforkd
fi
if missing "$site"; then
	put 644 "$site/www" apps/www/*
	put 755 "$site/cgi-bin" cgi-bin/*
	mkdir -p "$DESTDIR$site/courses"
	cp -R apps/tutor/courses/demo "$DESTDIR$site/courses/"
fi
tutor_command
echo "installed: $bin/preforkd -c $conf/server.conf"
