/**
 * Which posts one has saved (FAQ F61): asked for once and then known, so that
 * every bookmark is right from the start. `ask` answers the ids.
 */
export function createSaved(ask) {
  let known = null;
  return {
    /** A set of ids. A server that does not answer leaves the bookmarks empty, not the page. */
    get() {
      known ??= ask().then((ids) => new Set(ids), () => {
        known = null;
        return new Set();
      });
      return known;
    },
    set(ids) { known = Promise.resolve(new Set(ids)); },
    forget() { known = null; },
  };
}
