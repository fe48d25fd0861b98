import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { secureClerk, security } from './secure-clerk.ts';

describe('deleting the account in the profile', () => {
  afterEach(cleanUp);

  it('is not offered to a user who must not delete the account', async () => {
    const { element } = await security(secureClerk({ user: { deleteSelfEnabled: false } }));
    equal(element.querySelectorAll('.cl-profileSection__danger').length, 0);
  });

  it('says what to type, and deletes nothing before it is typed', async () => {
    const shown = await security();
    await shown.open('deleteAccount');
    const button = shown.find('.cl-actionCard .cl-formButtonPrimary');
    equal([button.ariaDisabled, button.ariaBusy], ['true', 'false']);
    equal(shown.text('.cl-formFieldHintText__deleteConfirmation'), 'Type “Delete account” to confirm.');
    same(document.activeElement, shown.find('input[name=deleteConfirmation]'));
    shown.type('deleteConfirmation', 'Delete');
    await shown.save();
    equal(shown.text('.cl-formFieldErrorText__deleteConfirmation'), 'This does not match. Type “Delete account”.');
    same(document.activeElement, shown.find('input[name=deleteConfirmation]'));
    equal(shown.calls('delete').length, 0);
    shown.type('deleteConfirmation', '');
    await shown.save();
    equal(shown.text('.cl-formFieldErrorText__deleteConfirmation'), 'Type the words above to confirm.');
  });

  it('asks for the text of the locale', async () => {
    const shown = await security();
    Object.assign(shown.element, {
      localization: { formFieldInputPlaceholder__confirmDeletionUserAccount: 'Konto löschen' },
    });
    await shown.open('deleteAccount');
    shown.type('deleteConfirmation', 'Delete account');
    await shown.save();
    equal(shown.calls('delete').length, 0);
    shown.type('deleteConfirmation', ' konto  Löschen ');
    await shown.settled();
    equal(shown.find('.cl-actionCard .cl-formButtonPrimary').ariaDisabled, 'false');
    await shown.save();
    equal(shown.calls('delete').length, 1);
  });

  it('goes where a sign-out goes', async () => {
    const shown = await security();
    await shown.open('deleteAccount');
    shown.type('deleteConfirmation', 'delete account');
    await shown.save();
    equal(shown.calls('setActive'), [{ session: null, redirectUrl: '/signed-out' }]);
  });

  it('shows the next account of this browser', async () => {
    const shown = await security(secureClerk({ people: 2 }));
    await shown.open('deleteAccount');
    shown.type('deleteConfirmation', 'Delete account');
    await shown.save();
    equal(shown.calls('setActive'), [{ session: 'sess_user_bo' }]);
  });

  it('keeps the card and says why the account could not be deleted', async () => {
    const clerk = secureClerk();
    const answer = (clerk.answers['delete'] = deferred<unknown>());
    const shown = await security(clerk);
    await shown.open('deleteAccount');
    shown.type('deleteConfirmation', 'Delete account');
    await shown.save();
    answer.reject(refusal('too_many_requests'));
    await shown.settled();
    ok(shown.text('.cl-actionCard [role=alert]').startsWith('Too many attempts'), 'an alert');
    equal(shown.find<HTMLInputElement>('input[name=deleteConfirmation]').value, 'Delete account');
  });
});
