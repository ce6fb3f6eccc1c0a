// The ports through which the Go gateway reaches out by itself: small upstream
// calls whose answers it reads, the state of a user, and who hears of events.

const MAX_REPLY = 2 * 1024 * 1024;

// call makes one small upstream call. Errors are words, as in package plan.
export async function call(text) {
  const { method, url, header, body, timeout } = JSON.parse(text);
  const late = AbortSignal.timeout(timeout);
  try {
    const reply = await fetch(url, { method, headers: header, body: body || undefined, redirect: "manual", signal: late });
    return JSON.stringify({ status: reply.status, body: await limited(reply.body, MAX_REPLY) });
  } catch {
    return JSON.stringify({ error: late.aborted ? "timeout" : "unreachable" });
  }
}

// store runs a method of the user's Durable Object.
export async function store(env, method, text) {
  const { user, args } = JSON.parse(text);
  return JSON.stringify((await cellOf(env, user)[method](...args)) ?? null);
}

const HUB_MS = 1200; // a webhook is given up after 1.5 s

// hub runs a method of the directory of those who listen.
export async function hub(env, app, method, text) {
  const late = scheduler.wait(HUB_MS).then(() => ({ error: "late" }));
  return JSON.stringify(await Promise.race([directoryOf(env, app)[method](...JSON.parse(text)), late]));
}

// directoryOf gives the directory of an application.
export function directoryOf(env, app) {
  return env.DIRECTORY.get(env.DIRECTORY.idFromName(`live ${app}`));
}

const MAX_IDS = 4096;

const ids = new Map(); // made of names by the runtime, at some cost

export function cellOf(env, user) {
  let id = ids.get(user);
  if (!id) {
    if (ids.size >= MAX_IDS) ids.clear();
    ids.set(user, (id = env.USERS.idFromName(user)));
  }
  return env.USERS.get(id);
}

// ADMIT begins the address of a request to a cell that is a call of its admit.
export const ADMIT = "http://admit/";

// limited reads a body as text and fails past a limit.
export async function limited(stream, limit) {
  if (!stream) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of stream) {
    if ((size += chunk.byteLength) > limit) throw new Error("longer than the limit");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
