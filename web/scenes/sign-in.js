import "../parts/sign-in-form.js";
import { h } from "../view/element.js";

// The people of the seed. Any other user id may be typed.
const people = [
  ["marta", "Marta Lindqvist"], ["tomasz", "Tomasz Wójcik"], ["noor", "نور حداد"], ["yuki", "山本由紀"],
  ["dimitra", "Δήμητρα Παππά"], ["olena", "Олена Коваль"], ["rafael", "Rafael Souza"], ["aisha", "Aisha Bello"],
  ["deniz", "Deniz Yılmaz"], ["hana", "김하나"], ["lev", "לב כהן"], ["pat", "Pat Murphy"],
].map(([id, name]) => ({ id, name }));

/** The door: nobody is signed in yet, or not any more (`reason` is then an error). */
export function signInScene({ api, methods, reason, note, onSignedIn, reload }) {
  const form = h("sign-in-form", { ".state": { people, methods } });
  if (reason) form.problem = note(reason);
  form.addEventListener("act", reload);
  form.addEventListener("sign-in", async ({ detail }) => {
    form.busy = true;
    form.problem = null;
    try {
      const { user } = await api.session.signIn(detail.userId, detail.displayName);
      onSignedIn(user);
    } catch (error) {
      form.problem = note(error, () => form.dispatchEvent(new CustomEvent("sign-in", { detail })));
    } finally {
      form.busy = false;
    }
  });
  return { element: form };
}
