// Shows the rows of the database, newest first. Text only ever becomes text nodes.
const [network, table, rows, none, older] = ["network", "table", "rows", "none", "older"].map((id) => document.getElementById(id));
const views = ["requests", "data"];
let next = 0;
let asked = 0; // an answer that was overtaken is thrown away

const element = (name, ...children) => {
  const node = document.createElement(name);
  node.append(...children);
  return node;
};

// What tells a row from others stands in its line; all of it opens below.
function line(row) {
  const { seq, ...rest } = row;
  const parts = Object.entries(rest).filter(([, value]) => typeof value === "string" && value !== "").slice(0, 4);
  const summary = element("summary", element("b", String(seq ?? "")), ...parts.map(([name, value]) => element("span", element("i", name), ` ${value.slice(0, 80)}`)));
  return element("li", element("details", summary, element("pre", JSON.stringify(row, null, 2))));
}

async function fill(before) {
  const mine = ++asked;
  const query = new URLSearchParams({ network: network.value, table: table.value, ...(before && { before }) });
  const answer = await fetch(`rows?${query}`).then((a) => a.json(), () => ({ rows: [] }));
  if (mine !== asked) return;
  if (!before) rows.replaceChildren();
  rows.append(...(answer.rows ?? []).map((values) => line(Object.fromEntries(answer.columns.map((name, i) => [name, values[i]])))));
  next = answer.next ?? 0;
  older.hidden = !next;
  none.hidden = rows.children.length > 0;
}

async function choices() {
  const state = await (await fetch("state")).json();
  const option = (select, value, text) => {
    const known = [...select.options].find((one) => one.value === value);
    if (known) known.textContent = text;
    else select.append(Object.assign(element("option", text), { value }));
  };
  for (const id of Object.keys(state.networks)) option(network, id, id);
  for (const [name, n] of Object.entries(state.networks[network.value])) option(table, name, `${name.replaceAll("_", " ")} (${n})`);
}

async function look() {
  const first = table.options.length === 0;
  await choices();
  if (first) table.value = "users";
  await fill();
}

function show() {
  const wanted = views.includes(location.hash.slice(1)) ? location.hash.slice(1) : views[0];
  for (const view of views) {
    document.getElementById(`${view}-view`).hidden = view !== wanted;
    const link = document.querySelector(`a[href="#${view}"]`);
    if (view === wanted) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (wanted === "data") look();
}

network.addEventListener("change", look);
table.addEventListener("change", () => fill());
older.addEventListener("click", () => fill(next));
document.getElementById("again").addEventListener("click", look);
addEventListener("hashchange", show);
show();
