// The platform refuses: each refusal is explained, and a button leads on. The
// rules are set at the platform itself, as an administrator would.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, opened } from "./opened.mjs";
import { messageField, openChat, own, send, signIn } from "./page.mjs";
import { png } from "./png.mjs";

let host, context, page, guard;
opened({ view: desktop, chat: "Repair Café" }, (all) => ({ host, context, page, guard } = all));

const write = async (text) => {
  await messageField(page).fill(text);
  await page.keyboard.press("Enter");
  return own(page).and(page.locator('[data-state="failed"]')).locator("problem-note");
};
/** Takes a text back into the field: when its message is gone from the log, it stands there. */
const change = async (problem) => {
  await problem.getByRole("button", { name: "Change the text" }).click();
  await own(page).and(page.locator('[data-state="failed"]')).waitFor({ state: "detached" });
};
const chosen = () => messageField(page).evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));

test("400309: the link is marked, the text goes back into the field with the link chosen", async () => {
  await host.admin("POST", "/api/v3/allowlists", { regexs: ["good\\.example"] });
  await host.admin("PUT", "/api/v3/network-settings/moderation", { isWhitelistEnabled: true });
  const problem = await write("see https://bad.example/a and **mind** the step");
  await problem.getByText("The text contains a link that is not allowed").waitFor();
  assert.equal(await problem.locator("mark").innerText(), "https://bad.example/a");
  await change(problem);
  assert.equal(await messageField(page).inputValue(), "see https://bad.example/a and **mind** the step");
  assert.equal(await chosen(), "https://bad.example/a");
  assert.equal(await own(page).and(page.locator('[data-state="failed"]')).count(), 0);
  await page.keyboard.type("https://good.example/a");
  await page.keyboard.press("Enter");
  await own(page).and(page.locator('[data-state="sent"]')).filter({ hasText: "good.example" }).waitFor();
});

test("a refused message holds back none of those after it, and outlives a reload until it is dropped", async () => {
  const problem = await write("https://bad.example/b");
  await problem.waitFor();
  await send(page, "and this goes on");
  await page.reload();
  await problem.getByRole("button", { name: "Drop it" }).click();
  await problem.waitFor({ state: "detached" });
  await page.reload();
  await own(page).filter({ hasText: "and this goes on" }).waitFor();
  assert.equal(await own(page).filter({ hasText: "bad.example/b" }).count(), 0);
  await host.admin("PUT", "/api/v3/network-settings/moderation", { isWhitelistEnabled: false });
});

test("400308: a blocked word is said to be one", async () => {
  await host.admin("POST", "/api/v3/blocklists", { regexs: ["rustbucket"], isMatchExactWord: true });
  const problem = await write("what a rustbucket");
  await problem.getByText("The text contains a blocked word").waitFor();
  await change(problem);
  await messageField(page).fill("");
});

test("400314: an image that moderation refuses can be exchanged for another", async () => {
  await host.admin("PUT", "/_emulator/fault", { unsafeImageName: "unsafe" });
  await page.locator('message-composer input[type="file"]').setInputFiles({ name: "unsafe.png", mimeType: "image/png", buffer: png(20, 20) });
  const problem = page.locator("message-composer problem-note");
  await problem.getByText("The image was refused by moderation").waitFor();
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), problem.getByRole("button", { name: "Choose another one" }).click()]);
  await picker.setFiles({ name: "harmless.png", mimeType: "image/png", buffer: png(30, 20) });
  await page.locator('upload-row[data-state="ready"]').waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await own(page).and(page.locator('[data-kind="image"][data-state="sent"]')).waitFor();
  await host.admin("DELETE", "/_emulator/fault");
});

test("400311: the button counts down, and the message goes by itself once the time is over", async () => {
  await host.admin("PUT", "/_emulator/fault", { status: 429, code: 400311, method: "POST", pathPrefix: "/api/v5/messages", times: 1 });
  const problem = await write("too fast");
  await problem.getByText("Too many calls in a short time").waitFor();
  const button = problem.getByRole("button", { name: /^Try again in \d s$/ });
  assert.ok(await button.isDisabled());
  const said = new Set();
  for (let last = ""; said.size < 2;) {
    const now = await problem.getByRole("button", { name: /^Try again/ }).innerText();
    if (now !== last) said.add((last = now));
    await page.waitForTimeout(50);
  }
  await own(page).and(page.locator('[data-state="sent"]')).filter({ hasText: "too fast" }).waitFor();
});

test("400304: who is banned from a channel is told so and led to the other chats", async () => {
  const id = decodeURIComponent(new URL(page.url()).hash.split("/").at(-1));
  await host.admin("PUT", `/api/v3/channels/${encodeURIComponent(id)}/users/ban`, { userIds: ["marta"] });
  const problem = await write("let me in");
  await problem.getByText(/banned/).first().waitFor();
  await problem.getByRole("link", { name: "See your other chats" }).click();
  await page.getByRole("heading", { name: "Chats", exact: true }).waitFor();
});

test("a session that was ended elsewhere asks to sign in again, and sends what was written", async () => {
  await openChat(page, "Tomasz");
  await messageField(page).fill("half a thought");
  const cookies = await context.cookies();
  await context.clearCookies();
  const problem = await write("written as somebody unknown");
  await problem.getByRole("button", { name: "Sign in again" }).click();
  await page.locator('sign-in-form [data-user="marta"]').click();
  await own(page).and(page.locator('[data-state="sent"]')).filter({ hasText: "written as somebody unknown" }).waitFor();
  assert.ok(cookies.length > 0);
});

test("none of it broke a rule", () => guard.clean(page));
