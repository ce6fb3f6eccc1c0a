import { h } from "../view/element.js";

const words = {
  unsupported: ["This browser has no notifications.", ""],
  denied: ["You have told this browser not to show notifications of this page. Its settings for this site change that.", ""],
  ask: ["This browser can tell you of answers, mentions and followers", "Tell me"],
  on: ["This browser tells you of answers, mentions and followers", "Stop"],
};

/** The card where somebody chooses whether this browser tells of what happens elsewhere. */
export function noticesCard({ notices, push, note }) {
  const text = h("p", {});
  const button = h("button", { type: "button", onclick: change });
  const problem = h("div");

  function draw() {
    const on = notices.state === "granted" && (!push.possible || push.on);
    const state = words[notices.state] ? notices.state : on ? "on" : "ask";
    const [said, verb] = words[state];
    text.textContent = verb ? `${said}, ${push.possible ? "also while this page is closed." : "while this page is open but not in front."}` : said;
    button.textContent = verb;
    button.hidden = !verb || state === "on" && !push.possible; // what the browser allowed only its settings take back
  }

  async function change() {
    problem.replaceChildren();
    button.disabled = true;
    try {
      if (push.on) await push.stop();
      else await notices.ask();
    } catch (error) {
      problem.replaceChildren(note(error, change));
    }
    button.disabled = false;
    draw();
  }

  draw();
  return h("section", { class: "card", "aria-labelledby": "notices-title" }, h("h2", { id: "notices-title" }, "Notifications"), text, h("div", {}, button), problem);
}
