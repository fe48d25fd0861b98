/** An error that WebDriver answered. */
export class WebDriverError extends Error {
  /** The protocol's own name, such as `stale element reference`. */
  readonly code: string;
  constructor(code: string, message: string, command: string) {
    super(`${command}: ${code} ${message}`);
    this.code = code;
  }
}

export interface ElementReference {
  'element-6066-11e4-a52e-4f735466cecf': string;
}

export const idOf = (element: ElementReference): string => element['element-6066-11e4-a52e-4f735466cecf'];

/** One browser behind WebDriver's HTTP protocol: https://www.w3.org/TR/webdriver2/. */
export class WebDriverSession {
  readonly #url: string;
  /** The window that commands go to. */
  #current = '';
  /** The command before. Commands of two tabs would otherwise choose each other's window. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(url: string) {
    this.#url = url;
  }

  /** @param driver URL of the driver @param capabilities what `alwaysMatch` is */
  static async create(driver: string, capabilities: object): Promise<WebDriverSession> {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const { sessionId } = (await send('POST', `${driver}/session`, body)) as { sessionId: string };
    return new WebDriverSession(`${driver}/session/${sessionId}`);
  }

  /** Sends a command about the whole browser. */
  send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<T> {
    return this.#inTurn(() => send(method, this.#url + path, body) as Promise<T>);
  }

  /** Sends a command to a window. */
  sendTo<T>(window: string, method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#current !== window) await send('POST', `${this.#url}/window`, { handle: window });
      this.#current = window;
      return (await send(method, this.#url + path, body)) as T;
    });
  }

  /** Returns the window that the session has begun with, or opens one more. */
  async open(): Promise<string> {
    if (!this.#current) {
      this.#current = await this.send<string>('GET', '/window');
      return this.#current;
    }
    return (await this.send<{ handle: string }>('POST', '/window/new', { type: 'tab' })).handle;
  }

  #inTurn<T>(command: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(command);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

async function send(method: string, url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, { method, ...(method === 'POST' && { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: { error: string; message: string } | null };
  if (!answer.ok)
    throw new WebDriverError(value?.error ?? '', value?.message ?? '', `${method} ${new URL(url).pathname}`);
  return value;
}
