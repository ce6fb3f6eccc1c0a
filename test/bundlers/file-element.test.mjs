// <file-card> of the packed package, in Chromium.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { get, page, set, show } from "./elements-page.mjs";

describe("<file-card>", () => {
  test("name, kind, size and the download under its own name", async () => {
    await show('<file-card src="/files/f1" name="Plan für 2026.pdf" size="12345"></file-card>');
    const link = page.getByRole("link", { name: "Download Plan für 2026.pdf" });
    assert.equal(new URL(await link.evaluate((a) => a.href)).search, "?name=Plan+f%C3%BCr+2026.pdf&download=1");
    assert.equal(await link.getAttribute("download"), "Plan für 2026.pdf");
    assert.deepEqual(await page.locator("file-card").evaluate((card) => [".kind", ".size"].map((part) => card.shadowRoot.querySelector(part).textContent)), ["pdf", "12 kB"]);
  });

  for (const src of ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)", "http://[", ""]) {
    test(`no link from ${src || "nothing"}`, async () => {
      await show("<file-card></file-card>");
      await set("file-card", { file: { src, name: "a.txt" } });
      assert.equal(await page.locator("file-card a").getAttribute("href"), null);
      assert.equal(await page.getByRole("link").count(), 0);
    });
  }

  test("takes what a framework sets: texts, and undefined for what goes away", async () => {
    await show('<file-card src="/files/f1" name="a.pdf" size="1"></file-card>');
    assert.deepEqual(await page.evaluate(() => {
      const card = document.querySelector("file-card");
      Object.assign(card, { size: "12345", progress: "0.5" });
      const texts = [card.size, card.progress];
      Object.assign(card, { src: undefined, name: null, size: undefined, progress: "", error: undefined });
      const gone = ["src", "name", "size", "progress", "error"].map((name) => card.getAttribute(name));
      card.file = { src: "/files/f2", name: "b.pdf", size: "7" };
      const again = [card.src, card.name, card.size];
      card.file = null;
      return [texts, gone, again, card.src, card.name];
    }), [[12345, 0.5], [null, null, null, null, null], ["/files/f2", "b.pdf", 7], "", "file"]);
  });

  test("of another origin nothing is added to the address", async () => {
    await show('<file-card src="https://store.example/files/f1?signature=x" name="a.txt"></file-card>');
    assert.equal(await page.getByRole("link").evaluate((a) => a.href), "https://store.example/files/f1?signature=x");
  });

  test("shows progress, cancels, tells a failure and tries again; the focus stays", async () => {
    await show('<file-card name="film.mp4" progress="0.25"></file-card>');
    await page.evaluate(() => { window.told = []; for (const name of ["addend-cancel", "addend-retry"]) document.addEventListener(name, (e) => window.told.push(`${name} ${e.target.localName}`)); });
    const cancel = page.getByRole("button", { name: "Cancel film.mp4" });
    await cancel.focus();
    await set("file-card", { progress: 0.5 });
    assert.equal(await page.getByRole("progressbar", { name: "Sending film.mp4" }).evaluate((bar) => bar.value), 0.5);
    await page.keyboard.press("Enter");
    await set("file-card", { error: "The network went away" });
    assert.equal(await page.getByRole("status").innerText(), "The network went away");
    await page.getByRole("button", { name: "Try film.mp4 again" }).click();
    assert.deepEqual(await page.evaluate(() => window.told), ["addend-cancel file-card", "addend-retry file-card"]);
    await set("file-card", { error: "", progress: NaN, src: "/files/f1" });
    assert.deepEqual([await page.getByRole("link").count(), await page.getByRole("button").count(), await page.getByRole("progressbar").count()], [1, 0, 0]);
  });

  test("takes address and name over from what is shown without scripts", async () => {
    await show('<file-card size="1200000"><a href="/files/f1" download="a.pdf">Report</a></file-card>');
    assert.deepEqual([await get("file-card", "src"), await get("file-card", "name")], ["/files/f1", "a.pdf"]);
    assert.equal(await page.getByRole("link").count(), 1);
  });
});
