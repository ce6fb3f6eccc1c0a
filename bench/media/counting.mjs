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
    // By wrapping the reader: another stream between would take time of its own.
    stream: {
      value: () => {
        const real = stream.call(blob);
        const getReader = real.getReader.bind(real);
        real.getReader = (options) => {
          const reader = getReader(options);
          const read = reader.read.bind(reader);
          reader.read = async (...into) => {
            const got = await read(...into);
            counter.bytes += got.value?.byteLength ?? 0;
            return got;
          };
          return reader;
        };
        real.values = real[Symbol.asyncIterator] = () => chunks(real.getReader());
        return real;
      },
    },
  });
}

async function* chunks(reader) {
  try {
    for (let got = await reader.read(); !got.done; got = await reader.read()) yield got.value;
  } finally {
    await reader.cancel();
  }
}
