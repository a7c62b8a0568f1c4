// Made of src (d537f0ef0baeaa3d). DO NOT EDIT.
// src/runtime/origin.ts
function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return void 0;
  }
}

// src/runtime/window.ts
function windowTransport(peer = globalThis.window?.parent) {
  return peer && peer !== window ? {
    origin: window.origin,
    // not location's: a page about:blank has the origin of the page that made it
    post(message, targetOrigin) {
      peer.postMessage(message, targetOrigin);
    },
    listen(receive) {
      const listener = ({ source, origin, data }) => {
        if (source === peer) receive(data, origin);
      };
      window.addEventListener("message", listener);
      return () => window.removeEventListener("message", listener);
    }
  } : void 0;
}

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
        return inner.listen((message, origin) => {
          loaded = true;
          receive(message, origin);
        });
      }
    },
    end: () => frame.remove(),
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
  frame.onerror = () => session.giveUp?.();
  return session;
}
function createFrame({ parent = "body", allow = "autoplay; clipboard-write; microphone; speaker-selection", ...rest }) {
  const element = typeof parent === "string" ? document.querySelector(parent) : parent;
  if (!element) throw new Error(`There is no element ${String(parent)} to put the iframe into.`);
  const frame = Object.assign(document.createElement("iframe"), { allow });
  for (const name of ["src", "width", "height", "title"]) if (rest[name] !== void 0) frame[name] = rest[name];
  return element.appendChild(frame);
}

// src/runtime/ids.ts
var instance = /* @__PURE__ */ Math.random();
var count = 0;
function textId() {
  return `${instance}_${++count}`;
}
function numberId() {
  return ++count;
}

// src/runtime/words.ts
function wireType(name) {
  return name.replace(/\B[A-Z]/g, "_$&").toUpperCase();
}
function handlerNames(receives) {
  return Object.fromEntries(receives.split(" ").map((name) => [wireType(name), "on" + name]));
}
function sent(word) {
  const [method, mark, type] = word.split(/([=!])/);
  return [method, type || wireType(method), mark === "!"];
}

// src/runtime/session.ts
function accept(side, options, answer, peer, openerOf) {
  const {
    prefix,
    typeOf,
    id: idKey = "",
    newId,
    write,
    read,
    ready: [readyType, ...readyMembers] = [],
    redirect: [redirectType, addressKey] = [],
    unknown: [unknownType, answerTo] = []
  } = side;
  const handlers = {
    __proto__: null,
    // a type that came from outside may be `constructor`
    ...handlerNames(side.receives),
    ...side.choices
  };
  const waiting = [];
  const unsent = [];
  let transport = options.transport ?? windowTransport(options.peer);
  let ready;
  let refusal = transport ? "" : "in no frame";
  const session = {
    get isReady() {
      return !!ready;
    },
    get peer() {
      return peer;
    },
    ready: ({ timeoutMs } = {}) => new Promise((resolve, reject) => {
      const timer = timeoutMs >= 0 ? setTimeout(settle, timeoutMs, "not ready in time") : 0;
      settle();
      function settle(reason = refusal) {
        if (!ready && !reason) return void waiting.push(settle);
        clearTimeout(timer);
        if (ready) resolve(ready);
        else reject(new Error(`${prefix} ${reason}`));
      }
    }),
    send: (type, ...payload) => transmit(compose(type, payload)),
    post: transmit,
    receive,
    dispatch,
    restart() {
      if (!transport) return;
      turn();
      if (start) start();
      else peer = void 0;
    },
    destroy,
    // Where the language does not know the symbol, this is the same name once more.
    [Symbol.dispose ?? "destroy"]: destroy
  };
  const [start, stop, isAnswer] = openerOf?.(turn, compose, post, announce) ?? [];
  const stopListening = transport?.listen(receive);
  return session;
  function destroy() {
    stopListening?.();
    stop?.();
    options.end?.();
    transport = void 0;
    options = {};
    turn("destroyed");
  }
  function turn(reason = "", data) {
    ready = data;
    refusal = reason;
    waiting.splice(0).forEach((settle) => settle());
  }
  function compose(type, payload, id = newId?.(type)) {
    return write(type, payload, id, transport?.origin, !!options.debugMode);
  }
  function transmit(message) {
    if (ready) post(message);
    else if (options.queue) unsent.push(message);
    else return void console.warn(prefix, `${typeOf(message)} dropped: ${refusal || "not ready"}`);
    return message[idKey];
  }
  function post(message) {
    if (options.debugMode) console.debug(prefix, "sends", message);
    transport.post(message, peer);
  }
  function receive(message, origin) {
    const type = typeOf(message);
    if (typeof type !== "string" || !type) return;
    if (type === (start ? side.accept : side.open)) {
      if (start ? origin === peer && isAnswer(message) : !peer && isAllowed(origin)) begin(message, origin);
    } else if (ready && origin === peer && (message[idKey] || message[idKey] === 0 || !newId?.(type))) {
      if (options.debugMode) console.debug(prefix, "receives", message);
      if (type === redirectType) redirect(type, message);
      else deliver(message);
    }
  }
  function isAllowed(origin) {
    return origin === peer || origin !== "null" && (options.allowedOrigins?.some((each) => typeof each === "string" ? each === origin : origin.search(each) >= 0) ?? !start);
  }
  function begin(message, origin) {
    const payload = read(message);
    if (!start) {
      peer = origin;
      post(compose(side.accept, [{ ...side.echo && payload, ...answer }], side.echo ? message[idKey] : void 0));
    }
    pass(Object.fromEntries(readyMembers.map((name) => [name, payload?.[name]])));
  }
  function pass(data) {
    turn("", data);
    unsent.splice(0).forEach(post);
    announce(readyType, data);
  }
  function redirect(type, message) {
    const payload = read(message);
    const address = payload?.[addressKey];
    const origin = originOf(address);
    call(handlers[type], payload, message);
    if (!transport || !origin || !isAllowed(origin)) return;
    peer = origin;
    if (!start) return pass({ [addressKey]: address });
    turn();
    start(address);
  }
  function announce(type, ...payload) {
    if (type) deliver(write(type, payload));
  }
  function deliver(event) {
    (options.onMessage ?? dispatch)(event);
  }
  function dispatch(event) {
    const type = typeOf(event);
    const payload = read(event);
    if (unknownType && type !== unknownType && !handlers[type]) session.send(unknownType, answerTo(event));
    for (const [pattern, name] of side.catches ?? []) if (pattern.test(type)) call(name, payload, event);
    if (!call(handlers[type], payload, event)) call(options.unhandled ?? "onUnhandled", payload, event);
  }
  function call(choice, payload, event) {
    const all = options.eventHandlers;
    const name = typeof choice === "function" ? choice(payload) : choice;
    const handler = name ? all?.[name] : void 0;
    handler?.call(all, payload, event);
    return handler;
  }
}

// src/runtime/open.ts
function open(side, options, greeting, waits) {
  const { open: type, echo, failed, retryMillis, timeoutMillis, id: idKey = "" } = side;
  let pending;
  let timers = [];
  let giveUp;
  const session = accept(side, options, void 0, peerOf(options), (turn, compose, post, announce) => {
    giveUp = () => {
      stop();
      turn("no answer");
      announce(failed);
    };
    function start(address) {
      stop();
      if (address !== void 0) options.move?.(address);
      pending = compose(type, greeting ? [greeting] : []);
      post(pending);
      timers = [
        retryMillis && setInterval(post, retryMillis, pending),
        timeoutMillis && setTimeout(giveUp, timeoutMillis)
      ];
    }
    function stop() {
      pending = void 0;
      timers.forEach(clearInterval);
    }
    function isAnswer(message) {
      if (!pending || echo && message[idKey] !== pending[idKey]) return false;
      stop();
      return true;
    }
    return [start, stop, isAnswer];
  });
  if (!waits) session.restart();
  return Object.assign(session, { giveUp });
}
function talk(side, options) {
  const session = accept(side, options, void 0, peerOf(options), (turn) => [() => turn("", {})]);
  session.restart();
  return session;
}
function peerOf({ origin }) {
  const peer = originOf(origin);
  if (!peer || peer === "null") throw new Error("origin has to be an address");
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

// src/runtime/sender.ts
function sender(connect, words) {
  class Sender {
    constructor(options, session = connect(options)) {
      this.session = session;
    }
    // What every method below sends. No message has a method of this name, so a class that extends this one may send otherwise.
    _send(type, ...payload) {
      this.session.send(type, ...payload);
    }
    ready(options) {
      return this.session.ready(options);
    }
    destroy() {
      this.session.destroy();
    }
    // Where the language does not know the symbol, this is the same method once more.
    [Symbol.dispose ?? "destroy"]() {
      this.session.destroy();
    }
  }
  const methods = Sender.prototype;
  for (const [name, type, isAlone] of words.split(" ").map(sent)) {
    methods[name] = function(data) {
      this._send(type, ...isAlone ? [] : [data]);
    };
  }
  return Sender;
}
