// The conversation by keyboard alone: write, change, look for keys, walk through
// the messages, remove; and the same by finger.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { desktop, opened } from "./opened.mjs";
import { messageField, openChat, own, send, signIn } from "./page.mjs";

let host, browser, page, guard;
opened({ view: { ...desktop, permissions: ["clipboard-read", "clipboard-write"] }, chat: "Tomasz" }, (all) => ({ host, browser, page, guard } = all));

const focus = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.localName);
const type = (keys) => page.keyboard.press(keys);

test("the formatting keys wrap what is chosen, and undo takes it back", async () => {
  for (const [key, made] of [["b", "**word**"], ["i", "_word_"], ["e", "`word`"], ["k", "[word](https://)"]]) {
    await messageField(page).fill("word");
    await type("Control+a");
    await type(`Control+${key}`);
    assert.equal(await messageField(page).inputValue(), made);
    await type("Control+z");
    assert.equal(await messageField(page).inputValue(), "word");
  }
  await messageField(page).fill("");
});

test("↑ in an empty field changes the last message, Escape leaves it as it was", async () => {
  const message = await send(page, "Hello **there**");
  await messageField(page).fill("");
  await type("ArrowUp");
  assert.equal(await messageField(page).inputValue(), "Hello **there**");
  await messageField(page).fill("something else");
  await type("Escape");
  assert.equal(await messageField(page).inputValue(), "");
  assert.equal(await message.locator("strong").innerText(), "there");

  await type("ArrowUp");
  await messageField(page).fill("Hello **again**");
  await type("Enter");
  await own(page).last().getByText("edited").waitFor();
  await page.reload();
  await own(page).last().locator("strong", { hasText: "again" }).waitFor();
  assert.equal(await own(page).last().getByText("edited").count(), 1, "the change is only in the page");
});

test("a draft waits while another message is changed", async () => {
  await messageField(page).fill("half a thought");
  await own(page).last().hover();
  await own(page).last().getByRole("button", { name: "Edit" }).click();
  assert.equal(await messageField(page).inputValue(), "Hello **again**");
  await page.getByRole("button", { name: "Leave it as it was" }).click();
  assert.equal(await messageField(page).inputValue(), "half a thought");
  await messageField(page).fill("");
});

test("a change that is refused comes back into the field with the reason", async () => {
  await page.route("**/api/v5/messages/*", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  await messageField(page).press("ArrowUp");
  await messageField(page).fill("Hello **once more**");
  await type("Enter");
  await page.locator("message-composer problem-note").waitFor();
  assert.equal(await messageField(page).inputValue(), "Hello **once more**");
  assert.equal(await own(page).last().locator("strong").innerText(), "again", "the message shows what was never stored");
  await page.unroute("**/api/v5/messages/*");
  await type("Enter");
  await own(page).last().locator("strong", { hasText: "once more" }).waitFor();
});

test("? lists the keys in a dialog; Escape closes it and the focus returns", async () => {
  await messageField(page).fill("");
  await type("?");
  assert.equal(await messageField(page).inputValue(), "?", "a question mark can be written");
  await messageField(page).fill("");
  for (const open of ["Control+/", "?"]) {
    if (open === "?") await type("Escape"); // out of the field
    const from = await focus();
    await type(open);
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    for (const row of ["Bold", "In an empty field: change your last message", "These keys"]) await dialog.getByText(row, { exact: true }).waitFor();
    await type("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await focus(), from);
  }
});

test("arrow keys walk through the messages, Tab reaches what can be done, removing asks first", async () => {
  await messageField(page).focus();
  await type("Escape");
  assert.equal(await focus(), "Conversation");
  await type("ArrowUp");
  assert.match(await focus(), /^You, \d\d:\d\d$/);
  await type("ArrowUp");
  await type("ArrowDown");
  for (const name of ["Edit", "Copy the text", "Remove"]) {
    await type("Tab");
    assert.equal(await focus(), name);
  }
  await type("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("It cannot be brought back").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Keep it", "the harmless answer has the focus");
  await type("Enter");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await focus(), "Remove");
  await type("Enter");
  await dialog.getByRole("button", { name: "Remove" }).press("Enter");
  await own(page).last().getByText("This message was removed").waitFor();
  await page.reload();
  await own(page).last().getByText("This message was removed").waitFor();
});

test("the text of a message is copied as it was written, another's can be reported", async () => {
  await send(page, "copy `me`");
  await own(page).last().hover();
  await own(page).last().getByRole("button", { name: "Copy the text" }).click();
  await page.getByRole("status").getByText("The text is copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "copy `me`");
  const other = page.locator("message-log li.message:not(.own)").last();
  await other.hover();
  assert.equal(await other.getByRole("button", { name: "Remove" }).count(), 0);
  await other.getByRole("button", { name: "Report" }).click();
  await page.getByText("A moderator will look at it").waitFor();
});

test("on touch the same is in a menu, and closing it gives the focus back", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const phone = await context.newPage();
  await signIn(phone, host.url);
  await openChat(phone, "Tomasz");
  const last = own(phone).last();
  await last.getByRole("button", { name: "What to do with this message" }).tap();
  const menu = phone.getByRole("menu", { name: "Message" });
  assert.deepEqual((await menu.getByRole("menuitem").allInnerTexts()).map((text) => text.trim()), ["Edit", "Copy the text", "Remove"]);
  await phone.keyboard.press("ArrowDown");
  await phone.keyboard.press("Escape");
  await menu.waitFor({ state: "hidden" });
  assert.equal(await phone.evaluate(() => document.activeElement.getAttribute("aria-label")), "What to do with this message");
  await last.getByRole("button", { name: "What to do with this message" }).tap();
  await menu.getByRole("menuitem", { name: "Edit" }).tap();
  assert.equal(await messageField(phone).inputValue(), "copy `me`");
  await context.close();
});

describe("going to another view", () => {
  const said = () => page.locator("#said").textContent();
  /** Presses what has the focus and waits for the view, past its skeleton; `place` is then where a keyboard goes on. */
  const press = async (title) => {
    await type("Enter");
    await page.waitForFunction((title) => document.title === `${title} · addend` && !document.querySelector("main .skeleton"), title);
    return { place: await focus(), title: await page.evaluate(() => document.activeElement.getAttribute("aria-label")), said: await said() };
  };

  test("by a link inside it begins at the new view, which has its name, and is said once", async () => {
    await page.goto(`${host.url}/#/communities`);
    await page.locator("main").getByRole("link", { name: "Bicycles" }).first().focus();
    assert.deepEqual(await press("Bicycles"), { place: "Bicycles", title: "Bicycles", said: "" });
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await type("Tab"); // and on from there, not from the top of the document
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement) && document.activeElement.id !== "main"), await focus());
  });

  test("also when the view is so long in coming that its skeleton is shown", async () => {
    const slow = (route) => setTimeout(() => route.continue().catch(() => {}), 800);
    await page.route("**/api/v3/communities/textiles", slow);
    await page.goto(`${host.url}/#/communities`);
    await page.locator("main").getByRole("link", { name: "Textiles" }).first().focus();
    assert.deepEqual(await press("Textiles"), { place: "Textiles", title: "Textiles", said: "" });
    await page.unroute("**/api/v3/communities/textiles", slow);
  });

  test("by a tab stays on the tab", async () => {
    await page.goto(`${host.url}/#/feed`);
    const tab = page.getByRole("navigation", { name: "Order of the feed" }).getByRole("link").nth(1);
    await tab.focus();
    await type("Enter");
    await page.waitForURL(/#\/feed\/.+/);
    await tab.and(page.locator('[aria-current="page"]')).waitFor();
    assert.ok(await tab.evaluate((link) => link === document.activeElement), await focus());
  });

  test("by the rail stays on the rail, and the view's name is said", async () => {
    await page.locator("nav-rail").getByRole("link", { name: "Help" }).focus();
    const { said } = await press("Help");
    assert.equal(said, "Help");
    assert.equal(await page.evaluate(() => document.activeElement.closest("nav-rail") && document.activeElement.getAttribute("href")), "#/help");
  });
});

test("none of it broke a rule", () => guard.clean(page));
