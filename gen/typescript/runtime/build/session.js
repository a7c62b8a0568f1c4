// Made of src (39ec18feab63c7d0). DO NOT EDIT.
// src/runtime/message.ts
function isMessage(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function own(table, name) {
  return table && Object.prototype.hasOwnProperty.call(table, name) ? table[name] : void 0;
}
function hasId({ envelope }, type) {
  return envelope.id !== void 0 && (!envelope.requests || envelope.requests.includes(type));
}
function isId(value) {
  return typeof value === "number" || typeof value === "string" && value !== "";
}
function hasFixed({ envelope }, message) {
  for (const name in envelope.fixed) {
    if (JSON.stringify(own(message, name)) !== JSON.stringify(envelope.fixed[name])) return false;
  }
  return true;
}
function wrap({ envelope, layouts }, type, payload, id) {
  const message = {};
  const nested = envelope.payload !== void 0 && own(layouts, type) !== "flat";
  if (!nested) Object.assign(message, payload);
  Object.assign(message, envelope.fixed);
  message[envelope.type] = type;
  if (id !== void 0) message[envelope.id] = id;
  if (nested && payload !== void 0) message[envelope.payload] = payload;
  return message;
}
function unwrap({ envelope, layouts }, type, message) {
  const { payload } = envelope;
  if (payload !== void 0) {
    const layout = own(layouts, type);
    if (!layout || layout === "either" && own(message, payload) !== void 0) return own(message, payload);
  }
  const members = { ...message };
  for (const name of [envelope.type, envelope.id, ...Object.keys(envelope.fixed ?? {})]) delete members[name];
  return members;
}
function pick(payload, names) {
  const members = {};
  for (const name of names) members[name] = isMessage(payload) ? own(payload, name) : void 0;
  return members;
}
function shapeOf(shapes, payload) {
  return shapes.find(({ constant, required, kind }) => {
    if (kind !== void 0) return kindsOf(payload).includes(kind);
    if (!isMessage(payload)) return false;
    if (constant) return own(payload, constant[0]) === constant[1];
    return !required || required.every((name) => own(payload, name) !== void 0);
  });
}
function kindsOf(payload) {
  if (payload === null) return ["null"];
  if (Array.isArray(payload)) return ["array"];
  return Number.isInteger(payload) ? ["integer", "number"] : [typeof payload];
}

// src/runtime/origin.ts
function originOf(address) {
  try {
    const { origin } = new URL(address);
    return origin === "null" ? void 0 : origin;
  } catch {
    return void 0;
  }
}
function isListed(list, origin) {
  return list.some((entry) => typeof entry === "string" ? entry === origin : matches(entry, origin));
}
function matches(pattern, origin) {
  pattern.lastIndex = 0;
  return pattern.test(origin);
}

// src/runtime/dispose.ts
function disposable(thing) {
  if (Symbol.dispose) Object.defineProperty(thing, Symbol.dispose, { value: () => thing.destroy() });
  return thing;
}

// src/runtime/window.ts
function windowTransport(peer) {
  if (typeof window === "undefined") return void 0;
  const target = peer ?? window.parent;
  if (target === window) return void 0;
  return {
    origin: window.location.origin,
    post(message, targetOrigin) {
      target.postMessage(message, targetOrigin);
    },
    listen(receive) {
      const listener = (event) => {
        if (event.source === target && event.origin !== "null") receive(event.data, event.origin);
      };
      window.addEventListener("message", listener);
      return () => window.removeEventListener("message", listener);
    }
  };
}

// src/runtime/session.ts
function converse(side, options, peer, roleOf) {
  const { envelope, handshake, unknown } = side;
  const transport = options.transport ?? windowTransport(options.peer);
  const prefix = `[${side.protocol}@${side.version}]`;
  const instance = Date.now().toString(36) + Math.random().toString(36).slice(2);
  const waiting = /* @__PURE__ */ new Set();
  let ids = 0;
  let unsent = [];
  let ready = roleOf ? void 0 : {};
  let refusal = transport ? void 0 : "there is no other side: this page is in no frame.";
  let ended = false;
  const link = {
    peer,
    compose(type, payload, id = hasId(side, type) ? newId() : void 0) {
      return wrap(side, type, filled(type, payload), id);
    },
    post(message) {
      log("sends", message);
      if (link.peer !== void 0) transport?.post(message, link.peer);
    },
    begin(data) {
      ready = data;
      refusal = void 0;
      const messages = unsent;
      unsent = [];
      messages.forEach(link.post);
      wake();
      if (handshake?.ready) tell(handshake.ready.type, data);
    },
    pause() {
      ready = void 0;
    },
    fail() {
      refuse("the other side did not answer.");
      if (handshake?.failed !== void 0) tell(handshake.failed);
    }
  };
  const role = roleOf?.(link);
  const deafen = transport?.listen(receive);
  role?.start();
  function log(verb, message) {
    if (options.debugMode) console.debug(prefix, verb, message);
  }
  function newId() {
    ids++;
    return envelope.numbers ? ids : `${instance}_${ids}`;
  }
  function filled(type, payload) {
    const fills = own(side.fills, type);
    if (!fills) return payload;
    const values = { version: side.version, origin: transport?.origin, debug: options.debugMode === true };
    const members = {};
    for (const name in fills) members[name] = values[fills[name]];
    return Object.assign(members, payload);
  }
  function send(type, payload, id) {
    if (ended) return void 0;
    if (!ready && !options.queue) {
      console.warn(prefix, `${type} was not sent: the other side is not ready.`);
      return void 0;
    }
    const message = link.compose(type, payload, id);
    if (ready) link.post(message);
    else unsent.push(message);
    return envelope.id === void 0 ? void 0 : message[envelope.id];
  }
  function receive(message, origin) {
    if (!isMessage(message) || !hasFixed(side, message)) return;
    const type = own(message, envelope.type);
    if (typeof type !== "string" || type === "" || role?.takes(type, message, origin)) return;
    if (!ready || origin !== link.peer || hasId(side, type) && !isId(own(message, envelope.id))) return;
    log("receives", message);
    if (role && type === handshake?.redirect?.type) {
      const payload = unwrap(side, type, message);
      call(handlerOf(type, payload), payload, message);
      role.redirect(isMessage(payload) ? own(payload, handshake.redirect.to) : void 0);
      return;
    }
    deliver(message);
  }
  function deliver(event) {
    if (ended) return;
    if (options.onMessage) options.onMessage(event);
    else dispatch(event);
  }
  function tell(type, payload) {
    deliver(wrap(side, type, payload));
  }
  function isKnown(type) {
    return own(side.receives, type) !== void 0 || type === handshake?.ready?.type || type === handshake?.failed;
  }
  function dispatch(event) {
    const type = String(event[envelope.type]);
    if (unknown && type !== unknown.type && !isKnown(type)) send(unknown.type, unknown.answer(event));
    const payload = unwrap(side, type, event);
    const handler = handlerOf(type, payload);
    for (const [pattern, catching] of side.catches ?? []) {
      if (catching !== handler && pattern.test(type)) call(catching, payload, event);
    }
    if (!call(handler, payload, event)) call(side.unhandled ?? "onUnhandled", payload, event);
  }
  function handlerOf(type, payload) {
    const entry = own(side.receives, type);
    return typeof entry === "object" ? shapeOf(entry, payload)?.handler : entry;
  }
  function call(name, payload, event) {
    const handlers = options.eventHandlers;
    const handler = name === void 0 ? void 0 : handlers?.[name];
    if (ended || typeof handler !== "function") return false;
    handler.call(handlers, payload, event);
    return true;
  }
  function refuse(reason) {
    refusal = reason;
    wake();
  }
  function wake() {
    for (const look of waiting) look();
  }
  return disposable({
    get isReady() {
      return ready !== void 0;
    },
    ready({ timeoutMs } = {}) {
      return new Promise((resolve, reject) => {
        let timer;
        const look = (late) => {
          const reason = refusal ?? late;
          if (ready) resolve(ready);
          else if (reason !== void 0) reject(new Error(`${prefix} ${reason}`));
          else return void waiting.add(look);
          waiting.delete(look);
          clearTimeout(timer);
        };
        look();
        if (timeoutMs !== void 0 && waiting.has(look)) {
          timer = setTimeout(look, timeoutMs, `the other side was not ready within ${timeoutMs} ms.`);
        }
      });
    },
    send(type, ...[payload]) {
      return send(type, payload);
    },
    reply(request, type, ...[payload]) {
      return send(type, payload, request && envelope.id !== void 0 ? own(request, envelope.id) : void 0);
    },
    dispatch(event) {
      dispatch(event);
    },
    restart() {
      if (ended || !role || !transport) return;
      ready = refusal = void 0;
      role.stop();
      role.start();
    },
    destroy() {
      ended = true;
      ready = void 0;
      unsent = [];
      deafen?.();
      role?.stop();
      refuse("the session was destroyed.");
    }
  });
}

// src/runtime/accept.ts
function accept(side, options, answer) {
  const { handshake, envelope } = side;
  function roleOf(link) {
    function welcome(message, origin) {
      const payload = unwrap(side, handshake.open, message);
      const echoed = handshake.echo && isMessage(payload) ? payload : void 0;
      const id = handshake.echo && envelope.id !== void 0 ? message[envelope.id] : void 0;
      link.peer = origin;
      link.post(link.compose(handshake.accept, { ...echoed, ...answer }, id));
      link.begin(pick(payload, handshake.ready?.members ?? []));
    }
    return {
      start() {
        link.peer = void 0;
      },
      takes(type, message, origin) {
        if (type !== handshake.open) return false;
        if (link.peer === void 0 && isAllowed(options, origin)) welcome(message, origin);
        return true;
      },
      redirect(address) {
        const origin = originOf(address);
        if (origin === void 0 || !isAllowed(options, origin)) return;
        link.peer = origin;
        link.begin({ [handshake.redirect.to]: address });
      },
      stop() {
      }
    };
  }
  return converse(side, options, void 0, roleOf);
}
function isAllowed({ allowedOrigins }, origin) {
  return !allowedOrigins || isListed(allowedOrigins, origin);
}

// src/runtime/open.ts
function open(side, options, greeting) {
  const { handshake, envelope } = side;
  function roleOf(link) {
    let pending;
    let retry;
    let deadline;
    function stop() {
      pending = void 0;
      clearInterval(retry);
      clearTimeout(deadline);
    }
    function start() {
      const message = link.compose(handshake.open, greeting);
      pending = message;
      link.post(message);
      if (handshake.retryMillis) retry = setInterval(link.post, handshake.retryMillis, message);
      if (handshake.timeoutMillis) deadline = setTimeout(giveUp, handshake.timeoutMillis);
    }
    function giveUp() {
      stop();
      link.fail();
    }
    function isAnswer(message) {
      if (!pending) return false;
      return !handshake.echo || envelope.id === void 0 || message[envelope.id] === pending[envelope.id];
    }
    return {
      start,
      takes(type, message, origin) {
        if (type !== handshake.accept) return false;
        if (origin === link.peer && isAnswer(message)) {
          stop();
          link.begin(pick(unwrap(side, type, message), handshake.ready?.members ?? []));
        }
        return true;
      },
      redirect(address) {
        const origin = originOf(address);
        if (origin === void 0) return;
        if (origin !== link.peer && !isListed(options.allowedOrigins ?? [], origin)) return;
        link.peer = origin;
        link.pause();
        start();
      },
      stop
    };
  }
  return converse(side, options, peerOf(options), roleOf);
}
function talk(side, options) {
  return converse(side, options, peerOf(options));
}
function peerOf({ origin }) {
  const peer = originOf(origin);
  if (peer === void 0) throw new Error('The option origin has to be an address, as in "https://app.example".');
  return peer;
}

// src/runtime/pair.ts
function pair(origins = ["https://one.test", "https://two.test"]) {
  const listeners = [/* @__PURE__ */ new Set(), /* @__PURE__ */ new Set()];
  function end(mine, other) {
    return {
      origin: origins[mine],
      post(message, targetOrigin) {
        if (targetOrigin !== origins[other]) return;
        const copy = structuredClone(message);
        queueMicrotask(() => listeners[other].forEach((receive) => receive(copy, origins[mine])));
      },
      listen(receive) {
        listeners[mine].add(receive);
        return () => listeners[mine].delete(receive);
      }
    };
  }
  return [end(0, 1), end(1, 0)];
}
