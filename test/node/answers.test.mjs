// The types of addend/client against what worker and emulator really answer: no key that is not declared, none declared
// that never comes, no value of another type.
import assert from "node:assert/strict";
import { createECDH } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { native } from "../browser/hosts.mjs";
import { calls } from "./calls.mjs";
import { packed, run } from "./packed.mjs";

// Which type the objects of a list have, wherever the list stands.
const kinds = {
  users: "User", user: "User", files: "FileObject", communities: "Community", communityUsers: "CommunityUser", feeds: "Feed", posts: "Post", postChildren: "Post",
  post: "MarkedPost", comments: "Comment", commentChildren: "Comment", polls: "Poll", reactions: "Reactions", follows: "Follow", followCounts: "FollowCounts",
  counts: "FollowCounts", channels: "Channel", channel: "Channel", channelUsers: "ChannelUser", messages: "Message", messagePreviews: "Message",
  messageFeeds: "MessageFeed", messageFeedsInfo: "MessageFeed",
};
// Declared, and not to be had of the seeded emulator in one go.
const rare = { 'AnswerTo<"GET", "/plus/videos">': ["next"] }; // the seed has one video

// Keys of a worker that tells browsers of what happens.
function push() {
  const keys = createECDH("prime256v1");
  const point = keys.generateKeys("base64url");
  return { ADDEND_PUSH_PUBLIC_KEY: point, ADDEND_PUSH_PRIVATE_KEY: keys.getPrivateKey("base64url"), ADDEND_PUSH_SUBJECT: "mailto:ops@example.org", ADDEND_PUSH_HOSTS: "push.example.org" };
}

const strict = `
type Index<T> = { [K in keyof T as string extends K ? never : K]: T[K] };
// T less its index signatures, but for what is nothing else.
type Strict<T> = 0 extends 1 & T ? T : T extends (infer U)[] ? Strict<U>[] : T extends object ? ([keyof Index<T>] extends [never] ? T : { [K in keyof Index<T>]: Strict<Index<T>[K]> }) : T;
type Keys<T> = T extends unknown ? keyof Index<T> : never;
type None<T> = [T] extends [never] ? true : { unseen: T };
`;

describe("the client's types", () => {
  let pack, host, said, folder, session, errors;
  before(async () => {
    [pack, host] = await Promise.all([packed(), native({ ADDEND_AUTH_TOKENS: "1", ...push() })]);
    folder = path.dirname(path.dirname(pack.home));
    const { connect } = await import(pathToFileURL(path.join(pack.home, "client.js")));
    let cookie = "";
    const client = connect({
      base: host.url,
      fetch: async (url, init) => {
        const response = await fetch(url, { ...init, headers: { ...init.headers, ...(cookie && { cookie }) } });
        for (const set of response.headers.getSetCookie()) cookie = set.split(";")[0];
        return response;
      },
    });
    await client.session.signIn("marta");
    session = await client.session.current();
    await host.as("tomasz", async (call) => {
      for (let n = 0; n < 55; n++) await call("POST", "/api/v4/posts", { targetType: "user", targetId: "tomasz", dataType: "text", data: { text: `post ${n}` } });
    });
    said = await calls(client, "tomasz");
    for await (const page of client.pages("/plus/favourites/posts", { query: { limit: 1 } })) said.push({ method: "GET", route: "/plus/favourites/posts", answer: page });
    errors = await compile({ "answers.mts": typed(said, session), "keys.mts": complete(said), "wrong.mts": wrong(said) });
  });
  after(async () => {
    await host.close();
    await pack.remove();
  });

  // Compiles the programs in one go: the errors in each.
  async function compile(programs) {
    for (const [name, lines] of Object.entries(programs)) await writeFile(path.join(folder, name), lines.join("\n"));
    const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
    const args = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--target", "es2022", "--lib", "es2022,dom", "--module", "nodenext", "--moduleResolution", "nodenext"];
    const output = await run(process.execPath, [tsc, ...args, ...Object.keys(programs)], { cwd: folder }).then(() => "", (e) => e.stdout);
    return (name) => output.split("\n").filter((line) => line.startsWith(`${name}(`));
  }

  test("every composed answer was asked for", async () => {
    const routes = await readFile(path.join(pack.home, "routes.d.ts"), "utf8");
    const composed = [];
    let method;
    for (const line of routes.split("\n")) {
      method = /^ {2}([A-Z]+): \{/.exec(line)?.[1] ?? method;
      const route = /^ {4}"(\/plus\/[^"]+)"/.exec(line)?.[1];
      if (route) composed.push(`${method} ${route}`);
    }
    assert.ok(composed.length > 20);
    assert.deepEqual(composed.filter((one) => !said.some(({ method, route }) => one === `${method} ${route}`)), []);
    const answers = await readFile(path.join(pack.home, "answers.d.ts"), "utf8");
    assert.equal(answers.match(/^ {4}"\/plus\//gm).length, composed.length);
  });

  test("each answer has its declared type and nothing that is not declared", () => assert.deepEqual(errors("answers.mts"), []));

  test("every declared key was seen", () => assert.deepEqual(errors("keys.mts"), []));

  test("a field of another type, one too few and one too many are noticed", () => assert.equal(errors("wrong.mts").length, 5, errors("wrong.mts").join("\n")));
});

// What was said, as values of the declared types.
function typed(said, session) {
  const lines = ['import type { AnswerTo, Session } from "addend/client";', strict];
  said.forEach(({ method, route, answer }, n) => lines.push(`export const a${n}: Strict<AnswerTo<"${method}", "${route}">> = ${JSON.stringify(brief(answer))};`));
  return [...lines, `export const session: Awaited<ReturnType<Session["current"]>> = ${JSON.stringify(session)};`];
}

// For each type, that none of its keys is missing in all that was said.
function complete(said) {
  const seen = {};
  const see = (kind, object) => Object.keys(object).forEach((key) => (seen[kind] ??= new Set()).add(key));
  const walk = (value) => {
    for (const [name, one] of Object.entries(value ?? {})) {
      for (const object of Array.isArray(one) ? one : [one]) {
        if (!object || typeof object !== "object") continue;
        if (kinds[name] && !(name === "reactions" && !Array.isArray(one))) see(kinds[name], object);
        walk(object);
      }
    }
  };
  for (const { method, route, answer } of said) {
    walk(answer);
    see(route.startsWith("/plus/") ? `AnswerTo<"${method}", "${route}">` : "Answer", answer);
  }
  seen.Post.delete("reactedByMe");
  const literals = (keys) => keys.map((key) => JSON.stringify(key)).join(" | ");
  const lines = Object.entries(seen).map(([kind, keys], n) => `export const k${n}: None<Exclude<Keys<client.${kind}>, ${literals([...keys, ...(rare[kind] ?? [])])}>> = true;`);
  return ['import type * as client from "addend/client";', strict, ...lines];
}

// One post that is as declared, and five that are not.
function wrong(said) {
  const [post] = brief(said.find(({ route }) => route === "/plus/feed").answer.posts);
  const { postId, ...without } = post;
  const posts = [post, { ...post, postId: 7 }, without, { ...post, more: 1 }, { ...post, targetType: "planet" }, { ...post, data: { text: 1 } }];
  return ['import type { MarkedPost } from "addend/client";', strict, ...posts.map((one, n) => `export const w${n}: Strict<MarkedPost> = ${JSON.stringify(one)};`)];
}

// The same answer with one object of each shape in a list: the compiler reads them all.
function brief(value) {
  if (Array.isArray(value)) {
    const shapes = new Map(value.map((one) => [shape(one), one]));
    return [...shapes.values()].map(brief);
  }
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, brief(one)]));
  return value;
}

const words = /^[a-z][A-Za-z-]{0,15}$/; // what may be one of a few words a type allows
function shape(value) {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shape))].sort()}]`;
  if (value && typeof value === "object") return `{${Object.entries(value).map(([key, one]) => `${key}:${/Type$|^type$|[sS]tatus$|^state$|[mM]embership$/.test(key) && words.test(one) ? one : shape(one)}`)}}`;
  return value === null ? "null" : typeof value;
}
