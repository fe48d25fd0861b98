import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { refusal } from './refusal.ts';

const URL_OF_API = 'https://clerk.example.com';

describe('the URLs of pages', () => {
  it('homeUrl defaults to the first allowed origin, and without hosted pages the URLs of pages default to it', () => {
    const origins = ['https://app.example.com', 'https://www.example.com'];
    const config = parseConfig({ url: URL_OF_API, allowedOrigins: origins });
    assert.equal(config.homeUrl, 'https://app.example.com');
    assert.deepEqual(config.allowedOrigins, [URL_OF_API, ...origins]);
    const below = parseConfig({
      url: URL_OF_API,
      allowedOrigins: origins,
      homeUrl: 'https://www.example.com/app/?a=1',
      hostedPages: false,
    });
    assert.equal(below.signInUrl, 'https://www.example.com/app/sign-in');
    assert.equal(below.waitlistUrl, 'https://www.example.com/app/sign-up');
  });

  it('the URLs of pages default to the hosted pages, and that of the waitlist to a sign-up page of the application', () => {
    const origins = ['https://app.example.com'];
    const hosted = parseConfig({ url: URL_OF_API, allowedOrigins: origins });
    assert.deepEqual(
      [hosted.signInUrl, hosted.signUpUrl, hosted.userProfileUrl, hosted.waitlistUrl],
      ['sign-in', 'sign-up', 'user', 'waitlist'].map((page) => `${URL_OF_API}/${page}`),
    );
    assert.equal(hosted.afterSignInUrl, 'https://app.example.com');
    const signUpUrl = 'https://app.example.com/join';
    const own = parseConfig({ url: URL_OF_API, allowedOrigins: origins, signUpUrl });
    assert.deepEqual([own.signInUrl, own.waitlistUrl], [`${URL_OF_API}/sign-in`, signUpUrl]);
    assert.match(
      refusal({ url: URL_OF_API, waitlistUrl: 'https://other.example/' }),
      /waitlistUrl is not on an allowed/,
    );
  });
});
