import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getHostedInstance } from '../../support/hosted-instance.ts';
import { HostedVisitor } from '../../support/hosted-visitor.ts';
import { PASSWORD } from '../../support/instance.ts';

/** Of the same length, so that what differs in the length of a page is no fault of the address. */
const KNOWN = 'ana@example.com';
const UNKNOWN = 'eve@example.com';

/** What somebody sees who does not know whether there is an account. */
type Story = (visitor: HostedVisitor, identifier: string) => AsyncGenerator<unknown>;

const STORIES: Record<string, Story> = {
  async *'a sign-in with a wrong password, until the attempt is over'(visitor, identifier) {
    yield visitor.open('/sign-in');
    yield visitor.send({ identifier });
    for (let i = 0; i < 12; i++) yield visitor.send({ password: `wrong phrase ${i}` });
  },
  async *'a sign-in with everything on one page'(visitor, identifier) {
    yield visitor.open('/sign-in?redirect_url=/next');
    yield visitor.send({ identifier, password: 'wrong phrase' });
    yield visitor.open('/sign-in/factor-one');
  },
  async *'a sign-in that lets users sign up, as its address says'(visitor, identifier) {
    yield visitor.open('/sign-in?with_sign_up=true');
    yield visitor.send({ identifier });
    yield visitor.send({ password: 'wrong phrase' });
    yield visitor.open('/sign-in?with_sign_up=true');
    yield visitor.send({ identifier, password: 'wrong phrase' });
    yield visitor.open('/sign-in/create?with_sign_up=true');
  },
  async *'a forgotten password'(visitor, identifier) {
    yield visitor.open('/sign-in');
    yield visitor.send({ identifier });
    yield visitor.press('Forgot password?');
    yield visitor.press(visitor.buttons.find((label) => /reset/i.test(label)) ?? 'Continue');
    for (let i = 0; i < 6; i++) yield visitor.send({ code: '000000' });
    yield visitor.open('/sign-in/reset-password');
  },
  async *'a sign-up, and back'(visitor, identifier) {
    yield visitor.open('/sign-up');
    yield visitor.send({ emailAddress: identifier, password: PASSWORD });
    for (let i = 0; i < 6; i++) yield visitor.send({ code: '000000' });
    yield visitor.open('/sign-up');
    yield visitor.open('/sign-up/verify-email-address');
  },
  async *'every step by its address'(visitor, identifier) {
    yield visitor.open('/sign-in');
    yield visitor.send({ identifier });
    for (const step of ['factor-one', 'factor-two', 'reset-password', 'client-trust', 'verify', 'choose']) {
      yield visitor.open(`/sign-in/${step}`);
      yield visitor.open(`/sign-in/${step}?factor=email_code`);
      yield visitor.open(`/sign-in/${step}?choose=another`);
    }
  },
};

/** Returns all that the visitor was told, without the address and without random ids. */
async function tell(story: Story, identifier: string): Promise<string[]> {
  const instance = await getHostedInstance({ config: { enumerationProtection: true, emailLink: true } });
  await instance.signUp(instance.browser(), KNOWN);
  instance.clock.advance(61_000);
  const visitor = new HostedVisitor(instance);
  const told: string[] = [];
  for await (const _ of story(visitor, identifier)) {
    const { status, path, leftFor, html, retryAfter, headers, browser } = visitor;
    const names = [...headers.keys()].join();
    const seen = {
      status,
      path,
      leftFor,
      retryAfter,
      names,
      cookies: [...browser.cookies.keys()],
      length: html.length,
    };
    told.push(
      `${JSON.stringify(seen)}\n${html}`
        .replaceAll(/\b(ana|eve)\b/g, '*')
        .replaceAll(/\b[ae](?=\*{3})/g, '*')
        .replaceAll(/\b(idn|sia|sua|sess|user)_\w{20,}/g, '$1'),
    );
  }
  await instance.close();
  return told;
}

/** Returns where two texts begin to differ; an empty text when they are the same. */
function differenceOf(one: string, other: string): string {
  const at = [...one].findIndex((char, index) => char !== other[index]);
  if (at < 0 && one.length === other.length) return '';
  return [one, other].map((text) => text.slice(Math.max(0, at - 60), at + 60)).join(' / ');
}

describe('with enumeration protection, the hosted pages', () => {
  for (const [name, story] of Object.entries(STORIES)) {
    it(`say nothing of an account: ${name}`, async () => {
      const [known, unknown] = [await tell(story, KNOWN), await tell(story, UNKNOWN)];
      assert.equal(known.length, unknown.length);
      for (const [index, text] of known.entries())
        assert.equal(differenceOf(text, unknown[index] ?? ''), '', `answer ${index}`);
    });
  }
});
