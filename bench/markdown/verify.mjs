// Before anything is timed every contender's answer to every text is looked at. Times of a contender that threw,
// gave nothing, or gave the text back unrendered would say nothing.
//
// read(html) answers {text, elements}: the text of the parsed HTML and how many elements it has.
export function verify(render, reference, texts, read) {
  const found = { empty: 0, fewWords: 0, elements: 0, referenceElements: 0, failure: null };
  for (const [i, text] of texts.entries()) {
    let html;
    try {
      html = String(render(text));
    } catch (e) {
      found.failure = `text ${i + 1} of ${texts.length} (${text.length} characters): ${e.message}`;
      return found;
    }
    const got = read(html);
    const expected = reference[i];
    found.elements += got.elements;
    found.referenceElements += expected.elements;
    if (expected.words.size && !got.text.trim()) found.empty++;
    else if (kept(expected.words, got.text) < 0.7) found.fewWords++;
  }
  if (found.empty) found.failure = `${found.empty} of ${texts.length} texts gave nothing`;
  else if (found.fewWords > texts.length * 0.05) found.failure = `${found.fewWords} of ${texts.length} texts lost more than 30 % of their words`;
  else if (found.elements < found.referenceElements * 0.5) found.failure = `${found.elements} elements where the reference has ${found.referenceElements}`;
  return found;
}

// What the texts hold, according to the contender that the others are compared with.
export function referenceOf(render, texts, read) {
  return texts.map((text) => {
    const { text: content, elements } = read(String(render(text)));
    return { words: wordsOf(content), elements };
  });
}

const wordsOf = (text) => new Set(text.match(/[\p{L}\p{N}]{3,}/gu) ?? []);

function kept(words, text) {
  if (!words.size) return 1;
  const there = wordsOf(text);
  let n = 0;
  for (const word of words) if (there.has(word)) n++;
  return n / words.size;
}

// Whether a contender is what it is listed as: a safe one lets nothing of this through.
export const hostile = `<img src=x onerror=alert(1)> <script>alert(1)</script> [x](javascript:alert(1)) <a href="javascript:alert(1)">y</a>

<iframe src="javascript:alert(1)"></iframe> <svg onload=alert(1)>`;

export function looksSafe(root) {
  for (const element of root.querySelectorAll("*")) {
    if (/^(script|iframe|object|embed)$/i.test(element.localName)) return false;
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || (/^(href|src|action)$/i.test(name) && /^\s*javascript:/i.test(value))) return false;
    }
  }
  return true;
}
