// Sentences and spans in the manner of people who mend things together, for the synthetic texts.
const words = {
  latin: `the a kettle lamp bicycle chain radio speaker fuse bench evening Thursday anyone please could bring spare
    screws solder wire battery charger jacket zip needle thread table works again broken still hums after before two
    three hour maybe tomorrow thanks great looks like same problem last week check first voltage brake pad lever
    cable rubber glue dries overnight door opens at six half past nobody found manual online photo upstairs`,
  cyrillic: `лампа радио снова работает спасибо завтра велосипед цепь проверь сначала вечером кто принесёт`,
  greek: `το ραδιόφωνο δουλεύει πάλι ευχαριστώ αύριο φέρε καλώδιο ποιος έχει`,
  arabic: `المصباح يعمل مرة أخرى شكرا غدا من يحضر السلك`,
  korean: `라디오가 다시 작동해요 고마워요 내일 누가 전선을 가져올까요`,
};
const lists = Object.fromEntries(Object.entries(words).map(([k, v]) => [k, v.trim().split(/\s+/)]));
const scripts = ["cyrillic", "greek", "arabic", "korean"];
const emoji = ["🔧", "👍", "🚲", "😀", "🪛"];
const hosts = ["repair.example", "parts.example/shop", "wiki.example/radios", "photos.example"];

export function sentence(r, length = r.upTo(4, 14)) {
  const list = r.chance(0.88) ? lists.latin : lists[r.pick(scripts)];
  const out = Array.from({ length }, () => r.pick(list));
  if (length > 7 && r.chance(0.4)) out[r.upTo(2, length - 3)] += ",";
  const text = out.join(" ");
  return text[0].toUpperCase() + text.slice(1) + r.pick([".", ".", ".", "?", "", " " + r.pick(emoji)]);
}

export const url = (r) => `https://${r.pick(hosts)}/${r.pick(lists.latin)}-${r.upTo(1, 999)}`;

// A sentence with a few spans of Markdown in it.
export function marked(r, length) {
  const out = sentence(r, length).split(" ");
  for (let n = r.upTo(1, 2); n > 0; n--) {
    const at = r.upTo(0, out.length - 1);
    const word = out[at].replace(/[.,?]/g, "");
    if (word) out[at] = r.pick(spans)(word, r);
  }
  return out.join(" ");
}

const spans = [
  (w) => `**${w}**`,
  (w) => `**${w}**`,
  (w) => `*${w}*`,
  (w) => `_${w}_`,
  (w) => "`" + w + "`",
  (w) => "`" + w + "`",
  (w) => `~~${w}~~`,
  (w, r) => `[${w}](${url(r)})`,
  (w, r) => `${w} ${url(r)}`,
];
