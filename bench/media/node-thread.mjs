// A thread that asks when it is told to; it can be ended from outside.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { contenders } from "./contenders.mjs";
import { ask } from "./measure.mjs";

const { load } = await import(pathToFileURL(join(workerData.npm, "index.js")));
const wasm = resolve(import.meta.dirname, "../node_modules/mediainfo.js/dist/MediaInfoModule.wasm");
const all = await contenders(await load(), wasm);
console.warn = () => {}; // mediabunny's word on each codec that it does not know
parentPort.on("message", async ({ name, file, calls }) => {
  parentPort.postMessage(await ask(all[name], await readFile(join(workerData.folder, file)), calls));
});
parentPort.postMessage(Object.keys(all));
