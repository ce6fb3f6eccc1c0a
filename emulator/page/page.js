// Shows requests as they come in. Text only ever becomes text nodes.
const list = document.getElementById("requests-list");
const empty = document.getElementById("empty");
const state = document.getElementById("state");
const filter = document.getElementById("filter");
const most = 200; // rows kept on the page
let last = 0;

const element = (name, ...children) => {
  const node = document.createElement(name);
  node.append(...children);
  return node;
};

function row(request) {
  const path = request.path + (request.query ? `?${request.query}` : "");
  const details = element("details", element("summary", element("b", String(request.status)), element("span", request.method), element("span", path), element("span", `${request.ms} ms`)));
  for (const [title, body] of [["Sent", request.sent], ["Answered", request.answer]]) {
    if (body !== undefined) details.append(element("h2", title), element("pre", JSON.stringify(body, null, 2)));
  }
  const item = element("li", details);
  item.dataset.path = path;
  item.classList.toggle("failed", request.status >= 400);
  item.hidden = !path.includes(filter.value);
  return item;
}

async function look() {
  try {
    const [asked, now] = await Promise.all([fetch(`requests?since=${last}`), fetch("state")].map(async (answer) => (await answer).json()));
    for (const request of asked.requests) {
      last = request.id;
      list.prepend(row(request));
    }
    while (list.children.length > most) list.lastElementChild.remove();
    empty.hidden = list.children.length > 0;
    const held = Object.entries(now.networks).map(([id, counts]) => `${id}: ${["users", "communities", "posts", "comments", "messages"].map((name) => `${counts[name]} ${name}`).join(", ")}`);
    state.textContent = `${now.now.slice(0, 19).replace("T", " ")} UTC · ${now.listeners} listening · ${held.join(" · ")}`;
  } catch {
    state.textContent = "The emulator does not answer.";
  }
  setTimeout(look, 1000);
}

filter.addEventListener("input", () => {
  for (const item of list.children) item.hidden = !item.dataset.path.includes(filter.value);
});
look();
