/**
 * The npm package, fetched after the first paint: until it is there the page
 * shows text as plain text. ready() waits for it, now() is it or null. Markdown
 * is drawn often, so its work is told in sums and not call by call.
 */
export function createModule({ record }) {
  let loading = null;
  let loaded = null;
  let batch = null;

  async function load() {
    const started = performance.now();
    const { load } = await import("/addend/index.js");
    loaded = await load();
    record({ kind: "module", name: "load()", note: `addend ${loaded.version}`, ms: performance.now() - started, at: new Date() });
    return loaded;
  }

  function ready() {
    loading ??= load().catch((error) => {
      loading = null; // the next one may try again
      throw error;
    });
    return loading;
  }

  /** Markdown into an element, without any HTML. */
  function mount(element, text, options) {
    const started = performance.now();
    const answer = loaded.mount(element, text, options);
    batch ??= (setTimeout(tell, 400), { texts: 0, ms: 0, characters: 0 });
    batch.texts += 1;
    batch.ms += performance.now() - started;
    batch.characters += text.length;
    return answer;
  }

  function tell() {
    const { texts, ms, characters } = batch;
    batch = null;
    record({ kind: "module", name: texts === 1 ? "mount(element, text)" : `mount(element, text) × ${texts}`, note: `${characters} characters to nodes of the page`, ms, at: new Date() });
  }

  /** What the package's elements need of the module. */
  const elements = { mount, messageMetadata: (...of) => loaded.messageMetadata(...of) };

  return { ready, elements, now: () => loaded };
}
