// Where a file of the package is in the development servers of Vite 5 to 7. They bundle a package's scripts into a folder
// of their own, named deps, and leave its other files where they are: usually in node_modules beside it, else their
// resolver knows. Undefined where neither says so.
export async function elsewhere(url) {
  const [, base, name] = /^(https?:.*?\/)(?:node_modules|@fs)\/.*\/deps\w*\/([^/?#]+)/.exec(url) ?? [];
  if (!base) return;
  const beside = `${base}node_modules/addend/${name}`;
  const { headers } = await fetch(beside, { method: "HEAD" });
  if (headers.get("content-type") === "application/wasm") return beside;
  const resolved = await import(/* webpackIgnore: true */ /* @vite-ignore */ `${base}@id/addend/${name}?import&url`);
  return new URL(resolved.default, url).href;
}
