import type { EnvironmentResource } from '../../../src/client/resources/types/environment.ts';
import type { EmailAddressResource, PhoneNumberResource } from '../../../src/client/resources/types/identifiers.ts';
import type { UserResource } from '../../../src/client/resources/types/user.ts';
import type { VerificationResource } from '../../../src/client/resources/types/verification.ts';
import { mountAccount } from '../user-button/account.ts';
import { AccountClerk, accountEnvironment, person } from '../user-button/account-clerk.ts';

interface Owned {
  id: string;
  value: string;
  verified?: boolean;
  verification?: Partial<VerificationResource>;
  linkedTo?: EmailAddressResource['linkedTo'];
  matchesSsoConnection?: boolean;
  reserved?: boolean;
}

/** What the account has. The methods of the user change it. */
export interface IdentifiersState {
  emails: readonly Owned[];
  phones: readonly Owned[];
  primaryEmail: string | null;
  primaryPhone: string | null;
}

export interface InstanceRules {
  /** How email addresses are verified; default by a code. */
  ways?: readonly string[];
  email?: object;
  phone?: object;
  social?: object;
}

export const ADA = { id: 'idn_ada', value: 'ada@example.com' };
export const WORK = { id: 'idn_work', value: 'ada@work.example' };
export const PHONE = { id: 'idn_p1', value: '+12015550123' };
export const LONG = `augusta.fieldnotes.and.many.more.names@${'long-name-of-a-company.'.repeat(9)}example`;

/** An instance whose user has email addresses and phone numbers. */
export class IdentifiersClerk extends AccountClerk {
  state: IdentifiersState;

  constructor(
    state: Partial<IdentifiersState> = {},
    { ways = ['email_code'], email, phone, social }: InstanceRules = {},
  ) {
    super([]);
    this.state = { emails: [ADA], phones: [], primaryEmail: ADA.id, primaryPhone: null, ...state };
    const base = accountEnvironment();
    const attribute = { enabled: true, required: false, immutable: false };
    this.__internal_environment = {
      ...base,
      user_settings: {
        ...base.user_settings,
        social,
        attributes: {
          ...base.user_settings.attributes,
          email_address: { ...attribute, verifications: ways, ...email },
          phone_number: { ...attribute, verifications: ['phone_code'], ...phone },
        },
      },
    } as unknown as EnvironmentResource;
    this.publish();
  }

  /** Shows the user as the state says, such as after a change in another tab. */
  publish(change: Partial<IdentifiersState> = {}): void {
    Object.assign(this.state, change);
    const user = this.#user();
    this.client = { id: 'client_1', signedInSessions: [{ id: `sess_${user.id}`, user } as never] };
    this.activate(user);
  }

  /** Changes one email address or phone number. */
  change(id: string, change: Partial<Owned>): void {
    const all = (owned: readonly Owned[]) => owned.map((each) => (each.id === id ? { ...each, ...change } : each));
    this.publish({ emails: all(this.state.emails), phones: all(this.state.phones) });
  }

  #user(): UserResource {
    const { emails, phones, primaryEmail, primaryPhone } = this.state;
    const emailAddresses = emails.map((each) => this.#email(each));
    const user = person({
      firstName: 'Ada',
      also: {
        emailAddresses,
        primaryEmailAddressId: primaryEmail,
        primaryEmailAddress: emailAddresses.find(({ id }) => id === primaryEmail) ?? null,
        phoneNumbers: phones.map((each) => this.#phone(each)),
        primaryPhoneNumberId: primaryPhone,
        createEmailAddress: async ({ email }) => {
          await this.call('createEmailAddress', email);
          const added = { id: 'idn_new', value: email, verified: false };
          this.publish({ emails: [...this.state.emails, added] });
          return this.#email(added);
        },
        createPhoneNumber: async ({ phoneNumber }) => {
          await this.call('createPhoneNumber', phoneNumber);
          const added = { id: 'idn_new', value: phoneNumber, verified: false };
          this.publish({ phones: [...this.state.phones, added] });
          return this.#phone(added);
        },
      },
    });
    const update: UserResource['update'] = async (params) => {
      await this.call('update', params);
      this.publish({
        primaryEmail: params.primaryEmailAddressId ?? this.state.primaryEmail,
        primaryPhone: params.primaryPhoneNumberId ?? this.state.primaryPhone,
      });
      return this.user as UserResource;
    };
    const reload = async () => this.user as UserResource;
    return { ...user, update, reload };
  }

  #email(email: Owned): EmailAddressResource {
    const { value, linkedTo = [], matchesSsoConnection = false } = email;
    return {
      ...this.#owned(email),
      emailAddress: value,
      linkedTo,
      matchesSsoConnection,
    } as unknown as EmailAddressResource;
  }

  #phone(phone: Owned): PhoneNumberResource {
    const { value, reserved = false } = phone;
    return {
      ...this.#owned(phone),
      phoneNumber: value,
      reservedForSecondFactor: reserved,
    } as unknown as PhoneNumberResource;
  }

  #owned({ id, value, verified = true, verification }: Owned) {
    return {
      id,
      verification: { status: verified ? 'verified' : null, strategy: null, matchNumber: null, ...verification },
      prepareVerification: async (params: object) => {
        await this.call('prepare', params);
      },
      attemptVerification: async ({ code }: { code: string }) => {
        await this.call('attempt', code);
        this.change(id, { verified: true });
      },
      destroy: async () => {
        await this.call('destroy', value);
        const without = (owned: readonly Owned[]) => owned.filter((each) => each.id !== id);
        this.publish({ emails: without(this.state.emails), phones: without(this.state.phones) });
      },
    };
  }
}

/** Mounts the account page. */
export async function mountIdentifiers(state?: Partial<IdentifiersState>, rules?: InstanceRules, into?: Node) {
  const clerk = new IdentifiersClerk(state, rules);
  const mounted = await mountAccount('clerk-user-profile', { clerk, ...(into && { into }) });
  const { element, find, settled, button } = mounted;
  const press = async (text: string) => {
    button(text).click();
    await settled();
    // The first press also loads what all editors share.
    await settled();
  };
  const input = (name: string) => element.querySelector<HTMLInputElement>(`input[name=${name}]`);
  return {
    ...mounted,
    clerk,
    input,
    press,
    /** Types into a field and sends the form. */
    async send(name: string, value: string) {
      const field = find<HTMLInputElement>(`input[name=${name}]`);
      field.value = value;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
      await settled();
      if (name !== 'code') field.form?.requestSubmit();
      await settled();
    },
    /** Opens the menu of a row, and returns its entries. */
    async menu(item: string, entry?: string) {
      find(`.cl-menuButton[data-item="${item}"]`).click();
      await settled();
      const entries = [...element.querySelectorAll<HTMLElement>('.cl-menuList.cl-open .cl-menuItem')];
      entries.find(({ innerText }) => innerText === entry)?.click();
      await settled();
      return entries.map(({ innerText }) => innerText);
    },
    rows: (section: string) =>
      [...element.querySelectorAll<HTMLElement>(`li > .cl-profileSectionItem__${section}`)].map((row) =>
        row.innerText.replace(/\s+/g, ' ').trim(),
      ),
    said: () => find('.cl-liveRegion').textContent,
    calls: (name: string) => clerk.calls.filter((call) => call.name === name).map(({ args }) => args[0]),
  };
}
