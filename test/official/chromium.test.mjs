// The platform's own client where it is at home: its UMD build in a page of
// another origin than the emulator, with realtime.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { createRequire } from "node:module";
import { launch } from "../browser/chromium.mjs";
import { start } from "./emulator.mjs";

const require = createRequire(new URL("../package.json", import.meta.url));
const umd = readFileSync(require.resolve("@amityco/ts-sdk").replace("index.cjs.js", "index.umd.js"));

describe("the official client in Chromium", { concurrency: false }, () => {
  let browser, emulator, page, site;
  const trouble = [];

  before(async () => {
    emulator = await start("-api-key", "official-key", "-admin-token", "official-admin");
    site = createServer((request, answer) => {
      if (request.url === "/client.js") answer.setHeader("Content-Type", "text/javascript").end(umd);
      else answer.setHeader("Content-Type", "text/html").end('<!doctype html><link rel="icon" href="data:,"><script src="client.js"></script>');
    }).listen(0, "127.0.0.1");
    await new Promise((done) => site.once("listening", done));
    browser = await launch();
    page = await browser.newPage();
    page.on("pageerror", (error) => trouble.push(String(error)));
    await page.goto(`http://127.0.0.1:${site.address().port}/`);
    await page.evaluate(async (url) => {
      const { Client } = Amity;
      window.client = Client.createClient("official-key", "sg", { apiEndpoint: { http: url, mqtt: `${url.replace("http", "ws")}/mqtt` } });
      await Client.login({ userId: "alice", displayName: "Alice" }, { sessionWillRenewAccessToken: (renewal) => renewal.renew() });
    }, emulator.url);
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await emulator?.stop();
  });

  test("writes, reads and uploads across origins", async () => {
    const seen = await page.evaluate(async () => {
      const { CommunityRepository, PostRepository, FileRepository, FeedRepository } = Amity;
      const { data: community } = await CommunityRepository.createCommunity({ displayName: "Café", isPublic: true });
      window.community = community;
      const canvas = new OffscreenCanvas(900, 30);
      canvas.getContext("2d").fillRect(0, 0, 900, 30);
      const form = new FormData();
      form.append("files", new File([await canvas.convertToBlob({ type: "image/png" })], "a.png", { type: "image/png" }));
      const { data: [image] } = await FileRepository.uploadImage(form);
      const { data: post } = await PostRepository.createPost({ targetType: "community", targetId: community.communityId, data: { text: "hello" }, attachments: [{ type: "image", fileId: image.fileId }] });
      const { data: feed } = await FeedRepository.queryGlobalFeed({ limit: 5 });
      const picture = new Image();
      picture.src = `${FileRepository.fileUrlWithSize(image.fileUrl, "small")}&t=${client.token.accessToken}`;
      await picture.decode();
      return { children: post.children.length, feed: feed.map((one) => one.data.text), width: picture.naturalWidth };
    });
    assert.deepEqual(seen, { children: 1, feed: ["hello"], width: 160 });
  });

  test("shows within a second what a second client makes, changes and deletes", async () => {
    const bob = await (await fetch(`${emulator.url}/api/v5/sessions`, {
      method: "POST", headers: { "x-api-key": "official-key", "content-type": "application/json" }, body: JSON.stringify({ userId: "bob", deviceId: "b" }),
    })).json();
    const call = async (method, path, body) => {
      const answer = await fetch(emulator.url + path, { method, headers: { authorization: `Bearer ${bob.accessToken}`, "content-type": "application/json" }, body: body && JSON.stringify(body) });
      assert.equal(answer.status, 200);
      return answer.json();
    };
    const id = await page.evaluate(async () => {
      for (let i = 0; i < 200 && !client.mqtt?.connected; i++) await new Promise((r) => setTimeout(r, 50));
      const topics = [Amity.getCommunityTopic(community, Amity.SubscriptionLevels.POST_AND_COMMENT), Amity.getCommunityTopic(community)];
      for (const topic of topics) await new Promise((done, fail) => Amity.subscribeTopic(topic, (error) => (error ? fail(error) : done())));
      Amity.PostRepository.getPosts({ targetType: "community", targetId: community.communityId, limit: 10 }, ({ data, loading }) => { if (!loading) window.shown = data.map((post) => post.data.text); });
      return community.communityId;
    });
    const shows = (text, there) => page.waitForFunction(([text, there]) => window.shown?.includes(text) === there, [text, there], { timeout: 1000, polling: 20 });
    await page.waitForFunction(() => window.shown?.includes("hello"), null, { timeout: 10_000 });
    await call("POST", `/api/v3/communities/${id}/join`);
    const { posts: [post] } = await call("POST", "/api/v4/posts", { targetType: "community", targetId: id, data: { text: "from bob" } });
    await shows("from bob", true);
    await call("PUT", `/api/v4/posts/${post.postId}`, { data: { text: "changed" } });
    await shows("changed", true);
    await call("DELETE", `/api/v4/posts/${post.postId}`);
    await shows("changed", false);
  });

  test("nothing went wrong on the page", () => assert.deepEqual(trouble, []));
});
