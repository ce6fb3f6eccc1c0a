// One contract, written in three places: the types, the JavaScript that implements them, the functions that the module
// registers; and one table of error codes for all of them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { members, opened, packed, root } from "./packed.mjs";

const names = (text, pattern) => [...text.matchAll(pattern)].map((m) => m[1]).sort();

describe("the package's surface", () => {
  let pack, types, sources;
  before(async () => {
    pack = await packed();
    types = await readFile(path.join(pack.home, "index.d.ts"), "utf8");
    const scripts = (await readdir(pack.home)).filter((f) => f.endsWith(".js"));
    sources = Object.fromEntries(await Promise.all(scripts.map(async (f) => [f, await readFile(path.join(pack.home, f), "utf8")])));
  });
  after(() => pack.remove());

  test("the types declare what the package exports", async () => {
    const declared = names(types, /^export (?:function|class|const) (\w+)/gm);
    assert.deepEqual(declared, ["AddendError", "load", "plain"]);
    for (const entry of ["index.js", "node.js", "workerd.js", "media.js", "media-node.js", "media-workerd.js"]) {
      assert.deepEqual(Object.keys(await import(pathToFileURL(path.join(pack.home, entry)))), declared, entry);
    }
  });

  test("an error of any entry is of the one class that all of them export", async () => {
    const entries = await Promise.all(["index.js", "node.js", "media.js", "worker.js", "worker-node.js", "client.js"].map((entry) => import(pathToFileURL(path.join(pack.home, entry)))));
    const [{ AddendError }] = entries;
    for (const entry of entries) assert.equal(entry.AddendError ?? Object.getPrototypeOf(entry.ClientError), AddendError);
    for (const { load } of entries.slice(0, -1)) await assert.rejects(load({ bytes: new Uint8Array(8) }), (error) => error instanceof AddendError && error.code === "not-wasm");
  });

  test("the interface names what load() resolves to", async () => {
    const body = /export interface Addend \{([\s\S]*?)^\}/m.exec(types)[1];
    const declared = names(body, /^ {2}(?:readonly )?(\w+)[(:]/gm);
    const a = await pack.addend.load();
    assert.deepEqual(members(a), declared);
    assert.deepEqual(Object.keys(a), []);
    const left = /Omit<Addend, ([^>]+)>/.exec(await readFile(path.join(pack.home, "media.d.ts"), "utf8"))[1].match(/\w+/g);
    const { load } = await import(pathToFileURL(path.join(pack.home, "media.js")));
    assert.deepEqual(members(await load()), declared.filter((name) => !left.includes(name)));
  });

  test("every function that the module registers is declared and used, and nothing else is", async () => {
    const { Host } = await opened(pack.home);
    const host = new Host(await WebAssembly.compile(await readFile(path.join(pack.home, "addend.wasm"))));
    const registered = Object.keys(host.instance.functions).sort();
    host.close();
    const all = Object.values(sources).join("\n");
    const used = names(all, /(?:\.call|\.wait|probe)\((?:host, )?"(\w+)"/g);
    assert.deepEqual([...new Set(used)].sort(), registered);
    for (const name of registered.filter((n) => n !== "lastError")) assert.match(types, new RegExp(`^  ${name}\\(`, "m"));
  });

  test("every error code is in the README's table", async () => {
    const readme = await readFile(path.join(pack.home, "README.md"), "utf8");
    const documented = new Set(names(readme.slice(readme.indexOf("## Errors")), /`([a-z]+(?:-[a-z]+)*)`/g));
    const codes = new Set(Object.values(sources).flatMap((s) => [
      ...names(s, /new AddendError\(\s*"([a-z-]+)"/g),
      ...names(s, /\bcode: [^,\n]*?"([a-z]+(?:-[a-z]+)*)"/g), // of the client
    ]));
    for (const folder of ["wasm", "wasm/files", "wasm/media", "wasm/upload", "wasm/markdown", "wasm/markdown/internal/parse"]) {
      for (const file of await readdir(path.join(root, folder))) {
        if (!file.endsWith(".go") || file.endsWith("_test.go")) continue;
        const text = await readFile(path.join(root, folder, file), "utf8");
        for (const code of names(text, /\bCode\w+\s+= "([a-z-]+)"/g)) codes.add(code);
        for (const code of names(text, /\bproblem\{"([a-z-]+)"/g)) codes.add(code);
      }
    }
    assert.ok(codes.size > 25, `${codes.size} codes`);
    assert.deepEqual([...codes].filter((c) => !documented.has(c)), []);
    assert.deepEqual([...documented].filter((c) => !codes.has(c) && !["code", "hint", "cause"].includes(c)), ["internal"]);
  });

  test("a strict TypeScript program compiles against the types", async () => {
    const folder = path.dirname(path.dirname(pack.home));
    const program = `
import { load, plain, AddendError, type Media } from "addend";
import { plain as again, plainBlocks } from "addend/plain";
import { load as loadWorker } from "addend/worker";
import { load as loadLean } from "addend/media";
import { use, words, type MdMessage, type Words } from "addend/element";
import { connect, ClientError, type LiveType } from "addend/client";
const w = await loadWorker({ workerURL: "/thread.js" });
const far: string = (await w.markdown("a", { profile: "post", deadline: 50 })) + (await w.text("b", { limit: 5, signal: AbortSignal.timeout(9) }));
// @ts-expect-error a worker has no document to mount in
w.mount;
const lean = await loadLean();
lean.formatDuration(7);
// @ts-expect-error the lean module has no Markdown
lean.markdown("a");
use(w, { imageProxy: "/i?u={url}" });
use(load());
const said: Partial<Words> = { play: "Abspielen" };
words(said);
// @ts-expect-error no element says that
words({ laugh: "Ha" });
const message: MdMessage = document.createElement("md-message");
message.text = "a";
message.options = { hashtags: { url: "/tags/{tag}" } };
// @ts-expect-error what is shown is not for the page to say
message.state = "rendered";
const note = document.createElement("voice-note");
note.metadata = await lean.messageMetadata(new Blob([]));
note.addEventListener("duration-needed", ({ detail }) => { detail.note.duration = 7; });
document.createElement("file-card").progress = 0.5;
document.body.replaceChildren(plainBlocks("a"));
const client = connect({ base: "/", onCall: ({ url, ms }) => void (url + ms) });
const people = await client.get("/api/v3/users/{id}", { params: { id: "tomasz" } });
// @ts-expect-error the path has a name to fill in
await client.get("/api/v3/users/{id}");
// @ts-expect-error there is no such route
await client.get("/api/v9/users");
for await (const page of client.pages("/api/v4/posts", { query: { targetType: "community", targetId: "c", options: { limit: 5 } } })) page.posts?.length;
const { posts: [newest], originals } = await client.get("/plus/feed", { query: { order: "newest" } });
for (const one of originals) if (one.state === "shown") one.post.reactedByMe;
const own: number = (await client.get("/plus/users/{id}", { params: { id: "tomasz" } })).counts?.followerCount ?? newest!.myReactions.length;
// @ts-expect-error a feed has no such key in its query
await client.get("/plus/feed", { query: { sort: "newest" } });
const live = client.live();
const one: LiveType = "post.created";
live.addEventListener(one, ({ detail }) => void detail.postId);
live.addEventListener("ready", ({ detail }) => void (detail.missed === true));
try { await client.session.ready(); } catch (e) { if (e instanceof ClientError && e.retry === "later") e.retryAfter.toFixed(); }
const a = await load({ signal: AbortSignal.timeout(1000), wasmURL: new URL("https://cdn.example/addend.wasm") });
const html: string = a.markdown("a", { profile: "post" }) + plain("b") + again("c");
const { error } = a.render("a");
const code: string | undefined = error?.code;
const url: string = a.fileURL("id", { base: "/files", size: "medium", name: "x.png" }) + a.fileSrcset("id", { region: "sg" });
const m: Media = await a.media(new Blob([]), { signal: new AbortController().signal });
const seconds: number = (await a.messageMetadata(new Uint8Array(1))).duration + m.duration;
const waveform: number[] = a.peaks(new Float32Array(9), 4);
await a.messageMetadata("/files/1", { peaks: waveform, onProgress: (read, size) => void (read / size) });
const [problem] = await a.checkUpload(new DataTransfer().files, { as: "image", poll: false, attached: 2 });
if (problem?.code === "gif") problem.hint;
// @ts-expect-error it must be said what the files become
await a.checkUpload([new Blob([])]);
// @ts-expect-error there is no such code
if (problem?.code === "jpg") problem.hint;
const label: string = a.formatDuration(seconds) + a.text("a", { limit: 5 }) + a.version;
try { a.explain(new Error("x")).remedy; } catch (e) { if (e instanceof AddendError) e.hint; }
// @ts-expect-error there is no such profile
a.markdown("a", { profile: "comment" });
// @ts-expect-error there is no way to switch the sanitiser off
a.markdown("a", { sanitize: false });
// @ts-expect-error a srcset names every size
a.fileSrcset("id", { base: "/f", size: "small" });
// @ts-expect-error a file is in a region or at a worker
a.fileURL("id", { region: "sg", base: "/f" });
// @ts-expect-error it is somewhere
a.fileURL("id", {});
const far2: number[] = await w.peaks([0, 1], 2, { deadline: 50 });
await client.post("/api/v2/reactions", { body: {} });
// @ts-expect-error a text is needed
a.markdown();
a.close();
export { far2, html, code, url, label, far, people, own };
`;
    await writeFile(path.join(folder, "user.mts"), program);
    const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
    for (const resolution of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
      const args = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom", "--module", resolution[0], "--moduleResolution", resolution[1]];
      await promisify(execFile)(process.execPath, [tsc, ...args, "user.mts"], { cwd: folder }).catch((e) => assert.fail(e.stdout));
    }
  });
});
