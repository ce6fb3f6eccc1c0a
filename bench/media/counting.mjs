// A Blob of bytes, or another one of a Blob, that counts the bytes that are read of it and of its slices, however they
// are read.
export function counted(bytes, type) {
  const counter = { bytes: 0 };
  return { blob: counting(bytes instanceof Blob ? bytes.slice() : new Blob([bytes], { type }), counter), counter };
}

function counting(blob, counter) {
  const { slice, arrayBuffer, stream } = Blob.prototype;
  return Object.defineProperties(blob, {
    slice: { value: (...range) => counting(slice.apply(blob, range), counter) },
    arrayBuffer: {
      value: () => {
        counter.bytes += blob.size;
        return arrayBuffer.call(blob);
      },
    },
    // Node's own text() goes through arrayBuffer(): it would be counted twice.
    text: { value: async () => new TextDecoder().decode(await blob.arrayBuffer()) },
    bytes: { value: async () => new Uint8Array(await blob.arrayBuffer()) },
    stream: {
      value: () => {
        const count = new TransformStream({
          transform(chunk, controller) {
            counter.bytes += chunk.length;
            controller.enqueue(chunk);
          },
        }, undefined, { highWaterMark: 0 });
        return stream.call(blob).pipeThrough(count);
      },
    },
  });
}
