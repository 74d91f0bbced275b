// The child's half of `utilityProcess`: gives the core's entry a `process.parentPort`, then starts it.
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** A Node port with the manners of Electron's: silent until `start()`, events with `data` and `ports`. */
class Port extends EventEmitter {
  #port;
  constructor(port) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }
  start() {
    this.#port.on('message', (data) => this.emit('message', { data, ports: [] }));
  }
  postMessage(data) {
    this.#port.postMessage(data);
  }
  close() {
    this.#port.close();
  }
}

class ParentPort extends EventEmitter {
  postMessage(data) {
    parentPort.postMessage(data);
  }
}

const port = new ParentPort();
const early = [];
const deliver = (message) => port.emit('message', message);
parentPort.on('message', ({ data, ports }) => {
  const message = { data, ports: ports.map((each) => new Port(each)) };
  if (port.listenerCount('message') === 0) early.push(message);
  else deliver(message);
});
port.on('newListener', (event) => {
  if (event === 'message') queueMicrotask(() => early.splice(0).forEach(deliver));
});

process.parentPort = port;
process.argv = [process.execPath, workerData.entry, ...workerData.args];
await import(pathToFileURL(workerData.entry).href);
