// Web Push with the runtime's own cryptography: worker/push in JavaScript, held
// to it by worker/push/testdata. It says what each rule is for.

const TTL = 24 * 3600;
const TOKEN_S = 12 * 3600;
const WAIT_MS = 10_000;
const MAX_PAYLOAD = 3993;
const MAX_TOLD = 60; // in a minute
const TOLD_MS = 60_000;
const RECORD = 4096;

const text = new TextEncoder();
const P256 = { name: "ECDH", namedCurve: "P-256" };
const ES256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

// seal encrypts bytes for a browser, {p256dh, auth} in base64url. made holds the
// sender's key pair and the salt, which are of this message alone.
export async function seal({ p256dh, auth }, payload, made) {
  if (payload.byteLength > MAX_PAYLOAD) throw new Error("the payload is longer than one record");
  const { salt, pair } = made ?? { salt: crypto.getRandomValues(new Uint8Array(16)), pair: await crypto.subtle.generateKey(P256, true, ["deriveBits"]) };
  const point = bytes(p256dh);
  const receiver = await crypto.subtle.importKey("raw", point, P256, true, []);
  const own = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: receiver }, pair.privateKey, 256);
  const ikm = await derive(shared, bytes(auth), concat(text.encode("WebPush: info\0"), point, own), 32);
  const key = await derive(ikm, salt, text.encode("Content-Encoding: aes128gcm\0"), 16);
  const iv = await derive(ikm, salt, text.encode("Content-Encoding: nonce\0"), 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, concat(payload, [2]));
  const size = new Uint8Array(5);
  new DataView(size.buffer).setUint32(0, RECORD);
  size[4] = own.byteLength;
  return concat(salt, size, own, new Uint8Array(sealed));
}

async function derive(secret, salt, info, length) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8));
}

// authorization says who sends: keys are {public, private, subject}.
export async function authorization(endpoint, keys, now = Date.now()) {
  const point = bytes(keys.public);
  const jwk = { kty: "EC", crv: "P-256", x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)), d: keys.private };
  const key = await crypto.subtle.importKey("jwk", jwk, ES256, false, ["sign"]);
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now / 1000) + TOKEN_S, sub: keys.subject };
  const token = [{ typ: "JWT", alg: "ES256" }, claims].map((part) => base64url(text.encode(JSON.stringify(part)))).join(".");
  const signature = await crypto.subtle.sign(ES256, key, text.encode(token));
  return `vapid t=${token}.${base64url(new Uint8Array(signature))}, k=${keys.public}`;
}

// send delivers one message; it answers whether the subscription is gone.
export async function send(env, subscription, payload, keys) {
  const { endpoint } = subscription;
  const { hostname } = new URL(endpoint);
  // Held to the operator's hosts when it came; they may have changed since.
  if (!keys.hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))) return true;
  let body;
  try {
    body = await seal(subscription, text.encode(payload));
  } catch {
    return true; // a point that is not on the curve is nobody's
  }
  const headers = {
    Authorization: await authorization(endpoint, keys),
    "Content-Encoding": "aes128gcm",
    "Content-Type": "application/octet-stream",
    TTL: String(TTL),
    Urgency: "normal",
  };
  const reply = await (env.PUBLIC ?? globalThis).fetch(endpoint, { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(WAIT_MS) });
  await reply.body?.cancel();
  return reply.status === 404 || reply.status === 410;
}

// Told remembers what one user was told lately.
export class Told {
  #at = new Map();

  first(about, now) {
    for (const [key, at] of this.#at) if (now - at >= TOLD_MS) this.#at.delete(key);
    if (this.#at.has(about) || this.#at.size >= MAX_TOLD) return false;
    this.#at.set(about, now);
    return true;
  }
}

function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
