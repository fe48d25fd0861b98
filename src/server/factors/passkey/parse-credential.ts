import { PasskeyProblem } from './passkey-problem.ts';

/** The answer to creation options (WebAuthn Level 3, `RegistrationResponseJSON`); binary fields in base64url. */
export interface Attestation {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  /** How the authenticator can be reached: `internal`, `hybrid`, `usb`, … */
  readonly transports: string[];
}

/** The answer to request options (WebAuthn Level 3, `AuthenticationResponseJSON`); binary fields in base64url. */
export interface Assertion {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle: string | null;
}

/** Longer than the answer of any authenticator. */
const MAX_LENGTH = 32_768;
/** A credential id has at most 1,023 bytes (WebAuthn Level 3, section 7.1). */
const MAX_ID_LENGTH = 1_364;
const MAX_TRANSPORTS = 10;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** Parses the answer to creation options. @throws {PasskeyProblem} when the text is not one */
export function parseAttestation(text: string): Attestation {
  const { id, response } = parse(text);
  const { transports } = response;
  return {
    id,
    clientDataJSON: binary(response.clientDataJSON),
    attestationObject: binary(response.attestationObject),
    transports: Array.isArray(transports) ? transports.filter(isTransport).slice(0, MAX_TRANSPORTS) : [],
  };
}

/** Parses the answer to request options. @throws {PasskeyProblem} when the text is not one */
export function parseAssertion(text: string): Assertion {
  const { id, response } = parse(text);
  const { userHandle } = response;
  return {
    id,
    clientDataJSON: binary(response.clientDataJSON),
    authenticatorData: binary(response.authenticatorData),
    signature: binary(response.signature),
    userHandle: userHandle === undefined || userHandle === null || userHandle === '' ? null : binary(userHandle),
  };
}

function parse(text: string): { id: string; response: Record<string, unknown> } {
  if (text.length > MAX_LENGTH) throw new PasskeyProblem('malformed');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new PasskeyProblem('malformed', { cause: error });
  }
  const { type, id, rawId, response } = (value ?? {}) as Record<string, unknown>;
  const isMeant = type === 'public-key' && id === rawId && typeof response === 'object' && response !== null;
  if (!isMeant) throw new PasskeyProblem('malformed');
  const name = binary(id);
  if (name.length > MAX_ID_LENGTH) throw new PasskeyProblem('malformed');
  return { id: name, response: response as Record<string, unknown> };
}

/** Returns base64url without padding. */
function binary(value: unknown): string {
  const text = typeof value === 'string' ? value.replace(/={1,2}$/, '') : '';
  if (!BASE64URL.test(text)) throw new PasskeyProblem('malformed');
  return text;
}

/** Whether a value is a word that the server may send back to a browser. */
function isTransport(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z-]{1,32}$/.test(value);
}
