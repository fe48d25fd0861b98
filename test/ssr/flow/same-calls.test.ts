import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import type { SignInFlow, SignUpFlow } from '../../../src/client/flows/types.ts';
import { Device } from '../../support/device.ts';
import { flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { ScriptlessVisitor } from '../../support/scriptless-visitor.ts';

const EMAIL = 'ana@example.com';
const NEW = 'new@example.com';

/** One story, told twice: to the flow of a page with scripts, and to the forms of a page without. */
interface Story<Flow> {
  name: string;
  withScript(flow: Flow, code: (to: string) => string): Promise<void>;
  without(visitor: ScriptlessVisitor, code: (to: string) => string): Promise<unknown>;
}

const SIGN_INS: Story<SignInFlow>[] = [
  {
    name: 'a password together with the identifier',
    withScript: (flow) => flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD }),
    without: (visitor) => visitor.send({ identifier: EMAIL, password: PASSWORD }),
  },
  {
    name: 'a wrong password, then the right one on a page of its own',
    async withScript(flow) {
      await flow.submit({ type: 'identify', identifier: EMAIL, password: 'not the phrase' });
      await flow.submit({ type: 'identify', identifier: EMAIL });
      await flow.submit({ type: 'password', password: 'not the phrase' });
      await flow.submit({ type: 'password', password: PASSWORD });
    },
    async without(visitor) {
      await visitor.send({ identifier: EMAIL, password: 'not the phrase' });
      await visitor.send({ identifier: EMAIL, password: '' });
      await visitor.send({ password: 'not the phrase' });
      await visitor.send({ password: PASSWORD });
    },
  },
  {
    name: 'an unknown user',
    withScript: (flow) => flow.submit({ type: 'identify', identifier: 'nobody@example.com' }),
    without: (visitor) => visitor.send({ identifier: 'nobody@example.com' }),
  },
  {
    name: 'a forgotten password',
    async withScript(flow, code) {
      await flow.submit({ type: 'identify', identifier: EMAIL, instead: 'forgot' });
      await flow.submit({ type: 'code', code: '000000' });
      await flow.submit({ type: 'code', code: code(EMAIL) });
      await flow.submit({ type: 'reset-password', password: 'a much newer phrase', signOutOfOtherSessions: true });
    },
    async without(visitor, code) {
      await visitor.send({ identifier: EMAIL }, 'Forgot password?');
      await visitor.send({ code: '000000' });
      await visitor.send({ code: code(EMAIL) });
      await visitor.send({ password: 'a much newer phrase' });
    },
  },
];

const SIGN_UPS: Story<SignUpFlow>[] = [
  {
    name: 'fields, a wrong code and the right one',
    async withScript(flow, code) {
      await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
      await flow.submit({ type: 'code', code: '000000' });
      await flow.submit({ type: 'code', code: code(NEW) });
    },
    async without(visitor, code) {
      await visitor.send({ emailAddress: NEW, password: PASSWORD });
      await visitor.send({ code: '000000' });
      await visitor.send({ code: code(NEW) });
    },
  },
  {
    name: 'an address that is taken',
    withScript: (flow) => flow.submit({ type: 'fields', values: { emailAddress: EMAIL, password: PASSWORD } }),
    without: (visitor) => visitor.send({ emailAddress: EMAIL, password: PASSWORD }),
  },
];

describe('the API gets the same calls with and without a script', () => {
  for (const story of SIGN_INS) {
    test(`sign-in: ${story.name}`, () =>
      compare('/sign-in', story, (clerk) => clerk.__internal_createFlow(createSignInFlow)));
  }
  for (const story of SIGN_UPS) {
    test(`sign-up: ${story.name}`, () =>
      compare('/sign-up', story, (clerk) => clerk.__internal_createFlow(createSignUpFlow)));
  }
});

type Clerk = Awaited<ReturnType<Device['open']>>['clerk'];

async function compare<Flow extends { dispose(): void }>(
  path: string,
  story: Story<Flow>,
  create: (clerk: Clerk) => Flow,
): Promise<void> {
  const scripted = await told(async (instance, code) => {
    const { clerk } = await new Device(instance).open();
    const flow = create(clerk);
    for (let i = 0; i < 5; i++) await flush();
    await story.withScript(flow, code);
    flow.dispose();
  });
  const plain = await told(async (instance, code) => {
    await story.without(await new ScriptlessVisitor(instance).open(path), code);
  });
  assert.ok(plain.length > 0);
  assert.deepEqual(plain, scripted);
}

/** Returns the calls that change something, with their fields, in their order; ids and codes are left out. */
async function told(tell: (instance: TestInstance, code: (to: string) => string) => Promise<void>): Promise<string[]> {
  const instance = await getTestInstance();
  try {
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(61_000);
    const calls: string[] = [];
    const { fetch } = instance.app;
    instance.app.fetch = async (request, ...more) => {
      const { pathname, searchParams } = new URL(request.url);
      const sent = request.method === 'POST' ? await request.clone().text() : '';
      // This page names no language: a script knows that of the browser, and a server its header.
      const body = sent.replace(/\blocale=[\w-]+&/, '');
      const method = searchParams.get('_method') ?? request.method;
      if (method !== 'GET') calls.push(`${method} ${pathname}?${body}`.replace(/s[iu]a_\w+|\b(?!000000)\d{6}\b/g, '*'));
      return fetch(request, ...more);
    };
    await tell(instance, (to) => instance.mailbox.lastCode(to));
    return calls;
  } finally {
    await instance.close();
  }
}
