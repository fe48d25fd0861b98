import type { SignInStatus } from '../../../protocol/status.ts';
import { requireRealAccount } from '../../enumeration/uniform-account.ts';
import { asFirstFactor, type Proof } from '../../factors/factor.ts';
import { hasSecondFactor, offerSecondFactors } from '../../factors/second-factors.ts';
import { ApiError } from '../../http/errors.ts';
import { restrictionsFor } from '../../users/restrictions-for.ts';
import type { Services } from '../../services.ts';
import { type Browser, rotateClient } from '../../sessions/browser.ts';
import { startSession } from '../../sessions/start-session.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';
import type { Step } from '../step.ts';
import { storeSignIn } from './store-sign-in.ts';

/** Factors that prove what a password reset asks for. */
const BY_MESSAGE = /^(email|phone)_(code|link)$/;

/** A factor that was proven for an attempt. */
export interface ProvenFactor {
  row: SignInRow;
  account: Account;
  strategy: string;
  proof: Proof;
  /** The attempt is not in the database yet. */
  isNew?: boolean;
}

/**
 * Stores a proven first factor and what follows from it: a session, or the next step. There is no session of any kind
 * before the last factor.
 *
 * The client gets a new cookie in either case, so that an attacker who planted the old one cannot go on where the user
 * left.
 */
export async function finishFirstFactor(
  services: Services,
  browser: Browser,
  proven: ProvenFactor,
): Promise<Step<SignInRow>> {
  const account = requireRealAccount(proven.account);
  return ApiError.about(account.user.id, () => complete(services, browser, { ...proven, account }));
}

async function complete(
  services: Services,
  browser: Browser,
  { row, account, strategy, proof, isNew = false }: ProvenFactor,
): Promise<Step<SignInRow>> {
  const { user } = account;
  const { now } = browser;
  await requireSignInAdmission(services, account);
  const { status, trust } = await nextStatus(services, browser, account, strategy, proof);
  const isBoth = proof.satisfiesSecondFactor === true && hasSecondFactor(services.config, account);
  const patch: Partial<SignInRow> = {
    status,
    user_id: user.id,
    strategy: asFirstFactor(strategy),
    first_factor_at: now,
    client_trust_state: trust,
  };
  return storeSignIn(services, browser, {
    row,
    user,
    proof,
    async change(tx, opened) {
      if (isNew) await tx.insertSignIn({ ...row, client_id: opened.client.id });
      if (status === 'complete') {
        const started = await startSession(tx, services, opened, user, asFirstFactor(strategy), {
          firstFactorAt: now,
          secondFactorAt: isBoth ? now : null,
          impersonation: proof.impersonation,
        });
        return { browser: started.browser, patch: { ...patch, created_session_id: started.session.id } };
      }
      if (user.banned) throw new ApiError('user_banned');
      const rotated = await rotateClient(tx, services, opened);
      const client = (await tx.updateClient(rotated.client.id, { sign_in_id: row.id }, now)) ?? rotated.client;
      return { browser: { ...rotated, client }, patch };
    },
  });
}

interface Next {
  status: SignInStatus;
  trust: SignInRow['client_trust_state'];
}

/** Returns what a sign-in needs after its first factor. */
async function nextStatus(
  { config, storage }: Services,
  { client }: Browser,
  account: Account,
  strategy: string,
  proof: Proof,
): Promise<Next> {
  if (proof.impersonation) return { status: 'complete', trust: null };
  // Who reads the mail or the messages could reset the password in any case.
  const isDue = account.user.password_compromised && config.attributes.password !== 'off' && BY_MESSAGE.test(strategy);
  if (proof.resetsPassword || isDue) return { status: 'needs_new_password', trust: null };
  if (hasSecondFactor(config, account) && !proof.satisfiesSecondFactor) {
    return { status: 'needs_second_factor', trust: null };
  }
  // Codes and links from the mail or the phone have already proven what trust in a device asks for.
  if (!config.clientTrust || account.user.bypass_client_trust || strategy !== 'password')
    return { status: 'complete', trust: null };
  if (client && (await storage.isKnownDevice(account.user.id, client.id)))
    return { status: 'complete', trust: 'known' };
  const isPossible = offerSecondFactors(config, account, 'trust').length > 0;
  return isPossible ? { status: 'needs_client_trust', trust: 'new' } : { status: 'complete', trust: 'new' };
}

/**
 * Refuses accounts that the lists block, on instances where the lists count at sign-in too.
 *
 * @throws {ApiError} `not_allowed_access`
 */
async function requireSignInAdmission(services: Services, { emails, phones, wallets }: Account): Promise<void> {
  if (!services.restrictions.onSignIn) return;
  const owned = [
    ...emails.map(({ email }) => ({ kind: 'email_address', value: email }) as const),
    ...phones.map(({ phone }) => ({ kind: 'phone_number', value: phone }) as const),
    ...wallets.map(({ address }) => ({ kind: 'web3_wallet', value: address }) as const),
  ];
  const restrictions = await restrictionsFor(services, services.storage, owned);
  if (!restrictions.admitsSignIn(owned)) throw new ApiError('not_allowed_access');
}
