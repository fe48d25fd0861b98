import type { StoryLocator } from '../story-page.ts';
import { type Step, selectAll, stateOf, type Text } from './find-parts.ts';
import { patiently } from './patiently.ts';
import { type ElementReference, idOf } from './session.ts';
import type { WebKitPage } from './webkit-page.ts';

type State = 'attached' | 'detached' | 'visible' | 'hidden';

/** The name that assistive technology is given. */
interface Name {
  name: string | RegExp;
  exact: boolean;
}

export function textOf(text: string | RegExp): Text {
  return typeof text === 'string' ? { source: text, flags: undefined } : { source: text.source, flags: text.flags };
}

export function cssStep(selector: string): Step {
  const bare = selector.replace(/:visible$/, '');
  return { by: 'css', selector: bare, isVisible: bare !== selector };
}

/** Elements of a page that are looked up anew for each action. */
export class WebKitLocator implements StoryLocator {
  readonly #page: WebKitPage;
  readonly #steps: readonly Step[];
  readonly #name: Name | undefined;

  constructor(page: WebKitPage, steps: readonly Step[], name?: Name) {
    this.#page = page;
    this.#steps = steps;
    this.#name = name;
  }

  locator(selector: string): WebKitLocator {
    return this.#narrowed(cssStep(selector));
  }
  filter({ hasText }: { hasText: string | RegExp }): WebKitLocator {
    return this.#narrowed({ by: 'text', text: textOf(hasText) });
  }
  first(): WebKitLocator {
    return this.#narrowed({ by: 'first' });
  }
  #narrowed(step: Step): WebKitLocator {
    return new WebKitLocator(this.#page, [...this.#steps, step], this.#name);
  }

  async count(): Promise<number> {
    return (await this.#find()).length;
  }

  async waitFor({ state = 'visible' }: { state?: State } = {}): Promise<void> {
    await patiently(`${this} is ${state}`, async () => {
      const found = await this.#find();
      if (state === 'attached') return found.length > 0;
      if (state === 'detached') return found.length === 0;
      const states = await Promise.all(found.map((each) => this.#page.call(stateOf, each)));
      return states.some(({ isVisible }) => isVisible) === (state === 'visible');
    });
  }

  async click(): Promise<void> {
    await this.#act('is clicked', async (element) => {
      const { isVisible, isEnabled } = await this.#page.call(stateOf, element);
      if (!isVisible || !isEnabled) return false;
      await this.#page.send('POST', `/element/${idOf(element)}/click`);
      return true;
    });
  }

  async fill(text: string): Promise<void> {
    await this.#act('is filled in', async (element) => {
      const { isVisible, isEnabled } = await this.#page.call(stateOf, element);
      if (!isVisible || !isEnabled) return false;
      await this.#page.call(selectAll, element);
      return true;
    });
    await (text ? this.#page.keyboard.type(text) : this.#page.keyboard.press('Backspace'));
  }

  async setInputFiles(file: string): Promise<void> {
    await this.#act('takes a file', async (element) => {
      await this.#page.send('POST', `/element/${idOf(element)}/value`, { text: file });
      return true;
    });
  }

  textContent(): Promise<string | null> {
    return this.#read((element) => element.textContent);
  }
  inputValue(): Promise<string> {
    return this.#read((element) => (element as HTMLInputElement).value);
  }
  async getAttribute(name: string): Promise<string | null> {
    const element = await this.#one();
    return this.#page.send('GET', `/element/${idOf(element)}/attribute/${name}`);
  }

  async #read<T>(read: (element: Element) => T): Promise<T> {
    return this.#page.call(read, await this.#one());
  }
  #one(): Promise<ElementReference> {
    return patiently(`${this} is there`, async () => (await this.#find())[0]);
  }
  async #act(what: string, act: (element: ElementReference) => Promise<boolean>): Promise<void> {
    await patiently(`${this} ${what}`, async () => {
      const [element] = await this.#find();
      return element && act(element);
    });
  }

  async #find(): Promise<ElementReference[]> {
    const found = await this.#page.find(this.#steps);
    if (!this.#name) return found;
    const { name, exact } = this.#name;
    const names = await Promise.all(found.map((each) => this.#page.nameOf(each)));
    return found.filter((_, at) => {
      const given = (names[at] ?? '').replace(/\s+/g, ' ').trim();
      if (typeof name !== 'string') return name.test(given);
      return exact ? given === name : given.toLowerCase().includes(name.toLowerCase());
    });
  }

  toString(): string {
    return JSON.stringify(this.#steps) + (this.#name ? ` ${this.#name.name}` : '');
  }
}
