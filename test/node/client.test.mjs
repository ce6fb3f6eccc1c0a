// addend/client against the real worker and emulator: signing in, pages, errors, waiting, uploads.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { native } from "../browser/hosts.mjs";
import { packed } from "./packed.mjs";

describe("addend/client", () => {
  let pack, host, connect, ClientError;
  before(async () => {
    [pack, host] = await Promise.all([packed(), native()]);
    ({ connect, ClientError } = await import(pathToFileURL(path.join(pack.home, "client.js"))));
  });
  after(async () => {
    await host.close();
    await pack.remove();
  });

  // A browser keeps the cookie; Node's fetch does not.
  function browser() {
    let cookie = "";
    return async (url, init) => {
      const response = await fetch(url, { ...init, headers: { ...init.headers, ...(cookie && { cookie }) } });
      for (const set of response.headers.getSetCookie()) cookie = set.split(";")[0];
      return response;
    };
  }
  const client = (options) => connect({ base: host.url, fetch: browser(), ...options });

  test("calls wait until somebody is signed in", async () => {
    const c = client();
    let done = false;
    const early = c.get("/api/v3/users/{id}", { params: { id: "tomasz" } }).finally(() => (done = true));
    assert.equal((await c.session.current()).user, null);
    assert.equal(done, false);
    let changes = 0;
    c.session.addEventListener("change", () => changes++);
    await c.session.signIn("marta");
    assert.equal((await early).users[0].userId, "tomasz");
    assert.deepEqual([c.session.user.userId, changes], ["marta", 1]);
    await c.session.signOut();
    assert.equal(c.session.user, null);
    const stop = new AbortController();
    const waiting = c.get("/api/v3/users", { signal: stop.signal });
    stop.abort();
    await assert.rejects(waiting, { code: "aborted" });
  });

  test("pages come one after the other, each once", async () => {
    const c = client();
    await c.session.signIn("marta");
    const whole = await c.get("/api/v4/posts", { query: { targetType: "community", targetId: "cafe", isDeleted: false, options: { type: "pagination", limit: 50 } } });
    const ids = [];
    let pages = 0;
    for await (const page of c.pages("/api/v4/posts", { query: { targetType: "community", targetId: "cafe", isDeleted: false, options: { type: "pagination", limit: 2 } } })) {
      assert.ok(page.posts.length <= 2);
      ids.push(...page.posts.map((post) => post.postId));
      pages++;
    }
    assert.ok(pages > 1);
    assert.deepEqual(ids, whole.posts.map((post) => post.postId));
    for await (const page of c.pages("/api/v4/posts", { pages: 1, query: { targetType: "community", targetId: "cafe", options: { limit: 1 } } })) assert.equal(page.posts.length, 1);
  });

  test("an error carries the platform's code and what it means", async () => {
    const c = client();
    await c.session.signIn("marta");
    const error = await c.get("/api/v3/posts/{id}", { params: { id: "no-such-post" } }).catch((e) => e);
    assert.ok(error instanceof ClientError);
    assert.equal(error.platformCode, 400400);
    assert.ok(error.title && error.remedy && error.status === 404 && error.requestId, JSON.stringify(error));
    await assert.rejects(c.get("/api/v3/posts/{id}", {}), { code: "bad-argument" });
    await assert.rejects(c.get("/api/v3/admin"), { code: "route-not-allowed" });
    await assert.rejects(connect({ base: "http://127.0.0.1:9" }).session.current(), { code: "offline" });
  });

  // A worker that says what it is told to.
  const scripted = (...answers) => {
    const calls = [];
    const fetch = async (url, init) => {
      calls.push([init.method, url]);
      const [status, body, headers] = url.endsWith("/session") ? [200, { user: { userId: "u" } }] : answers.shift();
      return new Response(JSON.stringify(body), { status, headers });
    };
    return { c: connect({ fetch }), calls };
  };
  const limited = [429, { error: { code: "rate-limited", message: "m", hint: "h", platformCode: 400311, retryAfterMs: 20 } }, { "Retry-After": "1" }];

  test("what reads is repeated after the time that the worker names", async () => {
    const { c, calls } = scripted(limited, [400, { status: "error", code: 400311, message: "x" }, { "Retry-After": "0.02" }], [200, { posts: [] }]);
    assert.deepEqual(await c.get("/api/v4/posts"), { posts: [] });
    assert.equal(calls.length, 4);
  });

  test("it gives up in the end, and says why", async () => {
    const { c, calls } = scripted(limited, limited, limited, limited, limited);
    await assert.rejects(c.get("/api/v4/posts"), (e) => e.code === "rate-limited" && e.platformCode === 400311 && e.retryAfter === 0.02 && /5 seconds|moment|wait/i.test(e.remedy + e.hint));
    assert.equal(calls.length, 5);
  });

  test("what writes is never repeated", async () => {
    const { c, calls } = scripted(limited, [200, {}]);
    await assert.rejects(c.post("/api/v4/posts", { body: { a: 1 } }), { code: "rate-limited" });
    assert.equal(calls.length, 2);
  });

  test("a signal ends the waiting", async () => {
    const { c } = scripted([429, {}, { "Retry-After": "30" }]);
    const stop = new AbortController();
    const call = c.get("/api/v4/posts", { signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    await assert.rejects(call, { code: "aborted" });
  });

  test("a success that is none is an error", async () => {
    const { c } = scripted([200, { status: "error", code: 400400, message: "gone" }]);
    await assert.rejects(c.get("/api/v4/posts"), { code: "400400", platformCode: 400400 });
  });

  for (const [query, want] of [
    [{ a: 1, tags: ["x", "y z"], options: { limit: 5 } }, "?a=1&tags%5B%5D=x&tags%5B%5D=y+z&options%5Blimit%5D=5"],
    [{ a: undefined, b: null, c: false }, "?c=false"],
    [undefined, ""],
  ]) {
    test(`query ${JSON.stringify(query)}`, async () => {
      const { c, calls } = scripted([200, {}]);
      await c.get("/api/v4/posts", { query });
      assert.equal(calls.at(-1)[1], `/api/v4/posts${want}`);
    });
  }

  test("a list whose pages lead back to themselves ends", async () => {
    const c = connect({ fetch: async (url) => Response.json(url.endsWith("/session") ? { user: { userId: "marta" } } : { posts: [], paging: { next: "again" } }) });
    let pages = 0;
    for await (const page of c.pages("/api/v4/posts")) assert.ok(page.posts && ++pages < 5);
    assert.equal(pages, 2);
  });

  test("files go the caller's own way, too, and every error has a hint", async () => {
    const asked = [];
    const c = connect({ base: "https://chat.example", fetch: async (url, { method, body }) => {
      asked.push(`${method} ${url} ${body instanceof FormData ? body.get("files").name : ""}`.trim());
      return url.endsWith("/session") ? Response.json({ user: { userId: "marta" } }) : url.includes("/files") ? Response.json([{ fileId: "f1" }]) : new Response("no", { status: 502 });
    } });
    assert.equal((await c.upload(new Blob(["a"]), { as: "file", name: "a.txt" })).fileId, "f1");
    await assert.rejects(c.get("/api/v3/users"), (e) => e.code === "http-502" && e.hint.length > 5);
    assert.deepEqual(asked, ["GET https://chat.example/session", "POST https://chat.example/files?as=file a.txt", "GET https://chat.example/api/v3/users"]);
  });

  test("a name in a path is one segment", async () => {
    const { c, calls } = scripted([200, {}]);
    await c.get("/api/v3/posts/{id}", { params: { id: "a/../b?c" } });
    assert.equal(calls.at(-1)[1], "/api/v3/posts/a%2F..%2Fb%3Fc");
    await assert.rejects(c.get("/api/v3/posts/{id}", { params: { id: ".." } }), { code: "bad-argument" });
  });
});
