/**
 * A part of the page that is fetched when it is needed first:
 * later(() => import("./scenes/voice.js")). One that does not come is a server
 * that does not answer; whoever asks again tries again.
 */
export const later = (fetched) => fetched().catch((cause) => {
  if (!(cause instanceof TypeError)) throw cause;
  throw Object.assign(new Error("a part of the page did not come", { cause }), { code: "offline" });
});
