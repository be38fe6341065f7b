/*
 * student.cjs - a student's first ten minutes: an account, a page, answers
 * wrong and right, a hint, the history, and the way back.
 *
 * With SCRIPTS=off the same in a browser without JavaScript.
 */
"use strict";

const { run, sees, ok, logIn, enter } = require("./browser.cjs");

const scripts = process.env.SCRIPTS !== "off";
const password = "a long enough word";

async function register(url, page) {
	await page.goto(url);
	await page.getByRole("link", { name: "Make an account" }).first()
	    .click();
	await page.getByLabel("Name to log in with").fill("amy");
	await page.getByLabel("Your name").fill("Amy");
	await page.getByLabel("Password", { exact: true }).fill(password);
	await page.getByLabel("The password once more").fill(password);
	await page.getByRole("button", { name: "Make the account" }).click();
}

function question(page, name) {
	return page.locator(`#q-${name}`);
}

async function answer(page, name, text) {
	await question(page, name).locator("input[type=text]").fill(text);
	await question(page, name).getByRole("button", { name: "Submit" })
	    .click();
}

run({ javaScriptEnabled: scripts }, async (url, page) => {
	await register(url, page);
	await enter(url, page);
	await sees(page, "From bytes to programs");
	await page.getByRole("link", { name: "Bytes", exact: true }).click();
	await sees(page, "How many bits are in a byte?");
	await sees(page, "3 tries left");

	await answer(page, "bits", "about eight");
	await sees(page, "3 tries left");
	await answer(page, "bits", "4");
	await sees(page, "2 tries left");
	await question(page, "bits")
	    .getByRole("button", { name: "Show a hint" }).click();
	await answer(page, "bits", "8");
	await sees(page, "Right.");
	await sees(page, "last try");

	if (scripts) {
		const button = question(page, "meaning")
		    .getByRole("button", { name: "Submit" });

		await question(page, "meaning").locator("input[type=radio]")
		    .first().check();
		await button.dblclick();
		await page.waitForURL(/#q-meaning/);
		await page.goto(page.url().replace(/#.*/, ""));
		ok((await question(page, "meaning").innerText())
		    .includes("last try"), "a double click is one try");
	}

	await question(page, "bits")
	    .getByRole("link", { name: /^Your 2 answers/ }).click();
	await sees(page, "counts");
	await page.getByRole("link", { name: "Scores" }).first().click();
	ok(/[12] of 6/.test(await page.locator("body").innerText()),
	    "the points of the page");

	await page.getByRole("button", { name: "Log out" }).or(
	    page.getByRole("link", { name: "Log out" })).first().click();
	await page.goto(url + "/c/demo/p/bytes/");
	await sees(page, "Log in");
	await logIn(url, page, "amy", password);
	await page.goto(url + "/c/demo/p/bytes/");
	await sees(page, "Right.");
});
