// Calls to the sandbox's own HTTP API. They never throw: an answer says what went wrong.

export async function call(method, path, body) {
  try {
    const answer = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    let json = null;
    try {
      json = text ? JSON.parse(text) : null;
    } catch {
      // Not JSON: the status alone has to do.
    }
    return { ok: answer.ok, status: answer.status, json };
  } catch {
    return { ok: false, status: 0, json: null };
  }
}
