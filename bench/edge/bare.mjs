// What a worker of a few lines does: the yardstick. No session, no budget, no
// allow-list; it passes a call on.
export default {
  fetch(request, env) {
    const { pathname, search } = new URL(request.url);
    return fetch(env.UPSTREAM + pathname + search, { method: request.method, body: request.body, headers: { Accept: "application/json" } });
  },
};
