// Texts of somebody who wants the reader's browser to run them. Each one calls
// __ran() when it succeeds; `shows` is what the reader must see as text.
export const hostile = [
  { text: "<script>__ran('script')</script>", shows: "<script>" },
  { text: "<img src=x onerror=\"__ran('img')\">", shows: "onerror" },
  { text: "<svg/onload=__ran('svg')>", shows: "<svg" },
  { text: "<iframe srcdoc=\"<script>parent.__ran('srcdoc')</script>\"></iframe>", shows: "<iframe" },
  { text: "<details open ontoggle=__ran('toggle')><summary>x</summary></details>", shows: "ontoggle" },
  { text: "<math><mtext><table><mglyph><style><img src=x onerror=__ran('mxss')>", shows: "<mglyph>" },
  { text: "<form action=javascript:__ran('form')><button>go</button></form>", shows: "<form" },
  { text: "<a href=\"javascript:__ran('anchor')\">anchor</a>", shows: "anchor" },
  { text: "[script link](javascript:__ran('link'))", shows: "script link" },
  { text: "[entity link](&#106;avascript&colon;__ran('entity'))", shows: "entity link" },
  { text: "[data link](data:text/html,<script>opener.__ran('data')</script>)", shows: "data link" },
  { text: "![picture](x \" onerror=__ran('title')\")", shows: "picture" },
  { text: "`code` </textarea><script>__ran('textarea')</script>", shows: "</textarea>" },
  { text: "<style>@import 'https://elsewhere.example/x.css'; * { display: none }</style>", shows: "@import" },
  { text: "<base href=https://elsewhere.example/><meta http-equiv=refresh content=0;url=https://elsewhere.example>", shows: "<base" },
];

/** What no text of an author may become inside the page. */
export const forbidden = "script, iframe, object, embed, svg, math, style, link, meta, base, form, button, textarea, details, [style], [onerror], [onload], [ontoggle], [srcdoc]";

/** Element names, handlers and address schemes inside `element` that nobody should find there. */
export const inspect = (element) => element.evaluate((root, selector) => {
  const bad = [...root.querySelectorAll(selector)].map((node) => node.outerHTML.slice(0, 120));
  for (const node of root.querySelectorAll("*")) {
    for (const { name, value } of node.attributes) {
      if (name.startsWith("on")) bad.push(`${node.tagName} ${name}`);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(name) && !["http:", "https:", "mailto:", "tel:"].includes(new URL(value, document.baseURI).protocol)) bad.push(`${name}=${value}`);
    }
  }
  return bad;
}, forbidden);
