// The sanitisers that people put behind a Markdown library in Node, each as a function from HTML to HTML: as they are
// set up when they are installed, and sanitize-html also with the elements that GitHub Flavored Markdown makes.
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import sanitizeHtml from "sanitize-html";
import { unified } from "unified";

const rehype = unified().use(rehypeRaw).use(rehypeSanitize).use(rehypeStringify).freeze();
const { allowedTags, allowedAttributes } = sanitizeHtml.defaults;
const gfm = {
  allowedTags: [...allowedTags, "img", "del", "input", "details", "summary"],
  allowedAttributes: { ...allowedAttributes, input: ["type", "checked", "disabled"], ol: ["start"], th: ["align"], td: ["align"], code: ["class"], a: ["href", "title"], img: ["src", "alt", "title"] },
};

export const sanitisers = {
  "sanitize-html": (html) => sanitizeHtml(html),
  "sanitize-html with what GFM makes": (html) => sanitizeHtml(html, gfm),
  "rehype-sanitize": (html) => rehype.stringify(rehype.runSync({ type: "root", children: [{ type: "raw", value: html }] })),
};
