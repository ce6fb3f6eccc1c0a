// Addresses of files (FAQ F35, F06) as the package builds them; the Go tests have the whole table.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { packed } from "./packed.mjs";

describe("fileURL()", () => {
  let pack, a;
  before(async () => {
    pack = await packed();
    a = await pack.addend.load();
  });
  after(() => pack.remove());

  for (const [id, target, want] of [
    ["abc", { region: "sg" }, "https://apix.sg.amity.co/api/v3/files/abc/download"],
    ["abc", { region: "eu", size: "full" }, "https://apix.eu.amity.co/api/v3/files/abc/download?size=full"],
    ["abc", { region: "us", form: "bare" }, "https://api.us.amity.co/api/v3/files/abc"],
    ["abc", { base: "/files" }, "/files/abc"],
    ["abc", { base: "/files/", size: "small", name: "Bericht März.pdf" }, "/files/abc?size=small&name=Bericht%20M%C3%A4rz.pdf"],
    ["abc", { base: "https://chat.example/files" }, "https://chat.example/files/abc"],
    ["../../x?y#z", { base: "/files" }, "/files/..%2F..%2Fx%3Fy%23z"],
    ["é", { base: "/files" }, "/files/%C3%A9"],
  ]) {
    test(`${id} ${JSON.stringify(target)}`, () => {
      const url = a.fileURL(id, target);
      assert.equal(url, want);
      const path = new URL(url, "https://page.example/").pathname;
      assert.equal(path.split("/files/").length, 2);
    });
  }

  for (const [id, target, code] of [
    ["..", { base: "/files" }, "bad-file-id"],
    ["a\nb", { base: "/files" }, "bad-file-id"],
    ["a".repeat(300), { base: "/files" }, "bad-file-id"],
    ["abc", { region: "mars" }, "unknown-region"],
    ["abc", { region: "sg", base: "/files" }, "bad-target"],
    ["abc", { base: "javascript:alert(1)//" }, "bad-base"],
    ["abc", { base: "files" }, "bad-base"],
    ["abc", { base: "//evil.example" }, "bad-base"],
    ["abc", { base: "/files", size: "huge" }, "unknown-size"],
    ["abc", { region: "sg", name: "x" }, "bad-name"],
    ["abc", { region: "sg", form: "x" }, "unknown-form"],
  ]) {
    test(`${id.slice(0, 10)} ${JSON.stringify(target)}: ${code}`, () => {
      assert.throws(() => a.fileURL(id, target), (e) => e.code === code && e.hint.length > 5);
    });
  }

  test("fileSrcset() names three sizes", () => {
    assert.equal(
      a.fileSrcset("abc", { base: "/files" }),
      "/files/abc?size=small 160w, /files/abc?size=medium 600w, /files/abc?size=large 1500w",
    );
    assert.throws(() => a.fileSrcset("", { base: "/files" }), { code: "bad-file-id" });
  });
});
