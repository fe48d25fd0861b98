import type { ReactiveController } from 'lit';
import { localStore } from '../../client/platform/local-storage.ts';
import { accountsKey } from '../../client/session/accounts-key.ts';
import { readAccounts, type RememberedAccount, writeAccounts } from '../../client/session/remembered-accounts.ts';
import type { UserButtonHost } from './user-button-host.ts';

/** The accounts that have signed out in this browser. Every tab of the page shows the same ones. */
export class RememberedList implements ReactiveController {
  readonly #host: UserButtonHost;

  constructor(host: UserButtonHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Returns the accounts that are not signed in again. Where the page does not want them, they are forgotten instead.
   */
  list(): RememberedAccount[] {
    const { clerk, environment, rememberAccounts } = this.#host;
    if (!clerk?.client || environment?.auth_config.single_session_mode !== false) return [];
    if (rememberAccounts === 'off' || clerk.__internal_getOption('rememberAccounts') === false) {
      this.#write([]);
      return [];
    }
    const signedIn = clerk.client.signedInSessions.map(({ publicUserData }) => publicUserData.identifier);
    return this.#read().filter(({ identifier }) => !signedIn.includes(identifier));
  }

  forget({ identifier }: RememberedAccount): void {
    this.#write(this.#read().filter((account) => account.identifier !== identifier));
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    addEventListener('storage', this.#changed);
  }

  hostDisconnected(): void {
    removeEventListener('storage', this.#changed);
  }

  get #key(): string {
    return accountsKey({ frontendApi: this.#host.clerk?.frontendApi ?? '' });
  }

  #read(): RememberedAccount[] {
    return readAccounts(localStore, this.#key);
  }

  #write(accounts: readonly RememberedAccount[]): void {
    writeAccounts(localStore, this.#key, accounts);
  }

  /** Another tab has changed the list, or the user has cleared the storage. */
  #changed = ({ key }: StorageEvent): void => {
    if (key === null || key === this.#key) this.#host.requestUpdate();
  };
}

/** Returns the parameter with which the sign-in page begins with an identifier; none for that of a wallet. */
export function signInParameter(identifier: string): Record<string, string> {
  if (identifier.includes('@')) return { email_address: identifier };
  if (/^\+\d+$/.test(identifier)) return { phone_number: identifier };
  return /^0x[\da-f]{40}$/i.test(identifier) ? {} : { username: identifier };
}
