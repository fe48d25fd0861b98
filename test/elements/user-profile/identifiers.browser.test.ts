import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { ADA, type IdentifiersState, LONG, mountIdentifiers, WORK } from './identifiers-clerk.ts';

const UNVERIFIED = { ...WORK, verified: false };
const TWO: Partial<IdentifiersState> = { emails: [WORK, ADA] };

describe('email addresses in the profile', () => {
  afterEach(cleanUp);

  it('lists email addresses with the primary one first, and says which are not verified and where they come from', async () => {
    const { rows } = await mountIdentifiers(
      {
        emails: [
          UNVERIFIED,
          { ...ADA, linkedTo: [{ type: 'oauth_acme', id: 'eac_1' }] },
          {
            id: 'idn_sso',
            value: 'ada@corp.example',
            verification: { status: 'verified', strategy: 'enterprise_sso' },
          },
        ],
      },
      { social: { oauth_acme: { name: 'Acme' } } },
    );
    equal(rows('emailAddresses'), [
      'ada@example.com Primary Linked to Acme',
      'ada@work.example Unverified',
      'ada@corp.example Linked to your organization',
    ]);
  });

  it('offers for each email address what makes sense', async () => {
    const { menu } = await mountIdentifiers({ emails: [ADA, UNVERIFIED, { id: 'idn_3', value: 'c@example.com' }] });
    equal(await menu(ADA.id), ['Remove email']);
    equal(await menu(WORK.id), ['Complete verification', 'Remove email']);
    equal(await menu('idn_3'), ['Set as primary', 'Remove email']);
  });

  it('offers nothing for email addresses that cannot be changed', async () => {
    const { element } = await mountIdentifiers(TWO, { email: { immutable: true } });
    same(element.querySelector('.cl-profileSection__emailAddresses button'), null);
  });

  it('does not offer to remove the only verified email address where each user needs one', async () => {
    const { element, menu } = await mountIdentifiers({ emails: [ADA, UNVERIFIED] }, { email: { required: true } });
    same(element.querySelector(`.cl-menuButton[data-item="${ADA.id}"]`), null);
    equal(await menu(WORK.id), ['Complete verification', 'Remove email']);
  });

  it('hides the sections of attributes that the instance does not have', async () => {
    const { element } = await mountIdentifiers({}, { email: { enabled: false }, phone: { enabled: false } });
    same(element.querySelector('.cl-profileSection__emailAddresses, .cl-profileSection__phoneNumbers'), null);
  });

  it('makes an email address the primary one, and leaves the focus at its menu', async () => {
    const { menu, calls, rows, said, find } = await mountIdentifiers(TWO);
    await menu(WORK.id, 'Set as primary');
    equal(calls('update'), [{ primaryEmailAddressId: WORK.id }]);
    equal(rows('emailAddresses'), ['ada@example.com', 'ada@work.example Primary']);
    equal(said(), 'Your primary email address is changed.');
    same(document.activeElement, find(`.cl-menuButton[data-item="${WORK.id}"]`));
  });

  it('says at the row why an email address could not become the primary one', async () => {
    const { menu, clerk, text, settled } = await mountIdentifiers(TWO);
    const answer = (clerk.answers['update'] = deferred<unknown>());
    await menu(WORK.id, 'Set as primary');
    answer.reject(refusal('form_param_value_invalid', 'primary_email_address_id'));
    await settled();
    equal(text('li:nth-child(2) [role=alert]'), 'This value cannot be used here.');
  });

  it('names the email address before it is removed, and says what follows', async () => {
    const { menu, text, calls, rows, said, press, element } = await mountIdentifiers(TWO);
    await menu(WORK.id, 'Remove email');
    equal(
      text('.cl-actionCard').startsWith(
        'Remove email address? ada@work.example will be removed from your account. You will no longer be able to sign in with it.',
      ),
      true,
    );
    await press('Remove');
    equal(calls('destroy'), [WORK.value]);
    equal(rows('emailAddresses'), ['ada@example.com Primary']);
    equal(said(), 'ada@work.example is removed.');
    same(document.activeElement, element.querySelector('.cl-profileSection__emailAddresses h2'));
  });

  it('does not claim that an unverified email address could sign the user in', async () => {
    const { menu, text } = await mountIdentifiers({ emails: [ADA, UNVERIFIED] });
    await menu(WORK.id, 'Remove email');
    equal(text('.cl-actionCard').includes('sign in'), false);
  });

  it('does not remove the last sign-in method, and says so in the card', async () => {
    const { menu, press, clerk, text, settled, button } = await mountIdentifiers();
    const answer = (clerk.answers['destroy'] = deferred<unknown>());
    await menu(ADA.id, 'Remove email');
    await press('Remove');
    answer.reject(refusal('identification_deletion_failed'));
    await settled();
    equal(
      text('.cl-actionCard [role=alert]'),
      'This is your only sign-in method. Add another one before you remove it.',
    );
    button('Cancel').click();
    await settled();
    same(document.activeElement, document.querySelector(`.cl-menuButton[data-item="${ADA.id}"]`));
  });

  it('fits an email address of the greatest length into a narrow page', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.style.setProperty('width', '320px');
    equal(LONG.length, 253);
    const { menu, element } = await mountIdentifiers(
      { emails: [ADA, { ...WORK, value: LONG, verified: false }] },
      {},
      box,
    );
    for (const entry of ['Complete verification', 'Remove email']) {
      await menu(WORK.id, entry);
      ok(element.scrollWidth <= 320, `${entry}: ${element.scrollWidth}`);
    }
  });
});
