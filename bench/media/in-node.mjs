import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { drive } from "./drive.mjs";

// The same in Node, in a thread of its own.
export async function inNode({ folder, files }, { npm }, limits) {
  const open = async () => {
    const worker = new Worker(join(import.meta.dirname, "node-thread.mjs"), { workerData: { npm, folder } });
    const answer = async () => (await once(worker, "message"))[0];
    return {
      names: await answer(),
      ask: (name, file, calls) => {
        worker.postMessage({ name, file, calls });
        const answered = answer();
        answered.catch(() => {});
        return answered;
      },
      close: () => worker.terminate(),
    };
  };
  return { answers: await drive(files, open, limits) };
}
