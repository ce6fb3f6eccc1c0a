import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { bundle } from "../harness/bundle.mjs";

// What a page downloads: raw, with gzip -9 and with brotli -q11. The peers are bundled and minified.
export async function sizes({ npm, out }, say) {
  say("sizes");
  const scripts = ["index.js", "errors.js", "trusted.js"]; // what its page loads
  const result = {
    "addend.wasm": await sizeOf([await readFile(join(npm, "addend.wasm"))]),
    "addend's JavaScript": await sizeOf(await Promise.all(scripts.map((n) => readFile(join(npm, n))))),
  };
  for (const [name, source] of Object.entries(bundles)) {
    const file = await bundle({ source }, join(out, "size"), { name: name.replace(/\W+/g, "-") });
    result[name] = await sizeOf([await readFile(file)]);
  }
  return result;
}

// Each file is compressed by itself, as a server does.
async function sizeOf(files) {
  const sum = async (f) => (await Promise.all(files.map(f))).reduce((a, b) => a + b, 0);
  return {
    raw: await sum((b) => b.length),
    gzip: await sum(async (b) => (await promisify(gzip)(b, { level: 9 })).length),
    brotli: await sum(async (b) => (await promisify(brotliCompress)(b, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: b.length } })).length),
  };
}

const bundles = {
  "marked + DOMPurify": `export { marked } from "marked"; export { default as purify } from "dompurify";`,
  "markdown-it + DOMPurify": `export { default as MarkdownIt } from "markdown-it"; export { default as purify } from "dompurify";`,
  "marked + sanitize-html": `export { marked } from "marked"; export { default as sanitizeHtml } from "sanitize-html";`,
  "micromark with GFM": `export { micromark } from "micromark"; export { gfm, gfmHtml } from "micromark-extension-gfm";`,
  "remark + rehype-sanitize": `export { unified } from "unified"; export { default as a } from "remark-parse"; export { default as b } from "remark-gfm";
    export { default as c } from "remark-rehype"; export { default as d } from "rehype-raw"; export { default as e } from "rehype-sanitize"; export { default as f } from "rehype-stringify";`,
};
