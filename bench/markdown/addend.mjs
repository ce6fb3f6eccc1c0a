export const ours = "addend";

// The module as a contender. What it does not have is null, and its rows say so.
export function addendContender(addend) {
  // render() gives the error that came with a text shown as plain text: such an answer is quick and is no rendering,
  // so it counts as a failure when the answers are verified.
  const checked = (profile) => (text) => {
    const { html, error } = addend.render(text, { profile });
    if (error) throw error;
    return html;
  };
  return {
    name: ours,
    safe: true,
    chat: (text) => addend.markdown(text, { profile: "chat" }),
    post: (text) => addend.markdown(text, { profile: "post" }),
    checked: addend.render && { chat: checked("chat"), post: checked("post") },
    batch: addend.markdownBatch ? (texts) => addend.markdownBatch(texts, { profile: "chat" }) : null,
    mount: addend.mount ? (element, text) => addend.mount(element, text, { profile: "chat" }) : null,
  };
}
