import { bad, optionsIn, textIn } from "./arguments.js";
import { inBatches } from "./batch.js";
import { AddendError } from "./errors.js";
import { Lean } from "./lean.js";
import { recordOf, wholeRecord } from "./options.js";
import { plain } from "./plain.js";
import { trusted } from "./trusted.js";

// Markdown as texts, and what the lean module has: all that can be done where there is no page.
export class Texts extends Lean {
  #host;

  constructor(host, onClose) {
    super(host, onClose);
    this.#host = host;
    if (!host.instance.facts.maxBytes) {
      throw new AddendError("build-mismatch", "this is media.wasm, the module without Markdown", "pass addend.wasm");
    }
  }

  markdown(text, options) {
    return this.render(text, options).html;
  }

  render(text, options) {
    const { output, error } = this.#html(text, recordOf(options));
    return { html: trusted(output ?? plain(text)), error };
  }

  markdownBatch(texts, options) {
    if (!Array.isArray(texts)) throw bad("the texts are not an array", "pass an array of strings");
    const wanted = recordOf(options);
    const alone = (text) => this.#html(text, wanted).output ?? plain(text);
    const together = (joined) => {
      const { output, error } = this.#pass("addend_batch", joined, Number(wanted.post));
      return error ? null : output;
    };
    return (wanted.record === null ? inBatches(texts, together, alone) : texts.map(alone)).map(trusted);
  }

  links(markdown, options) {
    const all = wholeRecord(options);
    const { output, error } = within(this.#host, markdown, (instance) => instance.render(all, markdown, "links"));
    if (error) throw error;
    const parts = output.split("\0");
    const found = [];
    for (let i = 0; i + 2 < parts.length; i += 3) found.push({ url: parts[i], text: parts[i + 1], suspicious: parts[i + 2] !== "" });
    return found;
  }

  text(markdown, options) {
    const { limit = 0 } = optionsIn(options);
    if (!Number.isInteger(limit) || limit < 0) {
      throw bad("limit is not a number of characters", "pass a whole number above 0, or leave it out");
    }
    const { output } = this.#pass("addend_text", markdown, Math.min(limit, 2 ** 31 - 1));
    return output ?? cut(String(markdown), limit);
  }

  #html(text, { post, record }) {
    return record === null ? this.#pass("addend_markdown", text, Number(post)) : within(this.#host, text, (instance) => instance.render(record, text, "html"));
  }

  #pass(name, text, option) {
    return within(this.#host, text, (instance) => instance.pass(name, text, option));
  }
}

// A text longer than the module's limit does not even go there: counting its characters is enough to know.
export function within(host, text, pass) {
  const { instance } = host;
  const most = instance.facts.maxBytes;
  if (textIn(text).length <= most) return pass(instance);
  return {
    output: null,
    error: new AddendError(
      "too-long",
      `the text has ${text.length} characters, the limit is ${most} bytes`,
      "it is shown as plain text; split it or send it as a file",
    ),
  };
}

// The plain text of something too long for the module, cut between two characters as a reader counts them.
function cut(text, limit) {
  if (!limit) return text;
  const start = text.slice(0, limit * 64);
  const parts = [];
  for (const { segment } of new Intl.Segmenter().segment(start)) {
    if (parts.push(segment) > limit) return parts.slice(0, limit - 1).join("").trimEnd() + "…";
  }
  return text;
}
