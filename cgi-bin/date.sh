#!/bin/sh
# The time as this machine has it: a program in four lines.
printf 'Content-Type: text/plain; charset=utf-8\r\n\r\n'
date
