import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

// The recordings and what is true of them: manifest.json beside them lists files with {file, format, seconds,
// tolerance, also_accept}; seconds null means that no duration is the right answer. A folder named on the command
// line, else the large corpus beside the project, else the project's own.
export function corpus({ root, media }) {
  const folders = media ? [media] : [resolve(root, "../shared/data/media"), resolve(root, "wasm/media/testdata")];
  const folder = folders.find((f) => existsSync(join(f, "manifest.json")));
  if (!folder) throw new Error(`there is no manifest.json in ${folders.join(" or ")}: name a folder of recordings with --media`);
  const { files } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const sized = files.map((f) => {
    const found = statSync(join(folder, f.file), { throwIfNoEntry: false });
    if (!found) throw new Error(`${f.file} is in the manifest of ${folder} and not in the folder`);
    return { ...f, bytes: found.size };
  });
  return { folder, files: sized };
}
