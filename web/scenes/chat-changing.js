import "../parts/message-actions.js";
import { h } from "../view/element.js";

/** What can be done with a message that is there: change, copy, remove, report. */
export function createChanging({ context: { api, note, toast, ask, user }, log, composer }) {
  const actions = h("message-actions");
  const problem = (error, again) => { composer.above = error && note(error, again); };
  const own = (message) => message.author.id === user.id;

  async function change({ detail: { message, text } }) {
    problem(null);
    log.put({ ...message, text, edited: true }); // shown early, taken back when it is refused
    try {
      log.put(await api.chat.edit(message.id, text));
    } catch (error) {
      log.put(message);
      composer.change(message);
      composer.text = text; // what was typed is still there
      problem(error);
    }
  }

  async function remove({ detail: { message } }) {
    if (!(await ask("Remove this message for everybody? It cannot be brought back.", "Remove"))) return;
    try {
      log.put(await api.chat.remove(message.id));
    } catch (error) {
      problem(error, () => remove({ detail: { message } }));
    }
  }

  async function copy({ detail: { message } }) {
    try {
      await navigator.clipboard.writeText(message.text);
      toast("The text is copied.");
    } catch {
      toast("The browser did not allow copying.");
    }
  }

  async function report({ detail: { message } }) {
    try {
      await api.chat.report(message.id);
      toast("Reported. A moderator will look at it.");
    } catch (error) {
      problem(error, () => report({ detail: { message } }));
    }
  }

  log.addEventListener("message-focus", ({ detail: { message, item } }) => message && !matchMedia("(pointer: coarse)").matches && actions.at(item, message, own(message)));
  log.addEventListener("message-menu", ({ detail: { message } }) => actions.menu(message, own(message)));
  for (const [name, run] of Object.entries({ copy, remove, report, edit: ({ detail: { message } }) => composer.change(message) })) actions.addEventListener(`message-${name}`, run);
  composer.addEventListener("message-change", change);
  composer.addEventListener("edit-last", () => log.newestOwn && composer.change(log.newestOwn));
  return { close: () => actions.remove() };
}
