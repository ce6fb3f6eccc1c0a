import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";

// Texts that make some parser slow: {name, of(n)}, where of(n) is a text of about n characters. Our own, and those of
// the corpus beside the project where there is one.
export const texts = () => [...own, ...fromCorpus()];

const repeated = (part, n) => part.repeat(Math.max(1, Math.floor(n / part.length)));
const simple = (name, part) => ({ name, of: (n) => repeated(part, n) });

const own = [
  simple("open brackets", "["), simple("open image brackets", "![["), simple("half-written links", "[a](b"), simple("half-written images", "![a]("),
  { name: "half-written links and an end", of: (n) => repeated("[a](b", n - 1) + ")" },
  simple("half-written pointy links", "[a](<b"), simple("half-written titles", '[a](b "c'), simple("half-written parentheses", "[a](b (c"), simple("half-written references", "[a]["),
  simple("links in a row", "[a](b)"), simple("footnotes", "[^a]"), simple("delimiters of two kinds", "*a_ "), simple("underscores in words", "_a_b"),
  simple("tildes", "~~a ~b "), simple("tags", "<b>"), simple("half-written attributes", '<b x="'), simple("half-written comments", "<!-- "), simple("declarations", "<!A"),
  simple("ampersands", "&"), simple("half-written characters", "&a"), simple("half-written addresses", "(http://aaaa"), simple("addresses in a row", "www.a.b "), simple("mail addresses", "a@b.c "),
  simple("definitions", "[a]: b\n"), simple("definitions that end late", "[a]: b 'c\n"), simple("tables in a row", "a|b\n-|-\n"), simple("line ends", "a  \n"), simple("headings", "# a\n"),
  simple("rules", "***\n"), simple("code fences", "```\n"), simple("task items", "- [ ] a\n"), simple("quotes by turns", "> a\n\n"), simple("backslashes", "\\"), simple("zeros", "\0"),
  simple("direction controls", "\u202ea"), simple("combining marks", "a\u0301\u0301\u0301"), simple("links to other hosts", "[a.example](https://b.example) "),
  { name: "lists in lists", of: (n) => repeated("- ", n) + "x" },
  { name: "quotes in quotes", of: (n) => repeated("> ", n) + "x" },
  { name: "quotes and lists", of: (n) => repeated("> - ", n) + "x" },
  { name: "blank lines in lists", of: (n) => "- ".repeat(60) + "x" + "\n".repeat(Math.max(0, n - 121)) },
  { name: "items by indentation", of: (n) => steps(n, (i) => "  ".repeat(i) + "- a\n") },
  { name: "runs of backticks", of: (n) => steps(n, (i) => "`".repeat(i + 1) + "a") },
  { name: "backticks of one long run", of: (n) => repeated("`".repeat(50) + "a" + "`".repeat(49) + "b", n) },
  { name: "brackets round a link", of: (n) => "[".repeat(n >> 1) + "a](b)" + "]".repeat(n >> 1) },
  { name: "images in images", of: (n) => repeated("![", n / 3) + "a" + repeated("](b)", (2 * n) / 3) },
  { name: "emphasis in emphasis", of: (n) => repeated("*a **a ", n / 2) + "b" + repeated(" a** a*", n / 2) },
  { name: "delimiters of two widths", of: (n) => repeated("a**b", n / 2) + repeated("c* ", n / 2) },
  { name: "tags that nest", of: (n) => repeated("<b>", (3 * n) / 7) + repeated("</b>", (4 * n) / 7) },
  { name: "tags that nest in a block", of: (n) => repeated("<div>\n", n / 2) + repeated("</div>\n", n / 2) },
  { name: "details in details", of: (n) => repeated("<details>\n\n", n / 2) + repeated("</details>\n\n", n / 2) },
  { name: "comments in a block", of: (n) => "<div>" + repeated("<!--", n) },
  { name: "words that end like an address", of: (n) => repeated("_a", n) + "@b.c" },
  { name: "addresses with brackets", of: (n) => "http://a.b/" + "(".repeat(n >> 1) + ")".repeat(n >> 1) },
  { name: "a long address used often", of: (n) => "[a]: /" + "b".repeat(n >> 1) + "\n\n" + repeated("[a]", n / 2) },
  { name: "a table of empty cells", of: (n) => `${repeated("|a", n / 4)}|\n${repeated("|-", n / 4)}|\n${repeated("x\n", n / 2)}` },
  { name: "a table of many columns", of: (n) => `${repeated("a|", n / 2)}a\n${repeated("-|", n / 2)}-` },
  { name: "pipes in code", of: (n) => "|a|\n|-|\n" + repeated("|`\\|`|\n", n) },
];

function steps(n, part) {
  let text = "";
  for (let i = 0; text.length < n; i++) text += part(i);
  return text;
}

// A text of the corpus has one size: a shorter one is the two ends of each line, or of the whole where there are many
// lines; a longer one itself again and again.
function fromCorpus() {
  const file = resolve(import.meta.dirname, "../../../shared/data/xss/pathological.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").trim().split("\n").map((line) => {
    const { id, name, input_gz_b64: packed } = JSON.parse(line);
    const whole = gunzipSync(Buffer.from(packed, "base64")).toString();
    const of = (n) => {
      if (whole.length < n) return repeated(whole, n);
      const lines = whole.split("\n");
      if (lines.length > 10) return ends(whole, n);
      return lines.map((one) => ends(one, Math.round((one.length * n) / whole.length))).join("\n");
    };
    return { name: `${name} (${id})`, of };
  });
}

const ends = (text, n) => text.slice(0, n >> 1) + text.slice(text.length - (n - (n >> 1)));
