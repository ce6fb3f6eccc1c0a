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

// streamBody passes a body on. With a Content-Length, which the gateway has
// held to the limit, the runtime moves the bytes and the upstream gets the
// length; without one they are counted here.
export function streamBody(request, limit) {
  const length = request.headers.get("Content-Length");
  if (length !== null) {
    const fixed = new FixedLengthStream(Number(length));
    request.body.pipeTo(fixed.writable).catch(() => {});
    return { stream: fixed.readable };
  }
  let size = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      if ((size += chunk.byteLength) > limit) throw new Error("longer than the limit");
      controller.enqueue(chunk);
    },
  });
  request.body.pipeTo(counted.writable).catch(() => {});
  return { stream: counted.readable, tooLarge: () => size > limit };
}
