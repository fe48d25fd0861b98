import assert from 'node:assert/strict';
import { it, mock } from 'node:test';
import { kindOfIdentifier } from '../../../src/server/users/find-account.ts';
import { readEmailAddress, readUsername } from '../../../src/server/identifiers/identifiers.ts';
import { safeRedirect } from '../../../src/client/navigation/redirects.ts';
import { checkOrigin } from '../../../src/server/http/middleware/origin.ts';
import { readCookies } from '../../../src/server/http/middleware/read-caller.ts';
import { Params } from '../../../src/server/http/params.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { checkNewPassword } from '../../../src/server/factors/password/password-policy.ts';
import { checkPhoneNumber } from '../../../src/server/identifiers/check-phone-number.ts';
import { checkWork } from '../../../src/server/bot-check/proof-of-work.ts';
import { readUpload } from '../../../src/server/http/read-upload.ts';
import { redirectTarget } from '../../../src/server/http/redirect-target.ts';
import { readDevice } from '../../../src/server/sessions/device.ts';
import { isPageUrl } from '../../../src/backend/render/page-url.ts';
import { keysOf } from '../../../src/elements/styles/appearance/element-parts.ts';
import { writeElements } from '../../../src/elements/styles/appearance/elements.ts';
import { elementAttribute } from '../../../src/protocol/element-attribute.ts';
import { PostedForm } from '../../../src/ssr/flow/posted-form.ts';
import { ServerSheet } from '../../../src/ssr/style/server-sheet.ts';
import { assertCpuBelow } from '../../support/cpu-time.ts';

const LENGTH = 100_000;
const PAGE = {
  pageUrl: 'https://app.example.com/sign-in',
  allowedOrigins: ['https://*.example.com', /^https:\/\/([a-z]+\.)?example\.net$/],
  allowedProtocols: ['myapp:'],
};
const HOSTILE = [
  'a'.repeat(LENGTH),
  `${'a.'.repeat(LENGTH / 2)}@`,
  `${'a'.repeat(LENGTH / 2)}@${'b.'.repeat(LENGTH / 4)}`,
  `a@${'-'.repeat(LENGTH)}`,
  ' '.repeat(LENGTH),
  `${'1'.repeat(LENGTH)}!`,
  '@'.repeat(LENGTH),
  `${'(;'.repeat(LENGTH / 2)}`,
  `${'Mozilla/5.0 ('.repeat(LENGTH / 13)}`,
  '\u0000'.repeat(LENGTH),
  `${'1 ('.repeat(LENGTH / 3)}`,
  `url(${' '.repeat(LENGTH)}`,
  `${'__a'.repeat(LENGTH / 3)}\n`,
];

it('100 kB into every check of input take less than 20 ms of CPU each', async () => {
  const rules = { requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSpecialChar: true };
  const config = parseConfig({ url: 'https://clerk.example.com', applicationName: 'Acme Labs', password: rules });
  const check = checkOrigin(config);
  /** The check that every request passes first. */
  const originIsAllowed = (origin: string) => {
    const headers = new Headers({ origin: origin.replace(/[^\x21-\x7e]/g, '') });
    const raw = { method: 'POST', headers };
    const context = { env: { path: '/v1/client' }, req: { raw }, header() {} } as unknown as Parameters<
      typeof check
    >[0];
    return check(context, async () => {}).catch(() => {});
  };
  const workKey = new Uint8Array(32);
  const dress = (card: object) => {
    const sheet = new ServerSheet() as unknown as CSSStyleSheet;
    return writeElements([{ elements: { card }, rules: sheet }], 'cl1', sheet);
  };
  const input = new Map([
    ['name', 'code'],
    ['type', 'email'],
    ['pattern', '\\P{Nd}*(\\p{Nd}\\P{Nd}*){6}'],
  ]);
  const postedField = (code: string) => new PostedForm([input], new URLSearchParams({ code })).querySelectorAll();
  const checks: [string, (text: string) => unknown][] = [
    ['email', (text) => readEmailAddress(text)],
    ['username', (text) => readUsername(text)],
    ['phone number', (text) => checkPhoneNumber(config, text)],
    ['international phone number', (text) => checkPhoneNumber(config, `+1 ${text}`)],
    ['identifier', (text) => kindOfIdentifier(`+${text}`)],
    ['password', (text) => checkNewPassword(text, config, { emailAddress: text, username: text })],
    ['password of an odd owner', (text) => checkNewPassword('a plain long phrase', config, { emailAddress: text })],
    ['proof of work', (text) => checkWork(workKey, text, 0)],
    ['text', (text) => new Params(new Map([['x', [text]]])).text('x')],
    ['object', (text) => new Params(new Map([['x', [text]]])).object('x', LENGTH * 2)],
    ['cookies', (text) => readCookies(text)],
    ['device', (text) => readDevice(text)],
    ['redirect target of the server', (text) => redirectTarget([`https://${text}`], config)],
    ['redirect target of the server, as a path', (text) => redirectTarget([`https://app.example.com/${text}`], config)],
    ['redirect target of the client', (text) => safeRedirect(text, PAGE)],
    ['redirect target of the client, on another host', (text) => safeRedirect(`https://${text}`, PAGE)],
    ['origin', (text) => originIsAllowed(text)],
    ['origin with a scheme', (text) => originIsAllowed(`https://${text}`)],
    ['option of a rendered element', (text) => elementAttribute(text, text)],
    ['URL of a rendered element', (text) => isPageUrl(text)],
    ['key of an appearance', (text) => keysOf(text)],
    ['value of an appearance', (text) => dress({ color: text })],
    ['selector of an appearance', (text) => dress({ [text]: { color: 'red' } })],
    ['condition of an appearance', (text) => dress({ [`@media ${text}`]: { color: 'red' } })],
    ['posted field', (text) => postedField(text)],
  ];
  const said = mock.method(console, 'warn', () => {}).mock;
  for (const [name, check] of checks) {
    for (const text of HOSTILE) {
      await assertCpuBelow(20, () => check(text), `${name}: ${text.slice(0, 20)}…`);
    }
  }
  for (const { arguments: lines } of said.calls) assert.ok(lines.join('').length < 1_000, lines.join('').slice(0, 100));
  mock.restoreAll();
});

it('an upload of 100 kB of text is read in less than 20 ms of CPU', async () => {
  const part = 'Content-Disposition: form-data; name="file"';
  const bodies = (text: string): [type: string, body: string][] => [
    ['application/octet-stream', text],
    ['application/octet-stream', `data:${text}`],
    ['multipart/form-data; boundary=x', `--x\r\n${part}\r\n\r\n${text}\r\n--x--`],
    ['multipart/form-data; boundary=x', `--x\r\n${text.slice(0, 4000)}\r\n\r\n${text}\r\n--x--`],
  ];
  const texts = [...HOSTILE, `${' '.repeat(LENGTH)}!`, `${'='.repeat(LENGTH)}!`, `${'\t='.repeat(LENGTH / 2)}\0`];
  const lines = ['content-disposition:', '; ', 'content-disposition:;', '; filename', '; name=file '];
  for (const text of [...texts, ...lines.map((line) => line.repeat(LENGTH / line.length))]) {
    for (const [type, body] of bodies(text)) {
      const headers = { 'content-type': type };
      const read = () =>
        readUpload(new Request('https://clerk.example.com', { method: 'POST', headers, body }), 10 * LENGTH);
      await assertCpuBelow(20, read, `${type}, ${JSON.stringify(body.slice(0, 60))}`);
    }
  }
});
