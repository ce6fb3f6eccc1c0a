// One small set, drawn on a 20-pixel grid, 1.5 px strokes.
const paths = {
  plus: "M10 4v12M4 10h12",
  feed: "M3.5 5h13M3.5 10h13M3.5 15h8",
  people: "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c.3-3 2.5-4.5 5.5-4.5s5.2 1.5 5.5 4.5M13 4a2.8 2.8 0 0 1 0 5.2M15 12.3c1.7.6 2.8 2 3 4.2",
  chat: "M3 5.5A1.5 1.5 0 0 1 4.5 4h11A1.5 1.5 0 0 1 17 5.5v7a1.5 1.5 0 0 1-1.5 1.5H9l-4 3v-3h-.5A1.5 1.5 0 0 1 3 12.5Z",
  person: "M10 9.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM3.5 17c.5-3.3 3-5 6.5-5s6 1.7 6.5 5",
  send: "M3.5 10 16.5 4l-4 12.5-3-5ZM9.5 11.5l7-7.5",
  mic: "M10 12.5a2.5 2.5 0 0 0 2.5-2.5V5a2.5 2.5 0 0 0-5 0v5a2.5 2.5 0 0 0 2.5 2.5ZM5 9.5V10a5 5 0 0 0 10 0v-.5M10 15v2.5",
  clip: "m15.5 9-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8L11 3.9a2.3 2.3 0 0 1 3.2 3.2l-5.8 5.8a1.1 1.1 0 0 1-1.6-1.6l5.3-5.3",
  image: "M4 3.5h12a.5.5 0 0 1 .5.5v12a.5.5 0 0 1-.5.5H4a.5.5 0 0 1-.5-.5V4a.5.5 0 0 1 .5-.5ZM3.5 14l4-4 3.5 3.5 2-2 3.5 3M13 8.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4Z",
  play: "M7 4.5v11l8.5-5.5Z",
  pause: "M7 4.5v11M13 4.5v11",
  stop: "M5.5 5.5h9v9h-9Z",
  close: "m5 5 10 10M15 5 5 15",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.7 10.5h7.6L14.5 6",
  check: "m4 10.5 4 4 8-9",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.3l2.8 1.7",
  alert: "M10 3 2.5 16.5h15ZM10 8.5v3.5M10 14.3v.1",
  download: "M10 3.5v9M6 9l4 4 4-4M4 16.5h12",
  heart: "M10 16.5S3 12.5 3 7.8A3.6 3.6 0 0 1 10 6.5a3.6 3.6 0 0 1 7 1.3c0 4.7-7 8.7-7 8.7Z",
  comment: "M10 3.5c-4 0-7 2.6-7 6 0 1.8.8 3.3 2.2 4.4L4.5 17l3.3-1.8c.7.2 1.4.3 2.2.3 4 0 7-2.6 7-6s-3-6-7-6Z",
  bold: "M6.5 4h4a3 3 0 0 1 0 6h-4ZM6.5 10h5a3 3 0 0 1 0 6h-5Z",
  italic: "M8.5 4H15M5 16h6.5M12 4 8 16",
  code: "m7 6-4 4 4 4M13 6l4 4-4 4",
  anchor: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l.9-.9",
  sun: "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1",
  moon: "M16.5 11.5A6.8 6.8 0 0 1 8.5 3.5a6.8 6.8 0 1 0 8 8Z",
  system: "M3.5 4.5h13v9h-13ZM7 17h6M10 13.5V17",
  pulse: "M2.5 10.5h3.5l2-5.5 3.5 10 2-4.5h4",
  back: "M12.5 4.5 7 10l5.5 5.5",
  file: "M5 2.5h6.5L15 6v11.5H5ZM11 2.5V6.5h4",
  pin: "M7 3.5h6l-.6 5 2.1 2.5H5.5L7.6 8.5ZM10 11v6",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  pencil: "M4 16l.8-3.6L13.6 3.6a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2L7.6 15.2ZM12 5.2 14.8 8",
  copy: "M7.5 7.5h9v9h-9ZM4.5 12.5h-1v-9h9v1",
  flag: "M5 17V3.5M5 4h10l-2.5 3.5L15 11H5",
  keys: "M2.5 5.5h15v9h-15ZM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.7h7",
  bell: "M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13ZM8.5 17h3",
  exit: "M8 3.5H4v13h4M12.5 6.5 16 10l-3.5 3.5M16 10H8",
};

const space = "http://www.w3.org/2000/svg";

/** A decorative icon: the name that people hear belongs on the button around it. */
export function icon(name) {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}
