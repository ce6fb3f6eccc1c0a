import { h } from "./element.js";

// The platform keeps three sizes beside the original (FAQ F06); widths in pixels.
const widths = { small: 160, medium: 600, large: 1500 };

/**
 * An image in the size that its place needs: `room` is the place's width as in
 * the attribute `sizes`. Width and height are known, so nothing moves when it comes.
 */
export function picture(file, room, attributes) {
  const address = (size) => `${file.href}?size=${size}`;
  return h("img", {
    src: address("medium"), srcset: Object.entries(widths).map(([size, width]) => `${address(size)} ${width}w`).join(", "), sizes: room,
    alt: "", loading: "lazy", decoding: "async", width: file.width ?? 1200, height: file.height ?? 800, ...attributes,
  });
}
