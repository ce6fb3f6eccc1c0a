// The same response, telling progress(loaded, total) in bytes as it comes. The total is 0 where it is not known: the
// length of a compressed answer says nothing about what it holds.
export function counted(response, progress) {
  if (!response.body) return response;
  const total = response.headers.has("content-encoding") ? 0 : Number(response.headers.get("content-length"));
  let loaded = 0;
  const count = new TransformStream({
    transform(chunk, out) {
      progress((loaded += chunk.byteLength), total);
      out.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count), { headers: response.headers });
}
