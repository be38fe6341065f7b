/*
 * board.h - the memory that all processes of the server share.
 *
 * Made once by the master before the first fork, of fixed size, and never
 * unmapped.  Everything in it is a plain atomic number with one writer, or
 * changed by compare-and-swap: there is no lock that a process could die
 * with.  stats.h and slots.h are the ways to use it.
 */
#ifndef BOARD_BOARD_H
#define BOARD_BOARD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	BOARD_WORKERS = 512,		/* worker entries, all generations */
	BOARD_CAPS = 1024,		/* counters of running programs */
	BOARD_SLOTS = 32768		/* programs that may run at once */
};

struct board_worker {			/* written by its worker, mostly */
	_Atomic int32_t	 pid;		/* 0: entry is free; by the master */
	_Atomic uint32_t generation;	/* by the master */
	_Atomic bool	 accepting;	/* takes part in the balance */
	_Atomic bool	 deferring;	/* wants to be woken to accept */
	_Atomic bool	 lagging;	/* set by peers that waited for it in
					   vain, cleared by itself */
	_Atomic uint32_t conns;		/* open connections */
	_Atomic uint32_t waiting;	/* requests that wait for a slot */
	_Atomic uint64_t spooled;	/* bytes of request bodies on disk */
	_Atomic uint64_t requests;	/* answered so far */
	_Atomic uint64_t programs;	/* started so far */
};

struct board_slot {
	_Atomic uint32_t owner;		/* worker entry + 1; 0: free */
	_Atomic int32_t	 pgid;		/* of the running program, or 0 */
};

struct board_cap {			/* by the master, before its use */
	uint32_t	 first;		/* its slots: first .. first + max */
	uint32_t	 max;
	_Atomic uint16_t queued[BOARD_WORKERS];
};

struct board {
	_Atomic uint32_t	nworkers;	/* entries used, now or once */
	_Atomic uint32_t	ncaps;		/* the same of caps */
	struct board_worker	workers[BOARD_WORKERS];
	struct board_cap	caps[BOARD_CAPS];
	struct board_slot	slots[BOARD_SLOTS];
};

/* The board, all zero; NULL with errno. */
struct board	*board_new(void);

#endif
