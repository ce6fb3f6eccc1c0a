// Pictures that the browser can decode and the platform refuses as images: only
// JPEG and PNG are images there (FAQ F30). Told by content, not by name.
const kinds = [
  ["GIF", (text) => /^GIF8[79]a/.test(text)],
  ["WebP", (text) => /^RIFF[^]{4}WEBP/.test(text)],
  ["AVIF", (text) => /^[^]{4}ftypavi[fs]/.test(text)],
  ["BMP", (text) => /^BM/.test(text)],
];
const quality = 0.9;
const most = 50e6; // pixels that are decoded into memory

/** "GIF", "WebP", "AVIF", "BMP" or null. */
export async function foreignImage(file) {
  const head = String.fromCharCode(...new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  return kinds.find(([, is]) => is(head))?.[0] ?? null;
}

/**
 * The picture, of a moving one its first frame, as a JPEG or, where a pixel is
 * transparent, as a PNG, under the old name with the new ending.
 */
export async function converted(file) {
  const image = await createImageBitmap(file).catch((cause) => { throw fault("image-undecodable", "the browser cannot decode this picture", cause); });
  const { width, height } = image;
  if (width * height > most) throw fault("image-too-large", `${width} × ${height} pixels are too many to convert here`);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  image.close();
  const type = transparent(context, width, height) ? "image/png" : "image/jpeg";
  const blob = await canvas.convertToBlob({ type, quality });
  return new File([blob], `${file.name.replace(/\.[^.]*$/, "") || "picture"}.${type === "image/png" ? "png" : "jpg"}`, { type });
}

/** Looks at bands, so that a large picture is not copied as a whole. */
function transparent(context, width, height) {
  for (let top = 0; top < height; top += 256) {
    const { data } = context.getImageData(0, top, width, Math.min(256, height - top));
    for (let at = 3; at < data.length; at += 4) if (data[at] < 255) return true;
  }
  return false;
}

const fault = (code, message, cause) => Object.assign(new Error(message), { code, cause });
