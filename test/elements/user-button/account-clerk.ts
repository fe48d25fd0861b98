import type { EnvironmentResource } from '../../../src/client/resources/types/environment.ts';
import type { EmailAddressResource } from '../../../src/client/resources/types/identifiers.ts';
import type { SessionResource, SessionWithActivitiesResource } from '../../../src/client/resources/types/session.ts';
import type {
  SetProfileImageParams,
  UpdateUserParams,
  UserResource,
} from '../../../src/client/resources/types/user.ts';
import type { SessionJSON } from '../../../src/protocol/json/client.ts';
import { ClerkAPIResponseError } from '../../../src/client/errors.ts';
import { apiError, environment, FakeClerk } from '../fake-clerk.ts';

/** A promise that the test settles. */
export interface Deferred<Value = void> {
  promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

export function deferred<Value = void>(): Deferred<Value> {
  return Promise.withResolvers<Value>();
}

/** Returns the error with which the API refuses a value of a form. */
export function refusal(code: string, paramName?: string): ClerkAPIResponseError {
  return new ClerkAPIResponseError(422, [apiError(code, paramName)]);
}

/** Returns an environment with names and usernames. */
export function accountEnvironment(change: Parameters<typeof environment>[0] = {}): EnvironmentResource {
  const base = environment(change);
  const attribute = { enabled: true, required: false, immutable: false };
  const names = ['email_address', 'username', 'first_name', 'last_name', 'password'];
  return {
    ...base,
    user_settings: {
      ...base.user_settings,
      attributes: Object.fromEntries(names.map((name) => [name, attribute])),
      username_settings: { min_length: 4, max_length: 64 },
    },
  } as unknown as EnvironmentResource;
}

/** An instance with signed-in users. It records calls, and the test answers them. */
export class AccountClerk extends FakeClerk {
  override user: UserResource | null | undefined = null;
  override session: SessionResource | null | undefined = null;
  override client: { id: string; signedInSessions: SessionResource[] } | undefined;
  readonly calls: { name: string; args: unknown[] }[] = [];
  /** The calls that change something. The profile may ask for the devices before they are shown. */
  get changes(): { name: string; args: unknown[] }[] {
    return this.calls.filter(({ name }) => name !== 'getSessions');
  }

  /** Answers to the next calls, by name. A call without an answer succeeds at once. */
  readonly answers: Record<string, Deferred<unknown> | undefined> = {};
  devices: SessionWithActivitiesResource[] = [];
  controls: Record<string, unknown> = {};

  constructor(people: readonly UserResource[] = [], change: Parameters<typeof environment>[0] = {}) {
    super();
    this.__internal_environment = accountEnvironment(change);
    this.client = { id: 'client_1', signedInSessions: people.map((user) => sessionOf(user)) };
    this.#show(people[0] ?? null);
  }

  /** Activates the session of another user, or none. */
  activate(user: UserResource | null): void {
    this.#show(user);
    this.set({});
  }

  /** Signs out everyone but these users. */
  keep(people: readonly UserResource[]): void {
    this.client = { id: 'client_1', signedInSessions: people.map((user) => sessionOf(user)) };
    this.activate(people[0] ?? null);
  }

  /** Records a call and returns its answer. */
  async call(name: string, ...args: unknown[]): Promise<unknown> {
    this.calls.push({ name, args });
    return this.answers[name]?.promise;
  }

  async load(options: object): Promise<void> {
    Object.assign(this.options, options);
  }
  async signOut(options: unknown): Promise<void> {
    await this.call('signOut', options);
  }
  async setActive(params: unknown): Promise<void> {
    await this.call('setActive', params);
  }
  openUserProfile(props: unknown): void {
    void this.call('openUserProfile', props);
  }
  buildUserProfileUrl(): string {
    return '/account';
  }
  buildSignInUrl(): string {
    return '/sign-in';
  }
  async redirectToSignIn(options: unknown): Promise<void> {
    await this.call('redirectToSignIn', options);
  }
  async redirectToUserProfile(): Promise<void> {
    await this.call('redirectToUserProfile');
  }

  #show(user: UserResource | null): void {
    this.user = user;
    this.session = user && sessionOf(user);
    this.isSignedIn = !!user;
  }
}

export interface PersonOptions {
  id?: string;
  firstName?: string | null;
  lastName?: string | null;
  username?: string | null;
  emailAddress?: string;
  /** What else this user has. */
  also?: Partial<UserResource>;
}

const ADA = {
  id: 'user_ada',
  firstName: null,
  lastName: null,
  username: null,
  emailAddress: 'ada@example.com',
} as const satisfies PersonOptions;

/** Returns a user. `update` is a call of the instance, which then has the new snapshot. */
export function person(options: PersonOptions, clerk?: () => AccountClerk): UserResource {
  const { id, firstName, lastName, username, emailAddress } = { ...ADA, ...options };
  const address = {
    id: `idn_${id}`,
    emailAddress,
    verification: { status: 'verified', strategy: 'email_code', attempts: 1, expireAt: null, error: null },
    linkedTo: [],
    toString: () => emailAddress,
  } as unknown as EmailAddressResource;
  return {
    id,
    firstName,
    lastName,
    username,
    fullName: [firstName, lastName].filter(Boolean).join(' ') || null,
    imageUrl: '',
    hasImage: false,
    primaryEmailAddressId: address.id,
    primaryEmailAddress: address,
    emailAddresses: [address],
    phoneNumbers: [],
    totpEnabled: false,
    twoFactorEnabled: false,
    backupCodeEnabled: false,
    ...options.also,
    async update(params: UpdateUserParams) {
      await clerk?.().call('update', params);
      const next = person({ ...options, ...(params as PersonOptions) }, clerk);
      clerk?.().activate(next);
      return next;
    },
    async setProfileImage({ file }: SetProfileImageParams) {
      await clerk?.().call('setProfileImage', file);
      const imageUrl = file === null ? '' : 'https://clerk.example.com/me.webp';
      clerk?.().activate(person({ ...options, also: { ...options.also, imageUrl, hasImage: !!imageUrl } }, clerk));
    },
    async getSessions() {
      await clerk?.().call('getSessions');
      return clerk?.().devices ?? [];
    },
  } as unknown as UserResource;
}

export function sessionOf(user: UserResource): SessionResource {
  const { id, firstName, lastName, imageUrl, hasImage } = user;
  const identifier = user.primaryEmailAddress?.emailAddress ?? '';
  return {
    id: `sess_${id}`,
    status: 'active',
    user,
    publicUserData: { userId: id, firstName, lastName, imageUrl, hasImage, identifier },
  } as unknown as SessionResource;
}

/** Returns a session on another device. `revoke` is a call of the instance. */
export function deviceOf(
  clerk: AccountClerk,
  id: string,
  activity: Partial<SessionWithActivitiesResource['latestActivity']> = {},
  lastActiveAt = new Date(),
): SessionWithActivitiesResource {
  const device: SessionWithActivitiesResource = {
    id,
    status: 'active',
    expireAt: new Date(),
    abandonAt: new Date(),
    lastActiveAt,
    actor: null,
    latestActivity: {
      id: `act_${id}`,
      deviceType: 'Macintosh',
      isMobile: false,
      browserName: 'Chrome',
      browserVersion: '128.0.6613.84',
      ipAddress: '203.0.113.7',
      city: 'Lisbon',
      country: 'PT',
      ...activity,
    },
    async revoke() {
      await clerk.call('revoke', id);
      clerk.devices = clerk.devices.filter((each) => each.id !== id);
      return { ...device, status: 'revoked' };
    },
  };
  return device;
}

/** Returns a session of this user as the API answers it. */
export function sessionJSON(options: PersonOptions): SessionJSON {
  const { id, firstName, lastName, username, emailAddress } = { ...ADA, ...options };
  return {
    id: `sess_${id}`,
    status: 'active',
    user: {
      id,
      first_name: firstName,
      last_name: lastName,
      username,
      image_url: '',
      has_image: false,
      primary_email_address_id: `idn_${id}`,
      email_addresses: [
        { id: 'idn_0', email_address: 'first@example.com' },
        { id: `idn_${id}`, email_address: emailAddress },
      ],
    },
    // It has only what the elements read.
  } as unknown as SessionJSON;
}
