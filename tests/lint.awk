# lint.awk - what lint.sh looks for in C, line by line.
#
# Reads files of C and prints "file:line: what is wrong".  Comments and the
# text of strings are blanked first, so that only code is judged; an include
# is judged as it stands.

function complain(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what
}

function long_function(lines) {
	printf "%s:%d: LONG %s has %d lines\n", FILENAME, begin, name, lines
}

# The line without comments and without what stands between quotes.
function code(line,    out, i, c) {
	out = ""
	quote = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (in_comment) {
			if (substr(line, i, 2) == "*/") {
				in_comment = 0
				i++
			}
		} else if (quote != "") {
			if (c == "\\")
				i++
			else if (c == quote)
				quote = ""
		} else if (substr(line, i, 2) == "/*") {
			in_comment = 1
			i++
		} else {
			if (c == "\"" || c == "'")
				quote = c
			out = out c
		}
	}
	return out
}

function calls(text, names) {
	return match(" " text, "[^a-zA-Z0-9_>.](" names ")[ ]*\\(")
}

# Who may include whom: the table of the design, by folder.
function may_include(from, file,    to) {
	if (from ~ /^apps\// && file !~ /\//)
		return 1
	if (file !~ /\//)
		return from == "top" || from == "handlers"
	if (from ~ /^apps\// && from != "apps/lib")
		return file ~ /^web\// || index(file, from "/") == 1
	if (from == "handlers" && file ~ /^(cgi|files|admin)\//)
		return 1
	if (from == "top")
		return file !~ /^http\//
	to = file
	sub(/\/[^\/]*$/, "", to)
	if (to == from)
		return 1
	if (to == "conn" && from in handler_folder)
		return file ~ handlers_side
	return index(allowed[from], " " to " ") > 0
}

function check_include(line,    file) {
	file = line
	sub(/^[^"]*"/, "", file)
	sub(/".*/, "", file)
	if (!own_seen && own != "" && file != own)
		complain("own header " own " does not come first")
	own_seen = 1
	if (!may_include(folder, file))
		complain(folder " may not include " file)
}

function check_pure(text) {
	if (calls(text, "malloc|calloc|realloc|free|strdup|strndup"))
		complain("a pure file allocates")
	if (calls(text, "open|openat|read|write|close|stat|fstat|fopen|" \
	    "socket|send|recv|printf|fprintf|puts|perror|getenv|opendir"))
		complain("a pure file uses descriptors or the environment")
	if (calls(text, "time|clock|clock_gettime|gettimeofday|localtime|" \
	    "gmtime"))
		complain("a pure file reads the clock")
	if (calls(text, "log_(err|warn|info|debug)|fatalx?|exit|abort"))
		complain("a pure file logs or ends the process")
	# A line of a function type only declares functions.
	if (text ~ /^[ \t]*static [^(]*[=;\[]/ && text !~ /const/ &&
	    text !~ /^static [a-z_]*_fn[ \t][^*=]*;/)
		complain("a pure file has state of its own")
	if (text ~ /#[ ]*include <(unistd|fcntl|time|sys\/[a-z]*)\.h>/ &&
	    text !~ /sys\/types\.h/)
		complain("a pure file includes " text)
}

function check_function(text) {
	if (text ~ /^[a-zA-Z_][a-zA-Z0-9_]*\(/) {
		name = text
		sub(/\(.*/, "", name)
	}
	if (text ~ /^\{/)
		begin = FNR
	if (begin && text ~ /^[ ]*#[ ]*(if|ifdef|ifndef)/)
		complain("#if inside a function")
	if (begin && text ~ /^\}/) {
		# A test is a list of rows, however long.
		if (FNR - begin + 1 > 60 && FILENAME !~ /^tests\/unit\//)
			long_function(FNR - begin + 1)
		begin = 0
	}
}

# An application's module has its header in its folder; one of the framework has
# it in include/web/, or beside it when it is a part of another.
function own_header(    file) {
	if (FILENAME !~ /\.c$/)
		return ""
	file = FILENAME
	sub(/\.c$/, ".h", file)
	if (file in have)
		return file
	sub(/^apps\/lib\//, "include/web/", file)
	if (!(file in have))
		return ""
	sub(/^include\//, "", file)
	return file
}

function start_file(    parts, n) {
	in_comment = begin = own_seen = pure = 0
	name = own = folder = ""
	n = split(FILENAME, parts, "/")
	if (parts[1] == "include")
		folder = "web"
	if (parts[1] == "apps") {
		folder = "apps/" parts[2]
		own = own_header()
		pure = FILENAME ~ lib_pure || FILENAME ~ tutor_pure
	}
	if (parts[1] != "server")
		return
	folder = n == 2 ? "top" : parts[2]
	if (FILENAME == "server/handlers.c")
		folder = "handlers"
	own = ""
	if (FILENAME ~ /\.c$/) {
		own = substr(FILENAME, 8)
		sub(/\.c$/, ".h", own)
		if (!(("server/" own) in have))
			own = ""
	}
	pure = folder == "http" || folder == "conf" ||
	    FILENAME ~ /^server\/cgi\/(env|env_http|head|cause|program)\.[ch]$/
}

BEGIN {
	allowed["base"] = " base "
	allowed["http"] = " base http "
	allowed["conf"] = " base http conf "
	allowed["board"] = " base board "
	allowed["io"] = " base io "
	allowed["conn"] = " base http conf board io conn "
	allowed["cgi"] = allowed["files"] = allowed["admin"] = \
	    " base http conf board io "
	allowed["web"] = " web "
	allowed["apps/lib"] = " base http web apps/lib "
	lib_pure = "^apps/lib/(text|val|json|form|field|multipart|cookie|route|" \
	    "template|md|mathml|chart|hash|store_line)(_[a-z_]*)?[.][ch]$"
	tutor_pure = "^apps/tutor/model/(page(_[a-z]*)?|problem|grow|csv|" \
	    "question_(read|line)|answer_read|code_block|when_due)[.][ch]$"
	handler_folder["cgi"] = handler_folder["files"] = 1
	handler_folder["admin"] = handler_folder["handlers"] = 1
	handlers_side = "^conn/(handler|exchange|spool|server|roots)\\.h$"
	for (i = 1; i < ARGC; i++)
		have[ARGV[i]] = 1
	banned = "strcpy|strcat|sprintf|vsprintf|strtok|strtok_r|atoi|atol|" \
	    "atof|sscanf|gets|alloca"
}

FNR == 1 {
	start_file()
}

{
	text = code($0)
	if (calls(text, banned))
		complain("a banned function")
	if (text ~ /(^|[^a-z_])if \([^;]*[^=!<>]=[^=]/)
		complain("an assignment inside a condition")
	check_function(text)
	if (folder != "" && text ~ /^#[ ]*include[ ]*"/)
		check_include($0)
	if (folder != "" && pure)
		check_pure(text)
}
