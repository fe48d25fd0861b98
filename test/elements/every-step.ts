import type { SignInMethodResource } from '../../src/client/resources/types/user-factors.ts';
import type { SignInStep, SignUpStep } from '../../src/client/flows/types.ts';
import type { RememberedAccount } from '../../src/client/session/remembered-accounts.ts';
import { CODE, CODE_FACTOR, PASSWORD, START, VERIFY } from './fake-clerk.ts';
import type { Offer } from './offer.ts';

export type Tag = 'clerk-sign-in' | 'clerk-sign-up';

/** A step of an element in the state that a test or a screenshot needs. */
export interface StepState {
  tag: Tag;
  step: SignInStep | SignUpStep;
  offer?: Offer;
  /** Codes of errors by field; `global` is the error above the form. */
  errors?: Record<string, string>;
  pending?: string;
  /** Selectors of buttons to press, to reach a view that is not a step of its own. */
  press?: readonly string[];
  /** What the user types, by the name of the field. */
  type?: Readonly<Record<string, string>>;
  /** The client, where a view reads more than the step. */
  client?: object;
  /** Seconds until another code may be sent. */
  wait?: number;
  /** Accounts that the browser keeps, and that the first screen greets. */
  accounts?: readonly RememberedAccount[];
}

export const ICON =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="royalblue" d="M0 0h9v9H0"/></svg>';
const PHONE = '+12015550123';
export const SENT = { to: 'a***@example.com', resendAt: 0 };
const SENT_PHONE = { to: '+1********23', resendAt: 0 };
const PHONE_FACTOR = { strategy: 'phone_code', safeIdentifier: '+1********23', phoneNumberId: 'idn_2' } as const;
const LINK = { matchNumber: '42', sameClientOnly: false, isOver: false };
const FULL: SignInStep = { ...START, identifiers: ['email_address', 'phone_number', 'username'] };
const TOTP: Extract<SignInStep, { name: 'factor-two' }> = {
  name: 'factor-two',
  identifier: 'ada@example.com',
  factor: { strategy: 'totp' },
  alternatives: [{ strategy: 'backup_code' }, PHONE_FACTOR],
  sent: null,
  link: null,
};
const suspendedMethod = (kind: SignInMethodResource['kind'], name: string): SignInMethodResource => ({
  kind,
  id: name,
  name,
  addedAt: new Date(2024, 4, 17, 9, 41),
  addedOn: { browserName: 'Chrome', browserVersion: '128.0', deviceType: 'Windows', isMobile: false },
  lastUsedAt: null,
  status: 'suspended',
});
const EVERY_FIELD = [
  'firstName',
  'lastName',
  'username',
  'emailAddress',
  'phoneNumber',
  'password',
  'legalAccepted',
] as const;
const CLIENT = { id: 'client_1', signIn: { supportedFirstFactors: [{ strategy: 'reset_password_email_code' }] } };

const one = (factor: object, change: object = {}): StepState => ({
  tag: 'clerk-sign-in',
  step: { ...PASSWORD, sent: SENT, factor, ...change } as SignInStep,
});
const two = (factor: object, change: object = {}): StepState => ({
  tag: 'clerk-sign-in',
  step: { ...TOTP, factor, ...change } as SignInStep,
});
const signIn = (step: SignInStep, more: Partial<StepState> = {}): StepState => ({
  tag: 'clerk-sign-in',
  step,
  ...more,
});
const signUp = (step: SignUpStep, more: Partial<StepState> = {}): StepState => ({
  tag: 'clerk-sign-up',
  step,
  ...more,
});
const fields = (name: 'start' | 'continue', names: readonly string[], values = {}): SignUpStep =>
  ({ name, fields: names.map((field) => ({ name: field, required: field !== 'lastName' })), values }) as SignUpStep;
const KEPT: SignUpStep = {
  name: 'start',
  fields: [
    { name: 'emailAddress', required: true },
    { name: 'password', required: false, isKept: true },
  ],
  values: { emailAddress: 'ada@example.com' },
};
const session = (id: string, firstName: string, identifier: string) => ({
  id,
  publicUserData: { userId: id, imageUrl: '', hasImage: false, firstName, lastName: 'Lovelace', identifier },
});

/** Every step that asks for an identifier or a secret. */
export const CREDENTIALS: Readonly<Record<string, StepState>> = {
  start: signIn(START),
  'start-password': signIn({ ...START, password: true }),
  'start-password-codes': signIn({ ...START, password: true }, { offer: { codes: true } }),
  'start-full': signIn({ ...FULL, password: true }, { offer: { full: true } }),
  'start-phone': signIn({ ...FULL, identifier: PHONE }, { offer: { full: true } }),
  'start-phone-password': signIn({ ...FULL, password: true, identifier: PHONE }, { offer: { full: true } }),
  password: signIn(PASSWORD, { client: CLIENT }),
  'email-code': signIn(CODE),
  'phone-code': one(PHONE_FACTOR, { identifier: PHONE, sent: SENT_PHONE }),
  'email-link': one({ ...CODE_FACTOR, strategy: 'email_link' }, { link: LINK }),
  passkey: one({ strategy: 'passkey' }),
  wallet: one({ strategy: 'web3_metamask_signature' }, { identifier: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' }),
  provider: { ...one({ strategy: 'oauth_github' }), offer: { full: true } },
  totp: two({ strategy: 'totp' }),
  'phone-code-2': two(PHONE_FACTOR, { sent: SENT_PHONE }),
  'backup-code': two({ strategy: 'backup_code' }),
  'client-trust': two(CODE_FACTOR, { name: 'client-trust', sent: SENT, alternatives: [] }),
  'client-trust-link': two(
    { ...CODE_FACTOR, strategy: 'email_link' },
    { name: 'client-trust', sent: SENT, link: LINK },
  ),
  'reset-code': one({ ...CODE_FACTOR, strategy: 'reset_password_email_code' }),
  'reset-password': signIn({ name: 'reset-password', identifier: 'ada@example.com' }),
  create: signIn({ name: 'create', values: { emailAddress: 'ada@example.com' } }),
  'sign-up': signUp(fields('start', ['emailAddress', 'password'])),
  'sign-up-every-field': signUp(fields('start', EVERY_FIELD)),
  continue: signUp(fields('continue', EVERY_FIELD.slice(0, 5))),
  'continue-password': signUp(fields('continue', ['firstName', 'password'], { emailAddress: 'ada@example.com' })),
  'sign-up-full': signUp(fields('start', EVERY_FIELD), { offer: { full: true } }),
  'sign-up-invited': signUp(fields('start', ['password', 'legalAccepted'], { emailAddress: 'ada@example.com' })),
  'verify-email-address': signUp(VERIFY),
  'verify-email-link': signUp({ ...VERIFY, strategy: 'email_link', link: LINK }),
  'verify-phone-number': signUp({
    name: 'verify-phone-number',
    phoneNumber: PHONE,
    sent: { ...SENT_PHONE, to: PHONE },
  }),
  waitlist: signUp({ name: 'waitlist', joined: false, values: {} }, { offer: { mode: 'waitlist' } }),
};

const ADA = { name: 'Ada Lovelace', identifier: 'ada@example.com', imageUrl: '', strategy: 'password' };
const GREETED = [
  ADA,
  { name: 'Augusta Berg', identifier: 'augusta@example.com', imageUrl: '', strategy: 'oauth_google' },
  { name: '+12015550123', identifier: PHONE, imageUrl: '', strategy: '' },
];

/** All other steps and states. */
export const FURTHER: Readonly<Record<string, StepState>> = {
  'reset-password-done': signIn({ name: 'reset-password-done', sessionId: 'sess_1' }),
  'reset-password-success': signIn({
    name: 'reset-password-success',
    sessionId: 'sess_1',
    methods: [
      suspendedMethod('passkey', 'Windows Hello'),
      suspendedMethod('email_address', 'a-rather-long-address-of-a-person@subdomain.of-a-company.example'),
      suspendedMethod('external_account', 'Google, mallory@evil.example'),
    ],
  }),
  'start-many-providers': signIn({ ...FULL, password: true }, { offer: { full: true, wallets: true } }),
  'start-providers-only': signIn({ ...FULL, identifiers: [] }, { offer: { full: true } }),
  'start-error': signIn(START, { errors: { identifier: 'form_identifier_not_found', global: 'too_many_requests' } }),
  'start-password-wrong': signIn(
    { ...START, password: true, identifier: 'ada@example.com' },
    { offer: { codes: true }, errors: { password: 'form_password_incorrect' } },
  ),
  'start-forgot-empty': signIn(
    { ...START, password: true },
    { offer: { codes: true }, press: ['.cl-formFieldAction__password'] },
  ),
  'start-last-used': signIn(
    { ...START, password: true },
    { client: { id: 'client_1', lastAuthenticationStrategy: 'password' } },
  ),
  'methods-first': signIn({ ...PASSWORD, choosing: 'another' }),
  'start-full-pending': signIn(FULL, { offer: { full: true }, pending: 'identify' }),
  'start-provider-pending': signIn(FULL, {
    offer: { full: true },
    press: ['.cl-socialButtons button'],
    pending: 'method',
  }),
  welcome: signIn(START, { accounts: [ADA] }),
  'welcome-unknown-method': signIn(START, { accounts: [{ ...ADA, name: ADA.identifier, strategy: '' }] }),
  'welcome-pending': signIn(START, { accounts: [ADA], press: ['.cl-formButtonPrimary'], pending: 'identify' }),
  'welcome-refused': signIn(START, { accounts: [ADA], errors: { identifier: 'form_identifier_not_found' } }),
  'welcome-several': signIn(FULL, { accounts: GREETED, offer: { full: true } }),
  'welcome-several-pending': signIn(FULL, {
    accounts: GREETED,
    offer: { full: true },
    press: ['.cl-accountSwitcherButton'],
    pending: 'method',
  }),
  'welcome-turned-down': signIn(START, { accounts: [ADA], press: ['.cl-footerActionLink__notYou'] }),
  'start-links': signIn(START, {
    offer: {
      display: {
        help_url: '/h',
        terms_url: '/t',
        privacy_policy_url: '/p',
        logo_image_url: ICON,
      },
    },
  }),
  'password-wrong': signIn(PASSWORD, { client: CLIENT, errors: { password: 'form_password_incorrect' } }),
  'password-pending': signIn(PASSWORD, { client: CLIENT, pending: 'password' }),
  'code-wrong': signIn(CODE, { errors: { code: 'form_code_incorrect' } }),
  'code-waiting': signIn(CODE, { wait: 25 }),
  'code-mailbox': signIn({ ...CODE, identifier: 'ada@gmail.com', sent: { ...SENT, to: 'a***@gmail.com' } }),
  'email-link-mailbox': one(
    { ...CODE_FACTOR, strategy: 'email_link' },
    { link: LINK, identifier: 'ada@outlook.com', sent: { ...SENT, to: 'a***@outlook.com' } },
  ),
  'phone-code-wrong': {
    ...one(PHONE_FACTOR, { identifier: PHONE, sent: SENT_PHONE }),
    errors: { code: 'form_code_incorrect' },
  },
  'email-link-over': one({ ...CODE_FACTOR, strategy: 'email_link' }, { link: { ...LINK, isOver: true } }),
  'email-link-same-browser': one(
    { ...CODE_FACTOR, strategy: 'email_link' },
    { link: { ...LINK, matchNumber: null, sameClientOnly: true } },
  ),
  'passkey-cancelled': { ...one({ strategy: 'passkey' }), errors: { global: 'passkey_retrieval_cancelled' } },
  'passkey-pending': { ...one({ strategy: 'passkey' }), pending: 'method' },
  'provider-failed': {
    ...one({ strategy: 'oauth_github' }),
    offer: { full: true },
    errors: { global: 'oauth_access_denied' },
  },
  'backup-code-wrong': { ...two({ strategy: 'backup_code' }), errors: { code: 'form_code_incorrect' } },
  'totp-wrong': { ...two({ strategy: 'totp' }), errors: { code: 'form_code_incorrect' } },
  'reset-password-refused': signIn(
    { name: 'reset-password', identifier: 'ada@example.com' },
    { errors: { password: 'form_password_pwned' } },
  ),
  'methods-second': { ...two({ strategy: 'totp' }), press: ['.cl-footerActionLink'] },
  methods: signIn(
    {
      ...PASSWORD,
      alternatives: [
        CODE_FACTOR,
        { ...CODE_FACTOR, strategy: 'email_link' },
        { ...PHONE_FACTOR, primary: true },
        { strategy: 'passkey' },
      ],
    },
    { offer: { full: true }, press: ['.cl-footerActionLink'] },
  ),
  help: signIn(PASSWORD, {
    offer: { display: { support_email: 'help@example.com' } },
    press: ['.cl-footerActionLink', '.cl-footerActionLink__havingTrouble'],
  }),
  'help-without-address': signIn(PASSWORD, { press: ['.cl-footerActionLink', '.cl-footerActionLink__havingTrouble'] }),
  choose: signIn({
    name: 'choose',
    sessions: [
      session('user_1', 'Ada', 'ada@example.com'),
      session('user_2', 'Augusta', 'augusta@example.com'),
    ] as never,
  }),
  'choose-wallet': signIn({ name: 'choose-wallet' }, { offer: { wallets: true } }),
  'choose-wallet-none': signIn({ name: 'choose-wallet' }),
  'sso-callback': signIn({ name: 'sso-callback' }),
  'verify-loading': signIn({ name: 'verify', outcome: 'loading' }),
  'verify-verified': signIn({ name: 'verify', outcome: 'verified' }),
  'verify-expired': signIn({ name: 'verify', outcome: 'expired' }),
  'verify-failed': signIn({ name: 'verify', outcome: 'failed' }),
  'verify-client-mismatch': signIn({ name: 'verify', outcome: 'client_mismatch' }),
  complete: signIn({ name: 'complete', sessionId: 'sess_1' }),
  'sign-up-errors': signUp(fields('start', EVERY_FIELD), {
    errors: {
      emailAddress: 'form_identifier_exists__email_address',
      phoneNumber: 'form_param_format_invalid',
      password: 'form_password_pwned',
      legalAccepted: 'form_param_nil',
      global: 'captcha_invalid',
    },
  }),
  'sign-up-many-providers': signUp(fields('start', ['emailAddress', 'password']), {
    offer: { full: true, wallets: true },
  }),
  'sign-up-optional': signUp(fields('start', ['emailAddress', 'password', 'lastName']), {
    press: ['.cl-optional > summary'],
  }),
  'sign-up-kept-password': signUp(KEPT),
  'sign-up-kept-password-open': signUp(KEPT, { press: ['.cl-keptPassword > summary'] }),
  'sign-up-rule-met': signUp(fields('start', ['emailAddress', 'password']), { type: { password: 'long enough' } }),
  'sign-up-likely-address': signUp(fields('start', ['emailAddress']), {
    type: { emailAddress: 'ada@gmial.com' },
    press: ['.cl-formButtonPrimary'],
  }),
  'start-likely-address': signIn(START, {
    type: { identifier: 'ada@gmial.com' },
    press: ['.cl-formButtonPrimary'],
  }),
  'continue-consent': signUp(fields('continue', ['legalAccepted'])),
  'sign-up-pending': signUp(fields('start', EVERY_FIELD), { pending: 'fields' }),
  'sign-up-restricted': signUp(fields('start', EVERY_FIELD), { offer: { mode: 'restricted' } }),
  'sign-up-choose-wallet': signUp({ name: 'choose-wallet' }, { offer: { wallets: true } }),
  'sign-up-sso-callback': signUp({ name: 'sso-callback' }),
  'sign-up-verify-expired': signUp({ name: 'verify', outcome: 'expired' }),
  'sign-up-code-wrong': signUp(VERIFY, { errors: { code: 'form_code_incorrect' } }),
  'sign-up-complete': signUp({ name: 'complete', sessionId: 'sess_1' }),
  'waitlist-joined': signUp(
    { name: 'waitlist', joined: true, values: { emailAddress: 'ada@example.com' } },
    { offer: { mode: 'waitlist' } },
  ),
};

export const EVERY_STEP: Readonly<Record<string, StepState>> = { ...CREDENTIALS, ...FURTHER };
