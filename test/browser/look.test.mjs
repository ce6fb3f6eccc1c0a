// How the page looks and behaves on its own: themes, widths, stillness,
// accessibility. One native host serves all of it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { launch } from "./chromium.mjs";
import { native } from "./hosts.mjs";
import { messageField, openChat, rendered, signIn } from "./page.mjs";
import { watch } from "./watch.mjs";

const views = ["", "#/feed", "#/c/cafe", "#/communities", "#/chats/all", "#/you", "#/u/tomasz", "#/u/marta/requests", "#/search/%23repair", "#/saved/reacted", "#/help", "#/playground"];
const sizes = { phone: { width: 390, height: 844 }, tablet: { width: 768, height: 1024 }, desktop: { width: 1440, height: 900 } };

let host, browser;
before(async () => { [host, browser] = await Promise.all([native(), launch()]); });
after(async () => {
  await browser?.close();
  await host?.close();
});

/** A context of its own, signed in, watched; `run(page, context)` and then all must be clean. */
async function visit(options, run) {
  const context = await browser.newContext(options);
  const guard = await watch(context, host);
  const page = await context.newPage();
  await signIn(page, host.url);
  try {
    await run(page, context);
    await guard.clean(page);
  } finally {
    await context.close();
  }
}

async function go(page, hash) {
  await page.goto(`${host.url}/${hash}`);
  await page.reload();
  await page.locator("main .page, main .chat").waitFor();
  await page.waitForLoadState("networkidle");
}

describe("theme", () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const choose = (page, name) => page.locator("nav-rail").getByRole("radio", { name }).check({ force: true });

  test("follows the system, and the switch is remembered", () => visit({ colorScheme: "dark", viewport: sizes.desktop }, async (page) => {
    const dark = await ground(page);
    await choose(page, "Light");
    const light = await ground(page);
    assert.notEqual(light, dark);
    await page.reload();
    await page.locator("nav-rail").waitFor();
    assert.equal(await ground(page), light, "the choice is lost after a reload");
    await choose(page, "Same as the system");
    assert.equal(await ground(page), dark);
    await page.emulateMedia({ colorScheme: "light" });
    assert.equal(await ground(page), light, "the page does not follow the system");
  }));

  test("a chosen theme is there at the first paint", () => visit({ colorScheme: "light", viewport: sizes.desktop }, async (page) => {
    await choose(page, "Dark");
    await page.addInitScript(() => addEventListener("DOMContentLoaded", () => { globalThis.__theme = document.documentElement.dataset.theme; }));
    await page.reload();
    assert.equal(await page.evaluate(() => globalThis.__theme), "dark");
  }));
});

describe("widths", () => {
  for (const [name, viewport] of Object.entries(sizes)) {
    test(`nothing is wider than a ${name}`, () => visit({ viewport, hasTouch: name === "phone" }, async (page) => {
      for (const view of views) {
        await go(page, view);
        const over = await page.evaluate(() => [...document.querySelectorAll("html, body, main, .page, .chat, .scroller")].filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.localName}.${box.className} ${box.scrollWidth} > ${box.clientWidth}`));
        assert.deepEqual(over, [], view);
      }
    }));
  }

  test("a phone has a bar below, a desktop a rail and a panel", () => visit({ viewport: sizes.phone }, async (page) => {
    await go(page, "#/feed");
    assert.ok(await page.getByRole("navigation", { name: "Main" }).isVisible());
    assert.ok(await page.locator("nav-rail").isHidden());
    await page.setViewportSize(sizes.desktop);
    assert.ok(await page.getByRole("navigation", { name: "Main" }).isHidden());
    assert.ok(await page.locator("nav-rail").isVisible());
    await page.reload();
    await page.getByRole("complementary", { name: "What just happened" }).locator("[data-event]").first().waitFor();
  }));
});

describe("stillness", () => {
  for (const view of ["#/feed", "#/c/bicycles"]) test(`text is there before the module, and its upgrade moves next to nothing, ${view}`, () => visit({ viewport: sizes.desktop, serviceWorkers: "block" }, async (page, context) => { // a service worker fetches past the held route
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await context.route("**/addend/addend.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await page.addInitScript(() => {
      globalThis.__shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.__shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(`${host.url}/${view}`);
    await page.reload();
    const first = page.locator('post-card md-message[data-state="plain"]').first();
    await first.waitFor();
    assert.notEqual((await first.innerText()).trim(), "", "nothing can be read before the module is there");
    release();
    await rendered(page);
    await page.waitForTimeout(500);
    const shift = await page.evaluate(() => globalThis.__shift);
    assert.ok(shift < 0.02, `cumulative layout shift ${shift}`);
  }));

  test("the newest message is in view, also after the upgrade", () => visit({ viewport: sizes.phone }, async (page) => {
    await openChat(page, "Tomasz");
    await rendered(page);
    await page.waitForLoadState("networkidle");
    const hidden = await page.evaluate(() => {
      const { bottom } = document.querySelector(".scroller").getBoundingClientRect();
      return document.querySelector("message-log li:last-child").getBoundingClientRect().bottom - bottom;
    });
    assert.ok(hidden <= 1, `${hidden} px of the newest message are out of view`);
  }));
});

describe("accessibility", () => {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing, ${colorScheme}`, () => visit({ viewport: sizes.desktop, colorScheme }, async (page) => {
      for (const view of views) {
        await go(page, view);
        await check(page, view || "chat");
      }
      await page.locator("nav-rail").getByRole("button", { name: "Sign out" }).click();
      await page.locator("sign-in-form").waitFor();
      await check(page, "sign in");
    }));
  }

  test("axe finds nothing on a phone", () => visit({ viewport: sizes.phone, hasTouch: true }, async (page) => {
    for (const view of views) {
      await go(page, view);
      await check(page, view || "chat");
    }
  }));

  async function check(page, view) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(" | ")}`);
    assert.deepEqual(told, [], view);
  }

  test("signing in and sending work by keyboard alone", () => visit({ viewport: sizes.desktop }, async (page) => {
    await page.getByRole("button", { name: "Sign out" }).press("Enter");
    await page.locator('sign-in-form [data-user="tomasz"]').press("Enter");
    await messageField(page).waitFor();
    await page.waitForFunction(() => document.activeElement?.localName === "textarea");
    await page.keyboard.type("one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two ");
    await page.keyboard.press("Control+B");
    await page.keyboard.type("loud");
    assert.equal(await messageField(page).inputValue(), "one\ntwo **loud**");
    await page.keyboard.press("Control+Enter");
    await page.locator("message-log li.own", { hasText: "two loud" }).locator("strong").waitFor();
    assert.equal(await messageField(page).inputValue(), "");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "textarea", "the focus left the field");
  }));
});

describe("right to left", () => {
  test("an Arabic message runs from the right, its neighbours do not", () => visit({ viewport: sizes.desktop }, async (page) => {
    await openChat(page, "Tomasz");
    for (const text of ["مساء الخير، **كيف** الحال؟", "good evening"]) {
      await messageField(page).fill(text);
      await page.keyboard.press("Enter");
    }
    // A message's element is replaced when the server has it: the paragraph is looked up until one is settled.
    const direction = async (text) => {
      const found = await page.waitForFunction((text) => {
        const message = [...document.querySelectorAll("message-log li.own")].findLast((item) => item.textContent.includes(text));
        const paragraph = message?.querySelector("md-message p");
        return paragraph ? getComputedStyle(paragraph).direction : null;
      }, text);
      return found.jsonValue();
    };
    assert.equal(await direction("مساء"), "rtl");
    assert.equal(await direction("good evening"), "ltr");
  }));
});
