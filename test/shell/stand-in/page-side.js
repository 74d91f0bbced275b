// The page's half of the stand-in, run before the page's own scripts: what Electron gives a preload (`contextBridge`,
// `ipcRenderer`), over Playwright's bindings, and real MessagePorts that are continued to main.
// `require` and `module` are for the preload's text, which takes the place of the mark at the end.
/* oxlint-disable no-unused-vars, no-underscore-dangle */
(() => {
  if (window !== window.top) return;
  const listeners = new Map();
  const ports = new Map();
  const tell = (message) => window.__standInTell(message);
  tell({ kind: 'document' });

  /** A port for the page whose other end is in main, under the number `id`. */
  function continuePort(id) {
    const { port1, port2 } = new MessageChannel();
    port2.addEventListener('message', ({ data }) => tell({ kind: 'port-message', id, data }));
    port2.addEventListener('close', () => tell({ kind: 'port-close', id }));
    port2.start();
    ports.set(id, port2);
    return port1;
  }

  window.__standInDeliver = (message) => {
    if (message.kind === 'port-message') ports.get(message.id)?.postMessage(message.data);
    if (message.kind === 'port-close') ports.get(message.id)?.close();
    if (message.kind !== 'ipc') return;
    const event = { ports: message.portIds.map(continuePort) };
    for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args);
  };

  const ipcRenderer = {
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      );
      return ipcRenderer;
    },
    send: (channel, ...args) => void tell({ kind: 'send', channel, args }),
    async invoke(channel, ...args) {
      const answer = await tell({ kind: 'invoke', channel, args });
      if (!answer.ok) throw new Error(`Error invoking remote method '${channel}': ${answer.error}`);
      return answer.value;
    },
  };
  const contextBridge = {
    exposeInMainWorld(key, api) {
      Object.defineProperty(window, key, { value: Object.freeze({ ...api }), enumerable: true });
    },
  };

  const module = { exports: {} };
  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`a sandboxed preload cannot require ${name}`);
  };
  /* PRELOAD */
})();
