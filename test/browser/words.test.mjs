// The small pure functions of the page: times, amounts, addresses, the
// platform's answers as the page shows them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ApiError, answer, createClient, search } from "../../web/api/client.js";
import { channelsOf, messagesOf, postsOf } from "../../web/api/entities.js";
import { kindOf } from "../../web/api/upload.js";
import { squeeze } from "../../web/audio/recording.js";
import { createExplain } from "../../web/explain.js";
import { bytes, clockTime, plural } from "../../web/view/amount.js";
import { ago, dayOf } from "../../web/view/when.js";

const table = (name, rows, run) => describe(name, () => {
  for (const [input, expected] of rows) test(JSON.stringify(input), () => assert.deepEqual(run(input), expected));
});

table("bytes", [[0, "0 B"], [999, "999 B"], [1000, "1.0 kB"], [34_201, "34 kB"], [999_499, "999 kB"], [999_500, "1.0 MB"], [3_100_000, "3.1 MB"], [2e9, "2.0 GB"], [NaN, ""]], bytes);
table("clockTime", [[0, "0:00"], [7.9, "0:07"], [60, "1:00"], [3723, "1:02:03"], [Infinity, "–:––"], [NaN, "–:––"], [-1, "–:––"]], clockTime);
table("plural", [[1, "1 member"], [0, "0 members"], [12, "12 members"]], (count) => plural(count, "member"));

const now = new Date(2026, 4, 14, 18, 0);
table("ago", [
  [[2026, 4, 14, 17, 59, 30], "just now"], [[2026, 4, 14, 17, 20], "40 min ago"], [[2026, 4, 14, 9, 5], "today 09:05"],
  [[2026, 4, 13, 23, 59], "yesterday 23:59"], [[2026, 4, 11, 8, 0], "Monday 08:00"], [[2026, 2, 3, 8, 0], "3 March"], [[2024, 2, 3], "3 March 2024"],
], (parts) => ago(new Date(...parts), now));
table("dayOf", [[[2026, 4, 14], "Today"], [[2026, 4, 13], "Yesterday"], [[2026, 4, 8], "Friday"], [[2026, 4, 7], "7 May"]], (parts) => dayOf(new Date(...parts), now));

table("search", [
  [{}, ""], [{ a: 1, b: undefined, c: null }, "?a=1"], [{ tags: ["x", "y z"] }, "?tags%5B%5D=x&tags%5B%5D=y+z"],
  [{ options: { limit: 5, type: "pagination" } }, "?options%5Blimit%5D=5&options%5Btype%5D=pagination"], [{ q: "a&b=c#d" }, "?q=a%26b%3Dc%23d"],
], search);

describe("answer", () => {
  const refused = [
    ["the platform's envelope", 429, '{"status":"error","code":400311,"message":"Rate limit"}', 400311],
    ["the platform's envelope under 200", 200, '{"status":"error","code":400300,"message":"No"}', 400300],
    ["the worker's envelope", 401, '{"error":{"code":"no-session","message":"m","hint":"h","requestId":"r"}}', "no-session"],
    ["no JSON", 502, "<html>", "http-502"], ["nothing", 500, "", "http-500"],
  ];
  for (const [name, status, text, code] of refused) {
    test(name, () => assert.throws(() => answer(status, text, "GET /x"), (error) => error instanceof ApiError && error.code === code && error.status === status));
  }
  test("no content", () => assert.equal(answer(204, "", "DELETE /session"), null));
});

table("squeeze: always 64 whole numbers 0–100, or none", [[0, 0], [1, 64], [63, 64], [64, 64], [5000, 64]], (length) => {
  const levels = squeeze(Array.from({ length }, (_, index) => (index % 10) / 10));
  assert.ok(levels.every((level) => Number.isInteger(level) && level >= 0 && level <= 100));
  return levels.length;
});

describe("kindOf goes by content, not by name", () => {
  const rows = [
    ["photo.txt", [0xff, 0xd8, 0xff, 0xe0], "image"], ["a.bin", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "image"],
    ["fake.png", [0x3c, 0x73, 0x76, 0x67], "file"], ["moving.gif", [0x47, 0x49, 0x46, 0x38], "file"], ["short.jpg", [0xff], "file"],
  ];
  for (const [name, head, kind] of rows) test(name, async () => assert.equal(await kindOf(new File([new Uint8Array(head)], name)), kind));
});

test("attachments of child posts are gathered on their parent", () => {
  const [post] = postsOf({
    posts: [{ postId: "p", postedUserId: "u", targetId: "c", data: { text: "hi" }, children: ["k", "gone"], createdAt: "2026-05-14T10:00:00Z" }],
    postChildren: [{ postId: "k", dataType: "image", data: { fileId: "f" } }],
    files: [{ fileId: "f", type: "image", attributes: { name: "a.png", size: "12", metadata: { width: 4, height: 3 } } }],
    users: [{ userId: "u", displayName: "Una" }], communities: [{ communityId: "c", displayName: "Café" }],
  });
  assert.equal(post.author.name, "Una");
  assert.equal(post.community.name, "Café");
  assert.deepEqual(post.media.map(({ kind, href, size, width, height }) => ({ kind, href, size, width, height })), [{ kind: "image", href: "/files/f", size: 12, width: 4, height: 3 }]);
});

test("a conversation bears the other person's name", () => {
  const [channel] = channelsOf({
    channels: [{ channelId: "x", channelInternalId: "x", type: "conversation" }], channelUsers: [{ channelId: "x", userId: "me" }, { channelId: "x", userId: "t" }],
    users: [{ userId: "t", displayName: "Tomasz" }],
  }, "me");
  assert.equal(channel.name, "Tomasz");
});

test("ids are escaped in addresses", () => {
  const [message] = messagesOf({ messages: [{ messageId: "m", dataType: "file", fileId: "../session?x", createdAt: "2026-05-14T10:00:00Z" }] });
  assert.equal(message.file.href, "/files/..%2Fsession%3Fx");
});

describe("explain", () => {
  const explain = createExplain({ module: () => ({ explain: (code) => ({ title: `t${code}`, cause: "c", remedy: "r", retry: code === 400100 ? "sign-in" : "later" }) }), signIn: () => {} });
  const rows = [
    [400311, { title: "t400311", wait: 5 }], [400309, { title: "t400309", wait: 0 }], [400100, { title: "t400100", label: "Sign in again" }],
    ["no-session", { label: "Sign in again" }], ["offline", { title: "The server did not answer" }], ["toString", { title: "That did not work", cause: "Odd." }],
  ];
  for (const [code, expected] of rows) {
    test(String(code), () => {
      const said = explain({ code, message: "odd", hint: "" }, () => {});
      for (const [name, value] of Object.entries(expected)) assert.equal(said[name], value);
    });
  }
});

test("what only reads is asked again when the window of calls is full, what changes something is not", async (t) => {
  const asked = [];
  t.mock.method(globalThis, "fetch", async (url, { method }) => {
    asked.push(method);
    return new Response('{"error":{"code":"rate-limited","message":"m","hint":"h"}}', { status: 429, headers: { "Retry-After": "1" } });
  });
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const heard = [];
  const call = createClient({ onCall: ({ status }) => heard.push(status) });
  await assert.rejects(call("POST", "/x"), { code: "rate-limited", wait: 1 });
  assert.deepEqual(asked, ["POST"]);
  const reading = assert.rejects(call("GET", "/x"), { code: "rate-limited" });
  while (asked.length < 4) {
    await new Promise(setImmediate);
    t.mock.timers.tick(1000);
  }
  await reading;
  assert.deepEqual(heard, [429, 429, 429, 429]);
});
