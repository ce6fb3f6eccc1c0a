// Holds push.mjs to the vectors and rules that worker/push is held to.
import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { authorization, seal, send, Told } from "./push.mjs";

const vectors = JSON.parse(readFileSync(new URL("../push/testdata/vectors.json", import.meta.url), "utf8"));
const P256 = { name: "ECDH", namedCurve: "P-256" };
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64url"));
const jwkOf = (point, d) => ({ kty: "EC", crv: "P-256", x: Buffer.from(point.subarray(1, 33)).toString("base64url"), y: Buffer.from(point.subarray(33)).toString("base64url"), ...(d && { d }) });

async function pairOf({ senderPublic, senderPrivate }) {
  const point = bytes(senderPublic);
  return {
    publicKey: await crypto.subtle.importKey("raw", point, P256, true, []),
    privateKey: await crypto.subtle.importKey("jwk", jwkOf(point, senderPrivate), P256, false, ["deriveBits"]),
  };
}

for (const vector of vectors) {
  test(`seals as ${vector.from} has it`, async () => {
    const sealed = await seal({ p256dh: vector.receiverPublic, auth: vector.auth }, bytes(vector.plain), { salt: bytes(vector.salt), pair: await pairOf(vector) });
    assert.equal(Buffer.from(sealed).toString("base64url"), vector.sealed);
  });
}

test("a payload longer than a record and a point off the curve are refused", async () => {
  const [{ receiverPublic: p256dh, auth }] = vectors;
  await assert.rejects(seal({ p256dh, auth }, new Uint8Array(3994)), /longer/);
  await assert.rejects(seal({ p256dh: Buffer.from([4, ...new Uint8Array(64)]).toString("base64url"), auth }, new Uint8Array(1)));
});

test("the token is for one origin, ends within a day, and its signature fits its key", async () => {
  const keys = { public: vectors[0].senderPublic, private: vectors[0].senderPrivate, subject: "mailto:ops@example.org" };
  const field = await authorization("https://push.example.org/a/b?c", keys, 1_800_000_000_000);
  const [, head, claims, signature, key] = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(field);
  assert.equal(Buffer.from(head, "base64url").toString(), '{"typ":"JWT","alg":"ES256"}');
  assert.equal(Buffer.from(claims, "base64url").toString(), '{"aud":"https://push.example.org","exp":1800043200,"sub":"mailto:ops@example.org"}');
  assert.equal(key, keys.public);
  const public_ = createPublicKey({ key: jwkOf(bytes(key)), format: "jwk" });
  assert.ok(verify("sha256", Buffer.from(`${head}.${claims}`), { key: public_, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")));
});

test("a message goes out sealed, and 404 and 410 say that the subscription is gone", async () => {
  const [{ receiverPublic: p256dh, auth, senderPublic, senderPrivate }] = vectors;
  const keys = { public: senderPublic, private: senderPrivate, subject: "mailto:ops@example.org", hosts: ["example.org"] };
  for (const [status, gone] of [[201, false], [404, true], [410, true], [429, false], [503, false]]) {
    const asked = [];
    const env = { PUBLIC: { async fetch(url, options) { asked.push([url, options]); return new Response(null, { status }); } } };
    assert.equal(await send(env, { endpoint: "https://push.example.org/x", p256dh, auth }, "{}", keys), gone);
    const [[url, { method, headers, body, redirect }]] = asked;
    assert.deepEqual([url, method, redirect, headers["Content-Encoding"], headers.TTL, body.length], ["https://push.example.org/x", "POST", "manual", "aes128gcm", "86400", 86 + 2 + 1 + 16]);
  }
  const nobody = { PUBLIC: { fetch() { throw new Error("a host that is no longer on the list was asked"); } } };
  assert.equal(await send(nobody, { endpoint: "https://push.example.net/x", p256dh, auth }, "{}", keys), true);
});

test("the same is told once in a minute, and no more than sixty things", () => {
  const told = new Told();
  assert.deepEqual([told.first("a", 0), told.first("a", 59_999), told.first("a", 60_000)], [true, false, true]);
  let count = 0;
  for (let i = 0; i < 1000; i++) if (told.first(String(i), 1e9)) count++;
  assert.equal(count, 60);
});
