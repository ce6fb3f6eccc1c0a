// What another origin's page can do to somebody who is signed in: nothing. One
// attacker is another site; the other shares the site and differs in its port
// only, so that SameSite keeps no cookie back from it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { opened } from "./opened.mjs";

let host, context, page, evil;
opened({ view: {} }, (all) => ({ host, context, page } = all));
before(async () => {
  evil = createServer((_, response) => response.setHeader("Content-Type", "text/html").end("<!doctype html><title>prizes</title><body>")).listen(0);
  await once(evil, "listening");
});
after(async () => {
  evil?.closeAllConnections();
  evil?.close();
});

/** A call of the page's own, as a person's click makes it. */
const own = (method, path, body) => page.evaluate(async ([method, path, body]) => {
  const headers = { "X-Addend": "1", ...(body && { "Content-Type": "application/json" }) };
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  return { status: response.status, body: await response.json().catch(() => null) };
}, [method, path, body]);

test("the session cookie is the browser's alone", async () => {
  const cookies = (await context.cookies()).filter(({ name }) => name.includes("addend"));
  assert.equal(cookies.length, 1);
  const [{ name, httpOnly, secure, sameSite, path, domain }] = cookies;
  assert.deepEqual({ name, httpOnly, secure, sameSite, path, domain },
    { name: "__Host-addend", httpOnly: true, secure: true, sameSite: "Strict", path: "/", domain: "127.0.0.1" });
  assert.doesNotMatch(await page.evaluate(() => document.cookie), /addend/);
});

for (const site of ["localhost", "127.0.0.1"]) {
  describe(`from a page of http://${site}`, () => {
    let attacker, answers, file;
    before(async () => {
      file = await page.evaluate(async () => {
        const form = new FormData();
        form.append("files", new Blob(["a private note"], { type: "text/plain" }), "note.txt");
        const response = await fetch("/files?as=file", { method: "POST", headers: { "X-Addend": "1" }, body: form });
        return (await response.json())[0].fileId;
      });
      attacker = await context.newPage();
      answers = [];
      attacker.on("response", (response) => response.url().startsWith(host.url) && answers.push({ url: response.url().slice(host.url.length), status: response.status(), method: response.request().method() }));
      await attacker.goto(`http://${site}:${evil.address().port}/`);
    });
    after(() => attacker?.close());
    /** What the worker answered since the last look; what was stopped before it is not among them. */
    const answered = () => answers.splice(0);
    const refused = () => {
      for (const { url, status, method } of answered()) assert.ok(status >= 400, `${method} ${url} was answered with ${status}`);
    };

    test("forms change nothing", async () => {
      for (const [path, type, body] of [
        ["/api/v4/posts", "text/plain", '{"targetType":"user","targetId":"marta","data":{"text":"forged'],
        ["/api/v3/channels/conversation", "application/x-www-form-urlencoded", "userIds"],
        ["/session", "text/plain", '{"userId":"lev'],
        ["/plus/posts/p1/share", "text/plain", "x"],
        ["/files/from-url", "text/plain", '{"url":"https://example.org/","as":"file'],
        ["/files?as=file", "multipart/form-data", "files"],
      ]) {
        const popup = context.waitForEvent("page");
        const reply = context.waitForEvent("response", (response) => response.url() === host.url + path && response.request().method() === "POST");
        await attacker.evaluate(([action, enctype, name]) => {
          const form = Object.assign(document.createElement("form"), { method: "post", action, enctype, target: "_blank" });
          form.append(Object.assign(document.createElement("input"), { name, value: '"}' }));
          document.body.append(form);
          form.submit();
        }, [host.url + path, type, body]);
        const opened = await popup;
        assert.equal((await reply).status(), 403, `POST ${path} as ${type}`);
        await opened.close();
      }
      const me = await own("GET", "/session");
      assert.equal(me.body.user.userId, "marta");
    });

    test("fetch() reads nothing and changes nothing", async () => {
      const failed = await attacker.evaluate(async (url) => {
        const tries = {
          "with credentials": () => fetch(`${url}/api/v3/communities`, { credentials: "include" }),
          "with the header": () => fetch(`${url}/api/v3/communities`, { credentials: "include", headers: { "X-Addend": "1" } }),
          "a file": () => fetch(`${url}/session`, { credentials: "include" }),
          "signing out": () => fetch(`${url}/session`, { method: "DELETE", credentials: "include", headers: { "X-Addend": "1" } }),
          "a post": () => fetch(`${url}/api/v4/posts`, { method: "POST", credentials: "include", headers: { "Content-Type": "application/json", "X-Addend": "1" }, body: "{}" }),
        };
        const out = {};
        for (const [name, go] of Object.entries(tries)) out[name] = await go().then(() => "read", () => "stopped");
        await fetch(`${url}/api/v4/posts`, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" }).catch(() => {});
        await fetch(`${url}/api/v3/communities`, { mode: "no-cors", credentials: "include" }).catch(() => {});
        navigator.sendBeacon(`${url}/session`, "{}");
        return out;
      }, host.url);
      assert.deepEqual(failed, { "with credentials": "stopped", "with the header": "stopped", "a file": "stopped", "signing out": "stopped", "a post": "stopped" });
      refused();
      assert.equal((await own("GET", "/session")).body.user.userId, "marta");
    });

    test("no image, script, style, media or frame of it is shown", async () => {
      const shown = await attacker.evaluate(async ([url, file]) => {
        const load = (tag, attributes) => new Promise((resolve) => {
          const element = Object.assign(document.createElement(tag), attributes);
          element.onload = element.onloadeddata = () => resolve(`${tag} loaded`);
          element.onerror = () => resolve("stopped");
          document.body.append(element);
        });
        return Promise.all([
          load("img", { src: `${url}/files/${file}` }),
          load("script", { src: `${url}/session` }),
          load("link", { rel: "stylesheet", href: `${url}/files/${file}` }),
          load("video", { src: `${url}/files/${file}` }),
        ]);
      }, [host.url, file]);
      assert.deepEqual(shown, ["stopped", "stopped", "stopped", "stopped"]);
      refused();
      await attacker.evaluate((url) => new Promise((resolve) => {
        const frame = Object.assign(document.createElement("iframe"), { src: `${url}/`, onload: resolve });
        document.body.append(frame);
      }), host.url);
      for (const frame of attacker.frames().slice(1)) assert.doesNotMatch(await frame.content(), /sign-in-form|addend/i, "the page is framed");
      answered();
    });

    test("WebSocket and EventSource do not open", async () => {
      const opened = await attacker.evaluate((url) => Promise.all([
        ...["/events", "/session", "/api/v3/communities"].map((path) => new Promise((resolve) => {
          const socket = new WebSocket(url.replace("http", "ws") + path);
          socket.onopen = () => resolve(`${path} opened`);
          socket.onclose = () => resolve("stopped");
        })),
        new Promise((resolve) => {
          const source = new EventSource(`${url}/events`, { withCredentials: true });
          source.onopen = () => resolve("the stream opened");
          source.onerror = () => { source.close(); resolve("stopped"); };
        }),
      ]), host.url);
      assert.deepEqual(opened, ["stopped", "stopped", "stopped", "stopped"]);
      refused();
    });
  });
}

test("the page's own calls went on all the while", async () => {
  assert.equal((await own("GET", "/api/v3/communities?filter=member")).status, 200);
  const feed = await own("GET", "/api/v4/posts?targetType=user&targetId=marta");
  assert.doesNotMatch(JSON.stringify(feed.body), /forged/);
});
