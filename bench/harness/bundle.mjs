import { join, resolve } from "node:path";
import { build } from "esbuild";

const room = resolve(import.meta.dirname, "..");

// Bundles and minifies a module of this folder for the browser, as a page that uses it would.
export async function bundle(entry, outdir, { name, minify = true } = {}) {
  const result = await build({
    ...common,
    minify,
    ...(typeof entry === "string"
      ? { entryPoints: { [name]: join(room, entry) } }
      : { stdin: { contents: entry.source, resolveDir: room, sourcefile: `${name}.mjs` } }),
    outfile: entry.source ? join(outdir, `${name}.js`) : undefined,
    outdir: entry.source ? undefined : outdir,
  });
  if (result.errors.length) throw new Error(result.errors[0].text);
  return join(outdir, `${name}.js`);
}

const common = {
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "chrome130",
  logLevel: "error",
  legalComments: "none",
  external: ["/addend/*"],
  plugins: [
    {
      // Some packages name modules of Node in branches that do not run in a page.
      name: "nothing of Node",
      setup(build) {
        build.onResolve({ filter: /^(node:)?(fs|fs\/promises|path|url|module|crypto)$/ }, ({ path }) => ({ path, namespace: "nothing" }));
        build.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "export default {}" }));
      },
    },
  ],
  define: { "process.env.NODE_ENV": '"production"' },
};
