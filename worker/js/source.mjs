// Fetches addresses that users name, and sends what is there on. The gateway has
// held the address to its policy; that the machine is a public one is the
// runtime's to see to: the binding PUBLIC where there is one, else fetch(), which
// global_fetch_strictly_public keeps out of private networks.
import { base64, readHead } from "./body.mjs";

const PEEK = 4096;

export async function look(exchange, { fetch: { url, header }, maxBody, headerTimeout, timeout }) {
  await exchange.source?.body.cancel().catch(() => {});
  exchange.source = null;
  const end = new AbortController();
  const whole = AbortSignal.timeout(timeout);
  let late = false;
  const first = setTimeout(() => end.abort((late = true)), headerTimeout);
  const signal = AbortSignal.any([exchange.request.signal, end.signal, whole]);
  try {
    const reply = await (exchange.env.PUBLIC ?? globalThis).fetch(url, { headers: header, redirect: "manual", signal });
    const { status, headers } = reply;
    const outcome = {
      kind: "looked",
      status,
      type: headers.get("Content-Type") ?? "",
      location: headers.get("Location") ?? "",
      length: lengthOf(headers),
    };
    if (status !== 200 || outcome.length <= 0 || outcome.length > maxBody) {
      await reply.body?.cancel();
      return outcome;
    }
    const head = await readHead(reply.body, PEEK).catch(() => null);
    if (!head) return { kind: late || whole.aborted ? "timeout" : "source-cut" };
    exchange.source = { body: reply.body, head, length: outcome.length };
    return { ...outcome, head: base64(head, PEEK) };
  } catch {
    return { kind: late || whole.aborted ? "timeout" : "unreachable" };
  } finally {
    clearTimeout(first);
  }
}

// lengthOf is the length of the file itself, -1 where the server does not say.
function lengthOf(headers) {
  const coding = headers.get("Content-Encoding")?.toLowerCase() ?? "identity";
  const length = headers.get("Content-Length");
  return coding !== "identity" || length === null || !/^[0-9]{1,15}$/.test(length) ? -1 : Number(length);
}

// frame puts the open file between two texts. FixedLengthStream fails when it is
// not as long as its server said, and the request with it.
export function frame(exchange, { prefix, suffix, maxBody }) {
  const { source } = exchange;
  exchange.source = null; // it can be sent once
  if (!source || source.length < 0 || source.length > maxBody) return { kind: "source-cut" };
  const text = new TextEncoder();
  const [before, after] = [text.encode(prefix), text.encode(suffix)];
  const { readable, writable } = new FixedLengthStream(before.byteLength + source.length + after.byteLength);
  let broke = false;
  pour(before, source, after, writable).catch(async (cause) => {
    broke = true;
    await writable.abort(cause).catch(() => {});
  });
  return { stream: readable, broke: () => broke };
}

async function pour(before, { body, head, length }, after, writable) {
  let writer = writable.getWriter();
  await writer.write(before);
  for (const chunk of head) {
    await writer.write(chunk);
    length -= chunk.byteLength;
  }
  writer.releaseLock();
  if (length < 0) throw new Error("longer than it said");
  if (length > 0) await body.pipeTo(writable, { preventClose: true });
  writer = writable.getWriter();
  await writer.write(after);
  await writer.close();
}
