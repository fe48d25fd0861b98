import { randomBytes } from 'node:crypto';
import { createApp } from '../../src/server/app.ts';
import { createSigner, generateSigningKey } from '../../src/server/keys/signing-key.ts';
import { parseConfig } from '../../src/server/config/parse-config.ts';
import { openStorage } from '../../src/server/storage/open-storage.ts';
import { LOOSE_LIMITS, NO_LIMIT } from '../support/loose-limits.ts';
import { TestBrowser } from '../support/test-browser.ts';
import type { Row } from './bench.ts';
import { median } from './statistics.ts';

/** Number of request pairs. The order within a pair alternates. */
const PAIRS = 300;
const ORIGIN = 'https://app.bench.test';
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
/** Milliseconds that the mail server takes. An answer that waits for it reveals that the account exists. */
const MAIL_MS = 40;

interface Timed {
  known: number[];
  unknown: number[];
}

/**
 * Measures how long answers take for an identifier with an account and for one without, with enumeration protection
 * (docs/security.md, 10: medians within 5 % or 2 ms over 300 interleaved pairs).
 */
export async function benchEnumeration(): Promise<{ rows: Row[]; detail: unknown }> {
  const storage = await openStorage('sqlite::memory:');
  const codes = new Map<string, string>();
  const app = createApp({
    config: parseConfig({
      url: 'https://clerk.bench.test',
      allowedOrigins: [ORIGIN],
      enumerationProtection: true,
      emailLink: true,
      passkeys: { enabled: true },
      attributes: { phoneNumber: 'optional' },
      // The server sends nothing to this URL, because the bench replaces the delivery.
      sms: { webhook: { url: 'https://sms.bench.test/', secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` } },
      password: { breachCheck: false },
    }),
    storage,
    signer: createSigner(generateSigningKey(), 'the key of the bench'),
    secret: new Uint8Array(randomBytes(32)),
    limits: {
      ...LOOSE_LIMITS,
      mailPause: NO_LIMIT,
      mailPerHour: NO_LIMIT,
      smsPerRange: NO_LIMIT,
    },
    logger: SILENT,
    delivery: {
      async send(message) {
        if ('code' in message && message.code) codes.set(message.to, message.code);
        await new Promise((resolve) => setTimeout(resolve, MAIL_MS));
      },
    },
  });
  const browser = () => {
    const own = new TestBrowser(
      (request) => app.fetch(request, { ip: '198.51.100.1' }),
      'https://clerk.bench.test',
      ORIGIN,
      'bench',
    );
    return async (path: string, form: Record<string, string>): Promise<string> =>
      (await own.post(`/v1/client/${path}`, form)).response?.id ?? '';
  };
  const signUp = async (email_address: string, phone_number: string) => {
    const post = browser();
    const id = await post('sign_ups', { email_address, phone_number, password: 'a plain long phrase' });
    for (const [strategy, to] of [
      ['email_code', email_address],
      ['phone_code', phone_number],
    ] as const) {
      await post(`sign_ups/${id}/prepare_verification`, { strategy });
      await post(`sign_ups/${id}/attempt_verification`, { strategy, code: codes.get(to) ?? '' });
    }
  };
  // Wrong passwords count towards the lockout, so each known account gets only a few requests.
  const accounts = Array.from({ length: Math.ceil(PAIRS / 5) }, (_, i) => `user${i}@example.com`);
  const numberOf = (identifier: string): string =>
    `+1415237${identifier.startsWith('user') ? '1' : '2'}${/\d+/.exec(identifier)?.[0].padStart(3, '0')}`;
  for (const account of accounts) await signUp(account, numberOf(account));

  const STEPS: Record<string, (identifier: string) => Promise<unknown>> = {
    'sign-in with an identifier': (identifier) => browser()('sign_ins', { identifier }),
    'sign-in with a wrong password': (identifier) =>
      browser()('sign_ins', { identifier, password: 'a wrong long phrase' }),
    'asking for a code': (identifier) => browser()('sign_ins', { identifier, strategy: 'email_code' }),
    'asking for a passkey': (identifier) => browser()('sign_ins', { identifier, strategy: 'passkey' }),
    'asking for a code to a phone': (identifier) =>
      browser()('sign_ins', { identifier: numberOf(identifier), strategy: 'phone_code' }),
    'asking for a new password': async (identifier) => {
      const post = browser();
      const id = await post('sign_ins', { identifier });
      await post(`sign_ins/${id}/prepare_first_factor`, { strategy: 'reset_password_email_code' });
    },
    'sign-up with a phone number': async (identifier) => {
      const post = browser();
      const id = await post('sign_ups', { phone_number: numberOf(identifier) });
      await post(`sign_ups/${id}/prepare_verification`, { strategy: 'phone_code' });
    },
    'sign-up with an address': async (email_address) => {
      const post = browser();
      const id = await post('sign_ups', { email_address });
      await post(`sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
    },
  };
  const rows: Row[] = [];
  const detail: Record<string, { known: number; unknown: number }> = {};
  for (const [what, ask] of Object.entries(STEPS)) {
    const timed: Timed = { known: [], unknown: [] };
    const time = async (kind: keyof Timed, identifier: string) => {
      const start = performance.now();
      await ask(identifier);
      timed[kind].push(performance.now() - start);
    };
    for (let i = 0; i < PAIRS; i++) {
      const pair = [
        () => time('known', accounts[i % accounts.length] as string),
        () => time('unknown', `unknown${i % accounts.length}@example.com`),
      ];
      for (const one of i % 2 ? pair.toReversed() : pair) await one();
    }
    const [known, unknown] = [median(timed.known), median(timed.unknown)];
    const apart = Math.abs(known - unknown);
    detail[what] = { known, unknown };
    rows.push({
      what: `${what}: no account`,
      measured: `${unknown.toFixed(2)} ms`,
      against: `${known.toFixed(2)} ms (with an account)`,
      ratio: (unknown / known).toFixed(3),
      goal: 'within 5 % or 2 ms',
      met: apart <= 2 || apart <= 0.05 * known,
    });
  }
  await storage.close();
  return { rows, detail };
}
