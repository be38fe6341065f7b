/*
 * class.cjs - in class: a student asks for help, waits while going on, and the
 * teacher comes; both pages follow by themselves.  Then the teacher tells all
 * who made the same mistake what it is.
 *
 * Begins as the student amy, who has an account, as has the teacher.
 */
"use strict";

const { run, sees, ok, logIn, enter } = require("./browser.cjs");

const password = "a long enough word";

async function ask(url, page) {
	await logIn(url, page, "amy", password);
	await enter(url, page);
	await page.goto(url + "/c/demo/p/bytes/");
	await page.locator("#q-bits")
	    .getByRole("link", { name: "Ask for help" }).click();
	await page.getByLabel("What it is about").fill("Third row");
	await page.getByLabel("What it is about").press("Enter");
	await sees(page, "You are the next.");
	await sees(page, "You wrote: Third row");
}

/* The teacher has a browser of her own, and looked before amy asked. */
async function look(url, context) {
	const other = await context.browser().newContext();
	const page = await other.newPage();

	page.setDefaultTimeout(15000);
	await logIn(url, page, "teacher", password);
	await page.goto(url + "/c/demo");
	await page.getByRole("link", { name: "Help" }).click();
	await sees(page, "Nobody asks for help.");
	return page;
}

async function mistake(url, page) {
	await page.goto(url + "/c/demo/p/bytes/");
	await page.locator("#q-values input[type=text]").fill("n + 1");
	await page.locator("#q-values").getByRole("button",
	    { name: "Submit" }).click();
	await sees(page, "Not right.");
}

async function remark(url, page) {
	await page.goto(url + "/c/demo/staff/stats/bytes/values");
	await page.getByText("Tell who answers this").click();
	await page.getByLabel("A text, in Markdown")
	    .fill("Try it with $n = 1$.");
	await page.getByRole("button", { name: "Tell them" }).click();
	await sees(page, "~ n + 1 : Try it with $n = 1$.");
}

/* Who waits no longer, since the login has ended, is not told otherwise. */
async function leave(url, page, context) {
	const other = await context.newPage();

	await page.goto(url + "/c/demo/help");
	await page.getByRole("button", { name: "Ask for help" }).click();
	await sees(page, "You are the next.");
	await other.goto(url + "/c/demo");
	await other.getByRole("button", { name: "Log out" }).click();
	await page.getByText("You are the next.")
	    .waitFor({ state: "detached" });
}

run({}, async (url, page, context) => {
	const teacher = await look(url, context);

	await ask(url, page);
	await teacher.getByText("Third row").waitFor();
	await sees(teacher, "A warm-up");
	await teacher.getByRole("button", { name: /^Take/ }).click();
	await sees(teacher, "You go there.");
	await page.getByText("comes to you").waitFor();
	await page.goto(url + "/c/demo/p/bytes/");
	await teacher.getByRole("button", { name: /^Done/ }).click();
	await sees(teacher, "Nobody asks for help.");
	await page.getByRole("link", { name: "Help", exact: true }).click();
	ok(await page.getByRole("button", { name: "Ask for help" }).count() ===
	    1, "amy may ask again");
	await mistake(url, page);
	await remark(url, teacher);
	await page.reload();
	await sees(page, "From the staff, to all who answered this");
	await sees(page, "Try it with");
	await teacher.getByText("Change or take back").click();
	await teacher.getByRole("button", { name: "Take it back" }).click();
	await page.reload();
	ok(await page.getByText("From the staff").count() === 0,
	    "it is taken back");
	await leave(url, page, context);
});
