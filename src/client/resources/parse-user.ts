import type { SessionWithActivitiesJSON } from '../../protocol/json/client.ts';
import type {
  EmailAddressJSON,
  ExternalAccountJSON,
  PhoneNumberJSON,
  UserJSON,
  Web3WalletJSON,
} from '../../protocol/json/user.ts';
import { camelize } from './camelize.ts';
import type { ResourceContext } from './context.ts';
import { lazyMethods } from './lazy-methods.ts';
import { buildMergePatch } from './merge-patch.ts';
import type { UserParts } from './methods/user-methods.ts';
import { parseVerification } from './parse-verification.ts';
import type {
  EmailAddressResource,
  ExternalAccountResource,
  PhoneNumberResource,
  SessionActivityResource,
  SessionWithActivitiesResource,
  UpdateUserParams,
  UserResource,
  VerificationResource,
  Web3WalletResource,
} from './types.ts';

/**
 * Parses a user. Returns the previous snapshot while it is the same user and `updated_at` has not grown, so that
 * listeners can compare by reference (docs/protocol.md#the-envelope).
 *
 * @param sessionId the session the user is signed in with: its calls are made for it
 */
export function parseUser(
  json: UserJSON,
  previous: UserResource | null | undefined,
  sessionId: string,
  context: ResourceContext,
): UserResource {
  if (previous?.id === json.id && !(json.updated_at > previous.updatedAt.getTime())) return previous;
  /** @param at collection below `/me`, or an empty text @param names of the methods */
  const methods = (at: string, names: string) =>
    lazyMethods<UserParts>(names, { context, sessionId, path: `/me${at}` }, async () =>
      at
        ? (await import('./methods/owned-methods.ts')).ownedMethods
        : (await import('./methods/user-methods.ts')).userMethods,
    );
  const owned = <J extends OwnedJSON, R>(items: J[] | undefined, at: string, label: keyof J | '', names: string) =>
    list(items, (item) => parseOwned(item, context, label, methods(`/${at}/${item.id}`, names)) as R);
  const emailAddresses = owned<EmailAddressJSON, EmailAddressResource>(
    json.email_addresses,
    'email_addresses',
    'email_address',
    'prepareVerification attemptVerification createEmailLinkFlow destroy',
  );
  const phoneNumbers = owned<PhoneNumberJSON, PhoneNumberResource>(
    json.phone_numbers,
    'phone_numbers',
    'phone_number',
    'prepareVerification attemptVerification setReservedForSecondFactor makeDefaultSecondFactor destroy',
  );
  const web3Wallets = owned<Web3WalletJSON, Web3WalletResource>(
    json.web3_wallets,
    'web3_wallets',
    'web3_wallet',
    'prepareVerification attemptVerification destroy',
  );
  const externalAccounts = owned<ExternalAccountJSON, ExternalAccountResource>(
    json.external_accounts?.map((account) => ({ ...account, provider: account.provider.replace('oauth_', '') })),
    'external_accounts',
    '',
    'reauthorize destroy',
  );
  const call = <T>(method: 'GET' | 'PATCH', path: string, body?: object) =>
    context.call<T>(path, { method, body, sessionId });
  /** The store has the newest already, when the answer carried the client. */
  const settle = (answer: UserJSON): UserResource => {
    const stored = context.client()?.sessions.find((session) => session.id === sessionId)?.user;
    return parseUser(answer, stored, sessionId, context);
  };
  const reload = async () => settle(await call('GET', '/me'));
  return Object.freeze({
    ...EMPTY,
    ...camelize(json),
    fullName: [json.first_name, json.last_name].filter(Boolean).join(' ') || null,
    emailAddresses,
    phoneNumbers,
    web3Wallets,
    externalAccounts,
    passkeys: owned(json.passkeys, 'passkeys', '', 'update delete'),
    ...methods(
      '',
      'createEmailAddress createPhoneNumber createWeb3Wallet createExternalAccount createPasskey createTOTP ' +
        'verifyTOTP disableTOTP createBackupCode updatePassword removePassword',
    ),
    primaryEmailAddress: byId(emailAddresses, json.primary_email_address_id),
    primaryPhoneNumber: byId(phoneNumbers, json.primary_phone_number_id),
    primaryWeb3Wallet: byId(web3Wallets, json.primary_web3_wallet_id),
    hasVerifiedEmailAddress: emailAddresses.some(isVerified),
    hasVerifiedPhoneNumber: phoneNumbers.some(isVerified),
    verifiedWeb3Wallets: web3Wallets.filter(isVerified),
    verifiedExternalAccounts: externalAccounts.filter(isVerified),
    unverifiedExternalAccounts: externalAccounts.filter((account) => !isVerified(account)),
    isPrimaryIdentification: ({ id }: { id: string }) =>
      [json.primary_email_address_id, json.primary_phone_number_id, json.primary_web3_wallet_id].includes(id),
    createdAt: new Date(json.created_at ?? Date.now()),
    updatedAt: new Date(json.updated_at ?? Date.now()),
    async update({ unsafeMetadata, ...fields }: UpdateUserParams) {
      let user: UserResource | undefined;
      if (Object.keys(fields).length) user = settle(await call('PATCH', '/me', fields));
      if (unsafeMetadata) {
        // The API merges; to replace the whole, what is there now and not in the new value is deleted.
        const patch = buildMergePatch((await reload()).unsafeMetadata, unsafeMetadata);
        user = settle(await call('PATCH', '/me/metadata', { unsafeMetadata: patch }));
      }
      return user ?? settle(json);
    },
    reload,
    getSessions: async () =>
      list(await call<SessionWithActivitiesJSON[]>('GET', '/me/sessions/active'), (session) =>
        parseSessionWithActivities(session, sessionId, context),
      ),
  }) as unknown as UserResource;
}

const EMPTY = { externalId: null, username: null, firstName: null, lastName: null, lastSignInAt: null };

type OwnedJSON = { id: string; verification?: EmailAddressJSON['verification'] };

/** @param label key of the text it is known by */
function parseOwned<J extends OwnedJSON>(
  json: J,
  context: ResourceContext,
  label: keyof J | '',
  methods: object,
): unknown {
  return Object.freeze({
    ...camelize(json),
    verification: parseVerification(json.verification, context),
    ...methods,
    ...(label && { toString: () => `${json[label]}` }),
  });
}

function parseSessionWithActivities(
  json: SessionWithActivitiesJSON,
  sessionId: string,
  context: ResourceContext,
): SessionWithActivitiesResource {
  return Object.freeze({
    ...camelize(json),
    latestActivity: Object.freeze(camelize(json.latest_activity ?? {}) as unknown as SessionActivityResource),
    revoke: async () => {
      await context.call(`/me/sessions/${encodeURIComponent(json.id)}/revoke`, { method: 'POST', sessionId });
    },
  }) as unknown as SessionWithActivitiesResource;
}

function byId<Owned extends { id: string }>(all: readonly Owned[], id: string | null): Owned | null {
  return all.find((each) => each.id === id) ?? null;
}

function isVerified({ verification }: { verification: VerificationResource }): boolean {
  return verification.status === 'verified';
}

function list<T, R>(items: T[] | null | undefined, parse: (item: T) => R): R[] {
  return Object.freeze((items ?? []).map(parse)) as R[];
}
