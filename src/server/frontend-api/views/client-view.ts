import type { ClientJSON, SessionJSON } from '../../../protocol/json/client.ts';
import type { SessionReverificationJSON } from '../../../protocol/json/reverification.ts';
import type { SignInJSON } from '../../../protocol/json/sign-in.ts';
import type { SignUpJSON } from '../../../protocol/json/sign-up.ts';
import type { UserJSON } from '../../../protocol/json/user.ts';
import { accountOfSignIn, loadAccount } from '../../users/find-account.ts';
import { offerReverifyingFactors } from '../../attempts/reverification/reverifying-factors.ts';
import { listFields, openFields } from '../../attempts/sign-up/sign-up-requirements.ts';
import { levelOf } from '../../attempts/sign-in/factor-context.ts';
import { initialsUrl } from '../../users/initials-picture.ts';
import { presentClient, presentSession } from '../presenters/present-client.ts';
import { presentReverification } from '../presenters/present-reverification.ts';
import { presentSignIn } from '../presenters/present-sign-in.ts';
import { presentSignUp } from '../presenters/present-sign-up.ts';
import { presentSignUpVerification } from '../presenters/present-verification.ts';
import { mintTokenIfFits } from '../../sessions/mint-token.ts';
import { activeSession } from '../../sessions/require-room.ts';
import { factorAge, statusOf } from '../../sessions/session-status.ts';
import type { Services } from '../../services.ts';
import type { ClientRow, ReverificationRow, SessionRow, SignInRow, SignUpRow } from '../../storage/rows.ts';
import { offerFirstFactors } from '../../factors/first-factors.ts';
import { hasSecondFactor, offerSecondFactors } from '../../factors/second-factors.ts';
import { supportedStrategies } from '../../factors/sign-up-verifiers.ts';
import { toChecksumAddress } from '../../identifiers/wallets.ts';
import { UserView } from './user-view.ts';

/** The revision of the API that clerk-js 5 speaks. At a status that they do not know, its screens stay as they are. */
const LAST_WITHOUT_CLIENT_TRUST = '2025-11-10';

/** Presents the resources that routes answer with, with all that belongs to them looked up. */
export class ClientView extends UserView<Services> {
  /** Presents the whole client, with a fresh token on each live session. */
  async client(row: ClientRow): Promise<ClientJSON> {
    const { storage } = this.services;
    const sessions = await this.#sessions(row, Number.POSITIVE_INFINITY);
    const signIn = row.sign_in_id ? await storage.findSignIn(row.id, row.sign_in_id) : undefined;
    const signUp = row.sign_up_id ? await storage.findSignUp(row.id, row.sign_up_id) : undefined;
    return presentClient(row, {
      sessions,
      activeSessionId: activeSession(row, sessions)?.id ?? null,
      signIn: signIn ? await this.signIn(signIn) : null,
      signUp: signUp ? await this.signUp(signUp) : null,
    });
  }

  /**
   * Presents the client as it was before its cookie was replaced, for a request that was in flight then: without what
   * came with the new cookie, and older than any answer that has the new cookie. Null when it had no sessions then.
   */
  async earlierClient(row: ClientRow): Promise<ClientJSON | null> {
    const sessions = await this.#sessions(row, row.rotated_at);
    const activeSessionId = activeSession(row, sessions)?.id ?? null;
    const earlier = { ...row, updated_at: row.rotated_at - 1 };
    return sessions.length > 0
      ? presentClient(earlier, { sessions, activeSessionId, signIn: null, signUp: null })
      : null;
  }

  /** Presents one session, live or over. */
  async session(row: SessionRow, client: ClientRow): Promise<SessionJSON | null> {
    const user = (await this.users([row.user_id])).get(row.user_id);
    return user ? this.#session(row, user, client) : null;
  }

  /** @param session the session that the reverification is for */
  async reverification(
    row: ReverificationRow,
    session: SessionRow,
    client: ClientRow,
  ): Promise<SessionReverificationJSON | null> {
    const { config } = this.services;
    const known = await loadAccount(this.services, session.user_id, null);
    const presented = await this.session(session, client);
    if (!known || !presented) return null;
    const account = { ...known, isSignedIn: true };
    const isFirstDone = row.strategy !== null && row.status !== 'needs_first_factor';
    const isSecondDone = row.second_strategy !== null && row.status === 'complete';
    const hasSecond = row.level !== 'first_factor' && hasSecondFactor(config, account);
    return presentReverification(row, {
      firstFactors: offerReverifyingFactors(config, account),
      secondFactors: hasSecond ? offerSecondFactors(config, account, 'second') : [],
      firstVerification: await this.verification(row.strategy, row.code_id, row.challenge_id, isFirstDone),
      secondVerification: await this.verification(
        row.second_strategy,
        row.second_code_id,
        row.second_challenge_id,
        isSecondDone,
      ),
      session: presented,
    });
  }

  async signIn(row: SignInRow): Promise<SignInJSON> {
    const { config } = this.services;
    const account = await accountOfSignIn(this.services, row);
    const { attributes } = config;
    const { apiVersion } = this.options;
    const level = levelOf(row);
    const isComplete = row.status === 'complete';
    const isFirstDone = row.first_factor_at !== null || isComplete;
    const names = { emailAddress: 'email_address', phoneNumber: 'phone_number', username: 'username' } as const;
    const identifiers = Object.entries(names).filter(([name]) => attributes[name as keyof typeof names] !== 'off');
    return presentSignIn(
      row,
      {
        supportedIdentifiers: identifiers.map(([, name]) => name),
        firstFactors: account ? offerFirstFactors(config, account) : [],
        secondFactors: account && level !== 'first' ? offerSecondFactors(config, account, level) : [],
        firstVerification: await this.verification(row.strategy, row.code_id, row.challenge_id, isFirstDone),
        secondVerification: await this.verification(
          row.second_strategy,
          row.second_code_id,
          row.second_challenge_id,
          isComplete && row.second_strategy !== null,
        ),
        knowsClientTrust: !(apiVersion && apiVersion <= LAST_WITHOUT_CLIENT_TRUST),
        defaultImageUrl: initialsUrl(config, null),
      },
      this.options.now,
    );
  }

  async signUp(row: SignUpRow): Promise<SignUpJSON> {
    const { config } = this.services;
    const { missing, unverified } = openFields(row, config);
    return presentSignUp(
      row,
      {
        ...listFields(config),
        missing,
        unverified,
        passwordEnabled: config.attributes.password !== 'off',
        verifications: await this.#signUpVerifications(row),
        wallet: row.wallet === null ? null : toChecksumAddress(row.wallet),
      },
      this.options.now,
    );
  }

  async #signUpVerifications(row: SignUpRow): Promise<SignUpJSON['verifications']> {
    const { config } = this.services;
    const show = async (
      isThere: boolean,
      field: 'email_address' | 'phone_number' | 'web3_wallet' | 'external_account',
      given: { strategy: string | null; codeId?: string | null; challengeId?: string | null; isVerified: boolean },
    ) => {
      if (!isThere) return null;
      const supported = supportedStrategies(config, field);
      const { strategy, codeId = null, challengeId = null } = given;
      const parts = await this.parts(strategy, codeId, challengeId, given.isVerified);
      return presentSignUpVerification({ ...parts, supported }, this.options.now);
    };
    return {
      email_address: await show(row.email !== null, 'email_address', {
        strategy: row.email_strategy,
        codeId: row.code_id,
        challengeId: row.email_challenge_id,
        isVerified: row.email_verified,
      }),
      phone_number: await show(row.phone !== null, 'phone_number', {
        strategy: 'phone_code',
        codeId: row.phone_code_id,
        isVerified: row.phone_verified,
      }),
      web3_wallet: await show(row.wallet !== null, 'web3_wallet', {
        strategy: row.wallet_strategy,
        challengeId: row.wallet_challenge_id,
        isVerified: row.wallet_verified,
      }),
      external_account: await show(row.external_challenge_id !== null, 'external_account', {
        strategy: row.external_strategy,
        challengeId: row.external_challenge_id,
        isVerified: row.external_verified,
      }),
    };
  }

  /** @param before milliseconds; sessions that were created later are left out */
  async #sessions(row: ClientRow, before: number): Promise<SessionJSON[]> {
    const { storage } = this.services;
    const all = await storage.listClientSessions(row.id, this.options.now);
    const live = all.filter((session) => session.created_at < before);
    const users = await this.users(live.map((session) => session.user_id));
    const presented = live.map((session) => {
      const user = users.get(session.user_id);
      return user && !user.banned ? this.#session(session, user, row) : null;
    });
    return (await Promise.all(presented)).filter((session) => session !== null);
  }

  async #session(row: SessionRow, user: UserJSON, client: ClientRow): Promise<SessionJSON> {
    const { now, azp } = this.options;
    const status = statusOf(row, now);
    const isLive = status === 'active' && !user.banned;
    // A token that is too large must not take the other accounts of the browser away. Who asks for it gets the error.
    const jwt = isLive ? await mintTokenIfFits(this.services, row, azp, client.updated_at, now) : null;
    return presentSession(row, user, { status, factorAge: factorAge(row, now), jwt });
  }
}
