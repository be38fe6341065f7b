/*
 * teacher.cjs - a teacher's first ten minutes: who is there, what they did, more
 * time for one, an essay graded, what a student sees then.
 *
 * Begins as the student amy, who has an account, and hands in an essay.
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

	await essay.fill("What surprised me: a byte is only eight bits.");
	await page.locator("form").filter({ has: essay })
	    .getByRole("button", { name: "Submit" }).click();
	await sees(page, "Handed in. A person will mark it.");
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
	ok(await page.getByRole("button", { name: "Submit" }).count() === 0,
	    "who only looks cannot submit");
}

run({}, async (url, page) => {
	await handIn(url, page);
	await logIn(url, page, "teacher", password);
	await look(url, page);
	await extend(url, page);
	await grade(url, page);
	await seeAsStudent(url, page);
});
