import type { FapiRequestHook, FapiRequestInit } from '../../../src/client/types.ts';
import { buildPublishableKey } from '../../../src/protocol/keys.ts';
import { FakeClerk } from '../fake-clerk.ts';

export const SECRET = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyX2FkYSJ9.c2lnbmF0dXJl';
export const PERSON = 'ada@example.com';

/** An instance of development behind a proxy path that nobody answers, with a user whose secrets must not be shown. */
export class DevtoolsClerk extends FakeClerk {
  readonly publishableKey = buildPublishableKey('development', 'clerk.example.com');
  readonly instanceType = 'development';
  readonly proxyUrl = `${location.origin}/__nothing`;
  readonly domain = '';
  readonly version = '9.9.9';
  readonly #before: FapiRequestHook[] = [];
  readonly #after: FapiRequestHook[] = [];

  constructor() {
    super();
    const environment = structuredClone(this.__internal_environment);
    if (!environment) throw new Error('the fake instance has an environment');
    Object.assign(environment.auth_config, { test_mode: true, welcome_back: false });
    Object.assign(environment.display_config, { application_name: `Notes of ${PERSON}` });
    this.__internal_environment = environment;
    this.user = { id: 'user_ada', primaryEmailAddress: { emailAddress: PERSON } };
    const claims = { iat: Math.floor(Date.now() / 1000) - 5 };
    this.session = {
      id: 'sess_ada',
      status: 'active',
      publicUserData: { identifier: PERSON },
      lastActiveToken: { jwt: { claims }, getRawString: () => SECRET },
      getToken: async () => SECRET,
    };
    this.isSignedIn = true;
  }

  get hooks(): number {
    return this.#before.length + this.#after.length;
  }
  async __internal_needMembers(): Promise<void> {}
  __internal_onBeforeRequest(hook: FapiRequestHook): void {
    this.#before.push(hook);
  }
  __internal_onAfterResponse(hook: FapiRequestHook): void {
    this.#after.push(hook);
  }

  /** Sends a request as the client does, with an answer that the test gives. */
  async request(path: string, status: number, payload: unknown): Promise<void> {
    const url = new URL(`${this.proxyUrl}/v1${path}`);
    const request: FapiRequestInit = { method: 'POST', headers: new Headers(), url, path: path.split('?')[0] ?? '' };
    for (const hook of this.#before) await hook(request);
    const response = Object.assign(new Response('{}', { status }), { payload });
    for (const hook of this.#after) await hook(request, response);
  }
}
