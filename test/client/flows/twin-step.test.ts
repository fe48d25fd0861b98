import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FlowContext } from '../../../src/client/flows/context.ts';
import { formStep, counterpartStep } from '../../../src/client/flows/form-step.ts';

test('a step of the other form keeps the query of its page, wherever that is', () => {
  assert.equal(formStep('/sign-up', 'continue'), '/sign-up#/continue');
  assert.equal(formStep('/sign-up?a=1', 'continue'), '/sign-up?a=1#/continue');
  assert.equal(formStep('/sign-up#/?redirect_url=%2Fcart', 'continue'), '/sign-up#/continue?redirect_url=%2Fcart');
  assert.equal(formStep(undefined, 'continue'), '/#/continue');
});

test('who goes on in the other form goes to the page of the element, and later to where they were bound', () => {
  const display_config = { sign_up_url: 'https://accounts.example/sign-up', sign_in_url: '/sign-in' };
  const context = { environment: () => ({ display_config }) } as unknown as FlowContext;
  const twinUrl = () => '/join#/?redirect_url=%2Fcart';
  assert.equal(
    counterpartStep({ context, options: { twinUrl } }, 'sign_up', 'continue'),
    '/join#/continue?redirect_url=%2Fcart',
  );
  assert.equal(
    counterpartStep({ context, options: {} }, 'sign_up', 'continue'),
    'https://accounts.example/sign-up#/continue',
  );
  assert.equal(counterpartStep({ context, options: {} }, 'sign_in', 'factor-two'), '/sign-in#/factor-two');
});
