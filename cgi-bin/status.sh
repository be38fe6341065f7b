#!/bin/sh
# A program chooses its status, and may add any header that is not framing.
printf "Status: 418 I'm a teapot\r\n"
printf 'Content-Type: text/plain; charset=utf-8\r\n'
printf 'X-Vessel: pot\r\n\r\n'
printf 'Short and stout.\n'
