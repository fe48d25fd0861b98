import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formActionOf } from '../../../src/backend/render/form-action.ts';
import { isPageUrl } from '../../../src/backend/render/page-url.ts';
import type { RenderSignInOptions } from '../../../src/backend/render/render-options.ts';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';

const OWN = { publishable_key: 'pk_live_…', display_config: {} } as EnvironmentJSON;
const API = 'https://clerk.example.com';
const actionOf = (options: RenderSignInOptions = {}, api = API) => formActionOf('sign-in', options, OWN, api);
const parameters = (url: string) => Object.fromEntries(new URL(url, 'https://app.example.com').searchParams);

describe('where a form goes without JavaScript', () => {
  it('goes to the page of the server for the same task, and names its origin for the policy', () => {
    const source = `${API} 'self'`;
    assert.deepEqual(actionOf(), { url: `${API}/sign-in`, source, isOwn: false });
    assert.deepEqual(formActionOf('sign-up', {}, OWN, API), { url: `${API}/sign-up`, source, isOwn: false });
    assert.deepEqual(actionOf({}, '/__clerk'), { url: '/__clerk/sign-in', source: "'self'", isOwn: false });
    assert.deepEqual(actionOf({ action: '/login' }), { url: '/login', source: "'self'", isOwn: true });
  });

  it("goes to no page of Clerk's own API, which has none that reads a form", () => {
    const theirs = {} as EnvironmentJSON;
    assert.deepEqual(formActionOf('sign-in', {}, theirs, API), { url: '', source: '', isOwn: false });
  });

  it('goes to no page of a server that has none, unless the application names one', () => {
    const display_config = { hosted_pages: false } as EnvironmentJSON['display_config'];
    const off = { ...OWN, display_config };
    assert.equal(formActionOf('sign-in', {}, off, API).url, '');
    assert.equal(formActionOf('sign-up', { action: '/join' }, off, API).url, '/join');
  });

  it('says where to come back to: what the page was asked for, and what the options say', () => {
    const { url } = actionOf({
      url: 'https://app.example.com/sign-in?redirect_url=%2Freports%3Fpage%3D2&utm=1&__clerk_ticket=ey.J',
      fallbackRedirectUrl: '/start',
      signUpForceRedirectUrl: 'https://www.example.com/welcome',
    });
    assert.deepEqual(parameters(url), {
      redirect_url: 'https://app.example.com/reports?page=2',
      __clerk_ticket: 'ey.J',
      sign_in_fallback_redirect_url: 'https://app.example.com/start',
      sign_up_force_redirect_url: 'https://www.example.com/welcome',
    });
  });

  it('says whether users without an account sign up in the form', () => {
    assert.deepEqual(parameters(actionOf({ withSignUp: true }).url), { with_sign_up: 'true' });
    assert.deepEqual(parameters(actionOf({ withSignUp: false }).url), {});
  });

  it('leaves out a relative target when nobody knows on which origin it begins', () => {
    assert.deepEqual(parameters(actionOf({ forceRedirectUrl: '/start' }).url), {});
    assert.deepEqual(parameters(actionOf({ forceRedirectUrl: '/start' }, '/__clerk').url), {
      sign_in_force_redirect_url: '/start',
    });
  });

  it('carries no target that is no page, and uses none as the action', () => {
    const bad = encodeURIComponent('javascript:alert(1)');
    const page = `https://app.example.com/?redirect_url=${bad}`;
    assert.deepEqual(parameters(actionOf({ url: page, forceRedirectUrl: '//evil.example' }).url), {});
    assert.deepEqual(actionOf({ action: 'javascript:alert(1)' }), { url: '', source: '', isOwn: false });
  });

  it('adds nothing to a policy but an origin', () => {
    for (const host of ['a.example;sandbox', "a.example'", 'a.example,b.example']) {
      assert.deepEqual(actionOf({ action: `https://${host}/` }), { url: '', source: '', isOwn: false });
    }
  });

  it('knows the URL of a page from what only looks like one', () => {
    for (const url of ['/', '/a?b=c#d', 'sign-in', '#top', '?a=b', 'https://a.example/', 'http://localhost:3000/x']) {
      assert.equal(isPageUrl(url), true, url);
    }
    for (const url of [
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      ' javascript:alert(1)',
      'java\tscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      'https:///evil.example',
      'blob:https://a.example/1',
      '\u0001https://a.example',
    ]) {
      assert.equal(isPageUrl(url), false, url);
    }
  });
});
