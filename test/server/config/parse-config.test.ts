import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePublishableKey } from '../../../src/protocol/keys.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { refusal } from './refusal.ts';

const URL_OF_API = 'https://clerk.example.com';

describe('a configuration of a URL alone', () => {
  const config = parseConfig({ url: URL_OF_API });

  it('a URL alone configures a production instance with defaults', () => {
    assert.equal(config.instanceType, 'production');
    assert.equal(config.frontendApi, 'clerk.example.com');
    assert.deepEqual(parsePublishableKey(config.publishableKey).frontendApi, 'clerk.example.com');
    assert.equal(config.databaseUrl, 'sqlite:./data/clerk.db');
    assert.deepEqual(config.allowedOrigins, [URL_OF_API]);
    assert.equal(config.homeUrl, URL_OF_API);
    assert.equal(config.signInUrl, `${URL_OF_API}/sign-in`);
    assert.equal(config.signUpUrl, `${URL_OF_API}/sign-up`);
    assert.equal(config.userProfileUrl, `${URL_OF_API}/user`);
    assert.equal(config.waitlistUrl, `${URL_OF_API}/waitlist`);
    assert.equal(config.hostedPages, true);
    assert.equal(config.secureCookies, true);
    assert.equal(config.testMode, false);
    assert.equal(config.smtp, null);
    assert.deepEqual([config.password.minLength, config.password.maxLength], [8, 72]);
    assert.deepEqual(config.session, { lifetimeSeconds: 604_800, inactivitySeconds: 604_800, claims: null });
    assert.deepEqual([config.host, config.port], ['127.0.0.1', 4400]);
  });

  it('the configuration is deeply frozen', () => {
    assert.ok(Object.isFrozen(config));
    assert.ok(Object.isFrozen(config.attributes));
    assert.ok(Object.isFrozen(config.allowedOrigins));
  });
});

describe('addresses', () => {
  it('a loopback URL may use plain http, and gets a host that a key can name', () => {
    const config = parseConfig({ url: 'http://localhost:4400' });
    assert.equal(config.frontendApi, 'clerk.localhost:4400');
    assert.equal(config.secureCookies, false);
    assert.equal(config.port, 4400);
    assert.equal(parseConfig({ url: 'http://127.0.0.1:4400' }).frontendApi, '127.0.0.1:4400');
    assert.equal(parseConfig({ url: 'http://[::1]:4400' }).frontendApi, 'clerk.localhost:4400');
  });

  for (const [url, problem] of [
    ['http://clerk.example.com', /uses plain http.*Use https/],
    ['http://localhost.evil.example', /uses plain http/],
    ['clerk.example.com', /not an absolute http\(s\) URL/],
    ['https:clerk.example.com', /not an absolute http\(s\) URL/],
    ['ftp://clerk.example.com', /not an absolute http\(s\) URL/],
    ['https://user:hunter2@clerk.example.com', /user name or password/],
    ['https://clerk.example.com/v1', /has a path.*Use https:\/\/clerk\.example\.com/],
    ['', /is empty/],
    [42, /is not a text/],
    [undefined, /url is missing/],
  ] as const) {
    it(`url refuses ${JSON.stringify(url)}`, () => {
      const message = refusal({ url });
      assert.match(message, problem);
      assert.doesNotMatch(message, /hunter2/);
    });
  }

  for (const origin of [
    '*',
    'https://*.example.com',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://APP.example.com',
    'https://app.example.com:443',
    'app.example.com',
    'null',
    'javascript:alert(1)',
    'https://user@app.example.com',
    'http://app.example.com',
    '',
  ]) {
    it(`allowedOrigins refuses ${JSON.stringify(origin)}`, () => {
      assert.match(refusal({ url: URL_OF_API, allowedOrigins: [origin] }), /allowedOrigins\[0\]/);
    });
  }

  it('signInUrl refuses an origin that may not call the API', () => {
    const message = refusal({ url: URL_OF_API, signInUrl: 'https://other.example/sign-in' });
    assert.match(message, /signInUrl is not on an allowed origin.*Add https:\/\/other\.example to allowedOrigins/);
  });

  for (const path of ['__clerk', '/__clerk/', '/a/../b', '/v1', '/npm', '/%61', '//evil.example']) {
    it(`proxyPaths refuses ${path}`, () => {
      assert.match(refusal({ url: URL_OF_API, proxyPaths: [path] }), /proxyPaths\[0\]/);
    });
  }

  it('proxyPaths drops the root, which is always served, and repeated paths', () => {
    const config = parseConfig({ url: URL_OF_API, proxyPaths: ['', '/__clerk', '/__clerk'] });
    assert.deepEqual(config.proxyPaths, ['/__clerk']);
  });

  for (const frontendApi of [
    'localhost',
    'localhost:4400',
    'https://clerk.example.com',
    'a..b',
    'clerk.example.com$',
  ]) {
    it(`frontendApi refuses ${frontendApi}`, () => {
      assert.match(refusal({ url: URL_OF_API, frontendApi }), /frontendApi/);
    });
  }
});

describe('the cookie domain', () => {
  it('cookieDomain is the host of the API or a parent of it', () => {
    const domain = (cookieDomain: string) => parseConfig({ url: URL_OF_API, cookieDomain }).cookieDomain;
    assert.equal(domain('example.com'), 'example.com');
    assert.equal(domain('.example.com'), 'example.com');
    assert.equal(domain('clerk.example.com'), 'clerk.example.com');
    assert.equal(parseConfig({ url: URL_OF_API }).cookieDomain, null);
  });

  for (const cookieDomain of [
    'com',
    'ample.com',
    'evil.example',
    'a.clerk.example.com',
    'example.com; Secure',
    '127.0.0.1',
  ]) {
    it(`cookieDomain refuses ${cookieDomain}`, () =>
      assert.match(refusal({ url: URL_OF_API, cookieDomain }), /cookieDomain/));
  }
});

describe('test mode', () => {
  it('a production instance refuses test mode unless it is forced', () => {
    assert.match(refusal({ url: URL_OF_API, testMode: true }), /testMode .*forceTestMode/);
    assert.equal(parseConfig({ url: URL_OF_API, testMode: true, forceTestMode: true }).testMode, true);
    assert.equal(parseConfig({ url: URL_OF_API, testMode: true, instanceType: 'development' }).testMode, true);
  });
});

describe('identifiers and factors', () => {
  const attributes = (values: object, more: object = {}) => ({ url: URL_OF_API, attributes: values, ...more });
  for (const [name, input] of [
    ['no identifier', attributes({ emailAddress: 'off' })],
    ['optional identifiers only', attributes({ emailAddress: 'optional', username: 'optional' })],
    ['no factor', attributes({ password: 'off' }, { emailCode: false })],
    [
      'a user name without a password',
      attributes({ emailAddress: 'optional', username: 'required', password: 'optional' }),
    ],
    ['codes without addresses', attributes({ emailAddress: 'off', username: 'required' }, { emailCode: true })],
  ] as const) {
    it(`the settings refuse ${name}`, () => assert.match(refusal(input), /attributes|emailCode/));
  }

  it('email codes alone, or a username with a password, are enough to sign in', () => {
    assert.equal(parseConfig(attributes({ password: 'off' })).emailCode, true);
    assert.equal(parseConfig(attributes({ emailAddress: 'off', username: 'required' })).emailCode, false);
  });

  for (const password of [
    { minLength: 7 },
    { minLength: 73 },
    { maxLength: 73 },
    { minLength: 20, maxLength: 10 },
    { minLength: 8.5 },
  ]) {
    it(`the settings refuse the password length ${JSON.stringify(password)}`, () => {
      assert.match(refusal({ url: URL_OF_API, password }), /password\.m/);
    });
  }

  it('an unknown mode of an attribute is refused with the nearest name', () => {
    assert.match(refusal(attributes({ username: 'optionnal' })), /attributes\.username.*Did you mean optional\?/);
  });
});

describe('mail', () => {
  const smtp = (url: unknown, from: unknown) => ({ url: URL_OF_API, smtp: { url, from } });
  it('mail needs a server and a sender', () => {
    const config = parseConfig(smtp('smtp://u:p@mail.example.com:587', 'Acme <no-reply@example.com>'));
    assert.deepEqual(config.smtp, { url: 'smtp://u:p@mail.example.com:587', from: 'Acme <no-reply@example.com>' });
    assert.match(refusal({ url: URL_OF_API, smtp: { url: 'smtp://mail.example.com' } }), /smtp\.from is missing/);
    assert.match(refusal({ url: URL_OF_API, smtp: { from: 'a@example.com' } }), /smtp\.url is missing/);
  });

  it('an unknown parameter of the mail URL is refused, and named unless it may be part of the password', () => {
    for (const name of ['requireTLS', 'secure', 'pool', 'ignoreTLS', 'tls.rejectUnauthorized', 'connectionTimeout']) {
      const message = refusal(smtp(`smtp://u:p@mail.example.com?${name}=true`, 'a@example.com'));
      assert.ok(message.includes(`smtp.url has a parameter ${name} that is not known`), message);
      assert.match(message, /tls=optional/);
    }
    assert.doesNotMatch(refusal(smtp('smtp://mail.example.com?hunter2=1', 'a@example.com')), /hunter2/);
    assert.match(
      refusal(smtp('smtp://mail.example.com?tls=off', 'a@example.com')),
      /another value for tls than optional/,
    );
    parseConfig(smtp('smtp://mail.example.com?tls=optional', 'a@example.com'));
  });

  it('an unknown parameter of the Postgres URL is refused with the nearest name', () => {
    const database = (query: string) => ({ url: URL_OF_API, databaseUrl: `postgres://u:p@db.example/clerk?${query}` });
    assert.match(refusal(database('sslmod=verify-full')), /databaseUrl has a parameter.*Did you mean sslmode\?/);
    assert.match(refusal(database('hunter2')), /databaseUrl has a parameter that is not known/);
    assert.doesNotMatch(refusal(database('hunter2')), /hunter2/);
    parseConfig(database('sslmode=verify-full&connect_timeout=2&statement_timeout=900&application_name=clerk'));
  });

  for (const url of ['mail.example.com', 'https://mail.example.com', 'smtp://u:100%@mail.example.com', 'smtp://']) {
    it(`the error never shows a wrong mail server such as ${url}`, () => {
      const message = refusal(smtp(`${url}?hunter2`, 'a@example.com'));
      assert.match(message, /smtp\.url/);
      assert.doesNotMatch(message, /hunter2/);
    });
  }

  for (const from of [
    'nobody',
    'a@example.com, b@example.com',
    'A <a@example.com>\r\nBcc: b@example.com',
    '<a@b',
    'A, B <a@b.c>',
  ]) {
    it(`smtp.from refuses the sender ${JSON.stringify(from)}`, () => {
      assert.match(refusal(smtp('smtp://mail.example.com', from)), /smtp\.from/);
    });
  }
});

describe('other settings', () => {
  for (const [name, input] of [
    ['databaseUrl', { databaseUrl: 'mysql://u:hunter2@host/db' }],
    ['databaseUrl', { databaseUrl: './data.db' }],
    ['supportEmail', { supportEmail: 'help' }],
    ['branding.logoUrl', { branding: { logoUrl: '/logo.svg' } }],
    ['branding.termsUrl', { branding: { termsUrl: 'javascript:alert(1)' } }],
    ['clientIpHeader', { clientIpHeader: 'x forwarded for' }],
    ['port', { port: 70_000 }],
    ['port', { port: '4400' }],
    ['session.lifetimeSeconds', { session: { lifetimeSeconds: 0 } }],
    ['session.lifetimeSeconds', { session: { lifetimeSeconds: 59 } }],
    ['session.lifetimeSeconds', { session: { lifetimeSeconds: 315_360_001 } }],
    ['session.inactivitySeconds', { session: { lifetimeSeconds: 600, inactivitySeconds: 601 } }],
    ['session.inactivitySeconds', { session: { inactivitySeconds: 59 } }],
    ['Use at most session.lifetimeSeconds (604800)', { session: { inactivitySeconds: 604_801 } }],
    ['applicationName', { applicationName: 'Acme\r\nBcc: x' }],
    ['Choose en-US, de-DE,', { defaultLocale: 'sv-SE' }],
    ['defaultLocale', { defaultLocale: 'de\r\nBcc: x' }],
    ['singleSession', { singleSession: 'yes' }],
    ['password', { password: 'long' }],
  ] as const) {
    it(`the settings refuse ${JSON.stringify(input)}`, () => {
      const message = refusal({ url: URL_OF_API, ...input });
      assert.ok(message.includes(name), message);
      assert.doesNotMatch(message, /hunter2/);
    });
  }

  it('defaultLocale takes a tag of a language that the server has', () => {
    const localeOf = (defaultLocale?: string) => parseConfig({ url: URL_OF_API, defaultLocale }).defaultLocale;
    assert.deepEqual([undefined, 'de', 'de-AT', 'pt-PT', 'ar-SA'].map(localeOf), [
      'en-US',
      'de-DE',
      'de-DE',
      'pt-BR',
      'ar-SA',
    ]);
  });

  it('an unknown setting is refused with the nearest name', () => {
    assert.match(
      refusal({ url: URL_OF_API, allowed_origin: [] }),
      /allowed_origin is not a setting. Did you mean allowedOrigins\?/,
    );
    assert.match(refusal({ url: URL_OF_API, password: { minlenght: 9 } }), /password\.minlenght.*password\.minLength/);
    assert.match(refusal({ url: URL_OF_API, zzzzzzzz: 1 }), /zzzzzzzz is not a setting. Remove it/);
    assert.match(
      refusal(JSON.parse(`{"url":"${URL_OF_API}","__proto__":{"testMode":true}}`)),
      /__proto__ is not a setting/,
    );
  });

  it('one error lists every wrong setting', () => {
    const message = refusal({ url: 'http://a.example', port: -1, password: { minLength: 1 }, typo: 1 });
    for (const name of ['url', 'port', 'password.minLength', 'typo']) assert.ok(message.includes(`  ${name} `), name);
    assert.match(message, /4 problems/);
  });

  it('the settings must be an object', () => {
    for (const input of [null, 'x', 1, []]) assert.match(refusal(input), /is not an object/);
    assert.match(refusal(undefined), /url is missing/);
  });
});

describe('environment variables', () => {
  it('environment variables override the file and merge into groups', () => {
    const config = parseConfig(
      { url: URL_OF_API, port: 1, password: { minLength: 10 }, allowedOrigins: ['https://old.example.com'] },
      {
        PORT: '8080',
        DATABASE_URL: 'postgres://db.example/clerk',
        CLERK_PASSWORD_MAX_LENGTH: '64',
        CLERK_ALLOWED_ORIGINS: 'https://app.example.com, https://www.example.com',
        CLERK_SINGLE_SESSION: 'true',
        CLERK_ATTRIBUTES_USERNAME: 'optional',
        CLERK_APPLICATION_NAME: '',
        CLERK_PUBLISHABLE_KEY: 'pk_live_x',
      },
    );
    assert.equal(config.port, 8080);
    assert.equal(config.databaseUrl, 'postgres://db.example/clerk');
    assert.deepEqual([config.password.minLength, config.password.maxLength], [10, 64]);
    assert.deepEqual(config.allowedOrigins.slice(1), ['https://app.example.com', 'https://www.example.com']);
    assert.equal(config.singleSession, true);
    assert.equal(config.attributes.username, 'optional');
  });

  it('an error names the environment variable that cannot be read', () => {
    assert.match(refusal({ url: URL_OF_API }, { PORT: 'eighty' }), /port \(PORT\) is not a whole number/);
    assert.match(refusal({ url: URL_OF_API }, { CLERK_TEST_MODE: 'maybe' }), /testMode \(CLERK_TEST_MODE\)/);
  });
});
