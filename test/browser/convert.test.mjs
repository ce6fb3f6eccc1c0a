// Pictures that the platform does not take as pictures: made into ones that it takes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, opened } from "./opened.mjs";
import { openChat, own, signIn } from "./page.mjs";

let page, guard;
opened({ view: desktop, chat: "Tomasz" }, (all) => ({ page, guard } = all));

const choose = (name, mimeType, buffer) => page.locator('message-composer input[type="file"]').setInputFiles({ name, mimeType, buffer });
const row = () => page.locator("upload-row");

/** A picture that Chromium itself encodes. */
const webp = async (alpha) => Buffer.from(await page.evaluate(async (alpha) => {
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext("2d");
  context.fillStyle = alpha ? "rgb(0 128 128 / 0.4)" : "teal";
  context.fillRect(0, 0, 64, 48);
  return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp" })).arrayBuffer())];
}, alpha));

// Two frames of 2 × 1 pixels, the first red, the second blue (GIF89a).
const gif = Buffer.concat([
  Buffer.from("474946383961020001008000 00ff00000000ff".replace(/\s/g, ""), "hex"),
  Buffer.from("21f90400 0a000000 2c00000000 02000100 00 02 02 040a 00".replace(/\s/g, ""), "hex"),
  Buffer.from("21f90400 0a000000 2c00000000 02000100 00 02 02 0c0a 00".replace(/\s/g, ""), "hex"),
  Buffer.from([0x3b]),
]);

// 64 × 48 pixels of teal, made by libavif; no browser writes the format.
const avif = Buffer.from("AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACYAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAEAAAAAwAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAubWRhdBIACgk4FX+9pAQ0GkAyFxlCYwTAADQAAJfK4Kre7O+OvFAW+yCg", "base64");

async function stored(image) {
  return image.evaluate(async (element) => {
    const bytes = new Uint8Array(await (await fetch(`${element.getAttribute("src").split("?")[0]}?size=full`)).arrayBuffer());
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    return { head: [...bytes.slice(0, 4)], width: bitmap.width, height: bitmap.height, pixel: [...context.getImageData(0, 0, 1, 1).data] };
  });
}

async function sendIt() {
  await row().and(page.locator('[data-state="ready"]')).waitFor();
  const before = await own(page).count();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const message = own(page).nth(before);
  await message.and(page.locator('[data-state="sent"]')).waitFor();
  return message;
}

test("a WebP goes as a JPEG, whatever its name says", async () => {
  await choose("bench.png", "image/png", await webp(false));
  await row().getByText("WebP is no picture on the platform").waitFor();
  await row().getByRole("button", { name: "Send as a picture" }).click();
  await row().getByText("bench.jpg").waitFor();
  const message = await sendIt();
  const { head, width, height, pixel } = await stored(message.locator("img"));
  assert.deepEqual([head.slice(0, 3), width, height], [[0xff, 0xd8, 0xff], 64, 48]);
  assert.ok(pixel[0] < 20 && Math.abs(pixel[1] - 128) < 12, `${pixel}`);
});

test("an AVIF goes as a JPEG of the same size and colour", async () => {
  await choose("bench.avif", "image/avif", avif);
  await row().getByText("AVIF is no picture on the platform").waitFor();
  await row().getByRole("button", { name: "Send as a picture" }).click();
  await row().getByText("bench.jpg").waitFor();
  const { head, width, height, pixel } = await stored((await sendIt()).locator("img"));
  assert.deepEqual([head.slice(0, 3), width, height], [[0xff, 0xd8, 0xff], 64, 48]);
  assert.ok(pixel[0] < 24 && Math.abs(pixel[1] - 128) < 16 && Math.abs(pixel[2] - 128) < 16, `${pixel}`);
});

test("one that can be seen through goes as a PNG and stays so", async () => {
  await choose("glass.webp", "image/webp", await webp(true));
  await row().getByRole("button", { name: "Send as a picture" }).click();
  const { head, pixel } = await stored((await sendIt()).locator("img"));
  assert.deepEqual(head, [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(Math.abs(pixel[3] - 102) < 4, `alpha ${pixel[3]}`);
});

test("of a GIF the first frame goes as a picture, or all of it as a file", async () => {
  await choose("blink.gif", "image/gif", gif);
  await row().getByText("A GIF moves only as a file").waitFor();
  await row().getByRole("button", { name: "Send its first frame as a picture" }).click();
  const { width, height, pixel } = await stored((await sendIt()).locator("img"));
  assert.deepEqual([width, height], [2, 1]);
  assert.ok(pixel[0] > 200 && pixel[2] < 60, `the first frame is red, not ${pixel}`);

  await choose("blink.gif", "image/gif", gif);
  await row().getByRole("button", { name: "Send as a file" }).click();
  const card = (await sendIt()).locator("file-card");
  await card.getByText("blink.gif").waitFor();
});

test("what cannot be decoded says so and can still go as a file", async () => {
  await choose("torn.webp", "image/webp", (await webp(false)).subarray(0, 24));
  await row().getByRole("button", { name: "Send as a picture" }).click();
  await page.locator("message-composer problem-note").getByText("The picture cannot be converted").waitFor();
  await page.getByRole("button", { name: "Remove torn.webp" }).click();
});

test("sending before the choice is made says what is missing", async () => {
  await choose("blink.gif", "image/gif", gif);
  await row().getByText("A GIF moves only as a file").waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("message-composer problem-note").getByText("One picture waits for your choice").waitFor();
  await page.getByRole("button", { name: "Remove blink.gif" }).click();
});

test("none of it broke a rule", () => guard.clean(page));
