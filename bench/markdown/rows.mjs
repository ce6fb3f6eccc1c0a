// What every ratio is a ratio to.
export const baseline = "marked + DOMPurify";

// The rows measured in Chromium. texts names the part of the corpus, way how a contender is called: one call for each
// text, one for all of them, or until it is in the page. bars are the ratios to reach, on the synthetic and on the
// real texts.
export const rows = [
  { name: "chat, a call each", texts: "chat", profile: "chat", way: "call", bars: [5, 2.5] },
  { name: "chat, batched", texts: "chat", profile: "chat", way: "batch", bars: [7, 3] },
  { name: "posts 2–8 KB", texts: "post", profile: "post", way: "call", bars: [3, 1.8] },
  { name: "1 MB without raw HTML", texts: "plain", profile: "post", way: "call", bars: [3, 1.5] },
  { name: "1 MB with raw HTML", texts: "html", profile: "post", way: "call", bars: [3, 1.5] },
  { name: "chat, until it is in the page", texts: "page", profile: "chat", way: "page", bars: [2.5, 1.8] },
];

// The rows measured in Node, where DOMPurify works on jsdom.
export const nodeRows = [
  { name: "chat, in Node (DOMPurify on jsdom)", texts: "chat", profile: "chat", bars: [20, 20] },
  { name: "posts, in Node (DOMPurify on jsdom)", texts: "post", profile: "post", bars: [12, 12] },
];

export const baselineOf = (row) => (row.way === "page" ? `${baseline}, innerHTML` : baseline);
