/*
 * tutor.js - what makes answering pleasant: drafts that keep themselves, a
 * formula as it is read, the state of a program that is being tested, times
 * of the reader.  Everything works without it, too.
 */
"use strict";

(function () {
	const DRAFT_MS = 4000, PREVIEW_MS = 350;
	const WAIT_FIRST_MS = 2000, WAIT_MOST_MS = 30000, WATCH_MS = 5000;

	/* Times come in the zone of the course; say the reader's as well. */
	function localTimes() {
		const form = new Intl.DateTimeFormat(undefined,
		    { dateStyle: "full", timeStyle: "short" });
		const zone = new Date().getTimezoneOffset();

		for (const time of document.querySelectorAll("time")) {
			const date = new Date(time.dateTime);

			if (isNaN(date))
				continue;
			time.title = form.format(date) +
			    (zone === 0 ? "" : " where you are") +
			    (time.title === "" ? "" : ", " + time.title);
		}
	}

	function later(fn, ms) {
		let timer = 0;

		return () => {
			clearTimeout(timer);
			timer = setTimeout(fn, ms);
		};
	}

	/* What a form would send, without what only buttons do. */
	function body(form, doing) {
		const data = new FormData(form);

		data.set("do", doing);
		data.delete("agreed");
		return new URLSearchParams(data);
	}

	function answerOf(form) {
		const data = new FormData(form);

		for (const name of
		    ["csrf", "nonce", "variant", "group", "agreed"])
			data.delete(name);
		return JSON.stringify([...data]);
	}

	/* ------------------------------------------------------------- drafts */

	/*
	 * Somebody logged in again, in another tab: this page's forms are of
	 * the login before, until they get the new token.
	 */
	async function renew() {
		const page = await fetch(location.pathname).catch(() => null);

		if (page === null || !page.ok || page.redirected)
			return false;
		const fresh = new DOMParser().parseFromString(
		    await page.text(), "text/html")
		    .querySelector("input[name=csrf]");

		if (fresh === null)
			return false;
		for (const input of
		    document.querySelectorAll("input[name=csrf]"))
			input.value = fresh.value;
		return true;
	}

	function sayLoggedOut(state) {
		const link = document.createElement("a");
		const words = document.createElement("strong");

		words.textContent = "You are no longer logged in: what you " +
		    "write is NOT kept.";
		/* From /c/COURSE/p/PAGE/. */
		link.href = "../../../../login";
		link.target = "_blank";
		link.textContent = "Log in in another tab";
		state.replaceChildren(words, " ", link,
		    ", and go on here; or copy what you wrote.");
	}

	function keepDrafts(form) {
		const state = form.querySelector("[data-state]");
		let kept = answerOf(form), leaving = false, lost = false;

		function send() {
			return fetch(form.action, {
				method: "POST", body: body(form, "draft"),
				headers: { Accept: "application/json" }
			}).catch(() => null);
		}

		async function keep() {
			const now = answerOf(form);

			if (leaving || now === kept)
				return;
			let answer = await send();

			if (answer !== null && answer.status === 403) {
				lost = !await renew();
				if (lost) {
					sayLoggedOut(state);
					return;
				}
				answer = await send();
			}
			const said = answer !== null && answer.ok ?
			    await answer.json().catch(() => null) : null;

			if (said !== null && said.result === "saved") {
				kept = now;
				state.textContent = "Draft kept.";
			} else
				state.textContent = "The draft could not be " +
				    "kept; it is only here.";
		}
		const soon = later(keep, DRAFT_MS);

		form.addEventListener("input", () => {
			if (!lost)
				state.textContent = "";
			soon();
		});
		form.addEventListener("submit", (event) => {
			/* A double click sends one form. */
			if (leaving) {
				event.preventDefault();
				return;
			}
			leaving = true;
			setTimeout(() => { leaving = false; }, 5000);
		});
		window.addEventListener("pageshow", () => { leaving = false; });
		window.addEventListener("focus", () => {
			if (lost)
				keep();
		});
		window.addEventListener("beforeunload", (event) => {
			if (leaving || answerOf(form) === kept)
				return;
			keep();
			event.preventDefault();
		});
	}

	/* ------------------------------------------------------------ preview */

	function showPreview(form) {
		const box = form.querySelector("[data-preview]");
		const input = form.querySelector("input[type=text], textarea");

		if (box === null || input === null || input.disabled)
			return;
		box.setAttribute("aria-live", "polite");
		const show = later(async () => {
			const typed = input.value;

			if (typed.trim() === "") {
				box.hidden = true;
				return;
			}
			const answer = await fetch(form.action.replace(/#.*/, "") +
			    "/preview", {
				method: "POST", body: new URLSearchParams({
					csrf: form.elements.csrf.value,
					text: typed
				})
			}).catch(() => null);
			const said = answer !== null && answer.ok ?
			    await answer.json().catch(() => null) : null;

			if (said === null || typed !== input.value)
				return;
			/* HTML of the server's making. */
			box.innerHTML = said.html || "";
			box.hidden = !said.html;
		}, PREVIEW_MS);

		input.addEventListener("input", show);
		if (input.value !== "")
			show();
	}

	/* --------------------------------------------------------- code boxes */

	/* Tab is a tab; Escape and then Tab goes on, as the help says. */
	function tabKey(box) {
		let leaves = false;
		const help = document.createElement("p");

		help.className = "help";
		help.id = box.id + "-tab";
		help.textContent = "The tab key writes a tab here. To go on by " +
		    "keyboard, press Escape before it.";
		box.after(help);
		box.setAttribute("aria-describedby",
		    (box.getAttribute("aria-describedby") || "") + " " +
		    help.id);
		box.spellcheck = false;
		box.addEventListener("keydown", (event) => {
			if (event.key === "Escape") {
				leaves = true;
				return;
			}
			if (event.key === "Tab" && !leaves && !event.shiftKey &&
			    !event.ctrlKey && !event.altKey && !event.metaKey) {
				event.preventDefault();
				box.setRangeText("\t", box.selectionStart,
				    box.selectionEnd, "end");
				box.dispatchEvent(new Event("input",
				    { bubbles: true }));
			}
			if (event.key !== "Shift")
				leaves = false;
		});
		box.addEventListener("focus", () => { leaves = false; });
	}

	/* ------------------------------------------------- programs that wait */

	function watchProgress(line) {
		let wait = WAIT_FIRST_MS;

		line.setAttribute("aria-live", "polite");
		async function look() {
			const answer = await fetch(line.dataset.progress)
			    .catch(() => null);
			const said = answer !== null && answer.ok ?
			    await answer.json().catch(() => null) : null;

			if (said !== null && !said.waiting) {
				const link = document.createElement("a");

				link.href = location.pathname;
				link.textContent = "The result is there: show it";
				line.replaceChildren(link);
				return;
			}
			if (said !== null)
				line.textContent = said.before === 0 ?
				    "It is tested now." :
				    "Others that wait, too: " + said.before;
			wait = Math.min(2 * wait, WAIT_MOST_MS);
			setTimeout(look, wait);
		}
		setTimeout(look, wait);
	}

	/* ------------------------------------------ comments at single lines */

	/* A row more, like the last one, and empty; null: there is no room. */
	function addRow(rows) {
		const all = rows.querySelectorAll(".line-note");
		const last = all[all.length - 1], next = all.length + 1;

		if (rows.querySelector("button[value=more]") === null ||
		    next > 100)
			return null;
		const row = last.cloneNode(true);

		for (const wrong of row.querySelectorAll(".wrong"))
			wrong.remove();
		for (const part of row.querySelectorAll("label, input")) {
			for (const name of ["for", "id", "name"])
				if (part.hasAttribute(name))
					part.setAttribute(name, part
					    .getAttribute(name)
					    .replace(/[0-9]+$/, next));
			part.removeAttribute("aria-invalid");
			part.removeAttribute("aria-describedby");
			if (part.localName === "input")
				part.value = "";
		}
		last.after(row);
		return row;
	}

	/* The row of a line in which nothing is written, or one that is free. */
	function freeRow(rows, line) {
		const free = [...rows.querySelectorAll(".line-note")].filter(
		    (row) => row.querySelectorAll("input")[1].value === "");
		const of = (row) => row.querySelector("input").value;

		return free.find((row) => of(row) === line) ||
		    free.find((row) => of(row) === "") || addRow(rows);
	}

	/* Numbers are one stop of the tab key; arrows go from one to another. */
	function lineNotes(rows) {
		const picks = [...document.querySelectorAll(".line-pick")];

		function go(from, to) {
			if (to < 0 || to >= picks.length)
				return;
			picks[from].tabIndex = -1;
			picks[to].tabIndex = 0;
			picks[to].focus();
		}
		picks.forEach((pick, i) => {
			pick.tabIndex = i === 0 ? 0 : -1;
			pick.addEventListener("click", (event) => {
				const row = freeRow(rows, pick.dataset.line);

				if (row === null)
					return;
				event.preventDefault();
				const [line, note] =
				    row.querySelectorAll("input");

				line.value = pick.dataset.line;
				note.focus();
			});
			pick.addEventListener("keydown", (event) => {
				const by = { ArrowDown: 1, ArrowUp: -1,
				    PageDown: 20, PageUp: -20 }[event.key];

				if (by === undefined)
					return;
				event.preventDefault();
				go(i, Math.max(0, Math.min(picks.length - 1,
				    i + by)));
			});
		});
		const more = rows.querySelector("button[value=more]");

		if (more !== null)
			more.addEventListener("click", (event) => {
				const row = addRow(rows);

				if (row === null)
					return;
				event.preventDefault();
				row.querySelector("input").focus();
			});
		/* Enter in a comment goes on; it does not save the grade. */
		rows.addEventListener("keydown", (event) => {
			if (event.key !== "Enter" || event.isComposing ||
			    event.target.localName !== "input")
				return;
			event.preventDefault();
			const row = freeRow(rows, "");

			if (row !== null)
				row.querySelector("input").focus();
		});
	}

	/* ---------------------------------------------- the queue for help */

	/* Who is logged out, or where the queue was closed, waits no longer. */
	function isOver(answer) {
		return answer !== null && (answer.redirected ||
		    answer.status === 403 || answer.status === 404);
	}

	/* Load the page again when it would show something else. */
	function watch(element) {
		setInterval(async () => {
			if (document.hidden)
				return;
			const answer = await fetch(element.dataset.watch)
			    .catch(() => null);
			const said = answer !== null && answer.ok ?
			    await answer.json().catch(() => null) : null;

			if (isOver(answer) || (said !== null &&
			    said.key !== element.dataset.key))
				location.replace(location.pathname);
		}, WATCH_MS);
	}

	localTimes();
	for (const rows of document.querySelectorAll("[data-line-notes]"))
		lineNotes(rows);
	for (const form of document.querySelectorAll(".question form")) {
		if (form.querySelector("button[value=submit]") === null)
			continue;
		if (form.querySelector("input[type=file]") === null)
			keepDrafts(form);
		showPreview(form);
		for (const box of form.querySelectorAll("textarea"))
			if (form.dataset.type === "code")
				tabKey(box);
	}
	for (const line of document.querySelectorAll("[data-progress]"))
		watchProgress(line);
	for (const element of document.querySelectorAll("[data-watch]"))
		watch(element);
	const focus = document.querySelector("[data-focus]");

	if (focus !== null) {
		focus.scrollIntoView();
		focus.focus({ preventScroll: true });
	}
})();
