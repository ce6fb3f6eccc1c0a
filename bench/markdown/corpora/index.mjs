import { createHash } from "node:crypto";
import { asMessages, asOne, asPosts, hasRawHTML, readmes } from "./real.mjs";
import { long, messages, posts } from "./synthetic.mjs";

// The two corpora that every row is measured on: texts by the name of the row's kind of text.
export function corpora({ quick }) {
  const [chat, post, megabyte] = quick ? [200, 15, 250_000] : [600, 50, 1_000_000];
  const real = readmes();
  const both = {
    synthetic: {
      chat: messages(chat),
      post: posts(post),
      plain: [long(megabyte, { html: false })],
      html: [long(megabyte, { html: true })],
    },
    real: {
      chat: asMessages(real, chat),
      post: asPosts(real, post),
      plain: [asOne(real, megabyte, { html: false })],
      html: [asOne(real, megabyte, { html: true })],
    },
  };
  // An image would start to load when it is put into the page, in some contenders and not in others.
  for (const corpus of Object.values(both)) corpus.page = corpus.chat.filter((t) => !/!\[|<img/i.test(t));
  return both;
}

// What the figures were measured on, to see whether two runs can be compared.
export function facts(texts) {
  const lengths = texts.map((t) => Buffer.byteLength(t)).sort((a, b) => a - b);
  return {
    texts: texts.length,
    bytes: lengths.reduce((a, b) => a + b, 0),
    shortest: lengths[0],
    median: lengths[lengths.length >> 1],
    longest: lengths.at(-1),
    withRawHTML: texts.filter(hasRawHTML).length,
    digest: createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 16),
  };
}
