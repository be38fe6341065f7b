/*
 * teacher.cjs - a teacher's first ten minutes: who is there, what they did, more
 * time for one, an essay graded with comments at its lines, a report answered,
 * what a student sees then.
 *
 * Begins as the student amy, who has an account, hands in an essay and asks for
 * another look at a grade.
 */
"use strict";

const { run, sees, ok, logIn, enter } = require("./browser.cjs");

const password = "a long enough word";

async function handIn(url, page) {
	await logIn(url, page, "amy", password);
	await enter(url, page);
	await page.goto(url + "/c/demo/p/bytes/");
	await page.locator("#q-bits input[type=text]").fill("8");
	await page.locator("#q-bits").getByRole("button", { name: "Submit" })
	    .click();
	await page.goto(url + "/c/demo/p/project/");
	const essay = page.locator("textarea").first();

	await essay.fill("What surprised me: a byte is only eight bits.\n" +
	    "And no more.");
	await page.locator("form").filter({ has: essay })
	    .getByRole("button", { name: "Submit" }).click();
	await sees(page, "Handed in. A person will mark it.");
	await report(url, page);
	await page.getByRole("button", { name: "Log out" }).click();
}

async function look(url, page) {
	await page.goto(url + "/c/demo");
	await page.getByRole("link", { name: "Staff" }).first().click();
	await sees(page, "For the staff");
	await page.getByRole("link", { name: "People" }).click();
	await sees(page, "amy");
	await page.getByRole("link", { name: "Gradebook" }).click();
	await sees(page, "amy");
	await page.goto(url + "/c/demo/staff");
	await page.getByRole("link", { name: /^Statistics.* of Bytes$/ })
	    .click();
	ok(await page.locator("svg[role=img]").count() > 0, "a chart");
}

async function extend(url, page) {
	await page.goto(url + "/c/demo/staff/extensions");
	await page.getByLabel("For whom").first().fill("amy");
	await page.getByLabel("Page").first().fill("bytes");
	await page.getByLabel("Until").fill("2030-01-31 12:00");
	await page.getByLabel("Why").first().fill("was ill");
	await page.getByRole("button", { name: "Grant it" }).click();
	await sees(page, "was ill");
}

/* By the number of a line, by the keyboard, and by the button. */
async function commentLines(page) {
	await page.getByRole("button", { name: "Comment on line 1",
	    exact: true }).click();
	await page.keyboard.type("Eight, *always*?");
	await page.getByRole("button", { name: "Comment on line 1",
	    exact: true }).focus();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.keyboard.type("How so?");
	await page.keyboard.press("Enter");
	ok(await page.locator(".line-note").count() === 3,
	    "Enter goes on to another row");
	await page.getByRole("button", { name: "One more row" }).click();
	ok(await page.locator(".line-note").count() === 4 &&
	    await page.locator("#line-4").inputValue() === "",
	    "a row more, and empty");
	ok(await page.locator("#line-2").inputValue() === "2" &&
	    await page.locator("#note-2").inputValue() === "How so?",
	    "what was typed is there");
}

/* Refused without a reason, then answered; the student is told. */
async function answerReport(url, page) {
	await page.goto(url + "/c/demo/staff");
	await page.getByRole("link", { name: /^Reports 1/ }).click();
	await sees(page, "asks for another look at the grade");
	await page.getByRole("button", { name: "Answer, and leave it open" })
	    .click();
	await sees(page, "The answer is missing.");
	await page.getByLabel("Answer, in Markdown")
	    .fill("We *looked* again.");
	await page.getByRole("button", { name: "Answer and close" }).click();
	await sees(page, "Answered.");
	await sees(page, "Nothing here.");
}

async function report(url, page) {
	await page.goto(url + "/c/demo/q/bytes/bits");
	await page.getByText("Is something wrong here?").click();
	await page.getByLabel(/look at the grade/).check();
	await page.getByLabel(/^Tell the staff/).fill("Is it not more?");
	await page.getByRole("button", { name: "Tell them" }).click();
	await sees(page, "The staff has been told.");
	await sees(page, "There is no answer yet.");
}

async function grade(url, page) {
	await page.goto(url + "/c/demo/staff/grading");
	await page.getByRole("row", { name: /The report/ })
	    .getByRole("link").first().click();
	await sees(page, "only eight bits");
	const rubric = page.locator("input[type=checkbox][name=rubric]");

	if (await rubric.count() > 0)
		await rubric.first().check();
	else
		await page.getByLabel(/points/i).first().fill("5");
	await page.locator("textarea").first().fill("A good start.");
	await commentLines(page);
	await page.getByRole("button", { name: /^(Keep|Save|Grade)/ }).first()
	    .click();
	await page.goto(url + "/c/demo/staff/grading");
	const publish = page.getByRole("row", { name: /The report/ })
	    .getByRole("button");

	if (await publish.count() > 0)
		await publish.first().click();
}

async function seeAsStudent(url, page) {
	await page.goto(url + "/c/demo/staff/user/amy");
	await page.getByRole("button", { name: /^See the course as/ }).click();
	await page.goto(url + "/c/demo/p/project/");
	await sees(page, "amy");
	await sees(page, "A good start.");
	await sees(page, "Eight, always?");
	ok(await page.locator(".lined tr").nth(1).getByText("How so?")
	    .count() === 1, "a comment stands at its line");
	ok(await page.getByRole("button", { name: "Submit" }).count() === 0,
	    "who only looks cannot submit");
}

/* What came of the report. */
async function hear(url, page) {
	await logIn(url, page, "amy", password);
	await page.goto(url + "/c/demo");
	await page.getByRole("link", { name: "read it" }).click();
	await sees(page, "We looked again.");
	await page.goto(url + "/c/demo");
	ok(await page.getByRole("link", { name: "read it" }).count() === 0,
	    "what was read is no news");
}

run({}, async (url, page) => {
	await handIn(url, page);
	await logIn(url, page, "teacher", password);
	await look(url, page);
	await extend(url, page);
	await grade(url, page);
	await answerReport(url, page);
	await seeAsStudent(url, page);
	await page.getByRole("button", { name: "End that" }).click();
	await page.getByRole("button", { name: "Log out" }).click();
	await hear(url, page);
});
