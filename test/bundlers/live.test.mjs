// Live updates of addend/client in Chromium: the real worker and emulator, several tabs, one connection.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { native } from "../browser/hosts.mjs";
import { root } from "../node/packed.mjs";
import { freePort } from "../ports.mjs";

describe("live updates", () => {
  let demo, url, browser, context, asked;
  before(async () => {
    [browser, [demo, url]] = await Promise.all([launch(), started()]);
  });
  after(async () => {
    await browser?.close();
    demo?.kill("SIGTERM");
    if (demo?.exitCode === null) await once(demo, "exit");
  });
  afterEach(() => context.close());

  // A browser with its cookies; connections to /events are counted.
  async function opened() {
    context = await browser.newContext();
    asked = [];
    context.on("request", (request) => new URL(request.url()).pathname === "/events" && asked.push(request));
    await context.route("**/blank", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>tab</title>" }));
  }

  // A tab that listens, and notes what it hears.
  async function tab(at = url, who) {
    const page = await context.newPage();
    await page.goto(`${at}/blank`);
    await page.evaluate(async (who) => {
      const { connect } = await import("/addend/client.js");
      window.heard = [];
      window.client = connect();
      if (who) await window.client.session.signIn(who);
      window.live = window.client.live();
      for (const type of ["ready", "over"]) window.live.addEventListener(type, ({ detail }) => window.heard.push([type, detail]));
      window.live.addEventListener("update", ({ detail }) => window.heard.push([detail.type, detail]));
      window.live.addEventListener("problem", ({ detail }) => window.heard.push(["problem", detail.code]));
    }, who);
    return page;
  }

  const open = (page) => page.waitForFunction(() => window.live.state === "open");
  const posts = (page) => page.evaluate(() => window.heard.filter(([type]) => type === "post.created").map(([, { postId }]) => postId));
  const heard = (page, id) => page.waitForFunction((id) => window.heard.some(([, detail]) => detail?.postId === id), id);
  const post = (page, text) => page.evaluate(async (text) => {
    const { posts } = await window.client.post("/api/v4/posts", { body: { targetType: "community", targetId: "cafe", dataType: "text", data: { text } } });
    return posts[0].postId;
  }, text);

  test("all tabs share one connection, each hears everything once, and another takes over where the first one was", { timeout: 120_000 }, async () => {
    await opened();
    const one = await tab(url, "marta");
    await open(one);
    const others = await Promise.all([tab(), tab()]);
    for (const page of others) {
      await page.evaluate(() => window.client.session.current());
      await open(page);
    }
    assert.equal(asked.length, 1, "one connection for three tabs");
    assert.deepEqual(await Promise.all([one, ...others].map((page) => page.evaluate(() => window.live.leads))), [true, false, false]);
    for (const page of [one, ...others]) assert.deepEqual(await page.evaluate(() => window.heard), [["ready", { missed: false }]]);

    const first = await post(others[0], "the first");
    for (const page of [one, ...others]) await heard(page, first);

    await one.close();
    const second = await post(others[1], "while nobody may be listening");
    for (const page of others) await heard(page, second);
    await Promise.all(others.map((page) => open(page)));
    const third = await post(others[0], "after that");
    for (const page of others) {
      await heard(page, third);
      assert.deepEqual(await posts(page), [first, second, third], "each once, in their order");
      assert.equal(await page.evaluate(() => window.heard.some(([type, detail]) => type === "ready" && detail.missed)), false);
    }
    assert.equal(asked.length, 2, "the second tab's connection is the only other one");
    assert.match(asked[1].url(), /\/events\?after=./);
    assert.deepEqual((await Promise.all(others.map((page) => page.evaluate(() => window.live.leads)))).sort(), [false, true]);

    await others[0].evaluate(() => window.client.session.signOut());
    for (const page of others) await page.waitForFunction(() => window.live.state === "waiting" && window.client.session.user === null);
    // Somebody else signs in: the tab that did so hears, and not of what was before.
    await others[0].evaluate(() => window.client.session.signIn("tomasz"));
    await open(others[0]);
    assert.equal(new URL(asked.at(-1).url()).search, "");
    await others[0].evaluate(() => window.live.close());
    assert.equal(await others[0].evaluate(() => window.live.state), "closed");
  });

  test("a worker without live updates says so, once, and is not asked again", { timeout: 60_000 }, async () => {
    await opened();
    const host = await native({ ADDEND_WEBHOOK_SECRETS: "" });
    try {
      const page = await tab(host.url, "marta");
      await page.waitForFunction(() => window.heard.length);
      assert.deepEqual(await page.evaluate(() => window.heard), [["problem", "live-off"]]);
      assert.equal(asked.length, 2, "the connection, and the look at why not");
    } finally {
      await context.close();
      await host.close();
    }
  });

  test("a refusal that will pass is tried again after the time that the worker names", { timeout: 60_000 }, async () => {
    await opened();
    let refuse = true;
    await context.route("**/events", (route) => refuse ? route.fulfill({ status: 503, headers: { "Retry-After": "1" }, contentType: "application/json", body: '{"error":{"code":"state-unavailable","message":"m","hint":"h"}}' }) : route.continue());
    const page = await tab(url, "marta");
    await page.waitForFunction(() => window.heard.length);
    assert.deepEqual(await page.evaluate(() => [window.heard[0], window.live.state]), [["problem", "state-unavailable"], "broken"]);
    refuse = false;
    await open(page);
  });

  test("a tab that comes back knows whether it has missed anything", { timeout: 60_000 }, async () => {
    await opened();
    const stays = await tab(url, "marta");
    await open(stays);
    const goes = await tab();
    await open(goes);
    const last = () => goes.evaluate(() => window.heard.filter(([type]) => type === "ready").at(-1)[1].missed);
    const away = () => goes.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    const back = async () => {
      await goes.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
      await open(goes);
    };
    await heard(goes, await post(stays, "heard by both"));
    await away();
    await back();
    assert.equal(await last(), false);
    await away();
    const id = await post(stays, "heard by one");
    await heard(stays, id);
    await back();
    assert.equal(await last(), true);
    assert.ok(!(await posts(goes)).includes(id));
    await away();
    await back();
    assert.equal(await last(), false, "it was told");
  });

  test("where tabs cannot agree, each has a connection of its own", { timeout: 60_000 }, async () => {
    await opened();
    await context.addInitScript(() => { delete globalThis.BroadcastChannel; });
    const page = await tab(url, "marta");
    await open(page);
    const id = await post(page, "alone");
    await heard(page, id);
  });

  // The demo's program with ports that are free: it starts the worker with live updates on.
  async function started() {
    const ports = [String(await freePort()), String(await freePort())];
    const child = spawn(path.join(root, "dist/bin/demo"), [], { cwd: root, env: { ...process.env, PORT: ports[0], EMULATOR_PORT: ports[1] }, stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    child.stderr.on("data", (text) => said.push(text));
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line);
      const found = /http:\/\/[\w.:]+/.exec(line);
      if (found) return child.stdout.resume(), [child, found[0]];
    }
    throw new Error(`the demo did not start: ${said.join("\n")}`);
  }
});
