import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FlowContext } from '../../../src/client/flows/flow-context.ts';
import { formStep, counterpartStep } from '../../../src/client/flows/counterpart-step.ts';

test('the URL of a step keeps the query of its page, in the path or in the hash', () => {
  assert.equal(formStep('/sign-up', 'continue'), '/sign-up#/continue');
  assert.equal(formStep('/sign-up?a=1', 'continue'), '/sign-up?a=1#/continue');
  assert.equal(formStep('/sign-up#/?redirect_url=%2Fcart', 'continue'), '/sign-up#/continue?redirect_url=%2Fcart');
  assert.equal(formStep(undefined, 'continue'), '/#/continue');
});

test('the URL of a step of the other flow is on the page of the element, else on the page of the instance', () => {
  const display_config = { sign_up_url: 'https://accounts.example/sign-up', sign_in_url: '/sign-in' };
  const context = { environment: () => ({ display_config }) } as unknown as FlowContext;
  const counterpartUrl = () => '/join#/?redirect_url=%2Fcart';
  assert.equal(
    counterpartStep({ context, options: { counterpartUrl } }, 'sign_up', 'continue'),
    '/join#/continue?redirect_url=%2Fcart',
  );
  assert.equal(
    counterpartStep({ context, options: {} }, 'sign_up', 'continue'),
    'https://accounts.example/sign-up#/continue',
  );
  assert.equal(counterpartStep({ context, options: {} }, 'sign_in', 'factor-two'), '/sign-in#/factor-two');
});
