// The page's outbox where the browser has no room left, or no database at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../web/offline/outbox.js";
import { createStore } from "../../web/offline/store.js";

/** A database that reads, and has no room to write. */
function full() {
  const transaction = () => {
    const change = { objectStore: () => ({ put: () => fail(), delete: () => done(), getAll: () => done([]) }) };
    const fail = () => { queueMicrotask(() => { change.error = new DOMException("no room", "QuotaExceededError"); change.onabort(); }); return {}; };
    const done = (result) => { queueMicrotask(() => change.oncomplete()); return { result }; };
    return change;
  };
  const opening = () => {
    const request = { result: { transaction } };
    queueMicrotask(() => request.onsuccess());
    return request;
  };
  return { open: opening };
}

for (const [name, database] of [["without room", full()], ["without a database", { open() { throw new DOMException("refused", "SecurityError"); } }]]) {
  test(`${name}, what is said is sent once all the same, and what fails waits`, async () => {
    const sent = [];
    let down = true;
    const outbox = new Outbox({ store: createStore(database), deliver: async ({ reference }) => {
      if (down) throw Object.assign(new Error("down"), { code: "offline" });
      sent.push(reference);
      return { id: reference };
    } });
    await outbox.for("ada");
    await outbox.add({ reference: "one", channel: "c" });
    await outbox.add({ reference: "two", channel: "c", upload: { file: new Blob(["x".repeat(100)]), as: "file" } });
    assert.deepEqual((await outbox.waiting("c")).map(({ reference }) => reference), ["one", "two"]);
    assert.deepEqual(await new Outbox({ store: createStore(database) }).waiting(), []);
    down = false;
    await outbox.flush();
    await outbox.flush();
    assert.deepEqual(sent, ["one", "two"]);
    assert.deepEqual(await outbox.waiting(), []);
  });
}

test("files that wait are bounded in number and in bytes", async () => {
  const outbox = new Outbox({ store: createStore({ open() { throw new Error("none"); } }), deliver: () => Promise.reject(Object.assign(new Error("down"), { code: "offline" })) });
  await outbox.for("ada");
  for (let i = 0; i < 19; i++) await outbox.add({ reference: String(i), upload: { file: { size: 2 ** 20 } } });
  await outbox.requireRoom([]);
  await outbox.requireRoom([{ size: 45 * 2 ** 20 }]);
  await assert.rejects(outbox.requireRoom([{ size: 46 * 2 ** 20 }]), { code: "outbox-full" });
  await assert.rejects(outbox.requireRoom([{ size: 1 }, { size: 1 }]), { code: "outbox-full" });
  await outbox.clear();
  await outbox.requireRoom([{ size: 46 * 2 ** 20 }]);
  outbox.for(null);
});
