import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Forwards a port to another one that can change, as a virtual address or host name of a database does. */
export async function forwardTo(first: number) {
  let target = first;
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    lead(port: number) {
      target = port;
    },
    close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
