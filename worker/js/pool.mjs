// Instances of the Go module, reused from request to request. A new instance
// costs about 4.5 ms of CPU and 6 MB; asking a warm one costs a fraction of a
// millisecond. An instance serves one request at a time and is only held while
// Go decides, not while bytes flow, so that a few are enough.
import "./wasm_exec.js";
import module from "./worker.wasm";
import { call, hub, store } from "./ports.mjs";

const MAX_LIVE = 12; // of 128 MB in an isolate
const MAX_IDLE = 4;
const MAX_USES = 1000; // the library keeps a callback or two of each request
const WAIT_MS = 5000;
const PLANNED = /^[a-z]+:\/\/[^/]*\/api\//;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const MAX_PAUSED = 4; // instances that wait for a call window

const idle = [];
let live = 0;
let paused = 0;

// pause lets a request wait with its instance, unless too many do already.
async function pause(ms) {
  if (paused >= MAX_PAUSED) return "false";
  paused++;
  try {
    await scheduler.wait(ms);
    return "true";
  } finally {
    paused--;
  }
}

function start(env) {
  // The library reads globalThis.context when the module starts, and only
  // then: each instance keeps its own.
  const instance = { uses: 0, dead: false, plain: null, terms: [], context: { env, ctx: null, binding: {}, answer: null } };
  const { context } = instance;
  context.call = call;
  context.pause = pause;
  context.hub = (app, method, args) => hub(context.env, app, method, args);
  context.store = (method, args) => store(context.env, method, args);
  const go = new globalThis.Go();
  go.exit = () => {
    instance.dead = true;
    instance.failed?.();
  };
  globalThis.context = context;
  try {
    const wasm = new WebAssembly.Instance(module, { ...go.importObject, workers: { ready() {} } });
    instance.wasm = wasm.exports;
    go.run(wasm).catch(() => go.exit());
  } finally {
    delete globalThis.context;
  }
  if (instance.dead) throw new Error("the module ended at its start");
  live++;
  return instance;
}

async function checkout(env) {
  // A promise of another request must not be waited for here, so a full house
  // is polled.
  for (const until = Date.now() + WAIT_MS; ; await scheduler.wait(2)) {
    const instance = idle.pop();
    if (instance) return instance;
    if (live < MAX_LIVE) return start(env);
    if (Date.now() > until) throw new Error("all instances are busy");
  }
}

function checkin(instance) {
  instance.context.ctx = instance.context.answer = instance.failed = null;
  if (!instance.dead && instance.uses < MAX_USES && idle.length < MAX_IDLE) {
    idle.push(instance);
    return;
  }
  live--;
}

// ask puts a request, and what became of the last plan, to the gateway. It gives
// the answer, or a promise of it: most are there at once.
export function ask(request, outcome, env, ctx) {
  const instance = idle.pop();
  return instance ? put(instance, request, outcome, env, ctx) : checkout(env).then((one) => put(one, request, outcome, env, ctx));
}

function put(instance, request, outcome, env, ctx) {
  const { context } = instance;
  context.env = env;
  context.ctx = ctx;
  // Go reads no body of a call that it plans, and none twice.
  const direct = outcome || !request.body || PLANNED.test(request.url);
  let now = null;
  try {
    now = direct ? decide(instance, request, outcome) : null;
  } catch (cause) {
    checkin(instance);
    throw cause;
  }
  if (!now) return answer(instance, request, direct, ctx);
  checkin(instance);
  return now;
}

// answer waits for one that comes later, or for the library's. A client that
// leaves must not take the instance with it: the runtime waits, too.
function answer(instance, request, asked, ctx) {
  const answered = new Promise((resolve, reject) => {
    instance.context.answer = (text) => resolve(read(instance, text));
    instance.failed = () => reject(new Error("the instance ended"));
    if (asked) return;
    instance.uses++;
    instance.context.binding.handleRequest(request).catch((cause) => {
      instance.dead = true;
      reject(cause);
    });
  }).finally(() => checkin(instance));
  ctx.waitUntil(answered.catch(() => {}));
  return answered;
}

// decide calls worker/mailbox_js.go. It gives nothing when Go has to wait: the
// answer comes by a callback, which cannot be before this turn is over.
function decide(instance, request, outcome) {
  const { wasm } = instance;
  const text = `${outcome ? JSON.stringify(outcome) : ""}\n${lines(request)}`;
  const room = text.length * 3; // of UTF-8, at most
  const at = wasm.inbox(room);
  const { written } = encoder.encodeInto(text, new Uint8Array(wasm.mem.buffer, at, room));
  const size = wasm.decide(written);
  if (instance.dead) throw new Error("the instance ended");
  return size < 0 ? null : read(instance, decoder.decode(new Uint8Array(wasm.mem.buffer, wasm.outbox(), size)));
}

// read completes an answer with what its instance says once: the header fields of
// every answer, and the terms of plans.
function read(instance, text) {
  const answer = JSON.parse(text);
  const { plain, plan } = answer;
  if (plain) {
    if (plain !== true) instance.plain = plain;
    answer.header = { ...instance.plain, ...answer.header };
  }
  if (!plan) return answer;
  if (plan.terms && plan.is !== undefined) instance.terms[plan.is] = plan.terms;
  answer.plan = { ...(plan.terms ?? instance.terms[plan.is]), ...plan };
  return answer;
}

// lines writes a request as package wire reads it.
function lines({ method, url, headers, body }) {
  const length = body ? (headers.get("Content-Length") ?? -1) : 0;
  let text = `${method}\n${url}\n${length}`;
  for (const [name, value] of headers) text += `\n${name}\n${value}`;
  return text;
}
