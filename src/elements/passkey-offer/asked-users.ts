import { attempt } from '../../client/platform/native.ts';
import type { KeyValueStorage } from '../../client/platform/platform.ts';

/** The most users that are kept; the last ones count. */
const MOST = 50;

/** The users who were offered a passkey in this browser. They are not asked again. */
export class AskedUsers {
  readonly #storage: KeyValueStorage;
  readonly #key: string;

  /** @param frontendApi host of the Frontend API: each instance has users of its own */
  constructor(storage: KeyValueStorage, frontendApi: string) {
    this.#storage = storage;
    this.#key = `__clerk_passkey_asked_${frontendApi}`;
  }

  has(userId: string): boolean {
    return this.#read().includes(userId);
  }

  add(userId: string): void {
    const others = this.#read().filter((id) => id !== userId);
    this.#storage.set(this.#key, JSON.stringify([userId, ...others].slice(0, MOST)));
  }

  /** What is stored may be anything: other scripts write there, too. */
  #read(): string[] {
    const list: unknown = attempt(() => JSON.parse(this.#storage.get(this.#key) ?? '[]'));
    return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [];
  }
}
