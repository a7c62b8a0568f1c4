// Made of src (e135b5f397f25e9c). DO NOT EDIT.
// src/runtime/dispose.ts
function disposable(thing) {
  return Object.assign(thing, Symbol.dispose && { [Symbol.dispose]: () => thing.destroy() });
}

// src/runtime/message.ts
function isMessage(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function own(table, name = "") {
  return table && Object.prototype.hasOwnProperty.call(table, name) ? table[name] : void 0;
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
  return list.some((entry) => typeof entry === "string" ? entry === origin : origin.search(entry) >= 0);
}

// src/runtime/window.ts
function windowTransport(peer) {
  if (typeof window === "undefined") return void 0;
  const target = peer ?? window.parent;
  if (target === window) return void 0;
  return {
    origin: window.origin,
    // not location's: a page about:blank has the origin of the page that made it
    post(message, targetOrigin) {
      target.postMessage(message, targetOrigin);
    },
    listen(receive) {
      const listener = ({ source, origin, data }) => {
        if (source === target && origin !== "null") receive(data, origin);
      };
      window.addEventListener("message", listener);
      return () => window.removeEventListener("message", listener);
    }
  };
}

// src/runtime/session.ts
function converse(side, options, answer, peer, openerOf) {
  const { handshake, layouts, unknown } = side;
  const { type: typeKey, id: idKey, payload: payloadKey, numbers, requests } = side.envelope;
  const handlers = handlersOf(side);
  const transport = options.transport ?? windowTransport(options.peer);
  const prefix = `[${side.protocol}]`;
  const instance = Math.random().toString(36).slice(2);
  const waiting = /* @__PURE__ */ new Set();
  let ids = 0;
  let unsent = [];
  let ready = handshake ? void 0 : {};
  let refusal = transport ? "" : "in no frame";
  let ended = false;
  const session = disposable({
    get isReady() {
      return !!ready;
    },
    ready: ({ timeoutMs } = {}) => new Promise((resolve, reject) => {
      const settle = (reason = refusal) => {
        if (ready) resolve(ready);
        else if (reason) reject(new Error(`${prefix} ${reason}`));
        else return void waiting.add(settle);
        waiting.delete(settle);
        clearTimeout(timer);
      };
      const timer = timeoutMs === void 0 ? timeoutMs : setTimeout(settle, timeoutMs, `not ready within ${timeoutMs} ms`);
      settle();
    }),
    send: (type, ...payload) => send(type, payload),
    post: transmit,
    reply: (request, type, ...payload) => send(type, payload, own(request, idKey)),
    dispatch,
    restart() {
      if (ended || !handshake || !transport) return;
      ready = void 0;
      refusal = "";
      if (start) start();
      else peer = void 0;
    },
    giveUp,
    destroy() {
      ended = true;
      ready = void 0;
      unsent = [];
      stopListening?.();
      stop?.();
      refuse("destroyed");
    }
  });
  const [start, stop, isAnswer] = openerOf?.(compose, post, giveUp) ?? [];
  const stopListening = transport?.listen(receive);
  if (transport) start?.();
  return session;
  function hasId(type) {
    return idKey !== void 0 && requests?.includes(type) !== false;
  }
  function newId() {
    ids++;
    return numbers ? ids : `${instance}_${ids}`;
  }
  function wrap(type, payload, id) {
    const nested = payloadKey !== void 0 && own(layouts, type) !== "flat";
    const message = Object.assign({}, nested || payload[0], side.fixed?.members, { [typeKey]: type });
    if (id !== void 0) message[idKey] = id;
    if (nested && payload.length > 0) message[payloadKey] = payload[0];
    return message;
  }
  function unwrap(type, message) {
    const layout = payloadKey === void 0 ? "flat" : own(layouts, type);
    const nested = own(message, payloadKey);
    if (!layout || layout === "either" && nested !== void 0) return nested;
    const members = Object.assign({}, message);
    for (const name in wrap(type, [], 0)) delete members[name];
    return members;
  }
  function compose(type, payload, id = hasId(type) ? newId() : void 0) {
    const fill = own(side.fills, type);
    return wrap(type, fill ? [Object.assign(fill(transport?.origin, !!options.debugMode), payload[0])] : payload, id);
  }
  function send(type, payload, id) {
    return transmit(compose(type, payload, id));
  }
  function transmit(message, by) {
    if (ended) return void 0;
    if (ready || by === post) {
      if (options.debugMode) console.debug(prefix, "sends", message);
      if (peer) transport?.post(message, peer);
    } else if (options.queue) unsent.push(message);
    else return void console.warn(prefix, `${String(message[typeKey])} dropped: not ready`);
    return own(message, idKey);
  }
  function post(message) {
    transmit(message, post);
  }
  function receive(message, origin) {
    if (!isMessage(message) || side.fixed?.areIn(message) === false) return;
    const type = own(message, typeKey);
    if (typeof type !== "string" || !type) return;
    if (type === handshake?.open && !start) {
      if (!peer && isAllowed(origin)) welcome(message, origin);
    } else if (origin !== peer) {
    } else if (type === handshake?.accept && start) {
      if (isAnswer(message)) begin(type, message);
    } else if (ready && (!hasId(type) || isId(own(message, idKey)))) {
      if (options.debugMode) console.debug(prefix, "receives", message);
      if (type === handshake?.redirect?.[0]) redirect(type, message);
      else deliver(message);
    }
  }
  function isAllowed(origin) {
    return options.allowedOrigins ? isListed(options.allowedOrigins, origin) : !start;
  }
  function welcome(message, origin) {
    const { accept: type, echo, open: wanted } = handshake;
    const payload = echo && unwrap(wanted, message);
    peer = origin;
    post(compose(type, [Object.assign({}, isMessage(payload) && payload, answer)], echo ? own(message, idKey) : void 0));
    begin(wanted, message);
  }
  function begin(type, message) {
    const payload = unwrap(type, message);
    const data = {};
    for (const name of handshake.ready?.slice(1) ?? []) data[name] = isMessage(payload) ? own(payload, name) : void 0;
    pass(data);
  }
  function pass(data) {
    if (ended) return;
    ready = data;
    refusal = "";
    unsent.splice(0).forEach(post);
    wake();
    if (handshake?.ready) deliver(wrap(handshake.ready[0], [data]));
  }
  function redirect(type, message) {
    const member = handshake.redirect[1];
    const payload = unwrap(type, message);
    const address = isMessage(payload) ? own(payload, member) : void 0;
    const origin = originOf(address);
    call(handlerOf(type, payload), payload, message);
    if (!origin || origin !== peer && !isAllowed(origin)) return;
    peer = origin;
    if (!start) return pass({ [member]: address });
    options.move?.(String(address));
    session.restart();
  }
  function deliver(event) {
    (options.onMessage ?? dispatch)(event);
  }
  function dispatch(event) {
    const type = String(event[typeKey]);
    if (unknown && type !== unknown[0] && !handlers.has(type)) send(unknown[0], [unknown[1](event)]);
    const payload = unwrap(type, event);
    const handler = handlerOf(type, payload);
    for (const [pattern, catching] of side.catches ?? []) {
      if (catching !== handler && pattern.test(type)) call(catching, payload, event);
    }
    if (!call(handler, payload, event)) call(side.unhandled ?? "onUnhandled", payload, event);
  }
  function handlerOf(type, payload) {
    const known = handlers.get(type);
    return typeof known === "function" ? known(payload) : known;
  }
  function call(name, payload, event) {
    const all = options.eventHandlers;
    const handler = name !== void 0 && all?.[name];
    if (ended || typeof handler !== "function") return false;
    handler.call(all, payload, event);
    return true;
  }
  function giveUp() {
    stop?.();
    refuse("no answer");
    if (handshake?.failed) deliver(wrap(handshake.failed, []));
  }
  function refuse(reason) {
    refusal = reason;
    wake();
  }
  function wake() {
    waiting.forEach((settle) => settle());
  }
}
function isId(value) {
  return typeof value === "number" || typeof value === "string" && value !== "";
}
function handlersOf({ receives, choices }) {
  return new Map([
    ...receives.split(" ").map((word) => {
      const [type, handler] = word.split("=");
      return [type, handler ?? `on${pascal(type)}`];
    }),
    ...Object.entries(choices ?? {})
  ]);
}
function pascal(type) {
  return type.toLowerCase().replace(/(?:^|_)(.)/g, (_, letter) => letter.toUpperCase());
}

// src/runtime/accept.ts
var accept = converse;

// src/runtime/frame.ts
function framed(options, begin) {
  const { frame: wanted } = options;
  if (!wanted) return begin(options);
  const frame = createFrame(wanted);
  const inner = windowTransport(frame.contentWindow);
  let again = false;
  let loaded = false;
  const session = begin(Object.assign(Object.create(options), {
    origin: frame.src,
    allowedOrigins: options.allowedOrigins ?? [originOf(frame.src)],
    transport: {
      origin: inner.origin,
      post(message, origin) {
        if (loaded) inner.post(message, origin);
      },
      listen(receive) {
        const stop = inner.listen((message, origin) => {
          loaded = true;
          receive(message, origin);
        });
        return () => {
          stop();
          frame.remove();
        };
      }
    },
    move(address) {
      loaded = false;
      frame.src = address;
    }
  }));
  frame.onload = () => {
    const begun = !again && session.isReady;
    loaded = again = true;
    if (!begun) session.restart();
  };
  frame.onerror = () => session.giveUp();
  return session;
}
function createFrame({ parent = "body", allow = "autoplay; clipboard-write; microphone; speaker-selection", ...rest }) {
  const element = typeof parent === "string" ? document.querySelector(parent) : parent;
  if (!element) throw new Error(`There is no element ${String(parent)} to put the iframe into.`);
  const frame = Object.assign(document.createElement("iframe"), { allow });
  for (const name of ["src", "width", "height", "title"]) if (rest[name] !== void 0) frame[name] = rest[name];
  return element.appendChild(frame);
}

// src/runtime/open.ts
function open(side, options, greeting) {
  const { handshake, envelope } = side;
  return converse(side, options, void 0, peerOf(options), (compose, post, giveUp) => {
    let pending;
    let retry;
    let deadline;
    function start() {
      stop();
      pending = compose(handshake.open, greeting ? [greeting] : []);
      post(pending);
      if (handshake.retryMillis) retry = setInterval(post, handshake.retryMillis, pending);
      if (handshake.timeoutMillis) deadline = setTimeout(giveUp, handshake.timeoutMillis);
    }
    function stop() {
      pending = void 0;
      clearInterval(retry);
      clearTimeout(deadline);
    }
    function isAnswer(message) {
      if (!pending || handshake.echo && own(message, envelope.id) !== own(pending, envelope.id)) return false;
      stop();
      return true;
    }
    return [start, stop, isAnswer];
  });
}
function talk(side, options) {
  return converse(side, options, void 0, peerOf(options));
}
function peerOf({ origin }) {
  const peer = originOf(origin);
  if (peer === void 0) throw new Error("origin has to be an address");
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

// src/runtime/tables.ts
function fixed(members) {
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  return {
    members,
    areIn: (message) => Object.keys(members).every((name) => same(own(message, name), members[name]))
  };
}
function choose(...handlers) {
  return (payload = {}) => handlers.find(([, test]) => test(payload))?.[0];
}
function told(name, value) {
  return (payload) => isMessage(payload) && own(payload, name) === value;
}
function having(...names) {
  return (payload) => isMessage(payload) && names.every((name) => own(payload, name) !== void 0);
}
function kind(wanted) {
  return (payload) => kindOf(payload) === wanted || wanted === "integer" && Number.isInteger(payload);
}
function kindOf(payload) {
  if (payload === null) return "null";
  return Array.isArray(payload) ? "array" : typeof payload;
}
