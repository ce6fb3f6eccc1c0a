// The platform's own client, unchanged, with a note of every call it offers
// that was made, and a second user who writes past it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { start } from "./emulator.mjs";

const require = createRequire(new URL("../package.json", import.meta.url));

// noted is a copy of an object of functions that remembers which were called.
function noted(object, path, made) {
  const copy = {};
  for (const [name, value] of Object.entries(object)) {
    const at = `${path}.${name}`;
    if (typeof value === "function") copy[name] = (...args) => (made.add(at), value(...args));
    else copy[name] = value && typeof value === "object" ? noted(value, at, made) : value;
  }
  return copy;
}

/** The paths of all functions in the groups of an SDK, such as PostRepository.createPost. */
export function offered(sdk) {
  const found = [];
  const look = (object, path) => {
    for (const [name, value] of Object.entries(object)) {
      if (typeof value === "function") found.push(`${path}.${name}`);
      else if (value && typeof value === "object" && Object.values(value).some((v) => typeof v === "function")) look(value, `${path}.${name}`);
    }
  };
  for (const [name, value] of Object.entries(sdk)) if (/Repository$|^Client$/.test(name)) look(value, name);
  return found;
}

/**
 * Starts an emulator and signs the client in as alice. Answers the client's
 * parts by name, the notes, and ways to write as somebody else.
 */
export async function signedIn({ live, sdk = require("@amityco/ts-sdk") }) {
  if (live) globalThis.WebSocket ??= require("ws").WebSocket;
  console.warn = () => {}; // the client prints its deprecations
  const emulator = await start("-api-key", "official-key", "-admin-token", "official-admin", "-application-secret", "official-app", "-rate-limit", "-1");
  const client = sdk.Client.createClient("official-key", "sg", { apiEndpoint: { http: `${emulator.url}/`, upload: emulator.url, mqtt: `${emulator.url.replace("http", "ws")}/mqtt` }, rteEnabled: live });
  for (const door of [client.http, client.upload]) if (door) door.defaults.adapter = "fetch"; // its interceptor wants a request with a URL
  const tokens = { admin: "official-admin" };
  const register = async (userId) => {
    const answer = await fetch(`${emulator.url}/api/v5/sessions`, {
      method: "POST", headers: { "x-api-key": "official-key", "content-type": "application/json" },
      body: JSON.stringify({ userId, displayName: userId[0].toUpperCase() + userId.slice(1), deviceId: `device-${userId}` }),
    });
    tokens[userId] = (await answer.json()).accessToken;
  };
  const as = async (who, method, path, body) => {
    if (!tokens[who]) await register(who);
    const answer = await fetch(emulator.url + path, {
      method, headers: { authorization: `Bearer ${tokens[who]}`, "content-type": "application/json" }, body: body && JSON.stringify(body),
    });
    const said = await answer.json();
    assert.equal(answer.status, 200, `${method} ${path}: ${JSON.stringify(said)}`);
    return said;
  };
  for (const who of ["bob", "carol"]) await register(who);
  const made = new Set();
  const A = { ...sdk };
  for (const name of Object.keys(sdk)) if (/Repository$|^Client$/.test(name)) A[name] = noted(sdk[name], name, made);
  return { A, sdk, client, emulator, as, made, stop: async () => { client.mqtt?.disconnect?.(); await emulator.stop(); } };
}

/**
 * What a live collection or object shows once `right` holds for it; fails with
 * what it showed last. The first results may be what the client remembers.
 */
export function shows(query, params, right = () => true, within = 5000) {
  return new Promise((done, fail) => {
    let stop;
    let last;
    const end = (how, what) => {
      clearTimeout(late);
      how(what);
      queueMicrotask(() => stop?.());
    };
    const late = setTimeout(() => end(fail, new Error(`still not right after ${within} ms: ${JSON.stringify(last)?.slice(0, 1600)}`)), within);
    const answer = (snapshot) => {
      if (snapshot?.error) return end(fail, snapshot.error);
      if (snapshot?.loading) return;
      last = snapshot?.data;
      if (last !== undefined && right(last)) end(done, last);
    };
    stop = params === undefined ? query(answer) : query(params, answer);
  });
}

/** Fails with the platform's code. */
export const failsWith = (code) => (error) => {
  assert.equal(error.code, code, `${error}`);
  return true;
};
