/*
 * ended.cjs - a login ends while an answer is typed: nothing of it is lost.
 *
 * With SCRIPTS=off the same in a browser without JavaScript.
 */
"use strict";

const { run, sees, ok, logIn, enter } = require("./browser.cjs");

const scripts = process.env.SCRIPTS !== "off";
const password = "a long enough word";

async function begin(url, page) {
	await logIn(url, page, "amy", password);
	await enter(url, page);
	await page.goto(url + "/c/demo/p/project/");
}

run({ javaScriptEnabled: scripts }, async (url, page, context) => {
	const essay = page.locator("#q-report textarea");

	await begin(url, page);
	await context.clearCookies();
	await essay.fill("What I <b>learned</b>");
	if (scripts) {
		await page.getByText("what you write is NOT kept").waitFor();
		const other = await context.newPage();

		await logIn(url, other, "amy", password);
		await other.waitForURL(/\/tutor\/$/);
		await other.close();
		await page.bringToFront();
		await essay.fill("What I <b>learned</b>, and more");
		await page.getByText("Draft kept.").waitFor();
		await context.clearCookies();
	}
	await page.locator("#q-report")
	    .getByRole("button", { name: "Submit" }).click();
	await sees(page, "NOT saved");
	ok((await page.getByLabel("What you wrote").inputValue())
	    .startsWith("What I <b>learned</b>"), "what was typed");
	if (process.env.SHOT)
		await page.screenshot({ path: process.env.SHOT,
		    fullPage: true });
	await page.getByRole("link", { name: /^Log in, and/ }).click();
	await page.getByLabel("Name").fill("amy");
	await page.getByLabel("Password").fill(password);
	await page.getByLabel("Password").press("Enter");
	await page.waitForURL(/p\/project\/#q-report/);
	await sees(page, "The report");
});
