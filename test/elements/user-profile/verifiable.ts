import { ClerkAPIResponseError } from '../../../src/client/errors.ts';
import type { FirstFactor, SecondFactor } from '../../../src/client/resources/types/factors.ts';
import type { SessionResource, SessionVerificationResource } from '../../../src/client/resources/types/session.ts';
import { define } from '../../../src/elements/base/define.ts';
import { ClerkUserVerification } from '../../../src/elements/user-verification/user-verification.ts';
import { ok } from '../support.ts';
import { apiError } from '../fake-clerk.ts';
import { household, mountAccount, type MountedAccount } from '../user-button/account.ts';
import type { AccountClerk } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';

define('clerk-user-verification', ClerkUserVerification);

export const EMAIL_CODE: FirstFactor = {
  strategy: 'email_code',
  safeIdentifier: 'ada@example.com',
  emailAddressId: 'idn_1',
  primary: true,
};
export const PHONE_CODE: SecondFactor = {
  strategy: 'phone_code',
  safeIdentifier: '+15555550100',
  phoneNumberId: 'idn_2',
};

/** The message that a wallet is asked to sign. */
export const MESSAGE = 'localhost wants you to sign';

export interface VerifiableOptions {
  first?: FirstFactor[];
  /** Factors to ask for after the first one. */
  second?: SecondFactor[];
}

/** An instance with users whose API asks for a reverification before it changes anything. */
export class Verifiable {
  readonly clerk: AccountClerk = household();
  /** Calls of the session, with the part of the factor that tests look at. */
  readonly steps: string[] = [];
  /** Errors of the next calls, by the last word of the method's name. */
  readonly refusals: Record<string, Error | undefined> = {};
  isProven = false;

  constructor({ first = [{ strategy: 'password' }, EMAIL_CODE], second = [] }: VerifiableOptions = {}) {
    const state = (status: SessionVerificationResource['status']) =>
      ({
        status,
        supportedFirstFactors: first,
        supportedSecondFactors: second,
        firstFactorVerification: { message: MESSAGE },
      }) as unknown as SessionVerificationResource;
    const step = async (name: string, params: object, next: SessionVerificationResource['status']) => {
      const { strategy, level, password, code, signature } = params as Record<string, string>;
      this.steps.push([name, strategy ?? level, password ?? code ?? signature].filter(Boolean).join(' '));
      const refusal = this.refusals[name];
      this.refusals[name] = undefined;
      if (refusal) throw refusal;
      if (next === 'complete') this.isProven = true;
      return state(next);
    };
    const afterFirst = second.length > 0 ? 'needs_second_factor' : 'complete';
    const methods = {
      startVerification: (params: object) => step('start', params, 'needs_first_factor'),
      prepareFirstFactorVerification: (params: object) => step('prepare', params, 'needs_first_factor'),
      attemptFirstFactorVerification: (params: object) => step('attempt', params, afterFirst),
      prepareSecondFactorVerification: (params: object) => step('prepare2', params, 'needs_second_factor'),
      attemptSecondFactorVerification: (params: object) => step('attempt2', params, 'complete'),
      verifyWithPasskey: () => step('passkey', {}, 'complete'),
    };
    const { clerk } = this;
    Object.assign(clerk, { session: { ...(clerk.session as SessionResource), ...methods } });
    const { call } = clerk;
    clerk.call = async (name, ...args) => {
      const answer = await call.call(clerk, name, ...args);
      if (name === 'update' && !this.isProven) throw stale();
      return answer;
    };
  }
}

export function stale(): ClerkAPIResponseError {
  return new ClerkAPIResponseError(403, [apiError('session_reverification_required')]);
}

export interface Asked {
  profile: MountedAccount<HTMLElement>;
  dialog: HTMLDialogElement;
  element: HTMLElement;
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found;
  text(selector: string): string;
  /** Returns the first button of the dialog with this text. */
  button(text: string): HTMLElement;
  settled(): Promise<void>;
}

/** Changes the username, so that the dialog opens. */
export async function changeUsername({ clerk }: Verifiable, properties: object = {}): Promise<Asked> {
  const profile = await mountAccount('clerk-user-profile', { clerk, properties });
  profile.button('Update username').click();
  await profile.settled();
  profile.find<HTMLInputElement>('input[name=username]').value = 'augusta';
  profile.button('Save').focus();
  profile.button('Save').click();
  await import('../../../src/elements/user-verification/open-verification.ts');
  await profile.settled();
  return { profile, ...(await dialogOnPage()) };
}

/** Returns the open dialog. */
export async function dialogOnPage(): Promise<Omit<Asked, 'profile'>> {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[open]');
  const element = dialog?.querySelector<HTMLElement>('clerk-user-verification');
  ok(dialog && element, 'a dialog that asks who it is');
  await settle(element);
  const find = <Found extends HTMLElement>(selector: string): Found => {
    const found = element.querySelector<Found>(selector);
    ok(found, `${selector} in ${element.innerText}`);
    return found;
  };
  return {
    dialog,
    element,
    find,
    text: (selector) => find(selector).innerText.replace(/\s+/g, ' ').trim(),
    button(text) {
      const all = [...element.querySelectorAll<HTMLElement>('button, a')];
      const found = all.find((button) => button.innerText.trim() === text);
      ok(found, `a button "${text}" among ${all.map((each) => each.innerText.trim()).join(', ')}`);
      return found;
    },
    settled: () => settle(element),
  };
}

/** Types into a field of the dialog and submits it. */
export async function type({ find, settled }: Asked, name: string, value: string): Promise<void> {
  find<HTMLInputElement>(`input[name=${name}]`).value = value;
  find<HTMLFormElement>('form').requestSubmit();
  await settled();
}
