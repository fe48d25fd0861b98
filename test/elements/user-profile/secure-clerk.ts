import type { UserResource } from '../../../src/client/resources/types/user.ts';
import type { PasskeyResource } from '../../../src/client/resources/types/user-factors.ts';
import { household, mountAccount, type MountedAccount } from '../user-button/account.ts';
import { type AccountClerk, deviceOf } from '../user-button/account-clerk.ts';

export interface SecureOptions {
  user?: Partial<UserResource>;
  /** `password_settings` of the instance. */
  password?: object;
  /** Attributes of the instance, by name. */
  attributes?: Record<string, object>;
  /** How many users are signed in. */
  people?: number;
}

/** An instance whose user has a password, and may have passkeys and delete the account. */
export function secureClerk({ user = {}, password, attributes, people = 1 }: SecureOptions = {}): AccountClerk {
  const clerk = household(password ? { password } : {}, people);
  const settings = (clerk.__internal_environment as unknown as { user_settings: { attributes: object } }).user_settings;
  Object.assign(settings.attributes, {
    email_address: { enabled: true, first_factors: ['email_code'] },
    passkey: { enabled: true, first_factors: ['passkey'] },
    ...attributes,
  });
  const show = (change: Partial<UserResource>) => clerk.activate({ ...(clerk.user as UserResource), ...change });
  Object.assign(clerk, { buildAfterSignOutUrl: () => '/signed-out' });
  show({
    passwordEnabled: true,
    deleteSelfEnabled: true,
    hasVerifiedEmailAddress: true,
    passkeys: [],
    async updatePassword(params: object) {
      await clerk.call('updatePassword', params);
      show({ passwordEnabled: true });
    },
    async removePassword(params: object) {
      await clerk.call('removePassword', params);
      show({ passwordEnabled: false });
    },
    async createPasskey() {
      await clerk.call('createPasskey');
      show({ passkeys: [...(clerk.user?.passkeys ?? []), passkey(clerk, 'pky_new', { name: 'Chrome on Linux' })] });
    },
    async getSignInMethods() {
      return [];
    },
    async delete() {
      await clerk.call('delete');
      const left = clerk.client?.signedInSessions.filter((session) => session.user?.id !== clerk.user?.id) ?? [];
      clerk.client = { id: 'client_1', signedInSessions: left };
      clerk.activate(null);
    },
    ...user,
  } as Partial<UserResource>);
  clerk.devices = [
    deviceOf(clerk, 'sess_user_ada'),
    deviceOf(clerk, 'sess_2', { deviceType: 'iPhone', isMobile: true, browserName: 'Safari', browserVersion: '17.5' }),
    deviceOf(clerk, 'sess_3', { deviceType: 'iPad', isMobile: true, browserName: 'Safari', browserVersion: '17.5' }),
  ];
  return clerk;
}

/** Returns a passkey of the user. Its calls are those of the instance. */
export function passkey(
  clerk: AccountClerk,
  id: string,
  { name = 'My laptop', isOn = true, ...rest }: Partial<PasskeyResource> & { isOn?: boolean } = {},
): PasskeyResource {
  const change = (edit: (all: readonly PasskeyResource[]) => PasskeyResource[]) =>
    clerk.activate({ ...(clerk.user as UserResource), passkeys: edit(clerk.user?.passkeys ?? []) });
  return {
    id,
    name,
    createdAt: new Date(Date.now() - 60_000),
    lastUsedAt: null,
    verification: { status: isOn ? 'verified' : 'unverified' },
    async update(params: { name: string }) {
      await clerk.call('renamePasskey', params);
      change((all) => all.map((each) => (each.id === id ? passkey(clerk, id, { ...rest, ...params }) : each)));
    },
    async delete() {
      await clerk.call('deletePasskey', id);
      change((all) => all.filter((each) => each.id !== id));
    },
    ...rest,
  } as unknown as PasskeyResource;
}

export interface Security extends MountedAccount<HTMLElementTagNameMap['clerk-user-profile']> {
  /** Opens an editor by its button. */
  open(editor: string): Promise<void>;
  /** Chooses an entry of the menu of a section's first row. */
  choose(section: string, entry: string): Promise<void>;
  type(name: string, value: string): void;
  /** Presses the main button of the open card. */
  save(): Promise<void>;
  /** Returns the arguments of the calls with a name. */
  calls(name: string): unknown[];
}

/** Shows the security page. */
export async function security(clerk = secureClerk()): Promise<Security> {
  const mounted = await mountAccount('clerk-user-profile', {
    clerk,
    properties: { __experimental_startPath: 'security' },
  });
  const { find, settled } = mounted;
  return {
    ...mounted,
    async open(editor) {
      find(`[data-opens=${editor}]`).click();
      await settled();
    },
    async choose(section, entry) {
      find(`.cl-profileSection__${section} .cl-menuButton`).click();
      await settled();
      find(`.cl-profileSection__${section} .cl-menuItem__${entry}`).click();
      await settled();
    },
    type(name, value) {
      const input = find<HTMLInputElement>(`.cl-actionCard input[name=${name}]`);
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    async save() {
      find('.cl-actionCard .cl-formButtonPrimary').click();
      await settled();
    },
    calls: (name) => clerk.calls.filter((call) => call.name === name).map(({ args }) => args[0]),
  };
}
