// What happens elsewhere while a page is open: said in the page when it is seen,
// by the system when it is not and the person has allowed it.
const plainLength = 140;
const pause = 500; // ms

/**
 * createNotices({ api, live, push, toast, go, me, … }) → { start, offer, allowed, ask }.
 * offer() asks once, after a message was sent, whether answers shall be told of:
 * only then does the browser's own question come, so that nobody has to answer it
 * without knowing what for.
 */
export function createNotices({ api, live, push, toast, go, me, here, unread }) {
  const supported = "Notification" in globalThis;
  const follow = {
    "follow.created": "follows you", "follow.requested": "asks to follow you", "follow.accepted": "lets you follow",
  };

  async function heard(event) {
    const { type, channelId, messageId, userId, from, to } = event;
    if (type === "missed" || type.startsWith("channel.")) return count();
    if (type === "message.created" && userId !== me()) return message(channelId, messageId);
    // Who is accepted hears of the other one; in the two other cases the other one acts.
    const [actor, concerned] = type === "follow.accepted" ? [to, from] : [from, to];
    if (follow[type] && concerned === me()) return person(actor, follow[type]);
  }

  // A busy channel must not make this page ask all the time: what comes in one moment is one question.
  let counting = 0;
  const count = () => { counting ||= setTimeout(() => { counting = 0; unread(); }, pause); };

  let busy = false;
  async function message(channelId, messageId) {
    count();
    if (busy) return;
    busy = true;
    await tell(channelId, messageId).finally(() => setTimeout(() => { busy = false; }, pause));
  }

  async function tell(channelId, messageId) {
    const open = here() === `#/chat/${encodeURIComponent(channelId)}`;
    if (open && !document.hidden) return; // it is on the screen
    const one = await api.chat.message(messageId).catch(() => null);
    if (!one || one.deleted) return;
    const mentioned = one.mentions.includes(me());
    const words = `${one.author.name} ${mentioned ? "mentioned you" : "wrote"}`;
    const to = `#/chat/${encodeURIComponent(channelId)}`;
    if (document.hidden) return system(words, one.text || "A file or a voice message", channelId, to);
    if (mentioned && (await toast(`${words}.`, "Look")) === "Look") go(to);
  }

  async function person(id, what) {
    const { name } = await api.session.person(id).catch(() => ({ name: id }));
    const to = `#/u/${encodeURIComponent(id)}`;
    if (document.hidden) system(`${name} ${what}`, "", `follow-${id}`, to);
    if ((await toast(`${name} ${what}.`, "Look")) === "Look") go(to);
  }

  function system(title, body, tag, to) {
    if (!supported || Notification.permission !== "granted" || push.on) return; // the service worker says it then
    const shown = new Notification(title, { body: body.slice(0, plainLength), tag, icon: "/favicon.svg" });
    shown.onclick = () => { globalThis.focus(); shown.close(); go(to); };
  }

  const asked = () => { try { return localStorage.getItem("notices-asked"); } catch { return "yes"; } };

  let offered = false;

  async function ask() {
    try { localStorage.setItem("notices-asked", "yes"); } catch { /* then it is asked again another time */ }
    const answer = supported ? await Notification.requestPermission() : "denied";
    if (answer === "granted" && push.possible) await push.start();
    return answer;
  }

  return {
    start() {
      live.listen((event) => heard(event).catch(() => {}));
      // Somebody pressed a notification of the service worker.
      navigator.serviceWorker?.addEventListener("message", ({ data }) => typeof data?.to === "string" && data.to.startsWith("#/") && go(data.to));
    },
    ask,
    get state() { return supported ? Notification.permission : "unsupported"; },
    async offer() {
      if (offered || !supported || !live.open || Notification.permission !== "default" || asked()) return;
      offered = true; // two messages may be sent before it is answered
      const answer = await toast("Shall this browser tell you when somebody answers and the page is not in front?", "Tell me");
      if (answer === "Tell me") await ask().catch(() => toast("This browser could not be subscribed. You can try again under You."));
      else try { localStorage.setItem("notices-asked", "yes"); } catch { /* as above */ }
    },
  };
}
