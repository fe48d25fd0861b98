import type { BackendDeleted, BackendEmailAddress, BackendPhoneNumber } from './resources.ts';
import { idOf, type Send } from './send.ts';

/** What your server makes of an address or number. What is left out stays as it is. */
export interface IdentifierUse {
  /** It counts as proven by its owner. */
  verified?: boolean | undefined;
  /** It is the primary one. It has to be verified. */
  primary?: boolean | undefined;
}

/** What your server makes of a phone number. */
export interface PhoneNumberUse extends IdentifierUse {
  /** It is a second factor, and no identifier. It has to be verified. */
  reservedForSecondFactor?: boolean | undefined;
}

/** The email addresses of all users. The owner is mailed what changes, as when they change it themselves. */
export interface EmailAddressesApi {
  /** Returns an address. It rejects with status 404 when there is none. */
  getEmailAddress(emailAddressId: string): Promise<BackendEmailAddress>;
  /** Adds an address to a user. It is primary when it is the first verified one. */
  createEmailAddress(params: { userId: string; emailAddress: string } & IdentifierUse): Promise<BackendEmailAddress>;
  /** Verifies an address, or makes it the primary one. */
  updateEmailAddress(emailAddressId: string, params?: IdentifierUse): Promise<BackendEmailAddress>;
  /** Removes an address. It rejects with status 400 when the user could no longer sign in. */
  deleteEmailAddress(emailAddressId: string): Promise<BackendDeleted>;
}

/** The phone numbers of all users. The owner is mailed what changes, as when they change it themselves. */
export interface PhoneNumbersApi {
  /** Returns a number. It rejects with status 404 when there is none. */
  getPhoneNumber(phoneNumberId: string): Promise<BackendPhoneNumber>;
  /** Adds a number to a user. */
  createPhoneNumber(params: { userId: string; phoneNumber: string } & PhoneNumberUse): Promise<BackendPhoneNumber>;
  /** Verifies a number, makes it the primary one, or reserves it for the second factor. */
  updatePhoneNumber(phoneNumberId: string, params?: PhoneNumberUse): Promise<BackendPhoneNumber>;
  /** Removes a number. It rejects with status 400 when the user could no longer sign in. */
  deletePhoneNumber(phoneNumberId: string): Promise<BackendDeleted>;
}

export function createEmailAddressesApi(send: Send): EmailAddressesApi {
  const path = '/email_addresses';
  return {
    getEmailAddress: async (id) => send({ method: 'GET', path: `${path}/${idOf(id)}` }),
    createEmailAddress: (body) => send({ method: 'POST', path, body }),
    updateEmailAddress: async (id, body = {}) => send({ method: 'PATCH', path: `${path}/${idOf(id)}`, body }),
    deleteEmailAddress: async (id) => send({ method: 'DELETE', path: `${path}/${idOf(id)}` }),
  };
}

export function createPhoneNumbersApi(send: Send): PhoneNumbersApi {
  const path = '/phone_numbers';
  return {
    getPhoneNumber: async (id) => send({ method: 'GET', path: `${path}/${idOf(id)}` }),
    createPhoneNumber: (body) => send({ method: 'POST', path, body }),
    updatePhoneNumber: async (id, body = {}) => send({ method: 'PATCH', path: `${path}/${idOf(id)}`, body }),
    deletePhoneNumber: async (id) => send({ method: 'DELETE', path: `${path}/${idOf(id)}` }),
  };
}
