import net, { type Socket } from 'node:net';

/** A minimal HTTP/1.1 client on one connection, so that the client takes little of the measured machine. */
export class KeepAlive {
  #socket: Socket;
  #buffer: Buffer = Buffer.alloc(0);
  #done: ((status: number) => void) | undefined;

  constructor(port: number) {
    this.#socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', () => this.#done?.(0));
    this.#socket.on('close', () => this.#done?.(0));
  }

  /** Sends a complete request. @returns the status of the answer; 0 if the connection broke */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.#done = resolve;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#buffer = this.#buffer.length ? Buffer.concat([this.#buffer, chunk]) : chunk;
    const head = this.#buffer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const headers = this.#buffer.toString('latin1', 0, head);
    const length = /\r\ncontent-length: (\d+)/i.exec(headers)?.[1];
    const end = length === undefined ? this.#chunkedEnd(head + 4) : head + 4 + Number(length);
    if (end < 0 || this.#buffer.length < end) return;
    this.#buffer = this.#buffer.subarray(end);
    this.#done?.(Number(headers.slice(9, 12)));
  }

  #chunkedEnd(from: number): number {
    const at = this.#buffer.indexOf('0\r\n\r\n', from);
    return at < 0 ? -1 : at + 5;
  }
}
