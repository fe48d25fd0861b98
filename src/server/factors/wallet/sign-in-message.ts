import { isWalletAddress, toChecksumAddress } from '../../identifiers/wallets.ts';

/** The fields of the message that the owner of a wallet reads and signs. */
export interface SignInMessage {
  /** Host, and port unless it is the default, of the page that asks (RFC 3986 authority without user). */
  domain: string;
  /** Absolute URL of the page's origin. */
  uri: string;
  /** The account that signs: `0x` and 40 hexadecimal digits. */
  address: string;
  /** The chain of the account (EIP-155). */
  chainId: number;
  /** At least 8 letters and digits, never used before. */
  nonce: string;
  /** Milliseconds since the epoch. */
  issuedAt: number;
  /** When the signature stops being valid, in milliseconds since the epoch. */
  expirationTime: number;
  /** One line for the owner, in printable ASCII. */
  statement: string;
  /** Id of the attempt or wallet that the signature is for. */
  requestId?: string;
}

/** host [ ":" port ], host being a name, an IPv4 address or a bracketed IPv6 address. */
const DOMAIN = /^(?:[\w.~-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])(?::\d{1,5})?$/;
/** The characters that RFC 3986 allows in a URI. */
const URI_TEXT = /^[a-zA-Z][a-zA-Z0-9+.-]*:[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;
/** reserved / unreserved / " " of RFC 3986: no line break, no percent sign, only ASCII. */
const STATEMENT = /^[\w.~:/?#[\]@!$&'()*+,;= -]{1,256}$/;
const NONCE = /^[a-zA-Z0-9]{8,128}$/;
/** *pchar of RFC 3986 without escapes. */
const REQUEST_ID = /^[\w.~!$&'()*+,;=:@-]{1,128}$/;

/**
 * Builds the message of a sign-in with a wallet, in the grammar of EIP-4361. Each field can hold only what the grammar
 * allows, so none can pass for another. Wallets that know the format warn when `domain` is not that of the page.
 *
 * @throws {RangeError} when a field does not fit the grammar, which is a mistake of the caller
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

/** Whether the year of a time has four digits, as RFC 3339 requires. */
function isTime(time: number): boolean {
  return Number.isSafeInteger(time) && time >= 0 && time < Date.UTC(10_000, 0);
}

function demand(field: keyof SignInMessage, isRight: boolean): void {
  if (!isRight) throw new RangeError(`The ${field} does not fit a sign-in message (EIP-4361).`);
}
