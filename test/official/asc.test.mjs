// The platform's own client, unchanged, behind the worker: its base URL is /asc
// and the token it holds is a stand-in that the platform does not know.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { createRequire } from "node:module";
import { startWorker } from "./edge.mjs";
import { start } from "./emulator.mjs";

const require = createRequire(new URL("../package.json", import.meta.url));
const A = require("@amityco/ts-sdk");

const handoffKey = Buffer.from("the site and the worker share it");

// handoff is what the site's own server signs, see worker/identity.
function handoff(sub, jti) {
  const payload = Buffer.from(JSON.stringify({ sub, exp: Math.floor(Date.now() / 1000) + 60, jti })).toString("base64url");
  return `${payload}.${createHmac("sha256", handoffKey).update(`addend-handoff.${payload}`).digest("base64url")}`;
}

describe("the official client behind the worker", { concurrency: false }, () => {
  let emulator;
  let worker;
  let client;
  const tokens = new Set();

  before(async () => {
    emulator = await start("-api-key", "key-of-the-site", "-server-key", "server-key-of-the-site");
    worker = await startWorker(emulator.url, {
      ADDEND_API_KEY: "key-of-the-site",
      ADDEND_SERVER_KEY: "server-key-of-the-site",
      ADDEND_HANDOFF_KEY: handoffKey.toString("base64"),
      ADDEND_OFFICIAL_CLIENT: "1",
    });
    client = A.Client.createClient("no key at all", "sg", { apiEndpoint: { http: `${worker.url}/asc` }, rteEnabled: false });
    client.http.defaults.adapter = "fetch";
    client.http.interceptors.request.use((request) => {
      const sent = String(request.headers.Authorization ?? request.headers.authorization ?? "");
      if (sent.startsWith("Bearer ")) tokens.add(sent.slice(7));
      return request;
    });
  });
  after(async () => {
    await worker?.stop();
    await emulator?.stop();
  });

  const login = (authToken) =>
    A.Client.login({ userId: "marta", displayName: "Marta", deviceId: "d1", authToken }, { sessionWillRenewAccessToken: (renewal) => renewal.renew() });

  test("does not log in without a proof, nor with another user's", async () => {
    await assert.rejects(login(undefined), /Amity SDK/);
    await assert.rejects(login(handoff("lev", "hand-off-of-another")), /Amity SDK/);
  });

  test("logs in with a hand-off, once", async () => {
    const proof = handoff("marta", "hand-off-of-marta-1");
    assert.equal(await login(proof), true);
    const again = await fetch(`${worker.url}/asc/api/v5/sessions`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ userId: "marta", deviceId: "d2", authToken: proof }),
    });
    assert.equal(again.status, 401);
    const body = await again.json();
    assert.deepEqual([body.status, body.code, body.error.code], ["error", 400100, "identity-refused"]);
  });

  test("writes and reads", async () => {
    const { data: community } = await A.CommunityRepository.createCommunity({ displayName: "Repair café", isPublic: true });
    const { data: post } = await A.PostRepository.createPost({ targetType: "community", targetId: community.communityId, data: { text: "hello" } });
    await A.ReactionRepository.addReaction("post", post.postId, "like");
    const { data: feed } = await A.FeedRepository.queryGlobalFeed({ limit: 5 });
    assert.ok(feed.some((one) => one.postId === post.postId), "the post is in the feed");
    const { data: updated } = await A.UserRepository.updateUser("marta", { metadata: { theme: "dark" } });
    assert.equal(updated.metadata.theme, "dark");
  });

  test("uploads a file", async () => {
    const form = new FormData();
    form.append("files", new Blob(["some notes"], { type: "text/plain" }), "notes.txt");
    const { data } = await A.FileRepository.uploadFile(form);
    assert.ok(data[0].fileId);
  });

  test("holds a token that is of no use at the platform, nor as a cookie", async () => {
    assert.ok(tokens.size > 0);
    for (const token of tokens) {
      if (token === "undefined") continue;
      const direct = await fetch(`${emulator.url}/api/v3/users/marta`, { headers: { Authorization: `Bearer ${token}` } });
      assert.equal(direct.status, 401);
      const cookie = await fetch(`${worker.url}/api/v3/users/marta`, { headers: { "X-Addend": "1", Cookie: `__Host-addend=${token}` } });
      assert.equal(cookie.status, 401);
    }
  });

  test("reaches no administrator's path and nothing by a cookie alone", async () => {
    const [token] = tokens;
    const admin = await fetch(`${worker.url}/asc/api/v4/users/lev`, { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
    assert.equal(admin.status, 404);
    const nobody = await fetch(`${worker.url}/asc/api/v3/users/marta`, { headers: { "X-Addend": "1" } });
    assert.equal(nobody.status, 401);
    assert.equal((await nobody.json()).code, 400100);
  });

  test("logs out: the stand-in is over at once", async () => {
    const [token] = tokens;
    await A.Client.secureLogout();
    const late = await fetch(`${worker.url}/asc/api/v3/users/marta`, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(late.status, 401);
  });
});
