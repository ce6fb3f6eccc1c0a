// Side by side with peers: node run.mjs --help says how.
import { optionsFrom, usage } from "./harness/options.mjs";
import { markdown } from "./markdown/index.mjs";
import { media } from "./media/index.mjs";

const benchmarks = { markdown, media };

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options.help) console.log(usage);
  else for (const name of options.wanted) await benchmarks[name](options);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
