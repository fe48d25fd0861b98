import { toChecksumAddress, isWalletAddress } from '../../identifiers/wallet-address.ts';

/** What a wallet's owner is shown and signs. */
export interface SignInMessage {
  /** Host, and port unless it is the scheme's own, of the page that asks (RFC 3986 authority without user). */
  domain: string;
  /** Where the signature is for: absolute URL of that page's origin. */
  uri: string;
  /** Account that signs: `0x` and 40 hexadecimal digits. */
  address: string;
  /** Chain the account is named on (EIP-155). */
  chainId: number;
  /** 8 or more letters and digits, never used before. */
  nonce: string;
  /** Milliseconds since the epoch. */
  issuedAt: number;
  /** Milliseconds since the epoch from which on the signature is worth nothing. */
  expirationTime: number;
  /** One line for the reader, in printable ASCII. */
  statement: string;
  /** What the signature answers: id of the attempt or of the wallet. */
  requestId?: string;
}

/** host [ ":" port ], host being a name, an IPv4 address or a bracketed IPv6 address. */
const DOMAIN = /^(?:[\w.~-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])(?::\d{1,5})?$/;
/** What RFC 3986 allows in a URI at all. */
const URI_TEXT = /^[a-zA-Z][a-zA-Z0-9+.-]*:[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;
/** reserved / unreserved / " " of RFC 3986: no line break, no percent sign, nothing beyond ASCII. */
const STATEMENT = /^[\w.~:/?#[\]@!$&'()*+,;= -]{1,256}$/;
const NONCE = /^[a-zA-Z0-9]{8,128}$/;
/** *pchar of RFC 3986 without escapes. */
const REQUEST_ID = /^[\w.~!$&'()*+,;=:@-]{1,128}$/;

/**
 * The message of a sign-in with a wallet, in the grammar of EIP-4361. Each field can hold only what the grammar gives
 * it, so none can pass for another one, and wallets that know the format warn when `domain` is not the page's own.
 *
 * @throws {RangeError} when a field does not fit the grammar: a mistake of the caller, never of a visitor
 */
export function buildSignInMessage(message: SignInMessage): string {
  const { domain, uri, address, chainId, nonce, issuedAt, expirationTime, statement, requestId } = message;
  demand('domain', DOMAIN.test(domain));
  demand('uri', URI_TEXT.test(uri) && URL.canParse(uri));
  demand('address', isWalletAddress(address));
  demand('chainId', Number.isSafeInteger(chainId) && chainId > 0);
  demand('nonce', NONCE.test(nonce));
  demand('issuedAt', isTime(issuedAt));
  demand('expirationTime', isTime(expirationTime) && expirationTime > issuedAt);
  demand('statement', STATEMENT.test(statement));
  demand('requestId', requestId === undefined || REQUEST_ID.test(requestId));
  const lines = [
    `${domain} wants you to sign in with your Ethereum account:`,
    toChecksumAddress(address),
    '',
    statement,
    '',
    `URI: ${uri}`,
    'Version: 1',
    `Chain ID: ${chainId}`,
    `Nonce: ${nonce}`,
    `Issued At: ${new Date(issuedAt).toISOString()}`,
    `Expiration Time: ${new Date(expirationTime).toISOString()}`,
  ];
  if (requestId !== undefined) lines.push(`Request ID: ${requestId}`);
  return lines.join('\n');
}

/** Times whose year has four digits, as RFC 3339 wants it. */
function isTime(time: number): boolean {
  return Number.isSafeInteger(time) && time >= 0 && time < Date.UTC(10_000, 0);
}

function demand(field: keyof SignInMessage, isRight: boolean): void {
  if (!isRight) throw new RangeError(`The ${field} does not fit a sign-in message (EIP-4361).`);
}
