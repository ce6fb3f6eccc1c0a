// Ports for programs that are told where to listen.
import { once } from "node:events";
import { createServer } from "node:net";

const given = new Set();

/**
 * A port of 127.0.0.1 that nobody listens at, and that nobody is given meanwhile: it is below those that the system hands
 * out by itself (from 32768 on Linux, from 49152 elsewhere), and each is given once.
 */
export async function freePort() {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (given.has(port)) continue;
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch {
      continue; // somebody listens there
    }
    given.add(port);
    server.close();
    await once(server, "close");
    return port;
  }
  throw new Error("no port between 20000 and 32000 is free");
}
