/** The parts of a response of Node, Connect or Express that the adapters use. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string | string[]): unknown;
  // oxlint-disable-next-line typescript/no-explicit-any -- Node's overloads fit no other type
  write(chunk: any): boolean;
  end(): unknown;
  once(event: string, listener: () => void): unknown;
  readonly destroyed?: boolean;
}

interface PatchableResponse extends NodeResponse {
  appendHeader(name: string, value: string): unknown;
  writeHead(status: number, ...rest: unknown[]): unknown;
  _implicitHeader?: unknown;
}

/**
 * Adds headers to whatever a handler will answer. They are written at the last moment: a handler that sets `Set-Cookie` of
 * its own, by `setHeader` or by `writeHead`, would take them away.
 */
export function addHeaders(response: NodeResponse, headers: Headers): void {
  const lines = [...headers];
  if (!lines.length) return;
  const target = response as PatchableResponse;
  // What the handler says about caches gives way: its page has the cookies of this visitor.
  const append = (): void =>
    lines.forEach(
      ([name, value]) =>
        void (name === 'set-cookie' ? target.appendHeader : target.setHeader).call(target, name, value),
    );
  // Responses of HTTP/2 do not always call `writeHead`.
  if (typeof target._implicitHeader !== 'function') return append();
  const { writeHead } = target;
  target.writeHead = (status, ...rest) => {
    target.writeHead = writeHead;
    const given = rest.at(-1);
    if (typeof given === 'object' && given !== null) setAll(target, given);
    append();
    return typeof rest[0] === 'string' ? target.writeHead(status, rest[0]) : target.writeHead(status);
  };
}

/** Sets headers that were given to `writeHead`: an object, a flat list of names and values, or a list of pairs. */
function setAll(target: PatchableResponse, given: object): void {
  if (!Array.isArray(given)) {
    for (const [name, value] of Object.entries(given)) if (value !== undefined) target.setHeader(name, value);
    return;
  }
  const flat = given.flat() as string[];
  const values = new Map<string, string[]>();
  for (let at = 0; at < flat.length; at += 2) {
    const name = String(flat[at]);
    values.set(name, [...(values.get(name) ?? []), String(flat[at + 1])]);
  }
  for (const [name, list] of values) target.setHeader(name, list.length > 1 ? list : (list[0] as string));
}

/** Answers with a web response. The body is streamed as fast as the client reads. */
export async function sendAnswer(response: NodeResponse, answer: Response): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length) response.setHeader('Set-Cookie', cookies);
  const reader = answer.body?.getReader();
  if (reader) await pipe(reader, response);
  response.end();
}

async function pipe(reader: ReadableStreamDefaultReader<Uint8Array>, response: NodeResponse): Promise<void> {
  const gone = new Promise<'gone'>((resolve) => response.once('close', () => resolve('gone')));
  for (;;) {
    const chunk = await Promise.race([reader.read(), gone]);
    if (chunk === 'gone') return reader.cancel();
    if (chunk.done) return;
    if (!response.write(chunk.value)) {
      await Promise.race([gone, new Promise<void>((resolve) => response.once('drain', resolve))]);
    }
  }
}
