// The client's body on its way upstream.

// bufferBody reads a body whole, so that its request can be repeated.
export async function bufferBody(request, limit) {
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      if ((size += chunk.byteLength) > limit) return { kind: "too-large" };
      chunks.push(chunk);
    }
  } catch {
    return { kind: "cut" };
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

// readHead takes chunks off a stream until there are so many bytes, or no more.
export async function readHead(stream, size) {
  const chunks = [];
  const reader = stream.getReader();
  for (let have = 0; have < size; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    have += value.byteLength;
  }
  reader.releaseLock();
  return chunks;
}

// base64 writes the first bytes of chunks.
export function base64(chunks, size) {
  let text = "";
  for (const chunk of chunks) {
    if (text.length >= size) break;
    text += String.fromCharCode(...chunk.subarray(0, size - text.length));
  }
  return btoa(text);
}

// peekBody looks at the beginning of the client's body, which streamBody sends
// as well.
export async function peekBody(exchange, size) {
  try {
    exchange.head ??= exchange.request.body ? await readHead(exchange.request.body, size) : [];
  } catch {
    return { kind: "cut" };
  }
  return { kind: "peeked", head: base64(exchange.head, size) };
}

// flow writes chunks and then the rest of a stream. A body that breaks off
// breaks what it flows into, and so the request.
async function flow(chunks, rest, writable) {
  const writer = writable.getWriter();
  try {
    for (const chunk of chunks) await writer.write(chunk);
    writer.releaseLock();
    await rest.pipeTo(writable);
  } catch (cause) {
    await writable.abort(cause).catch(() => {});
  }
}

// streamBody passes a body on. With a Content-Length, which the gateway has
// held to the limit, the runtime moves the bytes and the upstream gets the
// length; without one they are counted here. head was read before.
export function streamBody(request, limit, head) {
  const length = request.headers.get("Content-Length");
  if (length !== null) {
    const fixed = new FixedLengthStream(Number(length));
    flow(head, request.body, fixed.writable);
    return { stream: fixed.readable };
  }
  let size = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      if ((size += chunk.byteLength) > limit) throw new Error("longer than the limit");
      controller.enqueue(chunk);
    },
  });
  flow(head, request.body, counted.writable);
  return { stream: counted.readable, tooLarge: () => size > limit };
}
