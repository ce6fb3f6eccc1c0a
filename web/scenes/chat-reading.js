/**
 * Who has read what (FAQ F45): tells the platform when the newest message of
 * others is on the screen, and shows under one's own newest whether it was read:
 * that is asked for, as reading is no event that the platform tells of.
 */
export function createReading({ context: { api, user, readChannel }, channel, log }) {
  let told = null;
  let asking = false;
  let done = null; // the message that all have read

  async function seen() {
    const newest = log.messages.findLast((one) => one.id && one.author.id !== user.id);
    if (document.hidden || !log.atEnd || !newest || told === newest.id) return;
    told = newest.id;
    try {
      await api.chat.markRead(channel.feed);
      readChannel(channel.id);
    } catch {
      told = null; // the next look tries again
    }
  }

  async function readers() {
    const mine = log.messages.findLast((one) => one.id && one.author.id === user.id && !one.deleted);
    if (!mine || asking || done === mine.id || document.hidden) return;
    asking = true;
    try {
      const count = (await api.chat.readers([mine.id])).get(mine.id) ?? 0;
      if (count >= (channel.partner ? 1 : channel.members - 1)) done = mine.id;
      log.receipt(mine.id, count === 0 ? "Sent" : channel.partner ? "Read" : `Read by ${count}`);
    } catch {
      // A receipt that cannot be had is no reason to disturb.
    } finally {
      asking = false;
    }
  }

  const look = () => { seen(); readers(); };
  log.addEventListener("at-end", seen);
  document.addEventListener("visibilitychange", look);
  return { look, readers, close: () => document.removeEventListener("visibilitychange", look) };
}
