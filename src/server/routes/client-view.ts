import type { ClientJSON, SessionJSON } from '../../protocol/json/client.ts';
import type { SignInJSON } from '../../protocol/json/sign-in.ts';
import type { SignUpJSON } from '../../protocol/json/sign-up.ts';
import type { EmailAddressJSON, UserJSON } from '../../protocol/json/user.ts';
import type { VerificationJSON } from '../../protocol/json/verification.ts';
import { loadAccount } from '../attempts/find-account.ts';
import { FIELDS, openFields } from '../attempts/sign-up-fields.ts';
import { presentClient } from '../presenters/present-client.ts';
import { presentSession } from '../presenters/present-session.ts';
import { presentSignIn } from '../presenters/present-sign-in.ts';
import { presentSignUp } from '../presenters/present-sign-up.ts';
import { presentEmailAddress, presentUser } from '../presenters/present-user.ts';
import { presentSignUpVerification, presentVerification } from '../presenters/present-verification.ts';
import type { Services } from '../services.ts';
import { factorAge, mintToken } from '../sessions/mint-token.ts';
import { statusOf } from '../sessions/statuses.ts';
import type { ClientRow, CodeRow, EmailAddressRow, SessionRow, SignInRow, SignUpRow } from '../storage/rows.ts';
import { offerFirstFactors } from '../strategies/first-factors.ts';
import { CODE_TRIES } from '../strategies/one-time-code.ts';
import type { Visit } from '../visit.ts';

/** Rows to wire JSON, with all that belongs to them looked up: what routes answer with. */
export class ClientView {
  readonly #services: Services;
  readonly #visit: Visit;
  constructor(services: Services, visit: Visit) {
    this.#services = services;
    this.#visit = visit;
  }

  /** The whole client with a fresh token on each live session. */
  async client(row: ClientRow): Promise<ClientJSON> {
    const { storage } = this.#services;
    const sessions = await this.#sessions(row, Number.POSITIVE_INFINITY);
    const signIn = row.sign_in_id ? await storage.findSignIn(row.id, row.sign_in_id) : undefined;
    const signUp = row.sign_up_id ? await storage.findSignUp(row.id, row.sign_up_id) : undefined;
    return presentClient(row, {
      sessions,
      signIn: signIn ? await this.signIn(signIn) : null,
      signUp: signUp ? await this.signUp(signUp) : null,
    });
  }

  /**
   * The client as it was before its cookie was replaced, for a request that was under way then: without what came
   * with the new cookie, and older than any answer that has it. Null when nothing was there.
   */
  async earlierClient(row: ClientRow): Promise<ClientJSON | null> {
    const sessions = await this.#sessions(row, row.rotated_at);
    const earlier = { ...row, updated_at: row.rotated_at - 1 };
    return sessions.length > 0 ? presentClient(earlier, { sessions, signIn: null, signUp: null }) : null;
  }

  /** One session, live or over. */
  async session(row: SessionRow, client: ClientRow): Promise<SessionJSON | null> {
    const user = (await this.#users([row.user_id])).get(row.user_id);
    return user ? this.#session(row, user, client) : null;
  }

  async user(id: string): Promise<UserJSON | null> {
    return (await this.#users([id])).get(id) ?? null;
  }

  async emailAddress(row: EmailAddressRow): Promise<EmailAddressJSON> {
    const code = row.verified ? undefined : await this.#code(row.code_id);
    return presentEmailAddress(row, presentVerification(code, row.verified === 1, CODE_TRIES, this.#visit.now));
  }

  async signIn(row: SignInRow): Promise<SignInJSON> {
    const { config } = this.#services;
    const account = await loadAccount(this.#services, row.user_id, row.identifier);
    const { attributes } = config;
    return presentSignIn(
      row,
      {
        supportedIdentifiers: [
          ...(attributes.emailAddress === 'off' ? [] : ['email_address']),
          ...(attributes.username === 'off' ? [] : ['username']),
        ],
        firstFactors: account ? offerFirstFactors(config, account) : [],
        verification: await this.#firstFactor(row),
      },
      this.#visit.now,
    );
  }

  async signUp(row: SignUpRow): Promise<SignUpJSON> {
    const { config } = this.#services;
    const { missing, unverified } = openFields(row, config);
    const fields = Object.entries(FIELDS);
    const code = await this.#code(row.code_id);
    return presentSignUp(
      row,
      {
        required: fields.filter(([, mode]) => mode(config) === 'required').map(([name]) => name),
        optional: fields.filter(([, mode]) => mode(config) === 'optional').map(([name]) => name),
        missing,
        unverified,
        passwordEnabled: config.attributes.password !== 'off',
        emailVerification:
          row.email === null
            ? null
            : presentSignUpVerification(code, row.email_verified === 1, CODE_TRIES, this.#visit.now),
      },
      this.#visit.now,
    );
  }

  /** @param before milliseconds; younger sessions are left out */
  async #sessions(row: ClientRow, before: number): Promise<SessionJSON[]> {
    const { storage } = this.#services;
    const all = await storage.listClientSessions(row.id, this.#visit.now);
    const live = all.filter((session) => session.created_at < before);
    const users = await this.#users(live.map((session) => session.user_id));
    return live.flatMap((session) => {
      const user = users.get(session.user_id);
      return user && !user.banned ? [this.#session(session, user, row)] : [];
    });
  }

  #session(row: SessionRow, user: UserJSON, client: ClientRow): SessionJSON {
    const { now, azp } = this.#visit;
    const status = statusOf(row, now);
    const isLive = status === 'active' && !user.banned;
    const jwt = isLive ? mintToken(this.#services, row, azp, client.updated_at, now) : null;
    return presentSession(row, user, { status, factorAge: factorAge(row, now), jwt });
  }

  async #users(ids: readonly string[]): Promise<Map<string, UserJSON>> {
    const { storage } = this.#services;
    const unique = [...new Set(ids)];
    const rows = await storage.findUsers(unique);
    const emails = await storage.listEmailAddresses(unique);
    const users = new Map<string, UserJSON>();
    for (const row of rows) {
      const own = emails.filter((email) => email.user_id === row.id);
      const presented = await Promise.all(own.map((email) => this.emailAddress(email)));
      users.set(row.id, presentUser(row, presented, this.#visit.now));
    }
    return users;
  }

  async #firstFactor(row: SignInRow): Promise<VerificationJSON | null> {
    if (row.strategy === 'password') {
      const isVerified = row.status === 'complete';
      return isVerified
        ? { object: 'verification_password', status: 'verified', strategy: 'password', attempts: 1, expire_at: null }
        : null;
    }
    const code = await this.#code(row.code_id);
    return presentVerification(code, row.status === 'complete', CODE_TRIES, this.#visit.now);
  }

  async #code(id: string | null): Promise<CodeRow | undefined> {
    return id === null ? undefined : this.#services.storage.findCode(id);
  }
}
