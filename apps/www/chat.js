/*
 * chat.js - hear and say without loading the page again.  Everything works
 * without it, too.
 */
"use strict";

(function () {
	const room = document.getElementById("room");
	const state = document.getElementById("state");
	const form = document.getElementById("say");
	const line = document.getElementById("line");
	const name = document.getElementById("name");

	function element(tag, text) {
		const e = document.createElement(tag);

		e.textContent = text;
		return e;
	}

	function show(said) {
		const item = document.createElement("li");

		item.append(element("time", said.time), " ",
		    element("strong", said.name), " ",
		    element("span", said.line));
		room.append(item);
		room.scrollTop = room.scrollHeight;
	}

	const events = new EventSource(room.dataset.events);

	events.onopen = () => { state.textContent = "Connected."; };
	events.onerror = () => { state.textContent = "Connecting again…"; };
	events.onmessage = (event) => { show(JSON.parse(event.data)); };

	name.value = name.value || localStorage.getItem("chat-name") || "";
	room.scrollTop = room.scrollHeight;

	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		localStorage.setItem("chat-name", name.value);
		const answer = await fetch(form.action, {
			method: "POST",
			body: new URLSearchParams(new FormData(form))
		}).catch(() => null);

		if (answer !== null && answer.ok) {
			line.value = "";
			line.focus();
			return;
		}
		state.textContent = answer !== null && answer.status === 429 ?
		    "That was too often; please wait a while." :
		    "It was not said. Please try again.";
	});
})();
