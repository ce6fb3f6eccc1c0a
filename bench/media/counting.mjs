// A Blob that counts the bytes that are read of it and of its slices, however they are read.
export function counted(bytes, type) {
  const counter = { bytes: 0 };
  return { blob: counting(new Blob([bytes], { type }), counter), counter };
}

function counting(blob, counter) {
  const { slice, arrayBuffer, stream } = Blob.prototype;
  const whole = (read) => function () {
    counter.bytes += this.size;
    return read.call(this);
  };
  return Object.defineProperties(blob, {
    slice: { value: (...range) => counting(slice.apply(blob, range), counter) },
    arrayBuffer: { value: whole(arrayBuffer) },
    text: { value: whole(Blob.prototype.text) },
    bytes: { value: async function () { return new Uint8Array(await this.arrayBuffer()); } },
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
