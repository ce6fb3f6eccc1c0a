// What people do with posts and with one another, as a person does it: vote and
// look who voted, save, share, pin, search, follow, block.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hosts } from "./hosts.mjs";
import { desktop, opened } from "./opened.mjs";
import { rendered, signIn } from "./page.mjs";
import { watch } from "./watch.mjs";

for (const { name, open } of hosts()) {
  describe(`posts and people, ${name}`, () => {
    let host, browser, page, guard;
    const go = async (hash) => {
      await page.evaluate(() => document.querySelector("main .page")?.setAttribute("data-left", ""));
      if (page.url() === `${host.url}/${hash}`) await page.reload();
      else await page.goto(`${host.url}/${hash}`);
      await page.locator("main .page:not([data-left])").waitFor();
    };
    const card = (text) => page.locator("post-card", { hasText: text }).first();
    const choose = async (one, verb) => {
      await one.getByRole("button", { name: "More", exact: true }).click();
      await one.getByRole("menuitem", { name: verb }).click();
    };
    /** A toast goes by itself; what it offers is pressed while it is there. */
    const toast = (sentence) => page.getByRole("region", { name: "Notices" }).getByRole("status").filter({ hasText: sentence });

    opened({ open, view: { ...desktop, permissions: ["clipboard-read", "clipboard-write"] } }, (all) => ({ host, browser, page, guard } = all));

    test("a poll is made, voted in once, and its voters are one click away", async () => {
      await go("#/c/cafe");
      await page.getByRole("textbox", { name: /^Write to/ }).fill("For the noticeboard");
      await page.getByRole("button", { name: "Ask in a poll" }).click();
      const form = page.locator("poll-form");
      await form.getByRole("textbox", { name: "Question" }).fill("Which cake on Saturday?");
      await form.getByRole("textbox", { name: "Answer 1" }).fill("Carrot");
      await page.getByRole("button", { name: "Post", exact: true }).click();
      assert.equal(await form.count(), 1, "a poll with an empty answer was sent");
      await form.getByRole("textbox", { name: "Answer 2" }).fill("Apple");
      await form.getByRole("button", { name: "Add an answer" }).click();
      await form.getByRole("textbox", { name: "Answer 3" }).fill("None");
      await form.getByRole("checkbox", { name: "Several answers may be chosen" }).check();
      await page.getByRole("button", { name: "Post", exact: true }).click();

      const box = page.locator("poll-box", { hasText: "Which cake on Saturday?" });
      await box.waitFor();
      assert.equal(await form.count(), 0);
      await box.getByRole("button", { name: "Carrot" }).click();
      await box.getByRole("button", { name: "Apple" }).click();
      await box.getByRole("button", { name: "Vote", exact: true }).click();
      await box.getByText("2 votes · you have voted").waitFor();
      assert.ok(await box.getByRole("button", { name: "None" }).isDisabled());
      await box.getByRole("button", { name: "Who voted for Carrot" }).click();
      await box.getByRole("list", { name: "Voters" }).getByText("Marta Lindqvist").waitFor();

      // The seed's poll has votes of others.
      await go("#/feed");
      const seeded = page.locator("poll-box", { hasText: "Which tool do we buy next?" });
      await seeded.getByRole("button", { name: "A truing stand" }).click();
      await seeded.getByText("you have voted").waitFor();
      await seeded.getByRole("button", { name: "Who voted for A truing stand" }).click();
      await seeded.getByRole("list", { name: "Voters" }).getByRole("listitem").nth(2).waitFor();
      assert.deepEqual((await seeded.getByRole("list", { name: "Voters" }).getByRole("listitem").locator("bdi").allInnerTexts()).sort(), ["Dimitra", "Marta", "Rafael"].map((first) => ({ Dimitra: "Δήμητρα Παππά", Marta: "Marta Lindqvist", Rafael: "Rafael Souza" })[first]).sort());
    });

    test("a poll and files exclude each other, and the page says so before anything is sent", async () => {
      await go("#/c/cafe");
      await page.locator('post-composer input[type="file"]').setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("nails\n") });
      await page.locator('upload-row[data-state="ready"]').waitFor();
      await page.getByRole("button", { name: "Ask in a poll" }).click();
      await page.locator("problem-note", { hasText: "A poll goes without files" }).waitFor();
      assert.equal(await page.locator("poll-form").count(), 0);
      await page.getByRole("button", { name: "Remove list.txt" }).click();
    });

    test("one's own polls and what one reacted to can be found again", async () => {
      await go("#/saved/polls");
      await page.locator("poll-box", { hasText: "Which cake on Saturday?" }).waitFor();
      assert.equal(await page.locator("poll-box").count(), 1);
      await page.getByText(/posts were looked through/).waitFor();
      await go("#/saved/reacted");
      await card("My first repair").waitFor();
      for (const one of await page.locator("post-card").all()) assert.ok(await one.locator('.reaction[aria-pressed="true"]').count(), await one.innerText());
    });

    test("a post is saved, found in the list, and taken off it", async () => {
      await go("#/c/radios");
      const post = card("Parts for the 1957 set");
      await post.getByRole("button", { name: "Save", exact: true }).click();
      await toast("Saved.").getByRole("button", { name: "Show the list" }).click();
      await page.waitForURL(/#\/saved$/);
      await card("Parts for the 1957 set").waitFor();
      await page.reload();
      const again = card("Parts for the 1957 set").getByRole("button", { name: "Saved: take it off the list" });
      await again.click();
      await toast("No longer saved.").waitFor();
      await page.reload();
      await page.locator("post-card").first().waitFor(); // what the seed saved stays
      assert.equal(await page.locator("post-card", { hasText: "Parts for the 1957 set" }).count(), 0);
    });

    test("a shared post shows its original, and says so when the original is gone", async () => {
      await go("#/u");
      await page.getByRole("textbox", { name: /^Write to your profile/ }).fill("The glue **of the week**");
      await page.getByRole("button", { name: "Post", exact: true }).click();
      const original = card("The glue of the week");
      await original.locator("strong").waitFor();
      await original.getByRole("button", { name: "Share", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Share this post" });
      await dialog.getByRole("textbox", { name: "Your words" }).fill("Worth a look");
      await dialog.getByRole("radio", { name: "Bicycles" }).check();
      await dialog.getByRole("button", { name: "Share", exact: true }).click();
      await toast("Shared.").getByRole("button", { name: "Show it" }).click();
      const share = card("Worth a look");
      await share.getByRole("group", { name: "The post that is shared" }).locator("strong", { hasText: "of the week" }).waitFor();

      await go("#/u");
      const own = page.locator("post-card", { hasText: "The glue of the week", hasNotText: "Worth a look" });
      await choose(own, "Remove");
      await own.waitFor({ state: "hidden" });
      await toast("The post is removed.").waitFor({ state: "detached" }); // it could be taken back until now
      await go("#/c/bicycles");
      await card("Worth a look").getByText("The post that was shared here is gone.").waitFor();
    });

    test("who removes a post can take it back", async () => {
      await go("#/u");
      await page.getByRole("textbox", { name: /^Write to your profile/ }).fill("Said too quickly");
      await page.getByRole("button", { name: "Post", exact: true }).click();
      await choose(card("Said too quickly"), "Remove");
      await toast("The post is removed.").getByRole("button", { name: "Undo" }).click();
      await page.reload();
      await card("Said too quickly").waitFor();
    });

    test("a moderator pins and unpins; who is none has no such verb", async () => {
      await go("#/c/cafe");
      await page.locator("post-card").first().and(page.locator("post-card", { hasText: "Welcome to the café" })).getByText("Pinned").waitFor();
      await choose(card("Next Saturday, who sits where"), "Pin to the top");
      const first = page.locator("post-card").first();
      await first.and(page.locator("post-card", { hasText: "who sits where" })).getByText("Pinned").waitFor();
      await choose(first, "Unpin");
      await page.getByText("Pinned", { exact: true }).waitFor({ state: "detached" });
      await choose(card("Welcome to the café"), "Pin to the top");
      await page.locator("post-card").first().and(page.locator("post-card", { hasText: "Welcome to the café" })).getByText("Pinned").waitFor();

      await go("#/c/bicycles");
      const other = card("The wheel runs");
      await other.getByRole("button", { name: "More", exact: true }).click();
      assert.deepEqual(await other.getByRole("menuitem").allInnerTexts(), ["Copy the link", "Report"]);
      await page.keyboard.press("Escape");
      assert.ok(await other.getByRole("button", { name: "More", exact: true }).evaluate((button) => button === document.activeElement), "the focus is lost");
    });

    test("posts of a community by engagement and only videos say how far they looked", async () => {
      await go("#/c/cafe/engaging");
      await page.getByText(/posts were looked through/).waitFor();
      const heat = async (one) => (await one.locator(".figures").allInnerTexts()).map(Number).reduce((sum, count) => sum + count, 0) + 2 * (Number(/\d+/.exec(await one.locator("footer > button[aria-expanded]").innerText())?.[0]) || 0);
      const heats = [];
      for (const one of await page.locator("post-card").filter({ hasNot: page.locator("poll-box") }).all()) heats.push(await heat(one));
      assert.ok(heats.length > 3);
      assert.deepEqual(heats, [...heats].sort((a, b) => b - a));
      await go("#/feed/video");
      await page.locator("post-card video").first().waitFor();
      for (const one of await page.locator("post-card").all()) assert.ok(await one.locator("video").count());
    });

    test("a reaction of any kind is one's own and stays", async () => {
      await go("#/c/radios");
      const post = card("The charger board");
      await post.getByRole("button", { name: "React" }).click();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await post.locator('[data-reaction="fixed"][aria-pressed="true"]').waitFor();
      await page.reload();
      const mine = card("The charger board").locator('[data-reaction="fixed"]');
      await mine.and(page.locator('[aria-pressed="true"]')).click();
      await mine.waitFor({ state: "detached" });
    });

    test("a hashtag is a link to the posts that have it; words find posts, people and communities", async () => {
      await go("#/feed");
      await rendered(page);
      await page.getByRole("link", { name: "#bicycle" }).first().click();
      await page.waitForURL(/#\/search\/%23bicycle$/);
      await page.getByRole("heading", { name: "Posts with #bicycle" }).waitFor();
      await rendered(page);
      for (const one of await page.locator("post-card").all()) assert.match(await one.innerText(), /#bicycle/i);
      const field = page.getByRole("searchbox", { name: "Search" });
      await field.fill("bicycle");
      await field.press("Enter");
      await page.getByRole("region", { name: "Communities" }).getByRole("link", { name: "Bicycles" }).waitFor();
      await page.getByRole("searchbox", { name: "Search" }).fill("山本");
      await page.keyboard.press("Enter");
      await page.getByRole("region", { name: "People" }).getByRole("link", { name: "山本由紀" }).waitFor();
      await page.getByRole("searchbox", { name: "Search" }).fill("no such word anywhere");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "Why something may be missing" }).waitFor();
    });

    test("somebody is followed, written to, blocked and unblocked", async () => {
      await go("#/u/yuki");
      const top = page.locator("profile-card");
      assert.match(await top.innerText(), /0\s+followers/);
      await top.getByRole("button", { name: "Follow", exact: true }).click();
      await top.getByRole("button", { name: "Unfollow" }).waitFor();
      assert.match(await top.innerText(), /1\s+follower\b/);
      await page.getByRole("link", { name: "Followers", exact: true }).click();
      await page.getByRole("list", { name: "Followers" }).getByText("Marta Lindqvist").waitFor();
      await go("#/u/yuki");
      await top.getByRole("button", { name: "More" }).click();
      await top.getByRole("menuitem", { name: /^Block/ }).click();
      await top.getByText("You have blocked this person").waitFor();
      await go("#/u/marta/blocked");
      await page.getByRole("button", { name: "Unblock: 山本由紀" }).click();
      await page.getByText("You have blocked nobody.").waitFor();
      await go("#/u/yuki");
      await top.getByRole("button", { name: "Follow", exact: true }).waitFor();
      await top.getByRole("button", { name: "Write" }).click();
      await page.getByRole("textbox", { name: /^Message to/ }).waitFor();
    });

    test("a link to a post leads to it, with its comments; a wrong one says that it is gone", async () => {
      await go("#/c/bicycles");
      const post = page.locator("post-card", { hasText: "Before the first spring ride", hasNotText: "queue on Saturday" });
      await choose(post, "Copy the link");
      await toast("clipboard").waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      await page.goto(link);
      await page.locator("comment-thread li", { hasText: "spin each wheel" }).waitFor();
      await go("#/p/no-such-post");
      await page.getByText("This post is gone").waitFor();
    });

    test("an empty feed says why and one press fills it", async () => {
      const stranger = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      try {
        const watched = await watch(stranger, host);
        const own = await stranger.newPage();
        await signIn(own, host.url, `newcomer-${Date.now()}`);
        await own.goto(`${host.url}/#/feed`);
        await own.getByText(/Your feed is empty because/).waitFor();
        await own.getByRole("button", { name: "Join Textiles" }).or(own.getByRole("button", { name: /^Join / })).first().click();
        await own.locator("post-card").first().waitFor();
        await watched.clean(own);
      } finally {
        await stranger.close();
      }
    });

    test("and nothing ran, leaked or went elsewhere", () => guard.clean(page));
  });
}
