// Two people, two browsers: what one writes, the other sees without a reload.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened } from "./opened.mjs";
import { openChat, send, signIn } from "./page.mjs";

let host, browser;
opened({}, (all) => ({ host, browser } = all));

/** What waits for `opened` goes on after open(). */
function gate() {
  let open;
  return { opened: new Promise((then) => { open = then; }), open };
}

test("a conversation goes both ways, and is the same one for both", async () => {
  const [marta, tomasz] = await Promise.all(["marta", "tomasz"].map(async (user) => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, host.url, user);
    await openChat(page, user === "marta" ? "Tomasz" : "Marta");
    return page;
  }));
  assert.equal(new URL(marta.url()).hash, new URL(tomasz.url()).hash);
  await send(marta, "Are you **there**?");
  const heard = tomasz.locator("message-log li.message:not(.own)", { hasText: "Are you there?" });
  await heard.locator("strong").waitFor();
  await send(tomasz, "Yes, just now");
  await marta.locator("message-log li.message:not(.own)", { hasText: "Yes, just now" }).waitFor();
});

test("a person who has never been written to can be", async () => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, host.url, "pat");
  await page.goto(`${host.url}/#/chats/all`);
  await page.locator('chat-list [data-user="hana"]').click();
  await send(page, "Hello Hana");
  await page.goto(`${host.url}/#/chats/all`);
  await page.getByRole("list", { name: "Chats" }).getByRole("link", { name: /김하나/ }).waitFor();
});

test("joining brings the posts, leaving takes the composer", async () => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, host.url, `newcomer-${Date.now()}`);
  await page.getByText("Your feed is empty").waitFor();
  await page.getByRole("link", { name: "Find communities" }).last().click();
  await page.getByRole("heading", { name: "Discover" }).waitFor();
  await page.getByRole("button", { name: "Join Bicycles" }).click();
  await page.getByRole("button", { name: "Leave Bicycles" }).waitFor();
  await page.goto(`${host.url}/#/feed`);
  await page.locator("post-card").first().waitFor();
  await page.goto(`${host.url}/#/c/bicycles`);
  await page.getByRole("textbox", { name: "Write to Bicycles" }).waitFor();
  await page.getByRole("button", { name: "Leave Bicycles" }).click();
  await page.getByRole("button", { name: "Join Bicycles" }).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Write to Bicycles" }).count(), 0);
});

/** Somebody new presses Join in `from`, and is in `to` before the platform has heard of it; answers the page then. */
async function joinsOnTheWay(from, to, there) {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, host.url, `passer-${Date.now()}`);
  await page.getByText("Your feed is empty").waitFor();
  await page.goto(`${host.url}/${from}`);
  if (from === "#/communities") await page.getByRole("heading", { name: "Discover" }).waitFor();
  const joining = gate();
  await page.route(/\/communities\/bicycles\/join/, async (route) => { await joining.opened; await route.continue(); });
  await page.getByRole("button", { name: "Join Bicycles" }).click();
  await page.evaluate((hash) => { location.hash = hash; }, to);
  await there(page).waitFor();
  joining.open();
  return page;
}

test("who joins and goes on at once stays there, and sees what became of it", async () => {
  const discover = await joinsOnTheWay("#/feed", "#/communities", (page) => page.getByRole("heading", { name: "Discover" }));
  await discover.getByRole("button", { name: "Leave Bicycles" }).waitFor();
  assert.equal(new URL(discover.url()).hash, "#/communities");
  const community = await joinsOnTheWay("#/feed", "#/c/bicycles", (page) => page.getByRole("heading", { name: "Bicycles", level: 1 }));
  await community.getByRole("textbox", { name: "Write to Bicycles" }).waitFor();
  const feed = await joinsOnTheWay("#/communities", "#/feed", (page) => page.getByText("Your feed is empty"));
  await feed.locator("post-card").first().waitFor();
  assert.equal(new URL(feed.url()).hash, "#/feed");
});

test("a conversation that comes late calls nobody back who went on", async () => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, host.url, "pat");
  await page.goto(`${host.url}/#/chats/all`);
  const coming = gate();
  const asked = page.waitForRequest((request) => request.method() === "POST" && /\/channels/.test(request.url()));
  await page.route(/\/channels/, async (route) => { if (route.request().method() === "POST") await coming.opened; await route.continue(); });
  await page.locator('chat-list [data-user]').first().click();
  await asked;
  await page.goto(`${host.url}/#/help`);
  await page.getByRole("heading", { name: "Help", level: 1 }).waitFor();
  const came = page.waitForResponse((response) => response.request().method() === "POST" && /\/channels/.test(response.url()));
  coming.open();
  await (await came).finished();
  await page.evaluate(() => new Promise((then) => requestAnimationFrame(() => setTimeout(then))));
  assert.equal(new URL(page.url()).hash, "#/help");
});
