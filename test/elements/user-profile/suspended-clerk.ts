import type { UserResource } from '../../../src/client/resources/types/user.ts';
import type { SignInMethodResource } from '../../../src/client/resources/types/user-factors.ts';
import { AccountClerk, person } from '../user-button/account-clerk.ts';

const CHROME = { browserName: 'Chrome', browserVersion: '128.0', deviceType: 'Windows', isMobile: false };

/** Returns a sign-in method that a password reset has switched off. */
export function suspended(
  kind: SignInMethodResource['kind'],
  id: string,
  name: string,
  more: Partial<SignInMethodResource> = {},
): SignInMethodResource {
  const addedAt = new Date(2024, 4, 17, 9, 41);
  return { kind, id, name, addedAt, addedOn: CHROME, lastUsedAt: null, status: 'suspended', ...more };
}

/** An instance whose user has reset the password: a passkey, a number and a provider's account are switched off. */
export class SuspendedClerk extends AccountClerk {
  methods: SignInMethodResource[] = [
    suspended('phone_number', 'idn_p1', '+1********23'),
    suspended('external_account', 'eac_1', 'Google, mallory@evil.example', { addedOn: null }),
    suspended('passkey', 'pky_1', 'Windows Hello', { lastUsedAt: new Date(2024, 5, 1) }),
  ];
  #gone = new Set<string>();

  constructor() {
    super([]);
    this.publish();
  }

  /** Publishes the user. @param gone id of what was confirmed or removed */
  publish(gone = ''): void {
    this.#gone.add(gone);
    const user = this.#user();
    this.client = { id: 'client_1', signedInSessions: [{ id: `sess_${user.id}`, user } as never] };
    this.activate(user);
  }

  #user(): UserResource {
    const verification = (id: string) => ({ status: this.#gone.has(id) ? 'verified' : 'unverified', strategy: null });
    const confirm = async () => {
      await this.call('confirm', 'pky_1');
      this.publish('pky_1');
    };
    const also = {
      phoneNumbers: [{ id: 'idn_p1', phoneNumber: '+12015550123', verification: verification('idn_p1') }],
      externalAccounts: [
        {
          id: 'eac_1',
          provider: 'google',
          providerUserId: 'mallory',
          emailAddress: 'mallory@evil.example',
          approvedScopes: '',
          verification: verification('eac_1'),
        },
      ],
      passkeys: [
        { id: 'pky_1', name: 'Windows Hello', createdAt: new Date(), verification: verification('pky_1'), confirm },
      ],
      web3Wallets: [],
      getSignInMethods: async () => {
        await this.call('getSignInMethods');
        return this.methods;
      },
    };
    return person({ firstName: 'Ada', lastName: 'Berg', also: also as unknown as Partial<UserResource> }, () => this);
  }
}
