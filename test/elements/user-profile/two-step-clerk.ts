import type { EnvironmentResource } from '../../../src/client/resources/types/environment.ts';
import type { PhoneNumberResource } from '../../../src/client/resources/types/identifiers.ts';
import type { UserResource } from '../../../src/client/resources/types/user.ts';
import { mountAccount, type MountedAccount } from '../user-button/account.ts';
import { AccountClerk, accountEnvironment, person } from '../user-button/account-clerk.ts';

/** Codes as the API answers them, and as a card shows them. */
export const CODES = Array.from({ length: 10 }, (_, index) => `k7xm9q2${index}`);
export const SHOWN = CODES.map((code) => `${code.slice(0, 4)}-${code.slice(4)}`);
export const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const URI = `otpauth://totp/Notes:ada%40example.com?secret=${SECRET}&issuer=Notes`;
const MADE = { createdAt: new Date(0), updatedAt: new Date(0) };

interface Phone {
  id: string;
  number: string;
  verified?: boolean;
  reserved?: boolean;
  isDefault?: boolean;
}

/** What the account has. The methods of the user change it. */
export interface TwoStepState {
  totp?: boolean;
  phones?: readonly Phone[];
  backupCodes?: boolean;
  /** The second factors of the instance; default all. */
  offers?: readonly ('totp' | 'phone_code' | 'backup_code')[];
}

/** An instance whose user has second factors. */
export class TwoStepClerk extends AccountClerk {
  state: Required<TwoStepState>;

  constructor(state: TwoStepState = {}) {
    super([]);
    this.state = {
      totp: false,
      phones: [],
      backupCodes: false,
      offers: ['totp', 'phone_code', 'backup_code'],
      ...state,
    };
    const { offers } = this.state;
    const base = accountEnvironment();
    const attribute = (name: (typeof offers)[number]) => ({
      enabled: offers.includes(name),
      required: false,
      immutable: false,
      used_for_second_factor: offers.includes(name) && name !== 'backup_code',
    });
    const attributes = {
      ...base.user_settings.attributes,
      authenticator_app: attribute('totp'),
      phone_number: attribute('phone_code'),
      backup_code: attribute('backup_code'),
    };
    this.__internal_environment = {
      ...base,
      user_settings: { ...base.user_settings, attributes },
    } as unknown as EnvironmentResource;
    this.publish();
  }

  /** Shows the user as the state says. */
  publish(change: Partial<TwoStepState> = {}): void {
    Object.assign(this.state, change);
    const user = this.#user();
    const session = { id: `sess_${user.id}`, user } as never;
    this.client = { id: 'client_1', signedInSessions: [session] };
    this.activate(user);
  }

  #user(): UserResource {
    const { totp, phones, backupCodes } = this.state;
    const isOn = totp || phones.some(({ reserved }) => reserved);
    const first = () => (this.state.backupCodes || !this.state.offers.includes('backup_code') ? null : CODES);
    return person(
      {
        firstName: 'Ada',
        lastName: 'Berg',
        also: {
          totpEnabled: totp,
          twoFactorEnabled: isOn,
          backupCodeEnabled: backupCodes,
          phoneNumbers: phones.map((phone) => this.#phone(phone)),
          createTOTP: async () => {
            await this.call('createTOTP');
            return { id: 'totp_1', secret: SECRET, uri: URI, verified: false, backupCodes: null, ...MADE };
          },
          verifyTOTP: async ({ code }) => {
            await this.call('verifyTOTP', code);
            const made = first();
            this.publish({ totp: true, backupCodes: this.state.backupCodes || !!made });
            return { id: 'totp_1', secret: null, uri: null, verified: true, backupCodes: made, ...MADE };
          },
          disableTOTP: async () => {
            await this.call('disableTOTP');
            this.publish({ totp: false });
            return { object: 'totp', id: 'totp_1', deleted: true };
          },
          createBackupCode: async () => {
            await this.call('createBackupCode');
            this.publish({ backupCodes: true });
            return { id: 'bc_1', codes: CODES, ...MADE };
          },
          createPhoneNumber: async ({ phoneNumber }) => {
            await this.call('createPhoneNumber', phoneNumber);
            const phone = { id: 'idn_new', number: phoneNumber, verified: false };
            this.publish({ phones: [...this.state.phones, phone] });
            return this.#phone(phone);
          },
        },
      },
      () => this,
    );
  }

  #phone(phone: Phone): PhoneNumberResource {
    const { id, number, verified = true, reserved = false, isDefault = false } = phone;
    const change = async (name: string, argument: unknown, next: Partial<Phone>) => {
      await this.call(name, argument);
      this.publish({ phones: this.state.phones.map((each) => (each.id === id ? { ...each, ...next } : each)) });
      return this.#phone(this.state.phones.find((each) => each.id === id) as Phone);
    };
    return {
      id,
      phoneNumber: number,
      reservedForSecondFactor: reserved,
      defaultSecondFactor: isDefault,
      backupCodes: null,
      verification: { status: verified ? 'verified' : 'unverified' },
      prepareVerification: () => change('prepareVerification', id, {}),
      attemptVerification: ({ code }: { code: string }) => change('attemptVerification', code, { verified: true }),
      makeDefaultSecondFactor: () => change('makeDefaultSecondFactor', id, { isDefault: true }),
      setReservedForSecondFactor: async ({ reserved: next }: { reserved: boolean }) => {
        const hadCodes = this.state.backupCodes;
        const changed = await change('setReserved', [id, next], { reserved: next, isDefault: next });
        const made = next && !hadCodes && this.state.offers.includes('backup_code');
        if (made) this.publish({ backupCodes: true });
        return made ? { ...changed, backupCodes: CODES } : changed;
      },
    } as unknown as PhoneNumberResource;
  }
}

/** Mounts the security page. */
export async function mountTwoStep(state: TwoStepState = {}, clerk = new TwoStepClerk(state)) {
  const mounted: MountedAccount<HTMLElement> = await mountAccount('clerk-user-profile', {
    clerk,
    properties: { __experimental_startPath: 'security' },
  });
  const press = async (text: string) => {
    mounted.button(text).click();
    await mounted.settled();
  };
  const menu = async (item: string, entry: string) => {
    mounted.find(`.cl-menuButton__mfa[data-item="${item}"]`).click();
    await mounted.settled();
    mounted.find(`.cl-menuList.cl-open .cl-menuItem__${entry}`).click();
    await mounted.settled();
  };
  const type = async (code: string) => {
    const input = mounted.find<HTMLInputElement>('input[name=code]');
    input.value = code;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await mounted.settled();
  };
  const rows = () =>
    [...mounted.element.querySelectorAll<HTMLElement>('.cl-profileSectionItem__mfa')].map((row) =>
      row.innerText.replace(/\s+/g, ' ').trim(),
    );
  return { ...mounted, clerk, press, menu, type, rows };
}
