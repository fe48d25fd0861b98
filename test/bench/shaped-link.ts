import net, { type AddressInfo, type Socket } from 'node:net';

export interface LinkShape {
  /** Round-trip time in milliseconds. */
  rttMs: number;
  /** Bits per second towards the browser. */
  down: number;
  /** Bits per second from the browser. */
  up: number;
}

/** Bytes of one packet. */
const PACKET = 1460;
/** Bytes of a connection that may wait for the link before its source is paused. */
const HIGH_WATER = 64 * 1024;

interface Packet {
  to: Socket;
  /** null marks the end of the stream. */
  data: Buffer | null;
  sent?: () => void;
}

/**
 * Puts a slow access link in front of a server, on the level of TCP. All connections share the bandwidth of each
 * direction, every byte is delayed by half a round trip, and a new connection waits one round trip for its handshake.
 * TLS and HTTP take their own round trips. DNS, loss and slow start are not modeled.
 *
 * @returns the port to connect to, and `close`
 */
export async function startShapedLink(target: number, shape: LinkShape): Promise<{ port: number; close(): void }> {
  const down = createLane(shape.down, shape.rttMs / 2);
  const up = createLane(shape.up, shape.rttMs / 2);
  const sockets = new Set<Socket>();
  const server = net.createServer({ noDelay: true, pauseOnConnect: true }, (browser) => {
    const origin = net.connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const socket of [browser, origin]) {
      sockets.add(socket);
      socket.on('error', () => void (browser.destroy(), origin.destroy()));
      socket.on('close', () => sockets.delete(socket));
    }
    browser.on('close', () => origin.destroy());
    connect(browser, origin, up);
    connect(origin, browser, down);
    setTimeout(() => browser.resume(), shape.rttMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function connect(from: Socket, to: Socket, enqueue: (packet: Packet) => void): void {
  let waiting = 0;
  from.on('data', (chunk: Buffer) => {
    waiting += chunk.length;
    if (waiting > HIGH_WATER) from.pause();
    for (let at = 0; at < chunk.length; at += PACKET) {
      const data = chunk.subarray(at, at + PACKET);
      enqueue({
        to,
        data,
        sent() {
          waiting -= data.length;
          if (waiting < HIGH_WATER / 2 && from.isPaused()) from.resume();
        },
      });
    }
  });
  from.on('end', () => enqueue({ to, data: null }));
}

/** Connects one direction. Packets leave one after the other at the link's rate and arrive after its delay. */
function createLane(bitsPerSecond: number, delayMs: number): (packet: Packet) => void {
  let free = 0;
  const arrivals: { at: number; packet: Packet }[] = [];
  let timer: NodeJS.Timeout | undefined;

  const deliver = (): void => {
    timer = undefined;
    const now = performance.now();
    while (arrivals[0] && arrivals[0].at <= now) {
      const { packet } = arrivals.shift() as { packet: Packet };
      packet.sent?.();
      if (packet.to.destroyed) continue;
      if (packet.data) packet.to.write(packet.data);
      else packet.to.end();
    }
    const next = arrivals[0];
    if (next) timer = setTimeout(deliver, Math.max(0, next.at - now));
  };

  return (packet) => {
    free = Math.max(free, performance.now()) + ((packet.data?.length ?? 0) * 8000) / bitsPerSecond;
    arrivals.push({ at: free + delayMs, packet });
    timer ??= setTimeout(deliver, delayMs);
  };
}
