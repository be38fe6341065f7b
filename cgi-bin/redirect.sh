#!/bin/sh
# A Location with a path as the only header: the server asks again, itself.
printf 'Location: /cgi-bin/date.sh\r\n\r\n'
