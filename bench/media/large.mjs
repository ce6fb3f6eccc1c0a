import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const seconds = 7500;
const rounds = 100; // a stretch of 75 seconds is encoded once and repeated

// Recordings of two hours, made once into a folder: what is true of them is known from how they are made. Without
// ffmpeg there are none; why says so.
export async function largeFiles(folder, root) {
  await mkdir(folder, { recursive: true });
  const here = (name) => join(folder, name);
  if (!(await run("ffmpeg", ["-version"]).catch(() => null))) return { folder, files: [], why: "ffmpeg is not installed: no large files were made" };
  const make = async (name, how) => {
    if (existsSync(here(name))) return;
    await how(here(`${name}.part`));
    await rename(here(`${name}.part`), here(name));
  };
  const ffmpeg = (...args) => run("ffmpeg", ["-v", "error", "-nostdin", "-y", ...args]);
  const copy = (from, format, ...args) => (to) => ffmpeg("-i", here(from), ...args, "-c", "copy", "-f", format, to);
  const piped = (...args) => async (to) => {
    const child = spawn("ffmpeg", ["-v", "error", "-nostdin", ...args, "pipe:1"], { stdio: ["ignore", "pipe", "inherit"] });
    const closed = once(child, "close");
    await pipeline(child.stdout, createWriteStream(to));
    const [code] = await closed;
    if (code) throw new Error(`ffmpeg ended with ${code} while it made ${to}`);
  };
  const sound = ["-f", "lavfi", "-t", "75", "-i", "aevalsrc=0.25*sin(2*PI*440*t)*mod(floor(t)\\,3)+0.02*random(0)*mod(floor(t/2)\\,2):s=44100"];

  const stretches = { "stretch.aac": ["-c:a", "aac", "-b:a", "53k", "-f", "adts"], "cbr.stretch": ["-c:a", "libmp3lame", "-b:a", "48k", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"], "vbr.stretch": ["-c:a", "libmp3lame", "-q:a", "5.5", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"] };
  for (const [name, args] of Object.entries(stretches)) await make(name, (to) => ffmpeg(...sound, ...args, to));
  await make("adts.aac", repeated(here("stretch.aac")));
  await make("cbr.mp3", repeated(here("cbr.stretch")));
  await make("vbr.mp3", repeated(here("vbr.stretch")));
  const amr = amrWide(45e6);
  await make("wide.amr", (to) => writeFile(to, amr.bytes()));
  const aac = ["-bsf:a", "aac_adtstoasc"];
  await make("moov-last.mp4", copy("adts.aac", "mp4", ...aac));
  await make("fragmented.mp4", copy("adts.aac", "mp4", ...aac, "-movflags", "frag_keyframe+empty_moov", "-frag_duration", "2000000"));
  await make("cues.mkv", copy("adts.aac", "matroska"));
  await make("no-duration.mkv", piped("-i", here("cues.mkv"), "-c", "copy", "-f", "matroska"));
  await make("sound.flv", copy("adts.aac", "flv", ...aac));
  await make("total-0.flac", piped("-f", "lavfi", "-t", String(seconds), "-i", "sine=sample_rate=44100", "-c:a", "flac", "-compression_level", "0", "-f", "flac"));
  await make("opus.ogg", (to) => ffmpeg("-f", "lavfi", "-t", String(seconds), "-i", "anullsrc=r=48000:cl=mono", "-c:a", "libopus", "-vbr", "off", "-b:a", "32k", "-compression_level", "0", "-f", "ogg", to));
  await make("no-duration.webm", piped("-i", here("opus.ogg"), "-c", "copy", "-f", "webm"));
  await make("hour.mp4", copy("adts.aac", "mp4", ...aac, "-t", "3600"));
  await make("hour.mkv", copy("adts.aac", "matroska", "-t", "3600"));
  await make("pcm.wav", sparse(wavHeader(seconds, 58_800), 44 + seconds * 117_600));
  await make("gigabyte.mp4", gigabyte(resolve(root, "wasm/media/testdata/own_mp4.mp4")));

  const frames = async (name) => rounds * (await packets(here(name)));
  const [inAAC, inCBR, inVBR] = [(await frames("stretch.aac")) * 1024, (await frames("cbr.stretch")) * 1152, (await frames("vbr.stretch")) * 1152].map((n) => n / 44_100);
  const truths = {
    "pcm.wav": seconds, "moov-last.mp4": inAAC, "fragmented.mp4": inAAC, "cues.mkv": inAAC, "no-duration.mkv": inAAC, "no-duration.webm": seconds,
    "opus.ogg": seconds, "sound.flv": inAAC, "total-0.flac": seconds, "cbr.mp3": inCBR, "vbr.mp3": inVBR, "adts.aac": inAAC, "wide.amr": amr.seconds,
    "hour.mp4": 3600, "hour.mkv": 3600, "gigabyte.mp4": 1.5,
  };
  const files = [];
  for (const [file, truth] of Object.entries(truths)) files.push({ file, seconds: truth, tolerance: 0.05, bytes: (await stat(here(file))).size });
  return { folder, files };
}

// The same bytes a hundred times: frames of formats without a header of their own may be joined so.
const repeated = (from) => async (to) => {
  const bytes = await readFile(from);
  const file = await open(to, "w");
  try {
    for (let i = 0; i < rounds; i++) await file.write(bytes);
  } finally {
    await file.close();
  }
};

const sparse = (head, size) => async (to) => {
  await rm(to, { force: true });
  const file = await open(to, "w");
  try {
    await file.write(head);
    await file.truncate(size);
  } finally {
    await file.close();
  }
};

function wavHeader(length, rate) {
  const b = Buffer.alloc(44);
  b.write("RIFF", 0), b.writeUInt32LE(36 + length * rate * 2, 4), b.write("WAVEfmt ", 8), b.writeUInt32LE(16, 16);
  b.writeUInt16LE(1, 20), b.writeUInt16LE(1, 22), b.writeUInt32LE(rate, 24), b.writeUInt32LE(rate * 2, 28);
  b.writeUInt16LE(2, 32), b.writeUInt16LE(16, 34), b.write("data", 36), b.writeUInt32LE(length * rate * 2, 40);
  return b;
}

// AMR-WB of about that size, in which the bit rate changes from frame to frame. What the frames hold does not matter:
// a decoder plays 20 ms for each.
function amrWide(size) {
  const sizes = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6];
  const stretch = Buffer.alloc(10_000 * 61);
  let at = 0;
  for (let n = 0, mode = 0; n < 10_000; n++, mode = (mode * 7 + n) % 10) {
    stretch[at] = (mode << 3) | 4;
    at += sizes[mode];
  }
  const times = Math.round(size / at);
  const bytes = () => Buffer.concat([Buffer.from("#!AMR-WB\n"), ...Array(times).fill(stretch.subarray(0, at))]);
  return { bytes, seconds: times * 10_000 * 0.02 };
}

// Head and moov of a small film, a gigabyte of nothing between them.
const gigabyte = (from) => async (to) => {
  const small = await readFile(from);
  const box = {};
  for (let at = 0; at < small.length; at += small.readUInt32BE(at)) box[small.toString("latin1", at + 4, at + 8)] = small.subarray(at, at + small.readUInt32BE(at));
  const mdat = Buffer.alloc(8);
  mdat.writeUInt32BE(2 ** 30 - box.ftyp.length - box.moov.length, 0);
  mdat.write("mdat", 4);
  await sparse(Buffer.concat([box.ftyp, mdat]), 2 ** 30 - box.moov.length)(to);
  const file = await open(to, "a");
  try {
    await file.write(box.moov);
  } finally {
    await file.close();
  }
};

async function packets(path) {
  const { stdout } = await run("ffprobe", ["-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", path]);
  return Number.parseInt(stdout, 10);
}
