// Every view of the page with the worker in workerd: nothing fails and nothing
// goes elsewhere. The features are walked there by the files beside this folder,
// with ADDEND_TEST_HOST=workerd.
import assert from "node:assert/strict";
import { test } from "node:test";
import { workerd } from "../hosts.mjs";
import { desktop, opened } from "../opened.mjs";
import { rendered } from "../page.mjs";

const views = ["#/feed", "#/feed/ranked", "#/feed/video", "#/c/cafe", "#/c/bicycles/engaging", "#/communities", "#/chats/all", "#/you", "#/u/tomasz", "#/u/marta/followers", "#/u/marta/requests", "#/u/marta/blocked", "#/search/%23repair", "#/search/tomasz", "#/saved", "#/saved/reacted", "#/saved/polls", "#/help/F70", "#/playground"];

let host, page, guard;
opened({ open: workerd, view: desktop }, (all) => ({ host, page, guard } = all));

for (const view of views) {
  test(view, async () => {
    await page.goto(`${host.url}/${view}`);
    await page.reload();
    await page.locator("main > .page").waitFor();
    await page.waitForLoadState("networkidle");
    if (await page.locator("main md-message").count()) await rendered(page);
    assert.equal(await page.locator("main problem-note").count(), 0, await page.locator("main").innerText());
    // The original of one shared post of the seed is gone, and that is said by 404.
    const bad = page.locator('[data-event="call"].bad').filter({ hasNot: page.locator('[title^="/plus/posts/"]') });
    assert.deepEqual(await bad.locator("summary").allInnerTexts(), []);
  });
}

test("none of it broke a rule", () => guard.clean(page));
