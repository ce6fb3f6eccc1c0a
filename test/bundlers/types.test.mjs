// The elements in each framework's own checker: what is right is right, each thing that is wrong is found; and the types
// where a project has no page.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { here, project } from "./project.mjs";

const compilerOptions = { noEmit: true, strict: true, skipLibCheck: false, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom", "dom.iterable"], types: [] };
const tsc = path.join(here, "node_modules/typescript/bin/tsc");

// In the form that React, Preact and Solid share; listeners are written in another way in each.
const right = (react, listener) => `import "addend/element";
import type { MdMessage } from "addend/element";
export const Message = ({ text, keep }: { text: string; keep: (message: MdMessage | null) => void }) => <>
  <md-message profile="chat" text={text} ref={keep} id="i" dir="auto" images="click" />
  <md-message profile="post"${react ? " suppressHydrationWarning" : ""}>{text}</md-message>
  <md-message text={text} options={{ breaks: true }} ${listener("addend-render")}={(e: CustomEvent<{ error: Error | null }>) => void e.detail.error} />
  <voice-note src="/f" duration={7} levels={[1, 2]} measure speed={1.5} ${listener("duration-needed")}={({ detail }) => { detail.note.duration = 3; }} />
  <voice-note src="/f" duration="7" levels="1 2 3"><audio controls src="/f" /></voice-note>
  <file-card src="/f" name="Plan.pdf" size={5} progress={0.5} error="no" label="Get" ${listener("addend-cancel")}={() => {}} aria-label="x" />
</>;
`;
const wrong = `import "addend/element";
export const a = <md-message profile="nope" />;
export const b = <md-message options={{ nope: 1 }} />;
export const c = <voice-note durationn={7} />;
export const d = <file-card size={{}} />;
`;
const on = (name) => `on${name}`;

const frameworks = {
  React: { options: { jsx: "react-jsx" }, files: { "right.tsx": right(true, on), "wrong.tsx": wrong } },
  Preact: { options: { jsx: "react-jsx", jsxImportSource: "preact" }, files: { "right.tsx": right(false, on), "wrong.tsx": wrong } },
  Solid: { options: { jsx: "preserve", jsxImportSource: "solid-js" }, files: { "right.tsx": right(false, (name) => `on:${name}`), "wrong.tsx": wrong } },
  Vue: {
    checker: "vue-tsc/bin/vue-tsc.js", options: { jsx: "preserve", strict: true }, more: { vueCompilerOptions: { strictTemplates: true } },
    files: {
      "right.vue": `<script setup lang="ts">
import "addend/element";
defineProps<{ text: string }>();
</script>
<template>
  <md-message profile="chat" :text="text" class="a" :key="1" images="click" @addend-render="(e) => void e.detail.error" />
  <md-message data-state="rendered" v-html="text" />
  <voice-note src="/f" :duration="7" :levels="[1, 2]" measure @duration-needed="({ detail }) => { detail.note.duration = 3; }" />
  <file-card src="/f" name="x" :size="5" :progress="0.5" @addend-cancel="() => {}" aria-label="x" />
</template>`,
      "wrong.vue": `<script setup lang="ts">
import "addend/element";
</script>
<template>
  <md-message profile="nope" />
  <md-message :options="{ nope: 1 }" />
  <voice-note :durationn="7" />
  <file-card :size="{}" />
</template>`,
    },
  },
};

const svelte = {
  "right.svelte": `<script lang="ts">
  import "addend/element";
  let { text }: { text: string } = $props();
</script>
<md-message profile="chat" {text} class="x" onaddend-render={(e) => void e.detail.error?.code}></md-message>
<voice-note src="/f" duration={7} levels={[1, 2]} measure onduration-needed={({ detail }) => { detail.note.duration = 3; }}></voice-note>
<file-card src="/f" name="x" size={5} progress={0.5} aria-label="x" onaddend-cancel={() => {}}></file-card>`,
  "wrong.svelte": `<script lang="ts">
  import "addend/element";
</script>
<md-message profile="nope"></md-message>
<md-message options={{ nope: 1 }}></md-message>
<voice-note durationn={7}></voice-note>
<file-card size={{}}></file-card>`,
};

describe("types", () => {
  let work;
  before(async () => { work = await project(); });
  after(() => work.remove());

  // The lines of each file in which a checker finds something wrong.
  async function found(name, config, files, command, pattern) {
    const cwd = path.join(work.folder, name);
    await rm(cwd, { recursive: true, force: true });
    await mkdir(cwd);
    for (const [file, text] of Object.entries({ ...files, "tsconfig.json": JSON.stringify(config) })) await work.write(`${name}/${file}`, text);
    const said = await new Promise((done) => execFile(process.execPath, command, { cwd, maxBuffer: 2 ** 24 }, (_, stdout, stderr) => done(stdout + stderr)));
    return { lines: [...said.matchAll(pattern)].map(([, file, line]) => `${path.basename(file)}:${line}`).sort(), said };
  }

  for (const [name, { checker, options, files, more }] of Object.entries(frameworks)) {
    test(name, { timeout: 120_000 }, async () => {
      const config = { compilerOptions: { ...compilerOptions, ...options }, ...more, files: Object.keys(files) };
      const command = checker ? [path.join(here, "node_modules", checker), "-p", "."] : [tsc, "-p", "."];
      const { lines, said } = await found(name, config, files, command, /^(\S+)\((\d+),\d+\): error/gm);
      const first = checker ? 5 : 2;
      const [, ending] = Object.keys(files)[0].split(".");
      assert.deepEqual(lines, [0, 1, 2, 3].map((i) => `wrong.${ending}:${first + i}`), said);
    });
  }

  test("Svelte", { timeout: 120_000 }, async () => {
    const config = { compilerOptions: { ...compilerOptions, verbatimModuleSyntax: true }, include: ["."] };
    const { lines, said } = await found("Svelte", config, svelte, [path.join(here, "node_modules/svelte-check/bin/svelte-check"), "--output", "machine"], /ERROR "([^"]+)" (\d+):/g);
    assert.deepEqual(lines, [4, 5, 6, 7].map((line) => `wrong.svelte:${line}`), said);
  });

  const all = `import { load, plain, AddendError, type Addend } from "addend";
import { load as loadWorker } from "addend/worker";
import { load as loadLean } from "addend/media";
import { connect, type Live } from "addend/client";
import { plainBlocks } from "addend/plain";
import { use, MdMessage } from "addend/element";
export async function main(a: Addend, live: Live) {
  const bytes: Uint8Array = new Uint8Array(8);
  return [await load({ bytes }), plain("a"), AddendError, loadWorker, loadLean, connect, plainBlocks, use, MdMessage, a.markdown("a"), live.state];
}`;
  test("a server without a page", { timeout: 120_000 }, async () => {
    const config = { compilerOptions: { ...compilerOptions, lib: ["es2022"], types: ["node"] }, files: ["all.ts"] };
    const { lines, said } = await found("no-page", config, { "all.ts": all }, [tsc, "-p", "."], /^(\S+)\((\d+),\d+\): error/gm);
    assert.deepEqual(lines, [], said);
  });
});
