// What a person does on the page, by roles and labels.

export async function signIn(page, url, user = "marta") {
  await page.goto(`${url}/`);
  const button = page.locator(`sign-in-form [data-user="${user}"]`);
  await page.locator("sign-in-form [data-user]").first().waitFor();
  if (await button.count()) await button.click();
  else {
    await page.getByRole("textbox", { name: "Or with any other user id" }).fill(user);
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  await page.locator("sign-in-form").waitFor({ state: "detached" });
}

/** Opens the chat of a community or, by a person's id, a conversation. */
export async function openChat(page, name) {
  await page.goto(`${new URL(page.url()).origin}/#/chats/all`);
  await page.getByRole("list", { name: "Chats" }).getByRole("link", { name }).first().click();
  await page.getByRole("textbox", { name: /^Message to/ }).waitFor();
}

export const messageField = (page) => page.getByRole("textbox", { name: /^Message to/ });

/** Sends a text and gives the stored message's element. */
export async function send(page, text) {
  const before = await own(page).count();
  await messageField(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const message = own(page).nth(before);
  await message.and(page.locator('[data-state="sent"]')).waitFor();
  return message;
}

export const own = (page) => page.locator("message-log li.message.own");

/** Waits until every text on the page is drawn by the renderer. */
export const rendered = (page) => page.waitForFunction(() => {
  const texts = [...document.querySelectorAll("md-message")];
  return texts.length > 0 && texts.every((text) => text.dataset.state === "rendered");
});
