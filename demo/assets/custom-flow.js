import { Clerk, signInStore, signUpStore, userStore } from './headless.js';

const flow = document.getElementById('flow');
const clerk = new Clerk(flow.dataset.key, { proxyUrl: flow.dataset.api });
const stores = { user: userStore(clerk), signIn: signInStore(clerk), signUp: signUpStore(clerk) };

/** Which of the two first forms the visitor wants. What an attempt has begun comes before it, unless they started over. */
let wanted = 'sign-in';
let isFresh = false;

const TITLES = {
  'sign-in': 'Sign in',
  'sign-up': 'Create your account',
  code: 'Check your email',
  'new-password': 'Set a new password',
  'second-factor': 'Two-step verification',
  terms: 'Almost there',
  'signed-in': 'You are signed in',
};

/** The step follows from the stores alone, so a reload and the way back from a provider find it again. */
function stepOf() {
  const { isLoaded, user } = stores.user.getSnapshot();
  const { signIn } = stores.signIn.getSnapshot();
  const { signUp } = stores.signUp.getSnapshot();
  if (!isLoaded) return undefined;
  if (user) return 'signed-in';
  if (isFresh) return wanted;
  if (signIn.status === 'needs_second_factor') return 'second-factor';
  if (signIn.status === 'needs_first_factor') {
    const { strategy } = signIn.firstFactorVerification;
    if (strategy === 'email_code') return 'code';
    if (strategy === 'reset_password_email_code') return 'new-password';
  }
  if (signIn.status === 'needs_new_password') return 'new-password';
  if (signUp.status === 'missing_requirements') {
    if (signUp.missingFields.includes('legal_accepted')) return 'terms';
    if (signUp.unverifiedFields.includes('email_address')) return 'code';
  }
  return wanted;
}

/** What each form and each button calls. The methods are those of Clerk's own guides. */
const calls = {
  async 'sign-in'({ signIn, values }) {
    await finish(await signIn.create({ identifier: values.identifier, password: values.password }));
  },
  async 'email-code'({ signIn, values }) {
    await signIn.create({ identifier: values.identifier });
    await sendCode('email_code');
  },
  async reset({ signIn, values }) {
    await signIn.create({ identifier: values.identifier });
    await sendCode('reset_password_email_code');
  },
  async passkey({ signIn }) {
    await finish(await signIn.authenticateWithPasskey({ flow: 'discoverable' }));
  },
  provider: ({ signIn }) =>
    signIn.authenticateWithRedirect({
      strategy: 'oauth_custom_notary',
      redirectUrl: '/custom-flow/sso-callback',
      redirectUrlComplete: '/custom-flow',
    }),
  async 'sign-up'({ signUp, values: { emailAddress, password, legalAccepted } }) {
    await goOn(await signUp.create({ emailAddress, password, legalAccepted }));
  },
  async terms({ signUp, values: { legalAccepted } }) {
    await goOn(await signUp.update({ legalAccepted }));
  },
  async code({ signIn, signUp, values: { code } }) {
    const isSignIn = signIn.status === 'needs_first_factor';
    await finish(
      isSignIn
        ? await signIn.attemptFirstFactor({ strategy: 'email_code', code })
        : await signUp.attemptEmailAddressVerification({ code }),
    );
  },
  async resend({ signIn, signUp }) {
    if (signIn.status === 'needs_first_factor') await sendCode(signIn.firstFactorVerification.strategy);
    else await signUp.prepareEmailAddressVerification();
  },
  async 'new-password'({ signIn, values: { code, password } }) {
    await finish(await signIn.attemptFirstFactor({ strategy: 'reset_password_email_code', code, password }));
  },
  async 'second-factor'({ signIn, values: { code } }) {
    const strategy = /^\d{6}$/.test(code) ? 'totp' : 'backup_code';
    await finish(await signIn.attemptSecondFactor({ strategy, code }));
  },
  async 'signed-in'() {
    wanted = 'sign-in';
    await clerk.signOut(() => {});
  },
};

async function sendCode(strategy) {
  const { signIn } = stores.signIn.getSnapshot();
  const factor = signIn.supportedFirstFactors.find((each) => each.strategy === strategy);
  await signIn.prepareFirstFactor({ strategy, emailAddressId: factor?.emailAddressId });
}

/** Sends the code when that is all that is missing. */
async function goOn(signUp) {
  const { missingFields, unverifiedFields } = signUp;
  if (missingFields.length === 0 && unverifiedFields.includes('email_address')) {
    await signUp.prepareEmailAddressVerification();
  }
  await finish(signUp);
}

async function finish({ status, createdSessionId }) {
  if (status === 'complete') await clerk.setActive({ session: createdSessionId });
}

let shown;

function show() {
  const [user, signIn, signUp] = [stores.user, stores.signIn, stores.signUp].map((store) => store.getSnapshot());
  const step = stepOf();
  const isSignUp = step === 'sign-up' || step === 'terms' || (step === 'code' && !signIn.signIn.firstFactorVerification.strategy);
  const { errors, fetchStatus } = isSignUp ? signUp : signIn;
  for (const form of flow.querySelectorAll('form')) {
    form.hidden = form.dataset.step !== step;
    if (!form.hidden) showErrors(form, errors);
    for (const button of form.querySelectorAll('button')) {
      button.toggleAttribute('aria-disabled', fetchStatus === 'fetching');
      if (fetchStatus === 'fetching') button.setAttribute('aria-disabled', 'true');
    }
  }
  const title = flow.querySelector('h2');
  title.textContent = TITLES[step] ?? 'One moment';
  const to = isSignUp ? signUp.signUp?.emailAddress : signIn.signIn?.identifier;
  for (const sent of flow.querySelectorAll('.own-sent')) sent.textContent = `A code is on its way to ${to}.`;
  showUser(user.user);
  showValues({ user, signIn, signUp });
  // The next form takes the focus, but not the first one that the page shows.
  if (shown && step && shown !== step) (flow.querySelector('form:not([hidden]) input') ?? title).focus();
  shown = step;
}

function showErrors(form, errors) {
  const inputs = [...form.querySelectorAll('input')];
  for (const input of inputs) {
    const { longMessage } = errors.fields[input.name] ?? {};
    input.toggleAttribute('aria-invalid', Boolean(longMessage));
    if (longMessage) input.setAttribute('aria-invalid', 'true');
    let line = form.querySelector(`#${input.id}-error`);
    if (longMessage && !line) {
      line = Object.assign(document.createElement('p'), { id: `${input.id}-error`, className: 'own-error' });
      (input.closest('label') ?? input).after(line);
      input.setAttribute('aria-describedby', line.id);
    }
    if (line) line.textContent = longMessage ?? '';
  }
  const others = Object.entries(errors.fields).filter(([name, error]) => error && !inputs.some((input) => input.name === name));
  const [first] = [...(errors.global ?? []), ...others.map(([, error]) => error)];
  flow.querySelector('.own-alert').textContent = first?.longMessage ?? first?.message ?? '';
}

function showUser(user) {
  const picture = flow.querySelector('img');
  picture.hidden = !user?.hasImage;
  if (user?.hasImage) picture.src = user.imageUrl;
  document.getElementById('own-name').textContent = user?.fullName ?? user?.username ?? '';
  document.getElementById('own-email').textContent = user?.primaryEmailAddress?.emailAddress ?? '';
}

function showValues({ user, signIn, signUp }) {
  const wrong = (fields) => Object.keys(fields).filter((name) => fields[name]);
  const calling = ({ fetchStatus, errors }) => ({ fetchStatus, errors: wrong(errors.fields).concat(errors.global ? 'global' : []) });
  const says = {
    user: { isLoaded: user.isLoaded, isSignedIn: user.isSignedIn },
    'sign-in': { status: signIn.signIn?.status, ...calling(signIn) },
    'sign-up': { status: signUp.signUp?.status, ...calling(signUp) },
  };
  for (const [name, value] of Object.entries(says)) {
    document.getElementById(`says-${name}`).textContent = JSON.stringify(value).replaceAll('"', '').replaceAll(/[:,]/g, '$& ');
  }
}

async function call(name, form) {
  const { signIn, fetchStatus } = stores.signIn.getSnapshot();
  const { signUp, fetchStatus: other } = stores.signUp.getSnapshot();
  if (!signIn || fetchStatus === 'fetching' || other === 'fetching') return;
  isFresh = false;
  const values = Object.fromEntries(
    [...form.querySelectorAll('input')].map((input) => [input.name, input.type === 'checkbox' ? input.checked : input.value.trim()]),
  );
  try {
    await calls[name]({ signIn, signUp, values });
    form.reset();
  } catch (error) {
    // The stores have what the server refused; the rest is for the developer.
    if (!error.clerkError && !error.clerkRuntimeError) throw error;
    form.querySelector('[aria-invalid]')?.focus();
  }
}

flow.addEventListener('submit', (event) => {
  event.preventDefault();
  void call(event.target.dataset.step, event.target);
});
flow.addEventListener('click', ({ target }) => {
  const { call: name, want } = target.dataset;
  if (name) void call(name, target.form);
  if (want) {
    wanted = want;
    isFresh = true;
    show();
  }
});

for (const store of Object.values(stores)) store.subscribe(show);
await clerk.load();
if (location.pathname.endsWith('/sso-callback')) {
  const here = '/custom-flow';
  await clerk.handleRedirectCallback({
    signInUrl: here,
    signUpUrl: here,
    continueSignUpUrl: here,
    secondFactorUrl: here,
    signInFallbackRedirectUrl: here,
    signUpFallbackRedirectUrl: here,
  });
}
