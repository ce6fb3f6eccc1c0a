import { chatsScene } from "./chats.js";

/** Where a person lands: the newest chat opens by itself (FAQ F36), without one the feed. */
export async function homeScene(context) {
  const [newest] = await context.api.chat.channels();
  return { redirect: newest ? `#/chat/${encodeURIComponent(newest.id)}` : "#/feed" };
}

/** "Chats" does the same where the list stands beside it; a narrow screen shows the list. */
export async function chatsOrNewest(context, [which]) {
  return which !== "all" && matchMedia("(min-width: 720px)").matches ? homeScene(context) : chatsScene(context);
}
