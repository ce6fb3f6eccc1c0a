import "../parts/markdown-lab.js";
import "../parts/media-lab.js";
import { h } from "../view/element.js";

const sample = `# Bring it broken

We mend **together**: *you* hold the torch. See \`R12\`, or www.example.com.

| part | value | have |
|:-----|------:|:----:|
| C3   | 47 µF |  1   |

- [x] Tyres
- [ ] Bell

> What breaks once can be mended once. #repair

<img src="/favicon.svg" alt="our plus" width="24" onerror="alert('never')" onclick="alert('never')"> and [free screws](javascript:alert(1))
`;

/** Try the module: Markdown to HTML, with its tree and its time; what a media file says of itself. */
export function playgroundScene({ addend, note, record }) {
  const markdown = h("markdown-lab");
  const media = h("media-lab");
  const element = h("div", { class: "page wide" }, h("h1", {}, "Playground"),
    h("section", { class: "feed", "aria-labelledby": "lab-markdown" }, h("h2", { id: "lab-markdown" }, "Markdown"), markdown,
      h("p", { class: "quiet" }, "marked with DOMPurify are not on this page: it loads nothing that is not its own. How they compare is measured by the project's benchmark, on the same texts in the same browser: ", h("code", {}, "make bench-markdown"), ".")),
    h("section", { class: "feed", "aria-labelledby": "lab-media" }, h("h2", { id: "lab-media" }, "Media"), media));

  let asked = 0;
  markdown.addEventListener("lab-input", async ({ detail: { text, profile } }) => {
    const turn = ++asked;
    try {
      const a = await addend();
      if (turn !== asked) return; // typed on meanwhile
      const { html, error } = a.render(text, { profile });
      markdown.show({ html: String(html), timing: timing(a, text, profile), refused: error && `${error.message}: ${error.hint}` });
    } catch (error) {
      markdown.append(note(error));
    }
  });

  media.addEventListener("lab-file", async ({ detail: { file, row } }) => {
    try {
      const a = await addend();
      const started = performance.now();
      const read = await a.media(file);
      const ms = performance.now() - started;
      media.tell(row, file, read, ms);
      record({ kind: "module", name: "media(file)", note: `${read.container}, ${read.duration.toFixed(3)} s`, ms, bytes: read.bytesRead, faq: "F68", at: new Date() });
    } catch (error) {
      media.refuse(row, note(error));
    }
  });

  return { element, title: "Playground", shown: () => { markdown.text = sample; } };
}

/** The median of some runs, as long as they take together no more than a few frames. */
function timing(a, text, profile) {
  const runs = [];
  for (const began = performance.now(); runs.length < 31 && performance.now() - began < 60;) {
    const started = performance.now();
    a.markdown(text, { profile });
    runs.push(performance.now() - started);
  }
  const median = runs.sort((x, y) => x - y)[runs.length >> 1];
  return `${median.toFixed(2)} ms, the median of ${runs.length} runs; ${text.length} characters`;
}
