import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';

/** A button, field or window of the browser itself. */
export interface View {
  name: string;
  /** The text of a label or button, or the value of a field. */
  text: string;
  /** Pixels of the display. */
  x: number;
  y: number;
  width: number;
  height: number;
}

interface ViewNode {
  nodeId: number;
  nodeName: string;
  attributes?: string[];
  children?: ViewNode[];
}

const execute = promisify(execFile);

/** The windows of a Chromium that runs with `--enable-ui-devtools=0`: reads its bubbles, and presses their buttons. */
export class ChromiumWindows {
  #nextId = 0;
  readonly #socket: WebSocket;
  readonly #display: string;
  readonly #pending = new Map<number, (result: unknown) => void>();

  private constructor(socket: WebSocket, display: string) {
    this.#socket = socket;
    this.#display = display;
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(data as string) as { id?: number; result?: unknown };
      if (id !== undefined) this.#pending.get(id)?.(result);
    });
  }

  /** @param profile the folder of the browser's profile, where it writes its port */
  static async open(profile: string, display: string): Promise<ChromiumWindows> {
    const file = path.join(profile, 'UIDevToolsActivePort');
    const port = await eventually(async () => (await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/0`);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new ChromiumWindows(socket, display);
  }

  /** Returns whether a window of this name is open. */
  async isOpen(name: string): Promise<boolean> {
    return (await this.#window(name)) !== undefined;
  }

  /** Returns everything in the window of this name, or undefined when it is not open. */
  async read(name: string): Promise<View[] | undefined> {
    const found = await this.#window(name);
    if (!found) return undefined;
    const views: View[] = [];
    const add = async (node: ViewNode, left: number, top: number): Promise<void> => {
      const { Text = '', X, Y, Width, Height } = await this.#properties(node);
      const [x, y] = [left + Number(X), top + Number(Y)];
      views.push({ name: nameOf(node), text: Text, x, y, width: Number(Width), height: Number(Height) });
      for (const child of node.children ?? []) await add(child, x, y);
    };
    const origin = await this.#properties(found);
    for (const child of found.children ?? []) await add(child, Number(origin['X']), Number(origin['Y']));
    return views;
  }

  /** Presses the middle of a view, as a person does with a mouse. */
  async press({ x, y, width, height }: View): Promise<void> {
    const env = { ...process.env, DISPLAY: this.#display };
    const at = [x + width / 2, y + height / 2].map((pixels) => `${Math.round(pixels)}`);
    await execute('xdotool', ['mousemove', ...at, 'click', '1'], { env });
  }

  close(): void {
    this.#socket.close();
  }

  /** Finds the widget of a window. */
  async #window(name: string): Promise<ViewNode | undefined> {
    const { root } = await this.#send<{ root: ViewNode }>('DOM.getDocument', {});
    const search = (node: ViewNode): ViewNode | undefined => {
      if (node.nodeName === 'Widget' && nameOf(node) === name) return node;
      for (const child of node.children ?? []) {
        const found = search(child);
        if (found) return found;
      }
      return undefined;
    };
    return search(root);
  }

  async #properties({ nodeId }: ViewNode): Promise<Readonly<Record<string, string>>> {
    const answer = await this.#send<{
      matchedCSSRules?: { rule: { style: { cssProperties: { name: string; value: string }[] } } }[];
    }>('CSS.getMatchedStylesForNode', { nodeId });
    const all = (answer?.matchedCSSRules ?? []).flatMap(({ rule }) => rule.style.cssProperties);
    const properties = Object.fromEntries(all.map(({ name, value }) => [name, value]));
    // A widget calls its place by small letters.
    return { X: properties['x'] ?? '0', Y: properties['y'] ?? '0', ...properties };
  }

  #send<Result>(method: string, params: object): Promise<Result> {
    const id = ++this.#nextId;
    const answer = new Promise<unknown>((resolve) => this.#pending.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answer as Promise<Result>;
  }
}

function nameOf({ attributes = [] }: ViewNode): string {
  return attributes[attributes.indexOf('name') + 1] ?? '';
}
