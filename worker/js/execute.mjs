// Runs the gateway's plans with fetch(). worker/native/executor.go is its twin;
// one table of cases holds both to the same behaviour.
import { bufferBody, peekBody, streamBody } from "./body.mjs";
import { flying, join, keyOf, land, lead, share } from "./flight.mjs";
import { keep, kept } from "./images.mjs";
import { ask } from "./pool.mjs";
import { tagged } from "./tag.mjs";
import { ADMIT, cellOf } from "./ports.mjs";
import { frame, look } from "./source.mjs";

const MAX_ROUNDS = 12; // the gateway stops planning earlier
const MAX_OUTCOME_BODY = 64 * 1024;
const NULL_BODY = new Set([204, 205, 304]);

export async function serve(request, env, ctx) {
  const exchange = { request, env, ctx, buffered: null, head: null, source: null };
  let outcome = null;
  for (let attempt = 1; attempt <= MAX_ROUNDS; attempt++) {
    let answer = ask(request, outcome, env, ctx);
    if (answer instanceof Promise) answer = await answer;
    if (!answer.plan) {
      await exchange.source?.body.cancel().catch(() => {});
      return finish(request, answer);
    }
    const result = await run(exchange, answer);
    if (result instanceof Response) return result;
    outcome = { ...result, attempt, carry: answer.plan.carry };
  }
  await exchange.source?.body.cancel();
  return new Response(null, { status: 502 });
}

function finish(request, { status, header, more, body }) {
  const empty = NULL_BODY.has(status) || request.method === "HEAD";
  return new Response(empty ? null : body, { status, headers: headersOf(header, more) });
}

// headersOf gives header fields as the runtime takes them: it reads an object in
// half the time of pairs, and only a field that stands twice needs more.
function headersOf(header, more) {
  if (!more) return header;
  const headers = new Headers(header);
  for (const [name, value] of more) headers.append(name, value);
  return headers;
}

function run(exchange, own) {
  const { plan } = own;
  if (plan.events) return listen(exchange, plan.events, headersOf(own.header, own.more));
  if (plan.peek) return peekBody(exchange, plan.peek);
  const key = keyOf(plan);
  const ahead = key && flying(key);
  if (ahead || (plan.cache && plan.admit)) return spared(exchange, plan, own, key, ahead);
  return call(exchange, plan, own, key && lead(key));
}

// spared makes the call only where there is nothing yet to answer with.
async function spared(exchange, plan, own, key, ahead) {
  const image = plan.cache && plan.admit && (await again(exchange, plan, own));
  if (image) return image;
  const shared = ahead && (await joined(exchange, ahead, plan, own));
  if (shared) return shared;
  return call(exchange, plan, own, key && !flying(key) ? lead(key) : null);
}

// joined answers with what an equal call got. Whether the session still stands is
// asked nevertheless; the call is counted once.
async function joined({ env, request }, flight, plan, own) {
  const { state, reason } = await cellOf(env, plan.admit.user).state(plan.admit.session);
  if (state !== "ok") return refused({ state, reason });
  const upstream = await join(flight);
  return upstream && stream(request, plan, upstream, own, flight.admission);
}

// again answers with an image that this user has had, while the session stands.
async function again({ env, request }, plan, own) {
  const found = await kept(request, plan);
  if (!found) return null;
  try {
    const { state, reason } = await cellOf(env, plan.admit.user).state(plan.admit.session);
    return state === "ok" ? stream(request, plan, found, own, null) : refused({ state, reason });
  } catch (cause) {
    console.error("the token store failed", cause);
    return { kind: "no-state" };
  }
}

// call runs a plan, and ends the flight that it leads.
async function call(exchange, plan, own, flight) {
  try {
    let admission = null;
    if (plan.admit) {
      try {
        admission = await admit(exchange, plan.admit);
      } catch (cause) {
        console.error("the token store failed", cause);
        return { kind: "no-state" };
      }
      if (admission.state !== "ok") return refused(admission);
    }
    if (plan.fetch) return await look(exchange, plan);
    const headers = admission ? { ...plan.header, Authorization: `Bearer ${admission.token}` } : plan.header;
    const body = plan.body === "none" ? undefined : await bodyOf(exchange, plan);
    if (body?.kind) return body;
    const upstream = await get(exchange.request, plan, headers, body);
    if (upstream.kind) return upstream;
    const back = returned(plan, upstream, admission);
    if (back) return await back;
    if (flight) flight.admission = admission && { limit: admission.limit, remaining: admission.remaining, reset: admission.reset };
    const answer = flight ? await share(flight, upstream, plan.keep) : plan.cache ? keep(exchange.request, plan, upstream, exchange.ctx) : upstream;
    return answer ? await stream(exchange.request, plan, answer, own, admission) : { kind: "unreachable" };
  } finally {
    if (flight) land(flight);
  }
}

// admit asks for a place in the call window, and waits for one where the caller
// would rather wait.
function admit(exchange, plan) {
  return plan.wait ? admitLater(exchange, plan) : admissionOf(exchange.env, plan);
}

async function admitLater({ env, request }, plan) {
  for (const end = Date.now() + plan.wait; ; ) {
    const admission = await admissionOf(env, plan);
    if (admission.state !== "limited" || Date.now() + admission.reset > end || request.signal.aborted) return admission;
    await scheduler.wait(Math.max(1, admission.reset));
  }
}

// admissionOf is the one call of every request, so that it goes as a request of
// its own, all of it in the address: a method of the cell takes a third more of
// the time.
function admissionOf(env, { user, session, seen, keep }) {
  return cellOf(env, user).fetch(`${ADMIT}${session}/${seen}/${keep}`).then(admissionIn);
}

function admissionIn(reply) {
  return JSON.parse(reply.headers.get("Admission"));
}

// listen opens a live stream in the user's cell.
async function listen({ env }, { app, user, session, after, life }, headers) {
  try {
    const query = new URLSearchParams({ app, user, session, after, life });
    const reply = await cellOf(env, user).fetch(`https://cell/events?${query}`);
    return reply.ok ? new Response(reply.body, { headers }) : await reply.json();
  } catch (cause) {
    console.error("the live stream failed", cause);
    return { kind: "no-state" };
  }
}

function refused({ state, version = 0, expired = false, reason = "", limit = 0, reset = 0 }) {
  return { kind: state, version, expired, reason, limit, retryAfter: reset };
}

async function bodyOf(exchange, plan) {
  const { request } = exchange;
  if (plan.body === "streamed") return streamBody(request, plan.maxBody, exchange.head ?? []);
  if (plan.body === "fetched") return frame(exchange, plan);
  exchange.buffered ??= await bufferBody(request, plan.maxBody);
  return exchange.buffered;
}

function get(request, plan, headers, body) {
  // The wait for the first byte cannot be told from the upload of a streamed
  // body here, so that only the whole exchange is bounded then. That bound must
  // be a signal: a timer left running keeps its request's context for as long.
  const whole = AbortSignal.timeout(plan.timeout);
  const signal = body ? AbortSignal.any([request.signal, whole]) : whole;
  return new Promise((resolve) => {
    const first = body?.stream ? undefined : setTimeout(resolve, plan.headerTimeout, { kind: "timeout" });
    const done = (what) => {
      clearTimeout(first);
      resolve(what);
    };
    const failed = () => {
      if (body?.tooLarge?.()) done({ kind: "too-large" });
      else if (body?.broke?.()) done({ kind: "source-cut" });
      else done({ kind: whole.aborted ? "timeout" : "unreachable" });
    };
    try {
      fetch(plan.url, { method: plan.method, headers, body: body?.stream ?? body, redirect: "manual", signal }).then(done, failed);
    } catch {
      failed();
    }
  });
}

// returned gives null for an answer to pass on, or a promise of what the gateway
// has to know of another.
function returned(plan, upstream, admission) {
  const { status, headers } = upstream;
  const back = plan.return.some(([from, to]) => status >= from && status <= to);
  if (!back && (!plan.type || status === 204 || mediaType(headers.get("Content-Type") ?? "") === plan.type)) return null;
  return outcomeOf(upstream, back, admission);
}

async function outcomeOf({ status, headers, body }, back, admission) {
  const outcome = {
    kind: "answered",
    version: admission?.version ?? 0,
    status,
    type: headers.get("Content-Type") ?? "",
    location: headers.get("Location") ?? "",
    wait: headers.get("Retry-After") ?? "",
  };
  if (back) return { ...outcome, body: await head(body) };
  await body?.cancel();
  return { ...outcome, kind: "malformed" };
}

// head reads the beginning of an answer; one that breaks off is short.
async function head(stream) {
  if (!stream) return "";
  const decoder = new TextDecoder();
  let text = "";
  let left = MAX_OUTCOME_BODY;
  try {
    for await (const chunk of stream) {
      text += decoder.decode(chunk.subarray(0, left), { stream: true });
      if ((left -= chunk.byteLength) <= 0) break;
    }
  } catch {
    // what came is what there is
  }
  return text;
}

function mediaType(contentType) {
  return contentType.split(";")[0].trim().toLowerCase();
}

// stream passes an answer on: the gateway's own fields, and what the plan keeps
// of the upstream's.
function stream(request, plan, upstream, { header, more }, admission) {
  const fields = { ...header };
  for (const name of plan.keep) {
    const value = upstream.headers.get(name);
    if (value !== null) fields[name] ??= value; // names are canonical
  }
  if (admission) {
    fields["RateLimit-Limit"] = admission.limit;
    fields["RateLimit-Remaining"] = admission.remaining;
    fields["RateLimit-Reset"] = Math.ceil(admission.reset / 1000);
  }
  const { status } = upstream;
  const empty = NULL_BODY.has(status) || request.method === "HEAD";
  if (!plan.inline && !(plan.tag && status === 200)) return new Response(empty ? null : upstream.body, { status, headers: headersOf(fields, more) });
  const headers = new Headers(headersOf(fields, more));
  if (plan.inline && !plan.inline.includes(mediaType(upstream.headers.get("Content-Type") ?? ""))) {
    headers.set("Content-Disposition", plan.attachment);
  }
  if (plan.tag && status === 200) return tagged(plan.tag, upstream, headers);
  return new Response(empty ? null : upstream.body, { status, headers });
}
