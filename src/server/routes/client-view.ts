import type { ClientJSON, SessionJSON } from '../../protocol/json/client.ts';
import type { SessionReverificationJSON } from '../../protocol/json/reverification.ts';
import type { SignInJSON } from '../../protocol/json/sign-in.ts';
import type { SignUpJSON } from '../../protocol/json/sign-up.ts';
import type {
  EmailAddressJSON,
  ExternalAccountJSON,
  PasskeyJSON,
  PhoneNumberJSON,
  UserJSON,
  Web3WalletJSON,
} from '../../protocol/json/user.ts';
import type { VerificationJSON } from '../../protocol/json/verification.ts';
import { accountOfSignIn, loadAccount } from '../attempts/find-account.ts';
import { offerReverifyingFactors } from '../attempts/reverifying-factors.ts';
import { listFields, openFields } from '../attempts/sign-up-fields.ts';
import { levelOf } from '../attempts/sign-in-steps.ts';
import { presentClient } from '../presenters/present-client.ts';
import { presentReverification } from '../presenters/present-reverification.ts';
import { presentSession } from '../presenters/present-session.ts';
import { presentSignIn } from '../presenters/present-sign-in.ts';
import { presentSignUp } from '../presenters/present-sign-up.ts';
import {
  presentEmailAddress,
  presentExternalAccount,
  presentPasskey,
  presentPhoneNumber,
  presentUser,
  presentWeb3Wallet,
} from '../presenters/present-user.ts';
import {
  presentSignUpVerification,
  presentVerification,
  type VerificationParts,
} from '../presenters/present-verification.ts';
import type { Services } from '../services.ts';
import { factorAge, mintToken } from '../sessions/mint-token.ts';
import { statusOf } from '../sessions/statuses.ts';
import type {
  ClientRow,
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  ReverificationRow,
  SessionRow,
  SignInRow,
  SignUpRow,
  Web3WalletRow,
} from '../storage/rows.ts';
import { offerFirstFactors } from '../strategies/first-factors.ts';
import { hasSecondFactor, offerSecondFactors } from '../strategies/second-factors.ts';
import { supportedStrategies } from '../strategies/sign-up-verifiers.ts';
import { toChecksumAddress } from '../wallets/wallet-address.ts';
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

  /** @param session of the reverification, and its client */
  async reverification(
    row: ReverificationRow,
    session: SessionRow,
    client: ClientRow,
  ): Promise<SessionReverificationJSON | null> {
    const { config } = this.#services;
    const known = await loadAccount(this.#services, session.user_id, null);
    const presented = await this.session(session, client);
    if (!known || !presented) return null;
    const account = { ...known, isSignedIn: true };
    const isFirstDone = row.strategy !== null && row.status !== 'needs_first_factor';
    const isSecondDone = row.second_strategy !== null && row.status === 'complete';
    const hasSecond = row.level !== 'first_factor' && hasSecondFactor(config, account);
    return presentReverification(row, {
      firstFactors: offerReverifyingFactors(config, account),
      secondFactors: hasSecond ? offerSecondFactors(config, account, 'second') : [],
      firstVerification: await this.#verification(row.strategy, row.code_id, row.challenge_id, isFirstDone),
      secondVerification: await this.#verification(
        row.second_strategy,
        row.second_code_id,
        row.second_challenge_id,
        isSecondDone,
      ),
      session: presented,
    });
  }

  async user(id: string): Promise<UserJSON | null> {
    return (await this.#users([id])).get(id) ?? null;
  }

  /** @param linked connected accounts of the user */
  async emailAddress(row: EmailAddressRow, linked: readonly ExternalAccountRow[] = []): Promise<EmailAddressJSON> {
    const isVerified = row.verified === 1;
    const challengeId = isVerified ? null : row.challenge_id;
    const verification = await this.#verification(row.strategy, row.code_id, challengeId, isVerified);
    const proving = linked.filter((account) => account.verified === 1 && account.email_address_id === row.id);
    return presentEmailAddress(row, verification, proving);
  }

  async phoneNumber(row: PhoneNumberRow): Promise<PhoneNumberJSON> {
    return presentPhoneNumber(row, await this.#verification('phone_code', row.code_id, null, row.verified === 1));
  }

  async web3Wallet(row: Web3WalletRow): Promise<Web3WalletJSON> {
    const verification = await this.#verification(row.strategy, null, row.challenge_id, row.verified === 1);
    return presentWeb3Wallet(row, toChecksumAddress(row.address), verification);
  }

  async passkey(row: PasskeyRow): Promise<PasskeyJSON> {
    return presentPasskey(row, await this.#verification('passkey', null, row.challenge_id, row.verified === 1));
  }

  async externalAccount(row: ExternalAccountRow): Promise<ExternalAccountJSON> {
    return presentExternalAccount(
      row,
      await this.#verification(row.provider, null, row.challenge_id, row.verified === 1),
    );
  }

  async signIn(row: SignInRow): Promise<SignInJSON> {
    const { config } = this.#services;
    const account = await accountOfSignIn(this.#services, row);
    const { attributes } = config;
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
        firstVerification: await this.#verification(row.strategy, row.code_id, row.challenge_id, isFirstDone),
        secondVerification: await this.#verification(
          row.second_strategy,
          row.second_code_id,
          row.second_challenge_id,
          isComplete && row.second_strategy !== null,
        ),
      },
      this.#visit.now,
    );
  }

  async signUp(row: SignUpRow): Promise<SignUpJSON> {
    const { config } = this.#services;
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
      this.#visit.now,
    );
  }

  async #signUpVerifications(row: SignUpRow): Promise<SignUpJSON['verifications']> {
    const { config } = this.#services;
    const show = async (
      isThere: boolean,
      field: 'email_address' | 'phone_number' | 'web3_wallet' | 'external_account',
      given: { strategy: string | null; codeId?: string | null; challengeId?: string | null; isVerified: number },
    ) => {
      if (!isThere) return null;
      const supported = supportedStrategies(config, field);
      const strategy = given.strategy ?? supported[0] ?? field;
      const parts = await this.#parts(
        strategy,
        given.codeId ?? null,
        given.challengeId ?? null,
        given.isVerified === 1,
      );
      return presentSignUpVerification({ ...parts, strategy, supported }, this.#visit.now);
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
    const [rows, emails, phones, wallets, accounts, passkeys, totps, backupCodes] = await Promise.all([
      storage.findUsers(unique),
      storage.listEmailAddresses(unique),
      storage.listPhoneNumbers(unique),
      storage.listWeb3Wallets(unique),
      storage.listExternalAccounts(unique),
      storage.listPasskeys(unique),
      storage.listTotps(unique),
      storage.listBackupCodes(unique),
    ]);
    const users = new Map<string, UserJSON>();
    for (const row of rows) {
      const own = <T extends { user_id: string }>(all: readonly T[]) => all.filter((each) => each.user_id === row.id);
      const linked = own(accounts);
      const parts = {
        emailAddresses: await Promise.all(own(emails).map((email) => this.emailAddress(email, linked))),
        phoneNumbers: await Promise.all(own(phones).map((phone) => this.phoneNumber(phone))),
        web3Wallets: await Promise.all(own(wallets).map((wallet) => this.web3Wallet(wallet))),
        externalAccounts: await Promise.all(linked.map((account) => this.externalAccount(account))),
        passkeys: await Promise.all(
          own(passkeys)
            .filter((passkey) => passkey.verified === 1)
            .map((passkey) => this.passkey(passkey)),
        ),
        totpEnabled: own(totps).some((totp) => totp.verified === 1),
        backupCodeEnabled: own(backupCodes).length > 0,
      };
      users.set(row.id, presentUser(row, parts, this.#visit.now));
    }
    return users;
  }

  async #verification(
    strategy: string | null,
    codeId: string | null,
    challengeId: string | null,
    isVerified: boolean,
  ): Promise<VerificationJSON | null> {
    return presentVerification(await this.#parts(strategy, codeId, challengeId, isVerified), this.#visit.now);
  }

  /** What was verified long ago needs no look at how; with a link, the browser that waits wants to know where. */
  async #parts(
    strategy: string | null,
    codeId: string | null,
    challengeId: string | null,
    isVerified: boolean,
  ): Promise<VerificationParts> {
    const { storage } = this.#services;
    const code = codeId === null || challengeId !== null ? undefined : await storage.findCode(codeId);
    const isShown = challengeId !== null && this.#visit.shown.has(challengeId);
    const isLookedUp = challengeId !== null && (!isVerified || isShown || strategy === 'email_link');
    const challenge = !isLookedUp ? undefined : await storage.findChallenge(challengeId);
    const shown = challenge && this.#visit.shown.get(challenge.id);
    return { strategy, code, challenge, isVerified, maxTries: CODE_TRIES, shown };
  }
}
