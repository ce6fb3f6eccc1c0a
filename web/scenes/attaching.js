import { later } from "../later.js";

/** The files of one composer, whose work is fetched with the first of them; see attachments.js. */
export function attachmentsOf(tray, options) {
  let made = null;
  let coming = Promise.resolve();
  let fetching = 0;

  async function add(files) {
    try {
      made ??= (await later(() => import("./attachments.js"))).createAttachments(tray, options);
      made.add(files);
    } catch (error) {
      options.onProblem(error, () => add(files));
    }
  }

  return {
    add(files) {
      fetching += 1;
      coming = coming.then(() => add(files)).finally(() => { fetching -= 1; });
    },
    get waiting() { return fetching > 0 || Boolean(made?.waiting); },
    async settled() {
      await coming;
      return made ? made.settled() : [];
    },
    clear: () => made?.clear(),
  };
}
