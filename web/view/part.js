/**
 * A part of the page: it owns its element and tells what happened by events
 * that bubble up to the controller. Parts never call the server and never
 * import one another; one part places another by its tag name.
 */
export class Part extends HTMLElement {
  emit(name, detail = {}) {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}
