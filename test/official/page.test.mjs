// The emulator's own page: requests as they come in, rows page by page.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { start } from "./emulator.mjs";

describe("the page at /_emulator/", { concurrency: false }, () => {
  let browser, emulator, page;
  const trouble = [];

  const register = async (userId) => {
    const answer = await fetch(`${emulator.url}/api/v5/sessions`, { method: "POST", headers: { "x-api-key": "official-key", "content-type": "application/json" }, body: JSON.stringify({ userId, deviceId: "d" }) });
    return (await answer.json()).accessToken;
  };

  before(async () => {
    emulator = await start("-api-key", "official-key", "-admin-token", "official-admin", "-seed");
    browser = await launch();
    page = await browser.newPage();
    page.on("pageerror", (error) => trouble.push(String(error)));
    page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
    page.setDefaultTimeout(10_000);
  });
  after(async () => {
    await browser?.close();
    await emulator?.stop();
  });

  test("shows a request with what was sent and answered, without its token", async () => {
    await page.goto(`${emulator.url}/_emulator/`);
    await page.getByText("Nothing has asked yet").waitFor();
    const accessToken = await register("ursula");
    await page.locator("#requests-list summary", { hasText: "/api/v5/sessions" }).click();
    const shown = await page.locator("#requests-list li").first().innerText();
    assert.match(shown, /"userId": "ursula"/);
    assert.ok(!shown.includes(accessToken));
  });

  test("shows the rows of a table, older ones when asked, and opens one", async () => {
    for (let i = 0; i < 60; i++) await register(`user${i}`);
    await page.getByRole("link", { name: "Data" }).click();
    await page.getByRole("heading", { name: "Data" }).waitFor();
    await page.locator("#rows summary", { hasText: "user59" }).waitFor();
    assert.equal(await page.locator("#rows li").count(), 50);
    await page.getByRole("button", { name: "Older rows" }).click();
    await page.locator("#rows summary", { hasText: "Marta Lindqvist" }).waitFor();
    await page.getByLabel("Table").selectOption("sessions");
    await page.locator("#rows summary", { hasText: "•••" }).first().click();
    assert.match(await page.locator("#rows pre").first().innerText(), /"token_digest": "•••"/);
    await page.getByLabel("Table").selectOption("blocks");
    await page.getByText("This table is empty.").waitFor();
    assert.deepEqual(trouble, []);
  });
});
