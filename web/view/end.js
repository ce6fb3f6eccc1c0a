const slack = 48; // px from the end that are still the end
const theirs = 500; // ms after a wheel, a finger or a key in which a scroll is somebody's own

/**
 * Keeps `scroller` at the end of `content` while heights change, until somebody scrolls up.
 * Gives { at: whether it is there, toEnd(), close() }; `moved(came)` is called after each
 * scroll, with whether the end was reached by it.
 */
export function keepEnd(scroller, content, moved) {
  const end = { at: true, toEnd, close: () => watch.disconnect() };
  let shape = "";
  let touched = 0;
  const byHand = () => Date.now() - touched < theirs;

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    end.at = true;
    moved(false);
  }

  function touch({ key, deltaY }) {
    if (deltaY > 0 || (key && !["Home", "PageUp", "ArrowUp"].includes(key))) return;
    touched = Date.now();
  }

  // A scroll that only follows from a changed height is nobody leaving the end.
  function scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = scroller;
    const grew = shape !== (shape = `${scrollHeight}/${clientHeight}`);
    if (end.at && grew && !byHand()) return toEnd();
    const before = end.at;
    end.at = scrollHeight - scrollTop - clientHeight < slack;
    moved(end.at && !before);
  }

  // Images, upgrades and the keyboard of a phone change heights: the end stays the end.
  const watch = new ResizeObserver(() => end.at && !byHand() && toEnd());
  for (const box of [content, scroller]) watch.observe(box);
  for (const name of ["wheel", "touchmove", "keydown"]) scroller.addEventListener(name, touch, { passive: true });
  scroller.addEventListener("scroll", scrolled, { passive: true });
  return end;
}
