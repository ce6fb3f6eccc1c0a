// Tags of short answers, made of their bytes; worker/plan/tag.go is the twin.

const MAX_TAGGED = 256 * 1024;

// tagged sends a short answer with a tag, or says that the reader has it.
export async function tagged(known, upstream, headers) {
  const [head, whole] = upstream.body?.tee() ?? [null, null];
  const { bytes, cut } = await short(head);
  if (cut) return { kind: "unreachable" };
  if (!bytes) return new Response(whole, { headers });
  await whole?.cancel();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, 16);
  const tag = `"${Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
  headers.set("ETag", tag);
  if (!known.split(",").some((one) => one.trim().replace(/^W\//, "") === tag)) return new Response(bytes, { headers });
  for (const name of ["Content-Type", "Content-Length", "Content-Encoding"]) headers.delete(name);
  return new Response(null, { status: 304, headers });
}

// short reads a body that is short enough, and gives no bytes of a longer one.
export async function short(body) {
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      if ((size += chunk.byteLength) > MAX_TAGGED) return {};
      chunks.push(chunk);
    }
  } catch {
    return { cut: true };
  }
  return { bytes: new Uint8Array(await new Blob(chunks).arrayBuffer()) };
}
