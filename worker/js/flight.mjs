// Equal reads of one session that are on their way at the same time are one
// upstream call, and count once; worker/native/flight.go is the twin. They share
// an isolate, and nothing that belongs to a request: bytes alone.

import { short } from "./tag.mjs";

const PATIENCE_MS = 5000; // who leads may be gone without a word
const POLL_MS = 4;

const flights = new Map();

// keyOf names what makes two calls equal, or is null for one that stands alone.
export function keyOf({ method, url, header, body, type, admit }) {
  if (method !== "GET" || body !== "none" || !type || !admit || admit.seen > 0) return null;
  return JSON.stringify([admit.user, admit.session, admit.wait ?? 0, url, header]);
}

// lead opens a flight that others may join until its answer's head is there.
export function lead(key) {
  const flight = { key, joined: 0, landed: false, answer: null };
  flights.set(key, flight);
  return flight;
}

// flying gives the flight to join.
export function flying(key) {
  return flights.get(key) ?? null;
}

// land ends a flight; who waits without an answer goes alone.
export function land(flight) {
  if (flights.get(flight.key) === flight) flights.delete(flight.key);
  flight.landed = true;
}

// share keeps a short answer for those who joined, and gives it back; null when
// it broke off.
export async function share(flight, upstream, keep) {
  if (flights.get(flight.key) === flight) flights.delete(flight.key);
  if (flight.joined === 0) return upstream;
  const [first, whole] = upstream.body?.tee() ?? [null, null];
  const { bytes, cut } = await short(first);
  if (cut) return null;
  if (!bytes) return new Response(whole, upstream);
  await whole?.cancel();
  const header = keep.map((name) => [name, upstream.headers.get(name)]).filter(([, value]) => value !== null);
  flight.answer = { bytes, status: upstream.status, header };
  return reply(flight.answer);
}

// join waits for a flight's answer, or gives null.
export async function join(flight) {
  flight.joined++;
  for (const end = Date.now() + PATIENCE_MS; !flight.landed && Date.now() < end; ) await scheduler.wait(POLL_MS);
  return flight.answer && reply(flight.answer);
}

function reply({ bytes, status, header }) {
  return new Response(bytes.byteLength > 0 ? bytes : null, { status, headers: header });
}
