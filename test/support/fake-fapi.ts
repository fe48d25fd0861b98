import type { ClientJSON, SessionJSON } from '../../src/protocol/json/client.ts';
import type { SignInJSON } from '../../src/protocol/json/sign-in.ts';
import type { SignUpJSON } from '../../src/protocol/json/sign-up.ts';
import { signToken } from '../../src/tokens/sign.ts';
import {
  type Account,
  buildClient,
  buildEnvironment,
  buildSession,
  buildSignIn,
  buildSignUp,
  buildUser,
} from './fake-fapi-shapes.ts';
import { type FakeTab, FakeWorld } from './fake-platform.ts';

export const KEY = 'pk_live_Y2xlcmsuYWNtZS5leGFtcGxlJA';

export interface RecordedCall {
  /** True time in milliseconds since the epoch. */
  time: number;
  tab: FakeTab;
  method: string;
  /** Path without `/v1`. */
  path: string;
  url: URL;
  body: Record<string, string>;
  request: Request;
}

type Answer = { status?: number; body: unknown; headers?: Record<string, string> };
type Handler = (call: RecordedCall, next: () => Answer) => Answer | Promise<Answer>;

/**
 * A scripted Frontend API in the test's process, with one client, its sessions and attempts. It is small on purpose:
 * tests use the real server when its behavior matters.
 */
export class FakeFapi {
  readonly world = new FakeWorld((request, tab) => this.#answer(request, tab));
  readonly calls: RecordedCall[] = [];
  readonly accounts: Account[] = [];
  environment = buildEnvironment();
  client: ClientJSON | null = null;
  /** Runs before every call. */
  intercept: Handler | undefined;
  #ids = 0;
  #lastUpdate = 0;

  /** Adds a user and a session of this user to the client. */
  signIn(email = 'ada@acme.example'): SessionJSON {
    const account = this.accounts.find((one) => one.email === email) ?? this.addAccount({ email });
    return this.#createSession(account);
  }

  addAccount({ email, username = null, password = 'correct horse' }: Partial<Account> & { email: string }): Account {
    const account = { id: `user_${++this.#ids}`, email, username, password };
    this.accounts.push(account);
    return account;
  }

  /** Ends the session on the server, as if another device had revoked it. */
  revoke(sessionId: string): void {
    this.#touchClient();
    if (this.client) this.client.sessions = this.client.sessions.filter(({ id }) => id !== sessionId);
  }

  mint(session: SessionJSON): string {
    const iat = Math.floor(this.world.time / 1000);
    return signToken(
      {
        iat,
        exp: iat + 60,
        nbf: iat - 10,
        iss: 'https://clerk.acme.example',
        jti: `jti_${++this.#ids}`,
        sid: session.id,
        sub: session.user?.id ?? '',
        sts: 'active',
        fva: [0, -1],
        v: 2,
      },
      { kid: 'ins_1', sign: () => 'c2ln' },
    );
  }

  callsTo(pattern: RegExp): RecordedCall[] {
    return this.calls.filter(({ method, path }) => pattern.test(`${method} ${path}`));
  }

  async #answer(request: Request, tab: FakeTab): Promise<Response> {
    const url = new URL(request.url);
    const body = Object.fromEntries(new URLSearchParams(await request.text()));
    const call: RecordedCall = {
      time: this.world.time,
      tab,
      method: url.searchParams.get('_method') ?? request.method,
      path: url.pathname.replace(/^.*?\/v1/, ''),
      url,
      body,
      request,
    };
    this.calls.push(call);
    const next = () => this.#route(call);
    const answer = this.intercept ? await this.intercept(call, next) : next();
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return new Response(text, { status: answer.status ?? 200, headers: answer.headers });
  }

  #route({ method, path, body }: RecordedCall): Answer {
    const [, area, kind, id, action] = path.split('/');
    if (area === 'environment') return { body: this.environment };
    if (path === '/client' && method === 'GET') return this.#wrap(this.#fresh());
    if (path === '/client/sessions' && method === 'DELETE') {
      this.#touchClient();
      if (this.client) this.client.sessions = [];
      return this.#wrap(this.client);
    }
    if (kind === 'sessions' && area === 'client') return this.#session(id ?? '', action ?? '');
    if (kind === 'sign_ins') return this.#signIn(id, action, body);
    if (kind === 'sign_ups') return this.#signUp(method, id, action, body);
    if (area === 'me') return this.#me(method, path, body);
    return fail(404, 'resource_not_found');
  }

  #session(id: string, action: string): Answer {
    const session = this.client?.sessions.find((one) => one.id === id);
    if (!this.client || !session) return fail(401, 'authentication_invalid');
    if (action === 'tokens') return { body: { object: 'token', jwt: this.mint(session) } };
    this.#touchClient();
    session.updated_at = this.#lastUpdate;
    if (action === 'touch') this.client.last_active_session_id = id;
    else this.client.sessions = this.client.sessions.filter((one) => one.id !== id);
    return this.#wrap(session);
  }

  #me(method: string, path: string, body: Record<string, string>): Answer {
    const user = this.client?.sessions.at(-1)?.user;
    if (!user) return fail(401, 'authentication_invalid');
    if (path.endsWith('/sessions/active')) return { body: [] };
    if (method === 'PATCH') {
      this.#touchClient();
      user.updated_at = this.#lastUpdate;
      if (path === '/me/metadata') {
        const merged = { ...user.unsafe_metadata, ...JSON.parse(body.unsafe_metadata ?? '{}') };
        user.unsafe_metadata = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
      }
      if (body.first_name !== undefined) user.first_name = body.first_name || null;
      if (body.last_name !== undefined) user.last_name = body.last_name || null;
    }
    return this.#wrap(user);
  }

  #signIn(id: string | undefined, action: string | undefined, body: Record<string, string>): Answer {
    const client = this.#needClient();
    if (!id) {
      const account = this.accounts.find(({ email, username }) => [email, username].includes(body.identifier ?? ''));
      if (!account) return fail(422, 'form_identifier_not_found', 'identifier');
      if (client.sessions.some(({ user }) => user?.id === account.id)) {
        return fail(400, 'identifier_already_signed_in', undefined, {
          session_id: client.sessions.find(({ user }) => user?.id === account.id)?.id,
        });
      }
      if (body.password && !account.password) return fail(400, 'strategy_for_user_invalid');
      if (body.password && body.password !== account.password) return fail(422, 'form_password_incorrect', 'password');
      client.sign_in = buildSignIn(`sia_${++this.#ids}`, account, this.world.time);
      if (body.password) return this.#completeSignIn(account);
      return this.#wrap(client.sign_in);
    }
    const attempt = client.sign_in;
    const account = this.accounts.find(({ email }) => email === attempt?.identifier);
    if (!attempt || attempt.id !== id || !account) return fail(404, 'resource_not_found');
    if (action === 'prepare_first_factor') {
      attempt.first_factor_verification = this.#otp();
      return this.#wrap(attempt);
    }
    if (action === 'attempt_first_factor') {
      if (body.strategy === 'password' && body.password !== account.password) {
        return fail(422, 'form_password_incorrect', 'password');
      }
      if (body.strategy === 'email_code' && body.code !== '424242') return fail(422, 'form_code_incorrect', 'code');
      return this.#completeSignIn(account);
    }
    return this.#wrap(attempt);
  }

  #signUp(method: string, id: string | undefined, action: string | undefined, body: Record<string, string>): Answer {
    const client = this.#needClient();
    if (id && client.sign_up?.id !== id) return fail(404, 'resource_not_found');
    if (!id) client.sign_up = buildSignUp(`sua_${++this.#ids}`, this.world.time);
    const attempt = client.sign_up as SignUpJSON;
    const email = attempt.verifications.email_address;
    if (!id || (method === 'PATCH' && !action)) {
      if (this.accounts.some((account) => account.email === body.email_address)) {
        return fail(422, 'form_identifier_exists', 'email_address');
      }
      attempt.email_address = body.email_address ?? attempt.email_address;
      attempt.username = body.username ?? attempt.username;
      attempt.first_name = body.first_name ?? attempt.first_name;
      attempt.has_password ||= !!body.password;
      attempt.unsafe_metadata = JSON.parse(body.unsafe_metadata ?? '{}');
    } else if (action === 'prepare_verification') {
      attempt.verifications.email_address = {
        ...this.#otp(),
        next_action: 'needs_attempt',
        supported_strategies: ['email_code'],
      };
    } else if (action === 'attempt_verification' && email) {
      if (body.code !== '424242') return fail(422, 'form_code_incorrect', 'code');
      attempt.verifications.email_address = { ...email, status: 'verified', next_action: '' };
    }
    const { attributes } = this.environment.user_settings;
    attempt.missing_fields = (['email_address', 'username', 'password'] as const).filter((field) => {
      const given = field === 'password' ? attempt.has_password : attempt[field];
      return attributes[field].required && !given;
    });
    const verified = attempt.verifications.email_address?.status === 'verified';
    attempt.unverified_fields = attempt.email_address && !verified ? ['email_address'] : [];
    this.#touchClient();
    if (attempt.missing_fields.length || attempt.unverified_fields.length) return this.#wrap(attempt);
    const account = this.addAccount({ email: attempt.email_address ?? '', username: attempt.username });
    const session = this.#createSession(account);
    client.sign_up = null;
    return this.#wrap({ ...attempt, status: 'complete', created_session_id: session.id, created_user_id: account.id });
  }

  #completeSignIn(account: Account): Answer {
    const attempt = this.#needClient().sign_in as SignInJSON;
    const session = this.#createSession(account);
    this.#needClient().sign_in = null;
    return this.#wrap({ ...attempt, status: 'complete', created_session_id: session.id });
  }

  #createSession(account: Account): SessionJSON {
    const client = this.#needClient();
    const session = buildSession(`sess_${++this.#ids}`, buildUser(account, this.#lastUpdate), this.#lastUpdate);
    client.sessions.push(session);
    client.last_active_session_id = session.id;
    return session;
  }

  #needClient(): ClientJSON {
    this.client ??= buildClient(this.world.time);
    this.#touchClient();
    return this.client;
  }

  #touchClient(): void {
    this.#lastUpdate = Math.max(this.#lastUpdate + 1, this.world.time);
    if (this.client) this.client.updated_at = this.#lastUpdate;
  }

  /** Returns a copy of the client with a fresh token for each session. */
  #fresh(): ClientJSON | null {
    for (const session of this.client?.sessions ?? []) {
      session.last_active_token = { object: 'token', jwt: this.mint(session) };
    }
    return structuredClone(this.client);
  }

  #wrap(response: unknown): Answer {
    return { body: { response: structuredClone(response), client: this.#fresh() } };
  }

  #otp() {
    const expire_at = this.world.time + 600_000;
    return {
      object: 'verification_otp',
      status: 'unverified',
      strategy: 'email_code',
      attempts: 0,
      expire_at,
    } as const;
  }
}

export function fail(status: number, code: string, param?: string, meta: object = {}): Answer {
  const error = {
    code,
    message: `short ${code}`,
    long_message: `long ${code}`,
    meta: { ...(param && { param_name: param }), ...meta },
  };
  return { status, body: { errors: [error], clerk_trace_id: 'trace_1' } };
}
