// Runs in the benchmark's page.
import { load } from "/addend/index.js";
import { contenders, ofTheBrowser } from "./contenders.mjs";
import { ask } from "./measure.mjs";

let all;
window.bench = {
  async start() {
    const addend = await load();
    all = { ...(await contenders(addend, "/MediaInfoModule.wasm")), ...ofTheBrowser };
    return { version: addend.version, names: Object.keys(all) };
  },
  async ask(name, file, calls, chosen) {
    if (chosen) return ask(all[name], [...document.querySelector("input").files].find((f) => f.name === file), calls);
    return ask(all[name], await (await fetch(`/media/${encodeURIComponent(file)}`)).arrayBuffer(), calls);
  },
};
