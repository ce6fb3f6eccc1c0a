const name = "addend-outbox";
const table = "messages";

/**
 * What waits to be sent, in IndexedDB, so that it outlives a reload: entries
 * { reference, user, … } by their reference, read back in the order of `at`.
 * Where the browser refuses a database, memory stands in until the page closes.
 */
export function createStore(database = globalThis.indexedDB) {
  const memory = new Map();
  let opening;

  const open = () => (opening ??= new Promise((resolve) => {
    const request = database.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: "reference" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => resolve(null);
  }).catch(() => null)); // open() itself throws where storage is refused

  async function ask(mode, run, instead) {
    const db = await open();
    if (!db) return instead();
    return new Promise((resolve, reject) => {
      const change = db.transaction(table, mode);
      const request = run(change.objectStore(table));
      // Only when it is on the disk is it kept.
      change.oncomplete = () => resolve(request.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  }

  return {
    /** What the disk has no room for waits in memory: it is sent all the same. */
    put: (entry) => ask("readwrite", (entries) => entries.put(entry), () => Promise.reject()).catch(() => void memory.set(entry.reference, entry)),
    delete(reference) {
      memory.delete(reference);
      return ask("readwrite", (entries) => entries.delete(reference), () => {});
    },
    /** All of one person, oldest first. */
    async of(user) {
      const all = await ask("readonly", (entries) => entries.getAll(), () => []).catch(() => []);
      return [...all.filter(({ reference }) => !memory.has(reference)), ...memory.values()].filter((entry) => entry.user === user).sort((a, b) => a.at - b.at || a.turn - b.turn);
    },
  };
}
