import { BackendOptionsError } from '../backend-options.ts';

const HOW =
  'Give the public key of the instance: -----BEGIN PUBLIC KEY----- … It is the key in /.well-known/jwks.json.';
const BEGIN = '-----BEGIN PUBLIC KEY-----';
const END = '-----END PUBLIC KEY-----';
/** Bytes of an SPKI of RSA (RFC 3279, section 2.3.1) from the fifth on. Two bytes of length come before each `0x82`. */
const RSA = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00, 0x03, 0x82];
/** Where the length of the modulus is when all lengths before it take two bytes, as they do from 2048 bits on. */
const MODULUS_AT = 30;
/** Bytes of a modulus of 2048 bits, with the zero that makes it positive. Shorter keys have been factored. */
const LEAST_BYTES = 257;

/**
 * Reads a public key in PEM (RFC 7468, section 13) the way people paste it into environment variables: with the two
 * characters `\n` in place of line breaks, in quotes, on one line, or without its first and last line.
 *
 * @returns the bytes of an SPKI of RSA with 2048 bits or more, as far as its first bytes and its length tell
 * @throws {BackendOptionsError} that says what the text is instead. It repeats nothing of the text
 */
export function derOfPem(pem: string): Uint8Array<ArrayBuffer> {
  const text = unquote(pem.replaceAll(/\\r|\\n|\s|\uFEFF/g, ' ').trim());
  if (/PRIVATE KEY/.test(text)) throw new BackendOptionsError(`jwtKey is a private key. Keep it secret. ${HOW}`);
  if (/BEGIN RSA PUBLIC KEY/.test(text)) {
    throw new BackendOptionsError(`jwtKey is an RSA key in PKCS #1. Convert it: openssl rsa -RSAPublicKey_in -pubout.`);
  }
  if (/BEGIN CERTIFICATE/.test(text)) throw new BackendOptionsError(`jwtKey is a certificate. ${HOW}`);
  const hasLines = text.startsWith(BEGIN) && text.endsWith(END);
  const base64 = (hasLines ? text.slice(BEGIN.length, -END.length) : text).replaceAll(' ', '');
  // The base64 of such a key begins with these letters, so it is recognized without its first and last line.
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0;
  if (!isBase64 || !(hasLines || base64.startsWith('MII'))) {
    throw new BackendOptionsError(`jwtKey is not a public key in PEM, or not the whole of it. ${HOW}`);
  }
  const der = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  if (der[1] === 0x82 && lengthAt(der, 2) !== der.length - 4) {
    throw new BackendOptionsError(`jwtKey is not the whole key: a part of it is missing. ${HOW}`);
  }
  const isRsa = RSA.every((byte, index) => der[index + 4] === byte);
  if (!isRsa || lengthAt(der, MODULUS_AT) < LEAST_BYTES) {
    throw new BackendOptionsError(`jwtKey is not an RSA public key of 2048 bits or more. ${HOW}`);
  }
  return der;
}

function unquote(text: string): string {
  return /^(["'`])(.*)\1$/.exec(text)?.[2]?.trim() ?? text;
}

function lengthAt(der: Uint8Array, index: number): number {
  return (der[index] ?? 0) * 256 + (der[index + 1] ?? 0);
}
