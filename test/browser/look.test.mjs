// How the page looks and behaves on its own: themes, widths, stillness,
// accessibility. One host serves all of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { opened } from "./opened.mjs";
import { messageField, openChat, rendered, signIn } from "./page.mjs";
import { watch } from "./watch.mjs";

const views = ["", "#/feed", "#/c/cafe", "#/communities", "#/chats/all", "#/you", "#/u/tomasz", "#/u/marta/requests", "#/search/%23repair", "#/saved/reacted", "#/help", "#/playground"];
const sizes = { phone: { width: 390, height: 844 }, tablet: { width: 768, height: 1024 }, desktop: { width: 1440, height: 900 } };

let host, browser;
opened({}, (all) => ({ host, browser } = all));

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

/** To another view within the loaded page, as somebody goes who presses a link; what stood there before is gone then. */
async function go(page, hash) {
  await page.evaluate((hash) => {
    for (const old of document.querySelectorAll("main > *")) old.dataset.old = "";
    if (location.hash === hash) dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = hash;
  }, hash || "#/home");
  await page.locator("main > :is(.page, .chat):not([data-old])").waitFor();
  await page.waitForFunction(() => !document.querySelector("main .skeleton") && [...document.querySelectorAll("md-message")].every((text) => text.dataset.state === "rendered" || !text.isConnected));
}

describe("theme", () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  async function choose(page, name) {
    await page.waitForLoadState("networkidle"); // the rail is drawn anew while its lists come
    await page.locator("nav-rail").getByRole("radio", { name }).check({ force: true });
  }

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

/** Boxes that are wider than their place. */
const over = (page) => page.evaluate(() => [...document.querySelectorAll("html, body, main, .page, .chat, .scroller, dialog")].filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.localName}.${box.className} ${box.scrollWidth} > ${box.clientWidth}`));

async function check(page, view, rules) {
  assert.deepEqual(await over(page), [], view);
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(" | ")}`);
  assert.deepEqual(told, [], view);
}

const looks = {
  "phone, dark": { viewport: sizes.phone, hasTouch: true, colorScheme: "dark" }, "tablet, light": { viewport: sizes.tablet, colorScheme: "light" },
  "desktop, light": { viewport: sizes.desktop, colorScheme: "light" }, "desktop, dark": { viewport: sizes.desktop, colorScheme: "dark" },
};

describe("every view", { concurrency: 2 }, () => {
  for (const [name, look] of Object.entries(looks)) {
    test(`nothing is wider than its place and axe finds nothing, ${name}`, () => visit(look, async (page) => {
      for (const view of views) {
        await go(page, view);
        if (look.viewport === sizes.tablet) assert.deepEqual(await over(page), [], view); // the elements of the desktop
        else await check(page, view || "chat", name === "desktop, dark" ? ["color-contrast"] : undefined); // a theme changes nothing else
      }
      if (look.viewport === sizes.phone) await go(page, "#/you");
      await page.getByRole("button", { name: "Sign out" }).filter({ visible: true }).click();
      await page.locator("sign-in-form").waitFor();
      await check(page, "sign in");
    }));
  }
});

describe("what opens", { concurrency: 2 }, () => {
  for (const [name, look] of Object.entries(looks).filter(([name]) => ["phone, dark", "desktop, light"].includes(name))) {
    test(`axe finds nothing in dialogs, menus and forms, ${name}`, () => visit(look, async (page) => {
      const opened = async (what, open, close = () => page.keyboard.press("Escape")) => {
        await open();
        await check(page, what);
        await close();
      };
      const card = () => page.locator("post-card").first();
      await go(page, "#/c/cafe");
      await opened("the menu of a post", () => card().getByRole("button", { name: "More" }).click().then(() => page.getByRole("menu").waitFor()));
      await opened("sharing", () => card().getByRole("button", { name: "Share" }).click().then(() => page.getByRole("dialog", { name: "Share this post" }).waitFor()));
      await opened("comments", () => card().getByRole("button", { name: /comment/i }).first().click().then(() => page.locator("comment-thread").first().waitFor()), async () => {});
      await opened("a poll", () => page.getByRole("button", { name: "Ask in a poll" }).click().then(() => page.locator("poll-form").waitFor()), async () => {});
      await page.getByRole("textbox", { name: /^Write to/ }).fill("**loud** and `code`\n\n- a list");
      await opened("a preview", () => page.getByRole("region", { name: "Preview" }).waitFor(), async () => {});
      await go(page, "#/feed");
      const picture = page.getByRole("button", { name: /^Look at/ }).first();
      await opened("a picture", () => picture.click().then(() => page.locator("dialog.viewer").waitFor()));
      await go(page, "");
      await opened("the keys", () => page.keyboard.press("Control+/").then(() => page.locator("dialog.keys").waitFor()));
      await opened("a recording", () => page.getByRole("button", { name: "Record a voice message" }).click().then(() => page.locator('voice-recorder[data-state="recording"]').waitFor()), () => page.getByRole("button", { name: "Cancel" }).click());
      const message = page.locator("message-log li.message").last();
      if (look.hasTouch) {
        await message.getByRole("button", { name: "What to do with this message" }).tap();
        await page.getByRole("menu").waitFor();
        await check(page, "the menu of a message");
        await page.keyboard.press("Escape");
      } else {
        await message.hover();
        await check(page, "the tools of a message");
      }
      await page.evaluate(() => document.querySelector("nav-rail").dispatchEvent(new CustomEvent("panel-toggle")));
      await check(page, "the panel");
    }));
  }
});

describe("widths", () => {
  test("a phone has a bar below, a desktop a rail and a panel", () => visit({ viewport: sizes.phone }, async (page) => {
    await go(page, "#/feed");
    assert.ok(await page.getByRole("navigation", { name: "Main" }).isVisible());
    assert.ok(await page.locator("nav-rail").isHidden());
    await page.setViewportSize(sizes.desktop);
    assert.ok(await page.getByRole("navigation", { name: "Main" }).isHidden());
    assert.ok(await page.locator("nav-rail").isVisible());
    await page.reload();
    await page.getByRole("complementary", { name: "What just happened" }).locator("[data-event]").first().waitFor();
    await page.setViewportSize({ width: sizes.desktop.width / 2, height: sizes.desktop.height / 2 }); // as 200 % zoom
    await page.locator("#panel").waitFor({ state: "hidden" });
    assert.deepEqual(await over(page), []);
    await page.setViewportSize(sizes.desktop);
    await page.locator("#panel").waitFor();
  }));
});

describe("weight", () => {
  test("what a signed-in person's walk asks for is no more than 60 KB of the page's JavaScript, as Brotli sends it", (t) => visit({ viewport: sizes.desktop, serviceWorkers: "block" }, async (page) => {
    const asked = new Map();
    page.on("request", (request) => {
      const { origin, pathname } = new URL(request.url());
      if (request.resourceType() === "script" && origin === host.url && !pathname.startsWith("/addend/")) asked.set(pathname, brotliCompressSync(readFileSync(new URL(`../../web${pathname}`, import.meta.url))).length);
    });
    await page.reload(); // there is a session now, and no form to sign in with
    await page.locator("main > .chat").waitFor();
    for (const view of ["#/feed", "#/c/cafe", "#/u/tomasz"]) await go(page, view);
    await page.locator("post-card time").first().click(); // a post by itself
    await page.waitForURL(/#\/p\//);
    await page.locator("main > .page").waitFor();
    await page.waitForLoadState("networkidle");
    const size = [...asked.values()].reduce((sum, one) => sum + one);
    t.diagnostic(`${asked.size} files, ${size} bytes`);
    assert.ok(asked.has("/scenes/post.js") && asked.has("/scenes/chat.js") && asked.has("/parts/post-card.js"), [...asked.keys()].join(" "));
    assert.ok(size <= 60_000, `${size} bytes: ${[...asked.keys()].join(" ")}`);
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
