import { sendKeys } from '@web/test-runner-commands';
import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { secureClerk, security } from './secure-clerk.ts';

const TITLE = '.cl-profileSection__password h2';
/** An instance that asks for the present password instead of a reverification. */
const ASKS = { password: { disable_password_reverification: true } };

describe('the password in the profile', () => {
  afterEach(cleanUp);

  it('shows no section where the instance has no passwords', async () => {
    const { element } = await security(secureClerk({ attributes: { password: { enabled: false } } }));
    equal(element.querySelectorAll('.cl-profileSection__password').length, 0);
  });

  it('sets a first password, without asking for an old one or for other devices', async () => {
    const clerk = secureClerk({ user: { passwordEnabled: false } });
    const shown = await security(clerk);
    equal(shown.text('.cl-profileSectionContent__password'), 'No password yet Set password');
    await shown.open('password');
    equal(
      [...shown.element.querySelectorAll<HTMLInputElement>('.cl-actionCard input')].map((input) => [
        input.name,
        input.autocomplete,
        input.readOnly,
      ]),
      [
        ['username', 'username', true],
        ['newPassword', 'new-password', false],
      ],
    );
    equal(shown.find<HTMLInputElement>('input[name=username]').value, 'ada@example.com');
    same(document.activeElement, shown.find('input[name=newPassword]'));
    shown.type('newPassword', 'a fine long password');
    await shown.save();
    equal(shown.calls('updatePassword'), [{ newPassword: 'a fine long password', signOutOfOtherSessions: false }]);
    equal(shown.find('.cl-liveRegion').textContent, 'Your password is set.');
    equal(shown.find('[data-opens=password]').innerText, 'Update password');
    same(document.activeElement, shown.find('[data-opens=password]'));
  });

  it('keeps no password of a form that the user leaves, not even one that is shown', async () => {
    const shown = await security();
    await shown.open('password');
    shown.type('newPassword', 'a fine long password');
    const input = shown.find<HTMLInputElement>('input[name=newPassword]');
    input.parentElement?.querySelector('button')?.click();
    equal(input.type, 'text');
    const { actions } = shown.element;
    actions?.keepDraft();
    equal(actions?.draft, { username: 'ada@example.com', signOutOfOtherSessions: 'on' });
  });

  it('changes the password and signs out all other devices unless the user unchecks that', async () => {
    const shown = await security();
    await shown.open('password');
    equal(shown.find<HTMLInputElement>('input[name=signOutOfOtherSessions]').checked, true);
    shown.type('newPassword', 'a fine long password');
    const asked = () => shown.calls('getSessions').length;
    const before = asked();
    await shown.save();
    equal(asked(), before + 1);
    equal(shown.find('.cl-liveRegion').textContent, 'Your password is changed, and all other devices are signed out.');
    await shown.open('password');
    shown.find('input[name=signOutOfOtherSessions]').click();
    shown.type('newPassword', 'another fine password');
    await shown.save();
    equal(asked(), before + 1);
    equal(shown.find('.cl-liveRegion').textContent, 'Your password is changed.');
    equal(shown.calls('updatePassword'), [
      { newPassword: 'a fine long password', signOutOfOtherSessions: true },
      { newPassword: 'another fine password', signOutOfOtherSessions: false },
    ]);
  });

  it('says at its field that the current password is wrong, and keeps what was typed', async () => {
    const clerk = secureClerk(ASKS);
    const answer = (clerk.answers['updatePassword'] = deferred<unknown>());
    const shown = await security(clerk);
    await shown.open('password');
    equal(shown.find<HTMLInputElement>('input[name=currentPassword]').autocomplete, 'current-password');
    same(document.activeElement, shown.find('input[name=currentPassword]'));
    shown.type('currentPassword', 'not mine');
    shown.type('newPassword', 'a fine long password');
    await shown.save();
    answer.reject(refusal('form_password_incorrect', 'current_password'));
    await shown.settled();
    ok(shown.text('.cl-formFieldErrorText__currentPassword').startsWith('That password does not match'), 'an error');
    same(document.activeElement, shown.find('input[name=currentPassword]'));
    equal(shown.find<HTMLInputElement>('input[name=newPassword]').value, 'a fine long password');
  });

  it('shows which rule of the instance a new password breaks', async () => {
    const clerk = secureClerk();
    const answer = (clerk.answers['updatePassword'] = deferred<unknown>());
    const shown = await security(clerk);
    await shown.open('password');
    await shown.save();
    equal(shown.text('.cl-formFieldErrorText__newPassword'), 'Enter a new password.');
    shown.type('newPassword', 'password1234');
    await shown.save();
    answer.reject(refusal('form_password_pwned', 'new_password'));
    await shown.settled();
    ok(shown.text('.cl-formFieldErrorText__newPassword').includes('data breach'), 'an error');
    same(document.activeElement, shown.find('input[name=newPassword]'));
  });

  it('names all rules for a new password before it is typed', async () => {
    const shown = await security(secureClerk({ password: { require_numbers: true, require_uppercase: true } }));
    await shown.open('password');
    equal(
      shown.text('.cl-formFieldHintText__newPassword'),
      'At least 8 characters, with an uppercase letter and a number.',
    );
  });

  it('removes the password after a question', async () => {
    const shown = await security();
    await shown.choose('password', 'remove');
    equal(shown.text('.cl-actionCard__removePassword h3'), 'Remove password?');
    equal(document.activeElement?.textContent?.trim(), 'Cancel');
    await shown.save();
    equal(shown.calls('removePassword'), [{}]);
    equal(shown.text('.cl-profileSectionContent__password'), 'No password yet Set password');
    equal(shown.find('.cl-liveRegion').textContent, 'Your password is removed.');
    same(document.activeElement, shown.find(TITLE));
  });

  it('asks for the current password before it removes it, where the instance does', async () => {
    const shown = await security(secureClerk(ASKS));
    await shown.choose('password', 'remove');
    await shown.save();
    equal(shown.text('.cl-formFieldErrorText__currentPassword'), 'Enter your current password.');
    shown.type('currentPassword', 'quite mine');
    await shown.save();
    equal(shown.calls('removePassword'), [{ currentPassword: 'quite mine' }]);
  });

  it('returns the focus to the menu when the removal is cancelled', async () => {
    const shown = await security();
    await shown.choose('password', 'remove');
    await sendKeys({ press: 'Enter' });
    await shown.settled();
    equal(shown.calls('removePassword'), []);
    same(document.activeElement, shown.find('.cl-profileSection__password .cl-menuButton'));
  });

  it('does not offer to remove a password that is required, or the only way to sign in', async () => {
    const attributes: Record<string, object>[] = [
      { password: { enabled: true, required: true } },
      { email_address: { enabled: true, first_factors: [] } },
    ];
    for (const each of attributes) {
      const { element } = await security(secureClerk({ attributes: each }));
      equal(element.querySelectorAll('.cl-profileSection__password .cl-menuButton').length, 0);
      cleanUp();
    }
  });
});
