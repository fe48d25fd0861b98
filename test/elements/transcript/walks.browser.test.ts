import { steadyNow } from '../../../src/client/platform/steady-now.ts';
import { type StepState, EVERY_STEP } from '../every-step.ts';
import { CODE, PASSWORD, VERIFY } from '../fake-clerk.ts';
import { type ShownStep, showStep } from '../show-step.ts';
import { equal } from '../support.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { household, mountAccount } from '../user-button/account.ts';
import { mountButton, openMenu } from '../user-button/menu.ts';
import { cleanUpDialogs } from '../user-button/settle.ts';
import { mountIdentifiers, WORK } from '../user-profile/identifiers-clerk.ts';
import { mountTwoStep } from '../user-profile/two-step-clerk.ts';
import { changeUsername, Verifiable } from '../user-profile/verifiable.ts';
import { differences } from './transcript.ts';
import { Walk } from './walk.ts';
import { type Act, pageOfWalks } from './write.ts';

const step = (name: string) => EVERY_STEP[name] as StepState;
const WAITING = { ...CODE, sent: { to: 'a***@example.com', resendAt: 0 } };

/** Presses a control as the keyboard does: the focus is on it. */
function press(control: HTMLElement): void {
  control.focus();
  control.click();
}

function type(input: HTMLInputElement, text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
}

/** Shows the first screen, with all that is loaded after it. */
async function begin(name: string): Promise<[shown: ShownStep, walk: Walk]> {
  const shown = await showStep(step(name));
  while (!shown.element.errorAction) await new Promise(requestAnimationFrame);
  await shown.settled();
  return [shown, new Walk(shown.settled)];
}

const WALKS: Readonly<Record<string, () => Promise<readonly Act[]>>> = {
  'A wrong password, then the right one': async () => {
    const [{ flow, find, input, settled }, walk] = await begin('start');
    await walk.act('You press Continue, and have typed no address.', () => press(find('.cl-formButtonPrimary')));
    await walk.act('You type your address.', () => type(input('identifier'), 'ada@example.com'));
    await walk.act('You press Enter. The server is asked.', () => flow.set({ pending: 'identify' }));
    await walk.act('The server asks for your password.', () => flow.set({ step: PASSWORD }));
    await walk.act('You type a wrong password and press Enter.', async () => {
      type(input('password'), 'wrong');
      flow.set({ pending: 'password' });
      await settled();
      flow.fail({ password: 'form_password_incorrect' });
    });
    await walk.act('You type again.', () => type(input('password'), 'r'));
    await walk.act('You press the button that shows the password.', () =>
      press(find('.cl-formFieldInputShowPasswordButton')),
    );
    await walk.act('You press Continue, and the connection is lost.', async () => {
      press(find('.cl-formButtonPrimary'));
      flow.set({ pending: 'password' });
      await settled();
      flow.fail({}, 'network_error');
    });
    await walk.act('You press Continue again. The password is right.', () =>
      flow.set({ step: { name: 'complete', sessionId: 'sess_1' } as never }),
    );
    return walk.end();
  },

  'A code by email': async () => {
    const [{ flow, find, input, settled }, walk] = await begin('start');
    await walk.act('You press Continue. The server sends a code.', async () => {
      type(input('identifier'), 'ada@example.com');
      flow.set({ step: WAITING });
    });
    await walk.act('You type a wrong code. It is sent when it is complete.', async () => {
      type(input('code'), '111111');
      await settled();
      flow.fail({ code: 'form_code_incorrect' });
    });
    await walk.act('You type another digit.', () => type(input('code'), '2'));
    flow.submit = async () => {
      flow.set({ pending: 'resend' });
      flow.set({ step: { ...WAITING, sent: { ...WAITING.sent, resendAt: steadyNow() + 3_600_000 } } as never });
    };
    await walk.act('You press “Send a new one”.', () => press(find('.cl-formResendCodeLink')));
    await walk.act('The button counts down, and you press it too early.', () => press(find('.cl-formResendCodeLink')));
    await walk.act('The countdown is over.', () => flow.set({ step: WAITING }));
    await walk.act('You press “Send a new one” again.', () => press(find('.cl-formResendCodeLink')));
    flow.submit = async () => flow.fail({}, 'too_many_requests');
    await walk.act('You press it once more. The server refuses.', async () => {
      flow.set({ step: WAITING });
      await settled();
      press(find('.cl-formResendCodeLink'));
    });
    await walk.act('You go to the other methods.', () => press(find('.cl-footerActionLink')));
    await walk.act('You go back.', () => press(find('.cl-backLink')));
    await walk.act('You press Change beside your address.', () => flow.set({ step: step('start').step as never }));
    return walk.end();
  },

  'Sign up': async () => {
    const [{ flow, input, settled, find }, walk] = await begin('sign-up');
    await walk.act('You press Continue, and have typed nothing.', () => press(find('.cl-formButtonPrimary')));
    await walk.act('You type your address.', () => type(input('emailAddress'), 'ada@example.com'));
    await walk.act('You type a password that is long enough.', async () => {
      for (const text of ['l', 'long enough']) {
        type(input('password'), text);
        await settled();
      }
    });
    await walk.act('You press Continue. The address has an account.', async () => {
      press(find('.cl-formButtonPrimary'));
      flow.set({ pending: 'fields' });
      await settled();
      flow.fail({ emailAddress: 'form_identifier_exists__email_address' });
    });
    await walk.act('You type another address and press Continue. The server sends a code.', () =>
      flow.set({ step: VERIFY as never }),
    );
    await walk.act('You type the code. Your account is there.', () =>
      flow.set({ step: { name: 'complete', sessionId: 'sess_1' } as never }),
    );
    return walk.end();
  },

  'The menu of the user button': async () => {
    const clerk = household();
    const mounted = await mountButton({ clerk });
    const walk = new Walk(mounted.settled);
    await walk.act('You press the button.', () => openMenu(mounted));
    await walk.act('You press Sign out. The server refuses.', async () => {
      const answer = (clerk.answers['signOut'] = deferred<unknown>());
      press(mounted.find('.cl-userButtonPopoverActionButton__signOut'));
      await mounted.settled();
      answer.reject(refusal('too_many_requests'));
    });
    return walk.end();
  },

  'A name in the profile, saved twice': async () => {
    const mounted = await mountAccount('clerk-user-profile');
    const walk = new Walk(mounted.settled);
    const open = () => press(mounted.button('Update profile'));
    const save = async (name: string) => {
      type(mounted.find('input[name=firstName]'), name);
      press(mounted.button('Save'));
      await mounted.settled();
    };
    await walk.act('You press “Update profile”.', open);
    await walk.act('You change your name and press Save.', () => save('Augusta'));
    await walk.act('You press “Update profile” again.', open);
    await walk.act('You change your name and press Save.', () => save('Ada'));
    await walk.act('You press “Security”.', () => press(mounted.button('Security')));
    return walk.end();
  },

  'A new email address in the profile': async () => {
    const { clerk, press: open, send, settled, button, menu } = await mountIdentifiers();
    const walk = new Walk(settled);
    await walk.act('You press “Add email address”.', () => open('Add email address'));
    await walk.act('You type the address and press Add. The server sends a code.', () =>
      send('emailAddress', WORK.value),
    );
    await walk.act('You type a wrong code.', async () => {
      const answer = (clerk.answers['attempt'] = deferred<unknown>());
      await send('code', '111111');
      answer.reject(refusal('form_code_incorrect'));
      await settled();
      clerk.answers['attempt'] = undefined;
    });
    await walk.act('You type the right code.', () => send('code', '222222'));
    await walk.act('You open the menu of the address.', () => menu('idn_new'));
    await walk.act('You press “Remove email”.', async () => {
      press(button('Remove email'));
      await settled();
    });
    await walk.act('You press Remove.', () => press(button('Remove')));
    return walk.end();
  },

  'An authenticator app, with keys that are copied': async () => {
    const mounted = await mountTwoStep({ offers: ['totp', 'backup_code'] });
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async () => {} } });
    const walk = new Walk(mounted.settled);
    await walk.act('You press “Add two-step verification”.', () => press(mounted.button('Add two-step verification')));
    await walk.act('You press “Can’t scan?”.', () => press(mounted.button('Can’t scan?')));
    await walk.act('You press Copy.', () => press(mounted.button('Copy')));
    await walk.act('You press the other Copy.', () => press(mounted.button('Copy')));
    await walk.act('You press Continue.', () => press(mounted.button('Continue')));
    await walk.act('You type the code.', () => mounted.type('123456'));
    await walk.act('You press “Copy all”.', () => press(mounted.button('Copy all')));
    await walk.act('You press “I have saved them”.', () => press(mounted.button('I have saved them')));
    Reflect.deleteProperty(navigator, 'clipboard');
    return walk.end();
  },

  'Who it is, before a change': async () => {
    const verifiable = new Verifiable();
    let asked: Awaited<ReturnType<typeof changeUsername>> | undefined;
    const walk = new Walk(async () => asked?.settled());
    await walk.act('You change your username and press Save. The server asks who it is.', async () => {
      asked = await changeUsername(verifiable);
    });
    await walk.act('You choose another method.', () => press(asked?.button('Use another method') as HTMLElement));
    await walk.act('You go back.', () => press(asked?.button('Back') as HTMLElement));
    await walk.act('You type your password. The change is made.', async () => {
      const input = asked?.find<HTMLInputElement>('input[name=password]') as HTMLInputElement;
      type(input, 'right');
      input.form?.requestSubmit();
      await asked?.settled();
      await asked?.profile.settled();
    });
    return walk.end();
  },
};

describe('the transcript of announcements', () => {
  afterEach(cleanUpDialogs);

  it('says what docs/transcripts/announcements.md says while a person goes from step to step', async () => {
    const walks: Record<string, readonly Act[]> = {};
    for (const [name, walk] of Object.entries(WALKS)) {
      walks[name] = await walk();
      await cleanUpDialogs();
    }
    const text = pageOfWalks(
      'What is said from step to step',
      'What a screen reader says while a person does something: where the focus goes, and what is announced.',
      walks,
    );
    const twice = Object.values(walks).flatMap((acts) =>
      acts.flatMap(({ said }) => said.filter((each, index) => each === said[index - 1] || each === 'focus on nothing')),
    );
    equal([twice, await differences('announcements', text)], [[], []]);
  });
});
