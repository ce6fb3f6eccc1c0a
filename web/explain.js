// What the page says when something fails: what happened, why, what to do. The
// platform's codes are explained by the package; here stand only the worker's
// own and the browser's.
const own = new Map(Object.entries({
  "offline": ["The server did not answer", "The connection is down or the server is restarting.", "Nothing you wrote is lost."],
  "no-session": ["You are signed out", "The session has ended.", "Sign in again; what you wrote stays here.", "sign-in"],
  "session-expired": ["You are signed out", "The session has ended.", "Sign in again; what you wrote stays here.", "sign-in"],
  "upstream-unreachable": ["The platform did not answer", "The server is there, but what stands behind it is not.", "Wait a moment."],
  "upstream-timeout": ["The platform did not answer in time", "The server is there, but what stands behind it is slow.", "Wait a moment."],
  "rate-limited": ["Too many calls in a short time", "A person may make 100 calls in five seconds, counted over all devices.", "Wait a moment."],
  "unsent": ["Not sent yet", "It has been waiting here since the last try.", ""],
  "outbox-full": ["No more files can wait", "This browser keeps up to 20 files and 64 MB until they are sent.", "Send the others first, or take this one away."],
  "poll": ["A poll goes without files", "The platform takes either with one post, not both.", "Take one of them away, or write two posts."],
  "empty-file": ["The file is empty", "There is nothing in it to send.", "Choose another one."],
  "image-foreign": ["One picture waits for your choice", "The platform takes only JPEG and PNG as pictures.", "Choose below how it is sent, or take it away."],
  "image-undecodable": ["The picture cannot be converted", "This browser cannot decode it.", "Send it as a file, or choose another one."],
  "image-too-large": ["The picture is too large to convert", "It has more pixels than this page takes into memory.", "Send it as a file, or make it smaller first."],
  "user-banned": ["You are banned from this network", "An administrator has banned this user.", "Only an administrator can lift the ban; you may come in as somebody else.", "sign-in"],
  "empty": ["Nothing was recorded", "The recording holds no sound.", "Check that the right microphone is chosen and record again."],
  "microphone-refused": ["The microphone may not be used", "The browser or the system refused it to this page.", "Allow it in the site settings next to the address."],
  "microphone-missing": ["No microphone was found", "None is connected.", "Connect one."],
  "microphone-busy": ["The microphone is in use", "Another program holds it.", "Close that program."],
  "audio-unplayable": ["The voice note cannot be played", "The file is gone or this browser cannot decode it.", ""],
}));

// Where the way on is another place than the one where it failed.
const elsewhere = new Map([
  [400304, { place: "See your other chats", href: "#/chats/all" }],
  [400302, { place: "See your other chats", href: "#/chats/all" }],
  [400303, { place: "See your other chats", href: "#/chats/all" }],
  [400400, { place: "Go to the feed", href: "#/feed" }],
]);

/**
 * createExplain({ module, signIn }) → explain(error, again?) → the object that
 * <problem-note> shows. `module()` gives the loaded package or null.
 */
export function createExplain({ module, signIn }) {
  return function explain(error, again) {
    const { code, message, requestId, hint, wait } = error;
    const [title, cause, remedy, retry] = own.get(code) ?? platform(module(), code) ?? ["That did not work", sentence(message), sentence(hint), "later"];
    const details = { title, cause, remedy, code, message, requestId };
    Object.assign(details, elsewhere.get(code));
    if (retry === "sign-in") return { ...details, label: "Sign in again", again: signIn };
    return { ...details, again, wait: wait || (code === 400311 ? 5 : 0) };
  };
}

function platform(module, code) {
  if (!module || !Number.isInteger(code)) return null;
  try {
    const { title, cause, remedy, retry } = module.explain(code);
    return title ? [title, cause, remedy, retry] : null;
  } catch {
    return null; // a code newer than the table: the message itself is shown
  }
}

const sentence = (text) => (text ? text[0].toUpperCase() + text.slice(1) + (/[.?]$/.test(text) ? "" : ".") : "");
