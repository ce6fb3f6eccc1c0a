// The ways of calling a contender. Each answers its jobs: {label, answer, work}, where answer(text) is the HTML to
// verify and work() does all the texts once; or null where the contender does not have this way.

let sink; // what keeps an answer from being optimised away

export const ways = {
  call(contender, profile, texts) {
    const render = contender[profile];
    return [
      {
        label: contender.name,
        answer: contender.checked?.[profile] ?? render,
        work: () => {
          for (const text of texts) sink = render(text);
        },
      },
    ];
  },

  // Who has no call for many texts at once is called for each.
  batch(contender, profile, texts) {
    if (contender.batch === null) return null;
    const batch = contender.batch ?? ((list) => list.map(contender[profile]));
    let answers;
    const answer = (text) => {
      answers ??= new Map(batch(texts).map((html, i) => [texts[i], html]));
      return answers.get(text);
    };
    return [{ label: contender.name, answer, work: () => (sink = batch(texts)) }];
  },

  page(contender, profile, texts) {
    if (!contender.safe) return [];
    const put = { innerHTML: (element, text) => (element.innerHTML = contender[profile](text)) };
    if (contender.fragment) put.fragment = (element, text) => element.append(contender.fragment(text));
    if (contender.mount) put.mount = contender.mount;
    const jobs = Object.entries(put).map(([how, f]) => intoPage(`${contender.name}, ${how}`, f, texts));
    if (contender.mount === null) jobs.missing = `${contender.name}, mount`;
    return jobs;
  },
};

// The place in the document is not laid out: putting a message there is measured, painting the page is not.
function intoPage(label, put, texts) {
  const article = () => document.createElement("article");
  return {
    label,
    answer: (text) => {
      const element = article();
      put(element, text);
      return element.innerHTML;
    },
    work: () => {
      const room = document.querySelector("#room");
      for (const text of texts) {
        const element = article();
        put(element, text);
        room.append(element);
      }
      room.replaceChildren();
    },
  };
}
