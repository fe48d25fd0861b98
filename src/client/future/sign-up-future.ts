import type { SignUpParams, SignUpResource } from '../resources/types/sign-up.ts';
import type { Attempt } from './attempt.ts';
import { liveObject, type SignUpValues, signUpValues } from './attempt-values.ts';
import {
  absolute,
  finalize,
  requireBegun,
  reset,
  submitProof,
  ticketOfPage,
  timeZone,
  waitForLink,
} from './common-steps.ts';
import type { FutureHost } from './future-host.ts';
import type { FutureCodeParams } from '../resources/types/sign-in-future.ts';
import type { SignUpFutureCreateParams, SignUpFutureResource } from '../resources/types/sign-up-future.ts';
import { signerFor } from './wallet-steps.ts';

/** Creates what pages see of a sign-up. See {@link presentSignIn} for what kind of object it is. */
export function presentSignUp(host: FutureHost, attempt: Attempt<SignUpResource>): SignUpFutureResource {
  const { run, call } = attempt;
  const now = () => attempt.snapshot;
  const read = () => signUpValues(host, attempt.snapshot, attempt.canBeDiscarded);
  const begun = () => requireBegun(now(), 'Begin a sign-up first: with create() or password().');

  const begin = (params: SignUpFutureCreateParams) =>
    call((signUp) => signUp.create({ timezone: timeZone(), ...params } as SignUpParams));
  /** Changes the sign-up that there is, or begins one. */
  const upsert = (params: SignUpFutureCreateParams) =>
    now().id === undefined ? begin(params) : call((signUp) => signUp.update(params));
  const verify = (strategy: string, { code }: FutureCodeParams) =>
    run(() => call(() => begun().attemptVerification({ strategy, code })), [strategy, code]);
  const send = (params: Parameters<SignUpResource['prepareVerification']>[0] & { channel?: string }) =>
    run(() => call(() => begun().prepareVerification(params)), params);

  const verifications = liveObject(() => read().verifications, {
    sendEmailCode: () => send({ strategy: 'email_code' }),
    verifyEmailCode: (params: FutureCodeParams) => verify('email_code', params),
    sendEmailLink: ({ verificationUrl }: { verificationUrl: string }) =>
      send({ strategy: 'email_link', redirectUrl: absolute(host, verificationUrl) }),
    waitForEmailLinkVerification: () =>
      run(() => waitForLink(host, attempt, (signUp) => signUp.verifications.emailAddress.status), 'wait'),
    sendPhoneCode: ({ channel = 'sms' }: { channel?: string } = {}) => send({ strategy: 'phone_code', channel }),
    verifyPhoneCode: (params: FutureCodeParams) => verify('phone_code', params),
  });

  const methods: Omit<SignUpFutureResource, Exclude<keyof SignUpValues, 'verifications'>> = {
    verifications,
    create: (params) => run(() => begin(params), ['create', params]),
    update: (params) => run(() => call(() => begun().update(params))),
    password: (params) => run(() => upsert(params), ['password', params]),
    sso: ({ popup, redirectUrl, redirectCallbackUrl, ...params }) =>
      run(async () => {
        const { strategy, oidcPrompt: _, enterpriseConnectionId: __, ...fields } = params;
        const signUp = now();
        const continueSignUp = signUp.id !== undefined;
        if (continueSignUp && Object.keys(fields).length) await call(() => signUp.update(fields));
        const create = (more: SignUpParams) => begin({ ...more, ...params } as SignUpFutureCreateParams);
        const { signUpMethods } = await import('../resources/methods/sign-up-methods.ts');
        const parts = { context: host.resources, resource: { ...now(), create } };
        const urls = { strategy, redirectUrl: redirectCallbackUrl, continueSignUp };
        if (popup) await signUpMethods.authenticateWithPopup(parts, { ...urls, popup });
        else await signUpMethods.authenticateWithRedirect(parts, { ...urls, redirectUrlComplete: redirectUrl });
        // The window has changed the sign-up, or completed it. Only the sign-up itself says so then.
        if (popup) await call(() => begun().reload());
      }),
    web3: ({ strategy, walletName, ...fields }) =>
      run(async () => {
        const { identifier: web3Wallet, generateSignature } = await signerFor({ strategy, walletName });
        await begin({ ...fields, web3Wallet, provider: undefined } as SignUpFutureCreateParams);
        const prepared = await call((signUp) => signUp.prepareVerification({ strategy }));
        const signature = await generateSignature({ nonce: prepared.verifications.web3Wallet.message ?? '' });
        await call((signUp) => signUp.attemptVerification({ strategy, signature }));
      }),
    ticket: (params) =>
      run(() => begin({ ticket: ticketOfPage(host), ...params, strategy: 'ticket' }), ['ticket', params]),
    submitProtectCheck: (params) => run(() => submitProof(host, '/client/sign_ups', now().id, params)),
    finalize: (params) => finalize(host, attempt, params),
    reset: () => reset(attempt),
  };
  return liveObject(read, methods);
}
