import { newId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import { blankSignUp } from '../../storage/blank-rows.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { ATTEMPT_MS, refuseSecondSession, type Step } from '../step.ts';
import { enterSignUp } from './enter-sign-up.ts';
import { findInvitation, requireOpenSignUp } from './sign-up-admission.ts';
import { checkSignUpFields, type SignUpFields } from './sign-up-fields.ts';
import { requireSignUpTransfer } from './oauth-sign-up.ts';
import { proveByOneTap } from './one-tap-sign-up.ts';
import { storeSignUp, updateAttempt } from './store-sign-up.ts';
import { requirePreparable } from './verify-sign-up.ts';

/** What a request to change a sign-up asks for. */
export interface SignUpInput {
  fields: SignUpFields;
  /** The verification to go on with, or `ticket`. */
  strategy?: string | undefined;
  /** An invitation. */
  ticket?: string | undefined;
  /** An ID token of Google One Tap, and the text whose hash it holds. */
  token?: string | undefined;
  nonce?: string | undefined;
}

/** What a request to start a sign-up asks for. */
export interface NewSignUp extends SignUpInput {
  /** Goes on with the identity with which this browser's sign-in found no account. */
  transfer: boolean;
  /** What proves that the visitor passed the bot check. */
  captchaToken?: string | undefined;
  /** An automated test, with a token that lets it pass the bot check. */
  isTest?: boolean;
}

/**
 * Starts a sign-up with the fields of a request. It is complete at once if nothing is missing or to be verified.
 *
 * The verification that the strategy names is not prepared yet: `prepareSignUp` does that. Preparing it may fail, and
 * the attempt and the browser's new cookie stay.
 */
export async function createSignUp(services: Services, browser: Browser, input: NewSignUp): Promise<Step<SignUpRow>> {
  const { now } = browser;
  const { fields, strategy, ticket, transfer: isTransfer, captchaToken, isTest } = input;
  await refuseSecondSession(services, browser, null);
  requirePreparable(services, strategy);
  const invited = await findInvitation(services, browser, { strategy, ticket });
  requireOpenSignUp(services.config, invited !== undefined);
  const blank: SignUpRow = {
    ...blankSignUp({ id: newId('sua'), client_id: '', abandon_at: now + ATTEMPT_MS }, now),
    ...invited,
  };
  const transfer = isTransfer
    ? await requireSignUpTransfer(services, browser, blank)
    : await proveByOneTap(services, browser, blank, input);
  // An invitation, or an account at a provider, shows already that the visitor is no bot.
  if (!invited && !transfer && !isTest) await services.botCheck.verify(browser, captchaToken);
  const empty: SignUpRow = { ...blank, ...transfer?.patch };
  const changes = await checkSignUpFields(services, browser, fields, empty);
  const password_hash = await hashPassword(services, changes.password);
  const row: SignUpRow = { ...empty, ...changes.row, password_hash };
  // The cookie is a new one. With a planted cookie, an attacker would see the address, and could change the password
  // before the code is typed.
  return storeSignUp(services, browser, {
    next: row,
    isNew: true,
    async change(tx, clientId) {
      await transfer?.commit(tx);
      await tx.insertSignUp({ ...row, client_id: clientId });
      await tx.updateClient(clientId, { sign_up_id: row.id }, now);
      return { ...row, client_id: clientId };
    },
  });
}

/** Adds, changes or removes fields. As with {@link createSignUp}, nothing is prepared yet. */
export async function updateSignUp(
  services: Services,
  browser: Browser,
  id: string,
  input: SignUpInput,
): Promise<Step<SignUpRow>> {
  const { fields, strategy, ticket } = input;
  requirePreparable(services, strategy);
  const row = await enterSignUp(services, browser, id);
  const invited = await findInvitation(services, browser, { strategy, ticket });
  const proof = await proveByOneTap(services, browser, { ...row, ...invited }, input);
  const known = { ...invited, ...proof?.patch };
  const changes = await checkSignUpFields(services, browser, fields, { ...row, ...known });
  const password_hash = await hashPassword(services, changes.password);
  const patch = { ...known, ...changes.row, ...(password_hash === null ? {} : { password_hash }) };
  const change = async (tx: StorageOps) => {
    await proof?.commit(tx);
    return updateAttempt(tx, row, patch);
  };
  return storeSignUp(services, browser, { next: { ...row, ...patch }, change });
}

async function hashPassword({ passwords }: Services, password: string | undefined): Promise<string | null> {
  return password === undefined ? null : passwords.admit((argon) => argon.hash(password));
}
