// The contenders, each as a function from a Blob to a duration in seconds, or null where it has none. The same code
// runs in Node and in a page.
import { ALL_FORMATS, BlobSource, Input } from "mediabunny";
import mediaInfoFactory from "mediainfo.js";
import { parseBlob } from "music-metadata";

export const ours = "addend";

export async function contenders(addend, mediaInfoWasm) {
  const info = await mediaInfoFactory({ format: "object", chunkSize: 256 * 1024, locateFile: () => mediaInfoWasm });
  return {
    [ours]: async (blob) => (await addend.media(blob)).duration,
    "mediainfo.js": async (blob) => {
      const read = async (length, at) => new Uint8Array(await blob.slice(at, at + length).arrayBuffer());
      const { media } = await info.analyzeData(() => blob.size, read);
      const seconds = Number(media?.track?.[0]?.Duration);
      return Number.isFinite(seconds) ? seconds : null;
    },
    "mediabunny computeDuration": async (blob) => {
      const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
      try {
        return await input.computeDuration();
      } finally {
        input.dispose();
      }
    },
    "music-metadata duration:true": async (blob) => (await parseBlob(blob, { duration: true })).format.duration ?? null,
    "music-metadata": async (blob) => (await parseBlob(blob)).format.duration ?? null,
  };
}

// It would hold two hours of samples in memory.
export const decodesAll = "decodeAudioData";

// What a page can do without a library. The first decodes everything.
export const ofTheBrowser = {
  [decodesAll]: async (blob) => {
    const context = new OfflineAudioContext(1, 1, 48_000);
    return (await context.decodeAudioData(await blob.arrayBuffer())).duration;
  },
  "HTMLAudioElement": (blob) =>
    new Promise((resolve, reject) => {
      const audio = new Audio();
      const url = URL.createObjectURL(blob);
      const done = (settle, value) => {
        URL.revokeObjectURL(url);
        audio.removeAttribute("src");
        settle(value);
      };
      audio.preload = "metadata";
      audio.onloadedmetadata = () => done(resolve, audio.duration);
      audio.onerror = () => done(reject, new Error("the element cannot play it"));
      audio.src = url;
    }),
};

// The element reads in the browser's own process: what it read cannot be counted here.
export const uncounted = new Set(["HTMLAudioElement"]);
