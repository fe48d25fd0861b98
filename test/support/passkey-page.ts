import type { Authenticator, Lies } from './authenticator.ts';

/** The passkey functions of a page, with an authenticator in software. */
export interface PasskeyPage {
  /** Number of requests that wait for a suggestion in a field. */
  readonly waiting: number;
  /** Number of requests for a passkey so far. */
  readonly asked: number;
  /** Selects the passkey in the suggestions of the field, as the user does. */
  choose(): void;
  /** Sets what the authenticator lies about from now on; `cancel` closes the dialog instead. */
  behave(lies: Lies | 'cancel'): void;
  remove(): void;
}

type Request = CredentialRequestOptions & CredentialCreationOptions;

/** Gives this process `navigator.credentials` and `PublicKeyCredential`, as a page has them. */
export function addPasskeysToPage(authenticator: Authenticator): PasskeyPage {
  const waiting = new Set<() => void>();
  let lies: Lies | 'cancel' = {};
  let asked = 0;
  const perform = (json: (lies: Lies) => string) => {
    if (lies === 'cancel') throw new DOMException('closed', 'NotAllowedError');
    return revive(json(lies));
  };
  const credentials = {
    async create({ publicKey }: Request) {
      return perform((each) => authenticator.create(describe(publicKey), each));
    },
    async get({ publicKey, mediation, signal }: Request) {
      asked++;
      if (mediation === 'conditional') await wait(waiting, signal);
      if (signal?.aborted) throw new DOMException('ended', 'AbortError');
      return perform((each) => authenticator.get(describe(publicKey), each));
    },
  };
  const PublicKeyCredential = Object.assign(() => {}, { isConditionalMediationAvailable: async () => true });
  Object.defineProperty(globalThis.navigator, 'credentials', { value: credentials, configurable: true });
  Object.defineProperty(globalThis, 'PublicKeyCredential', { value: PublicKeyCredential, configurable: true });
  return {
    get waiting() {
      return waiting.size;
    },
    get asked() {
      return asked;
    },
    choose() {
      for (const go of waiting) go();
    },
    behave(next) {
      lies = next;
    },
    remove() {
      Reflect.deleteProperty(globalThis.navigator, 'credentials');
      Reflect.deleteProperty(globalThis, 'PublicKeyCredential');
    },
  };
}

async function wait(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = () => {
      waiting.delete(go);
      resolve();
    };
    waiting.add(go);
    signal?.addEventListener('abort', go);
  });
}

/** Returns the JSON text that the options were parsed from. */
function describe(options: unknown): string {
  return JSON.stringify(options, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
  );
}

/** Returns a credential with bytes, as browsers do. */
function revive(text: string): unknown {
  const { response, ...credential } = JSON.parse(text);
  const bytes = (value: string) => new Uint8Array(Buffer.from(value, 'base64url')).buffer;
  const { transports, ...fields } = response;
  const answered = Object.entries(fields).map(([name, value]) => [name, value === null ? null : bytes(String(value))]);
  return {
    ...credential,
    rawId: bytes(credential.rawId),
    response: { ...Object.fromEntries(answered), getTransports: () => transports ?? [] },
  };
}
