import type { ClientErrorCode } from '../../../src/protocol/error-codes.ts';
import { ClerkRuntimeError } from '../../../src/client/errors.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { type AccountClerk, deferred, refusal } from '../user-button/account-clerk.ts';
import { passkey, secureClerk, security } from './secure-clerk.ts';

function withPasskeys(...all: ((clerk: AccountClerk) => ReturnType<typeof passkey>)[]): AccountClerk {
  const clerk = secureClerk();
  Object.assign(clerk.user!, { passkeys: all.map((make) => make(clerk)) });
  return clerk;
}

const laptop = (clerk: AccountClerk) => passkey(clerk, 'pky_laptop', { lastUsedAt: new Date() });

describe('the passkeys in the profile', () => {
  afterEach(cleanUp);

  it('shows no section where the instance has no passkeys', async () => {
    const { element } = await security(secureClerk({ attributes: { passkey: { enabled: false } } }));
    equal(element.querySelectorAll('.cl-profileSection__passkeys').length, 0);
  });

  it('lists passkeys, the newest first, with when they were created and last used', async () => {
    const { element } = await security(
      withPasskeys(
        (clerk) => passkey(clerk, 'pky_old', { name: 'Security key', createdAt: new Date('2024-03-01T12:00:00') }),
        laptop,
      ),
    );
    const rows = [...element.querySelectorAll<HTMLElement>('.cl-profileSectionListItem__passkeys')];
    const [first = '', second = ''] = rows.map((row) => row.innerText.replace(/\s+/g, ' ').trim());
    ok(/^My laptop Created: Today at .* Last used: Today at /.test(first), first);
    equal(second, 'Security key Created: Mar 1, 2024 Not used yet');
  });

  it('puts the button of an empty section below its text where there is little room', async () => {
    const { element } = await security();
    element.style.inlineSize = '343px';
    const empty = [...element.querySelectorAll('.cl-profileSectionEmpty')];
    ok(empty.length > 0, `${empty.length} empty sections`);
    for (const text of empty) {
      const button = text.parentElement?.querySelector('button')?.getBoundingClientRect();
      ok(button && button.top >= text.getBoundingClientRect().bottom, text.textContent ?? '');
    }
  });

  it('has the browser create a passkey at the press of the button', async () => {
    const clerk = secureClerk();
    const answer = (clerk.answers['createPasskey'] = deferred<unknown>());
    const shown = await security(clerk);
    await shown.open('addPasskey');
    equal(shown.calls('createPasskey').length, 1);
    equal(shown.find('.cl-actionCard .cl-formButtonPrimary').ariaBusy, 'true');
    equal(shown.element.querySelectorAll('.cl-formButtonReset').length, 0);
    answer.resolve(undefined);
    await shown.settled();
    ok(shown.text('.cl-profileSectionContent__passkeys').startsWith('Chrome on Linux'), 'the new row');
    equal(shown.find('.cl-liveRegion').textContent, 'The passkey is added.');
    same(document.activeElement, shown.find('[data-opens=addPasskey]'));
  });

  const fail = async (code: ClientErrorCode | 'passkey_already_exists') => {
    const clerk = secureClerk();
    const answer = (clerk.answers['createPasskey'] = deferred<unknown>());
    const shown = await security(clerk);
    await shown.open('addPasskey');
    answer.reject(new ClerkRuntimeError(code, code));
    await shown.settled();
    return { ...shown, clerk };
  };

  it('says quietly that the browser’s dialog was closed, and tries again', async () => {
    const shown = await fail('passkey_registration_cancelled');
    ok(shown.text('.cl-actionCardText').startsWith('No passkey was created'), 'the text');
    equal(shown.element.querySelectorAll('[role=alert]').length, 0);
    ok(shown.find('.cl-liveRegion').textContent.startsWith('No passkey was created'), 'the announcement');
    ok(shown.find('.cl-actionCard').contains(document.activeElement), 'the focus');
    shown.clerk.answers['createPasskey'] = undefined;
    await shown.save();
    equal(shown.calls('createPasskey').length, 2);
    equal(shown.find('.cl-liveRegion').textContent, 'The passkey is added.');
  });

  it('explains that the browser cannot create passkeys, or that this device has one', async () => {
    for (const [code, text] of [
      ['passkey_not_supported', 'cannot create passkeys'],
      ['passkey_already_exists', 'has a passkey for your account already'],
    ] as const) {
      const shown = await fail(code);
      ok(shown.text('.cl-actionCardText').includes(text), shown.text('.cl-actionCardText'));
      equal(shown.element.querySelectorAll('.cl-actionCard .cl-formButtonPrimary').length, 0);
      shown.button('Close').click();
      await shown.settled();
      same(document.activeElement, shown.find('[data-opens=addPasskey]'));
      cleanUp();
    }
  });

  it('shows any other failure as an error', async () => {
    const shown = await fail('passkey_registration_failed');
    ok(shown.text('[role=alert]').startsWith('The browser could not create a passkey'), 'an alert');
  });

  it('renames a passkey, and shows what is wrong with the name', async () => {
    const clerk = withPasskeys(laptop);
    const answer = (clerk.answers['renamePasskey'] = deferred<unknown>());
    const shown = await security(clerk);
    await shown.choose('passkeys', 'rename');
    equal(shown.find<HTMLInputElement>('input[name=name]').value, 'My laptop');
    shown.type('name', 'Work laptop');
    await shown.save();
    answer.reject(refusal('form_param_format_invalid', 'name'));
    await shown.settled();
    ok(shown.text('.cl-formFieldErrorText__name').length > 0, 'an error at the field');
    clerk.answers['renamePasskey'] = undefined;
    await shown.save();
    equal(shown.calls('renamePasskey').at(-1), { name: 'Work laptop' });
    ok(shown.text('.cl-profileSectionContent__passkeys').startsWith('Work laptop'), 'the new name');
    same(document.activeElement, shown.find('.cl-profileSection__passkeys .cl-menuButton'));
  });

  it('removes a passkey after a question', async () => {
    const shown = await security(withPasskeys(laptop));
    await shown.choose('passkeys', 'remove');
    ok(shown.text('.cl-actionCardText').startsWith('My laptop will be removed from your account'), 'the question');
    await shown.save();
    equal(shown.calls('deletePasskey'), ['pky_laptop']);
    ok(shown.text('.cl-profileSectionContent__passkeys').startsWith('No passkey yet'), 'no row');
    same(document.activeElement, shown.find('.cl-profileSection__passkeys h2'));
  });

  it('says why the last sign-in method cannot be removed', async () => {
    const clerk = withPasskeys(laptop);
    const answer = (clerk.answers['deletePasskey'] = deferred<unknown>());
    const shown = await security(clerk);
    await shown.choose('passkeys', 'remove');
    await shown.save();
    answer.reject(refusal('identification_deletion_failed'));
    await shown.settled();
    ok(shown.text('.cl-actionCard [role=alert]').length > 20, 'an alert');
  });

  it('marks a passkey that a password reset switched off, and says what to do', async () => {
    const shown = await security(withPasskeys((clerk) => passkey(clerk, 'pky_off', { isOn: false })));
    equal(shown.text('.cl-profileSection__passkeys .cl-badge'), 'Unverified');
    equal(
      shown.text('.cl-rowNote'),
      'A password reset switched it off. Confirm it at the top of this page, or remove it.',
    );
  });
});
