import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { NotificationKind } from '../../../src/server/delivery/port.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { type AuthenticatorApp, enrolTotp } from '../../support/second-factors.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet, type TestWallet } from '../../support/test-wallet.ts';
import { METAMASK } from '../../support/wallets.ts';
import { addCoded, addWallet, OTHER_EMAIL, type OwnedIds, WHOLE_EMAIL } from '../../support/whole-account.ts';
import { authorizationOf, comeBack, PAGES, STRATEGY } from '../factors/oauth/sign-in-with.ts';

export const SECOND_PHONE = '+12025550147';
export const NEW_PASSWORD = 'another plain long phrase';

export interface World {
  instance: TestInstance;
  browser: TestBrowser;
  ids: OwnedIds;
  idp: OpenIdProvider;
  /** Set by a change that needs it. */
  app?: AuthenticatorApp;
  wallet?: TestWallet;
  /** Id of something that the change made ready. */
  made?: string;
}

export type Call = [verb: 'POST' | 'PATCH' | 'DELETE', path: string, form?: Record<string, string>];
/** Who is told, and what. */
export type Mail = [to: string, kind: NotificationKind];

export interface Change {
  /** What happens to the account. */
  what: string;
  prepare?(world: World): Promise<unknown>;
  /** The request that has to be fresh. */
  call(world: World): Call;
  /** What completes it. */
  finish?(world: World, answer: Answer): Promise<unknown>;
  mails: Mail[];
  /** A person who lost a device has to be able to sign it out at once. */
  needsNoProof?: boolean;
}

const told = (...kinds: NotificationKind[]): Mail[] => kinds.map((kind) => [WHOLE_EMAIL, kind]);
const user = (form: Record<string, string>): Call => ['PATCH', '/v1/me', form];

export async function ok(answer: Promise<Answer>): Promise<Answer> {
  const given = await answer;
  assert.equal(given.status, 200, JSON.stringify(given.body));
  return given;
}

/** Sends a code to an address or number that was added, and types it in. */
const proveByCode =
  (collection: 'email_addresses' | 'phone_numbers', strategy: string, to: string) =>
  async ({ instance, browser }: World, { response }: Answer) => {
    const path = `/v1/me/${collection}/${response.id}`;
    await ok(browser.post(`${path}/prepare_verification`, { strategy }));
    await ok(browser.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode(to) }));
  };
const addSecondPhone = async (world: World, fields = {}) => {
  world.made = await addCoded(world.instance, world.browser, 'phone', SECOND_PHONE, fields);
};
const reserve = ({ browser, ids }: World, reserved: boolean) =>
  ok(browser.override('PATCH', `/v1/me/phone_numbers/${ids.phone}`, { reserved_for_second_factor: `${reserved}` }));
const withApp = async (world: World) => {
  world.app = await enrolTotp(world.instance, world.browser);
};

/** Every change of an account that its owner is told about. */
export const CHANGES: Change[] = [
  {
    what: 'a first password is set',
    prepare: ({ browser }) => ok(browser.post('/v1/me/remove_password')),
    call: () => ['POST', '/v1/me/change_password', { new_password: NEW_PASSWORD }],
    mails: told('password_added'),
  },
  {
    what: 'the password is changed',
    call: () => ['POST', '/v1/me/change_password', { current_password: PASSWORD, new_password: NEW_PASSWORD }],
    mails: told('password_changed'),
  },
  {
    what: 'the password is removed',
    call: () => ['POST', '/v1/me/remove_password'],
    mails: told('password_removed'),
  },
  {
    what: 'the username is changed',
    call: () => user({ username: 'countess' }),
    mails: told('username_changed'),
  },
  {
    what: 'the username is removed',
    call: () => user({ username: '' }),
    mails: told('username_removed'),
  },
  {
    what: 'an email address is added',
    call: () => ['POST', '/v1/me/email_addresses', { email_address: 'c@example.com' }],
    finish: proveByCode('email_addresses', 'email_code', 'c@example.com'),
    mails: told('email_address_added'),
  },
  {
    what: 'another email address becomes primary',
    call: ({ ids }) => user({ primary_email_address_id: ids.email }),
    mails: [...told('primary_email_address_changed'), [OTHER_EMAIL, 'primary_email_address_changed']],
  },
  {
    what: 'an email address is removed',
    call: ({ ids }) => ['DELETE', `/v1/me/email_addresses/${ids.email}`],
    mails: [...told('email_address_removed'), [OTHER_EMAIL, 'email_address_removed']],
  },
  {
    what: 'the primary email address is removed',
    async prepare(world) {
      const { response } = await world.browser.get('/v1/me');
      world.made = response.primary_email_address_id;
    },
    call: ({ made }) => ['DELETE', `/v1/me/email_addresses/${made}`],
    mails: [...told('email_address_removed'), [OTHER_EMAIL, 'email_address_removed']],
  },
  {
    what: 'a phone number is added',
    call: () => ['POST', '/v1/me/phone_numbers', { phone_number: SECOND_PHONE }],
    finish: proveByCode('phone_numbers', 'phone_code', SECOND_PHONE),
    mails: told('phone_number_added'),
  },
  {
    what: 'another phone number becomes primary',
    prepare: (world) => addSecondPhone(world),
    call: ({ made = '' }) => user({ primary_phone_number_id: made }),
    mails: told('primary_phone_number_changed'),
  },
  {
    what: 'a phone number is removed',
    call: ({ ids }) => ['DELETE', `/v1/me/phone_numbers/${ids.phone}`],
    mails: told('phone_number_removed'),
  },
  {
    what: 'a phone number is added as second factor',
    call: () => ['POST', '/v1/me/phone_numbers', { phone_number: SECOND_PHONE, reserved_for_second_factor: 'true' }],
    finish: proveByCode('phone_numbers', 'phone_code', SECOND_PHONE),
    mails: told('phone_second_factor_enabled'),
  },
  {
    what: 'a phone number becomes a second factor',
    call: ({ ids }) => ['PATCH', `/v1/me/phone_numbers/${ids.phone}`, { reserved_for_second_factor: 'true' }],
    mails: told('phone_second_factor_enabled'),
  },
  {
    what: 'a phone number is no longer a second factor',
    async prepare(world) {
      await withApp(world);
      await reserve(world, true);
    },
    call: ({ ids }) => ['PATCH', `/v1/me/phone_numbers/${ids.phone}`, { reserved_for_second_factor: 'false' }],
    mails: told('phone_second_factor_disabled'),
  },
  {
    what: 'another phone number becomes the first for codes',
    async prepare(world) {
      await withApp(world);
      await reserve(world, true);
      await addSecondPhone(world, { reserved_for_second_factor: 'true' });
    },
    call: ({ made }) => ['PATCH', `/v1/me/phone_numbers/${made}`, { default_second_factor: 'true' }],
    mails: told('default_phone_number_changed'),
  },
  {
    what: 'a wallet is added',
    async prepare(world) {
      world.wallet = createTestWallet();
    },
    call: ({ wallet }) => ['POST', '/v1/me/web3_wallets', { web3_wallet: wallet?.address ?? '' }],
    async finish({ browser, wallet }, { response }) {
      const path = `/v1/me/web3_wallets/${response.id}`;
      const prepared = await ok(browser.post(`${path}/prepare_verification`, { strategy: METAMASK }));
      const signature = wallet?.sign(prepared.response.verification.message) ?? '';
      await ok(browser.post(`${path}/attempt_verification`, { strategy: METAMASK, signature }));
    },
    mails: told('wallet_added'),
  },
  {
    what: 'another wallet becomes primary',
    async prepare(world) {
      world.made = await addWallet(world.browser);
    },
    call: ({ made = '' }) => user({ primary_web3_wallet_id: made }),
    mails: told('primary_wallet_changed'),
  },
  {
    what: 'a wallet is removed',
    call: ({ ids }) => ['DELETE', `/v1/me/web3_wallets/${ids.web3}`],
    mails: told('wallet_removed'),
  },
  {
    what: 'an account at a provider is connected',
    call: () => ['POST', '/v1/me/external_accounts', { strategy: STRATEGY, ...PAGES }],
    async finish({ browser, idp }, started) {
      await comeBack(browser, await idp.authorize(authorizationOf(started), 'ada'));
    },
    mails: told('connected_account_added'),
  },
  {
    what: 'an account at a provider is disconnected',
    call: ({ ids }) => ['DELETE', `/v1/me/external_accounts/${ids.external}`],
    mails: told('connected_account_removed'),
  },
  {
    what: 'a passkey is added',
    call: () => ['POST', '/v1/me/passkeys'],
    async finish({ browser }, { response }) {
      const public_key_credential = new Authenticator().create(response.verification.nonce);
      const form = { strategy: 'passkey', public_key_credential };
      await ok(browser.post(`/v1/me/passkeys/${response.id}/attempt_verification`, form));
    },
    mails: told('passkey_added'),
  },
  {
    what: 'a passkey is renamed',
    call: ({ ids }) => ['PATCH', `/v1/me/passkeys/${ids.passkey}`, { name: 'Mine' }],
    mails: told('passkey_renamed'),
  },
  {
    what: 'a passkey is removed',
    call: ({ ids }) => ['DELETE', `/v1/me/passkeys/${ids.passkey}`],
    mails: told('passkey_removed'),
  },
  {
    what: 'an authenticator app is switched on',
    call: () => ['POST', '/v1/me/totp'],
    async finish(world, { response }) {
      const { code } = codesOf(world.instance, response.secret);
      await ok(world.browser.post('/v1/me/totp/attempt_verification', { code: code() }));
    },
    mails: told('totp_enabled'),
  },
  {
    what: 'an authenticator app is switched off',
    prepare: withApp,
    call: () => ['DELETE', '/v1/me/totp'],
    mails: told('totp_disabled'),
  },
  {
    what: 'new backup codes are made',
    prepare: withApp,
    call: () => ['POST', '/v1/me/backup_codes'],
    mails: told('backup_codes_created'),
  },
  {
    what: 'another device is signed out',
    async prepare(world) {
      const form = { identifier: WHOLE_EMAIL, password: PASSWORD };
      const { response } = await ok(world.instance.browser().post('/v1/client/sign_ins', form));
      world.made = response.created_session_id;
    },
    call: ({ made }) => ['POST', `/v1/me/sessions/${made}/revoke`],
    mails: told('session_revoked'),
    needsNoProof: true,
  },
  {
    what: 'the account is deleted',
    call: () => ['DELETE', '/v1/me'],
    mails: [...told('account_deleted'), [OTHER_EMAIL, 'account_deleted']],
  },
];

function codesOf(instance: TestInstance, secret: string): { code(): string } {
  return {
    code: () => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: instance.clock.now() }),
  };
}
