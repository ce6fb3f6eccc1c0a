// What the custom elements of the packed package share, in Chromium.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { folder, page, rendered, show } from "./elements-page.mjs";

describe("all of them", () => {
  const all = `<h1>Elements</h1><h2>Messages</h2><md-message>**bold**, a [link](https://a.example)

| a | b |
|---|---|
| 1 | 2 |

- [x] done
- [ ] not yet</md-message><md-message profile="post"># Title

\`\`\`
code
\`\`\`</md-message><voice-note src="/four.wav" duration="4" levels="10 90 40"></voice-note><voice-note src="/two.wav"></voice-note>
<file-card src="/files/f1" name="a.pdf" size="5300000"></file-card><file-card name="b.mp4" progress="0.4" size="9"></file-card><file-card name="c.doc" error="It is too large"></file-card>`;

  for (const scheme of ["light", "dark"]) {
    for (const dir of ["ltr", "rtl"]) {
      test(`axe finds nothing: ${scheme}, ${dir}`, async () => {
        await page.emulateMedia({ colorScheme: scheme });
        await writeFile(path.join(folder, "scheme.css"), ":root { background: Canvas; color: CanvasText; color-scheme: light dark; }");
        await show(`<link rel="stylesheet" href="/scheme.css"><div dir="${dir}">${all}</div>`);
        await rendered('md-message[profile="post"]');
        const { violations, passes } = await new AxeBuilder({ page }).disableRules(["region"]).analyze();
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(" | ")}`), []);
        assert.ok(passes.some(({ nodes }) => nodes.some((node) => /part="play"/.test(node.html))), "it looked into the elements");
        if (process.env.ADDEND_SHOTS) await page.screenshot({ path: path.join(process.env.ADDEND_SHOTS, `elements-${scheme}-${dir}.png`) });
      });
    }
  }

  test("speak another language, also when they are there already", async () => {
    await show('<voice-note src="/four.wav"></voice-note><file-card src="/files/f1" name="a.pdf" lang="de" size="3100000"></file-card>');
    await page.evaluate(() => window.elements.words({ play: "Abspielen", download: "{name} herunterladen", nonsense: "x" }));
    await page.getByRole("button", { name: "Abspielen" }).waitFor();
    await page.getByRole("link", { name: "a.pdf herunterladen" }).waitFor();
    assert.equal(await page.locator("file-card .size").innerText(), "3,1 MB");
  });

  test("parts and custom properties reach the page's style sheet", async () => {
    await writeFile(path.join(folder, "own.css"), ":root { --addend-accent: rgb(1, 2, 3); --addend-line: rgb(4, 5, 6); } voice-note::part(clock) { color: rgb(7, 8, 9); } file-card::part(card) { padding: 33px; }");
    await show(`<link rel="stylesheet" href="/own.css">${all}`);
    const style = (selector, name) => page.locator(selector).first().evaluate((element, name) => getComputedStyle(element)[name], name);
    assert.equal(await style("voice-note .play", "backgroundColor"), "rgb(1, 2, 3)");
    assert.equal(await style("file-card .card", "borderTopColor"), "rgb(4, 5, 6)");
    assert.equal(await style("voice-note .clock", "color"), "rgb(7, 8, 9)");
    assert.equal(await style("file-card .card", "paddingTop"), "33px");
  });
});
