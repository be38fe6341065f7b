/*
 * browser.cjs - what the journeys share: a browser, and saying what failed.
 *
 * A journey is a program: node student.cjs URL.  It prints TAP-like lines of
 * what it saw, and ends with 1 when something was not as it should be.
 */
"use strict";

const { chromium } = require("playwright-core");

let failures = 0;

function ok(passed, what) {
	console.log((passed ? "seen: " : "NOT seen: ") + what);
	if (!passed)
		failures++;
}

/* The text of the page has this in it. */
async function sees(page, text) {
	const body = await page.locator("body").innerText();

	ok(body.includes(text), text);
}

/* Mistakes in scripts and what the content policy forbids are failures. */
function listen(page) {
	page.on("pageerror", (error) => ok(false, "no error: " + error));
	page.on("console", (message) => {
		if (message.type() === "error" &&
		    !/status of (4|5)/.test(message.text()))
			ok(false, "no complaint: " + message.text());
	});
}

/* journey(URL, page, browser) with a page of its own. */
async function run(options, journey) {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic"]
	});
	const context = await browser.newContext(options);
	const page = await context.newPage();

	page.setDefaultTimeout(15000);
	listen(page);
	try {
		await journey(process.argv[2], page, context);
	} catch (error) {
		ok(false, "no exception: " + error.message);
		console.log(await page.locator("body").innerText());
	}
	await browser.close();
	process.exit(failures === 0 ? 0 : 1);
}

async function logIn(url, page, user, password) {
	await page.goto(url + "/login");
	await page.getByLabel("Name").fill(user);
	await page.getByLabel("Password").fill(password);
	await page.getByLabel("Password").press("Enter");
}

/* To the course; who does not take part yet joins it. */
async function enter(url, page) {
	await page.goto(url + "/c/demo");
	const join = page.getByRole("button", { name: /join|take part/i });

	if (await join.count() > 0)
		await join.click();
}

module.exports = { run, sees, ok, logIn, enter };
