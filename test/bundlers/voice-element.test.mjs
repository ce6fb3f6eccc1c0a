// <voice-note> of the packed package, in Chromium.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { get, page, set, show } from "./elements-page.mjs";

describe("<voice-note>", () => {
  const note = '<voice-note src="/four.wav" duration="4" levels="0 50 100"></voice-note>';
  const at = () => page.locator("voice-note audio").first().evaluate((audio) => audio.currentTime);

  test("plays, pauses, and only one at a time", async () => {
    await show(`${note}<voice-note id="b" src="/two.wav" duration="2"></voice-note><video id="v" src="/four.wav" controls></video>`);
    await page.locator("voice-note").first().getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("voice-note").currentTime > 0.1);
    assert.equal(await page.locator("voice-note").first().getAttribute("data-state"), "playing");
    await page.locator("#b").getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("#b").dataset.state === "playing");
    assert.equal(await page.locator("voice-note").first().evaluate((n) => n.paused), true);
    await page.locator("#v").evaluate((video) => video.play());
    await page.waitForFunction(() => document.querySelector("#b").dataset.state === "paused");
    await page.locator("#b").evaluate((n) => n.play());
    await page.locator("#b").evaluate((n) => n.remove());
    await page.locator("voice-note").first().evaluate((n) => n.pause());
  });

  test("is sought by pointer, keys and script; the clock follows", async () => {
    await show(note);
    await page.getByRole("slider", { name: "Position" }).fill("2");
    assert.ok(Math.abs((await at()) - 2) < 0.1);
    assert.equal(await page.getByRole("slider").getAttribute("aria-valuetext"), "0:02 of 0:04");
    for (const [key, expected] of [["ArrowRight", 3], ["ArrowRight", 4], ["ArrowRight", 4], ["ArrowLeft", 3], ["ArrowDown", 2]]) {
      await page.getByRole("slider").press(key);
      assert.ok(Math.abs((await at()) - expected) < 0.1, `${key}: ${await at()}`);
    }
    await set("voice-note", { currentTime: 1 });
    assert.equal(await page.locator("voice-note .clock").innerText(), "0:01 / 0:04");
  });

  test("has three speeds, and keeps one for another recording", async () => {
    await show(note);
    const button = page.locator("voice-note").getByRole("button", { name: /Speed/ });
    for (const speed of ["1.5", "2", "1", "1.5"]) {
      await button.click();
      assert.equal(await page.locator("voice-note").getByRole("button", { name: `Speed ${speed}`, exact: true }).count(), 1);
    }
    await set("voice-note", { src: "/two.wav" });
    await page.locator("voice-note").evaluate((n) => n.play());
    assert.equal(await page.locator("voice-note audio").evaluate((audio) => audio.playbackRate), 1.5);
  });

  test("a length that is not given is asked for, measured when it is seen, or when it is played", async () => {
    await show('<div id="place"></div>');
    const asked = await page.evaluate(() => {
      const asked = [];
      document.addEventListener("duration-needed", ({ detail }) => asked.push(detail.src));
      for (const [id, src] of [["a", "/four.wav"], ["b", "/two.wav"]]) {
        const note = document.createElement("voice-note");
        note.id = id;
        note.src = src;
        if (id === "a") note.toggleAttribute("measure");
        document.querySelector("#place").append(note);
      }
      return asked;
    });
    assert.deepEqual(asked, ["/four.wav", "/two.wav"]);
    await page.waitForFunction(() => document.querySelector("#a").duration === 4);
    assert.equal(await page.locator("#a .clock").innerText(), "0:04");
    assert.equal(await page.locator("#b .clock").innerText(), "–:––");
    await page.locator("#b").getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("#b").duration === 2);
    await set("#b", { src: "/four.wav" });
    assert.equal(await get("#b", "duration"), 0, "the length of another recording");
  });

  test("takes what was stored with the message", async () => {
    await show(note);
    await set("voice-note", { metadata: { duration: 7.25, waveform: [0, 1024] } });
    assert.deepEqual([await get("voice-note", "duration"), await get("voice-note", "levels")], [7.25, [0, 100]]);
    await set("voice-note", { note: { src: "/two.wav", levels: Array.from({ length: 500 }, (_, i) => i / 5) } });
    assert.equal(await get("voice-note", "duration"), 0);
    const path = await page.locator("voice-note .all path").getAttribute("d");
    assert.equal(path.match(/M/g).length, 64);
    assert.match(path, /v27\.\d$/, "the last bar is the loudest");
  });

  test("takes what a framework sets: texts, and undefined for what goes away", async () => {
    await show(note + '<voice-note id="m" src="/two.wav"></voice-note>');
    await set("#m", { measure: true });
    await page.waitForFunction(() => document.querySelector("#m").duration === 2);
    assert.deepEqual(await page.evaluate(() => {
      const note = document.querySelector("voice-note");
      const told = () => ["src", "duration", "levels", "speed", "measure"].map((name) => note.getAttribute(name));
      Object.assign(note, { duration: "7", levels: "4 60 100 30", speed: "1.5", measure: "" });
      const texts = [told(), note.duration, note.levels, note.speed];
      Object.assign(note, { src: undefined, duration: undefined, levels: undefined, speed: null, measure: undefined });
      const gone = [told(), note.src, note.duration, note.levels, note.speed];
      note.duration = NaN;
      note.note = null;
      note.metadata = undefined;
      return [texts, gone, note.duration];
    }), [[["/four.wav", "7", "4 60 100 30", "1.5", ""], 7, [4, 60, 100, 30], 1.5], [[null, null, "", null, null], "", 0, [], 1], 0]);
  });

  test("what cannot be played says so and can be tried again", async () => {
    await show('<voice-note src="/broken.wav" duration="3"></voice-note>');
    await page.evaluate(() => { window.told = []; document.addEventListener("addend-error", ({ detail }) => window.told.push(detail.error.code)); });
    await page.getByRole("button", { name: "Play the voice note" }).click();
    await page.getByText("This recording cannot be played").waitFor();
    assert.deepEqual([await page.evaluate(() => window.told), await page.locator("voice-note").getAttribute("data-state")], [[4], "failed"]);
    // The button tries again, at once.
    await page.getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => window.told.length === 2);
    await set("voice-note", { src: "/two.wav" });
    await page.getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("voice-note").currentTime > 0);
  });

  // Firefox and WebKit leave what has failed as if it played; Chromium does not, so it is told that something has failed.
  test("what fails while it plays is at rest", async () => {
    await show('<voice-note src="/four.wav" duration="4"></voice-note>');
    await page.getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("voice-note").currentTime > 0);
    assert.deepEqual(await page.evaluate(() => {
      const note = document.querySelector("voice-note");
      const audio = note.shadowRoot.querySelector("audio");
      Object.defineProperty(audio, "error", { value: { code: 3 } });
      audio.dispatchEvent(new Event("error"));
      return [note.paused, note.dataset.state, note.shadowRoot.querySelector(".play").ariaLabel];
    }), [true, "failed", "Play the voice note"]);
  });

  test("takes the address over from what is shown without scripts", async () => {
    await show('<voice-note duration="4"><audio controls preload="none" src="/four.wav"></audio></voice-note>');
    assert.equal(await get("voice-note", "src"), "/four.wav");
    assert.equal(await page.locator("voice-note > audio").isVisible(), false);
  });
});
