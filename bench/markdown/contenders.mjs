// The contenders, each as functions from Markdown to HTML. All get the same texts and the same flavour: GFM, and in
// chat a line break for a line break where the library has the option.
//
// safe says whether the HTML may be shown to other people. Those that are not safe are there as a ceiling: what a
// library could reach if sanitising cost nothing.
import createDOMPurify from "dompurify";
import MarkdownIt from "markdown-it";
import * as markdownWasm from "markdown-wasm/dist/markdown.es.js";
import { Marked } from "marked";
import * as md4w from "md4w";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import sanitizeHtml from "sanitize-html";
import { unified } from "unified";
import { baseline } from "./rows.mjs";

export function contenders(window) {
  const purifier = createDOMPurify(window);
  const purify = (html) => purifier.sanitize(html);
  const safe = (name, chat, post, more) => ({ name, safe: true, chat, post, ...more });
  const unsafe = (name, chat, post) => ({ name, safe: false, chat, post });

  const marked = { chat: new Marked({ gfm: true, breaks: true }), post: new Marked({ gfm: true }) };
  const it = {
    chat: new MarkdownIt({ html: true, linkify: true, breaks: true }),
    post: new MarkdownIt({ html: true, linkify: true }),
    escaping: new MarkdownIt({ html: false, linkify: true }),
  };
  const flags = ["DEFAULT", "PERMISSIVE_WWW_AUTO_LINKS"];
  const md4wHTML = (text) => md4w.mdToHtml(text, { parseFlags: flags });
  const md4wChat = (text) => md4w.mdToHtml(text, { parseFlags: [...flags, "HARD_SOFT_BREAKS"] });
  const remark = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize)
    .use(rehypeStringify)
    .freeze();
  const remarkHTML = (text) => String(remark.processSync(text));
  const micromarkHTML = (text) => micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const tags = { allowedTags: [...sanitizeHtml.defaults.allowedTags, "img", "del", "input", "details", "summary"] };
  const sanitized = (html) => sanitizeHtml(html, tags);

  return [
    safe(baseline, (t) => purify(marked.chat.parse(t)), (t) => purify(marked.post.parse(t)), {
      fragment: (t) => purifier.sanitize(marked.chat.parse(t), { RETURN_DOM_FRAGMENT: true }),
    }),
    safe("markdown-it + DOMPurify", (t) => purify(it.chat.render(t)), (t) => purify(it.post.render(t))),
    safe("marked + sanitize-html", (t) => sanitized(marked.chat.parse(t)), (t) => sanitized(marked.post.parse(t))),
    safe("md4w + DOMPurify", (t) => purify(md4wChat(t)), (t) => purify(md4wHTML(t))),
    safe("markdown-wasm + DOMPurify", (t) => purify(markdownWasm.parse(t)), (t) => purify(markdownWasm.parse(t))),
    safe("micromark (drops HTML)", micromarkHTML, micromarkHTML),
    safe("remark + rehype-sanitize", remarkHTML, remarkHTML),
    safe("markdown-it (escapes HTML)", (t) => it.escaping.render(t), (t) => it.escaping.render(t)),
    unsafe("marked, unsanitised", (t) => marked.chat.parse(t), (t) => marked.post.parse(t)),
    unsafe("md4w, unsanitised", md4wChat, md4wHTML),
    unsafe("markdown-wasm, unsanitised", (t) => markdownWasm.parse(t), (t) => markdownWasm.parse(t)),
  ];
}

// What must be there before the first call: md4w is given its module; markdown-wasm fetches its own.
export async function prepare(md4wModule) {
  md4w.initSync(md4wModule);
  await markdownWasm.ready;
}
