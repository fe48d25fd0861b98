import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { ADA, mountIdentifiers, PHONE, WORK } from './identifiers-clerk.ts';

const TWO = { emails: [ADA, WORK] };
const TYPO = 'ada@wrok.example';

/** Text of what the profile shows for some seconds; undefined while it shows nothing. */
function notice(): string | undefined {
  return document.querySelector<HTMLElement>('.cl-notice')?.innerText;
}

describe('what the profile says after a change', () => {
  afterEach(cleanUp);

  it('shows that a change is made, without moving anything', async () => {
    const { menu, element, find } = await mountIdentifiers(TWO);
    const { height } = element.getBoundingClientRect();
    await menu(WORK.id, 'Set as primary');
    equal(notice(), 'Your primary email address is changed.');
    const shown = find('.cl-notice');
    ok(shown.classList.contains('cl-done'), 'the mark of what is done');
    ok(shown.getBoundingClientRect().height >= 20, 'a text to see');
    equal(element.getBoundingClientRect().height, height);
    const [animation] = shown.getAnimations();
    animation?.finish();
    equal(getComputedStyle(shown).opacity, '0');
    equal(find('[role=status]').textContent, 'Your primary email address is changed.');
  });

  it('stays in view at the lower edge of what is in view of a long profile', async () => {
    const { menu, find } = await mountIdentifiers(TWO);
    const page = find('.cl-pageScrollBox');
    page.insertAdjacentHTML('beforeend', '<div class="test-long"></div>');
    (page.lastElementChild as HTMLElement).style.height = '3000px';
    scrollTo(0, 0);
    await menu(WORK.id, 'Set as primary');
    const { bottom } = find('.cl-notice').getBoundingClientRect();
    ok(bottom > 0 && bottom <= innerHeight, `bottom ${bottom} of ${innerHeight}`);
  });

  it('shows in the menu button of a row that its change is on the way', async () => {
    const { menu, clerk, find, settled } = await mountIdentifiers(TWO);
    const answer = (clerk.answers['update'] = deferred<unknown>());
    await menu(WORK.id, 'Set as primary');
    const spinner = () => document.querySelector('.cl-menuButton .cl-spinner');
    same(spinner()?.parentElement, find(`.cl-menuButton[data-item="${WORK.id}"]`));
    answer.resolve(undefined);
    await settled();
    same(spinner(), null);
  });

  it('goes at the next action', async () => {
    const { menu, press } = await mountIdentifiers(TWO);
    await menu(WORK.id, 'Set as primary');
    await press('Add email address');
    equal(notice(), undefined);
  });

  it('shows nothing that was only said, such as the name of a page', async () => {
    const { button, settled, find } = await mountIdentifiers(TWO);
    button('Security').click();
    await settled();
    equal(find('.cl-liveRegion').textContent, 'Security');
    equal(notice(), undefined);
  });

  for (const [what, entry] of [
    ['question about a row', 'Remove email'],
    ['verification of a row', 'Complete verification'],
  ] as const) {
    it(`closes the ${what} that another tab removes, says so, and keeps the focus in the section`, async () => {
      const { menu, clerk, settled, element, find, said } = await mountIdentifiers({
        emails: [ADA, { ...WORK, verified: false }],
      });
      await menu(WORK.id, entry);
      ok(find('.cl-actionCard').contains(document.activeElement), 'the focus in the card');
      clerk.publish({ emails: [ADA] });
      await settled();
      same(element.querySelector('.cl-actionCard'), null);
      equal(said(), 'This was removed in another tab or on another device.');
      equal(notice(), said() ?? '');
      ok(!find('.cl-notice').classList.contains('cl-done'), 'no mark');
      same(document.activeElement, find('.cl-profileSection__emailAddresses h2'));
    });
  }

  it('closes the code step of an added email address that another tab removes', async () => {
    const { press, send, clerk, settled, element, said, button } = await mountIdentifiers();
    await press('Add email address');
    await send('emailAddress', TYPO);
    clerk.publish({ emails: [ADA] });
    await settled();
    same(element.querySelector('.cl-actionCard'), null);
    equal(said(), 'This was removed in another tab or on another device.');
    same(document.activeElement, button('Add email address'));
  });

  it('waits for the answer when the row goes while its own call is on its way', async () => {
    const { menu, press, clerk, settled, said } = await mountIdentifiers(TWO);
    const answer = (clerk.answers['destroy'] = deferred<unknown>());
    await menu(WORK.id, 'Remove email');
    await press('Remove');
    clerk.publish({ emails: [ADA] });
    await settled();
    answer.resolve(undefined);
    await settled();
    equal(said(), 'ada@work.example is removed.');
  });

  it('shows the error of a field that the open card does not have as the alert of the card', async () => {
    const { menu, press, clerk, text, settled } = await mountIdentifiers(TWO);
    const answer = (clerk.answers['destroy'] = deferred<unknown>());
    await menu(WORK.id, 'Remove email');
    await press('Remove');
    answer.reject(refusal('form_param_value_invalid', 'password'));
    await settled();
    equal(text('.cl-actionCard [role=alert]'), 'This value cannot be used here.');
  });
});

describe('a mistyped email address or phone number', () => {
  afterEach(cleanUp);

  it('is changed at the code step: it is taken back, and the field has what was typed', async () => {
    const { press, send, calls, input, rows, text } = await mountIdentifiers();
    await press('Add email address');
    await send('emailAddress', TYPO);
    equal(text('.cl-actionCardTitle'), 'Verify email address');
    await press('Change address');
    equal(calls('destroy'), [TYPO]);
    equal(rows('emailAddresses'), ['ada@example.com Primary']);
    equal(text('.cl-actionCardTitle'), 'Add email address');
    equal(input('emailAddress')?.value, TYPO);
    same(document.activeElement, input('emailAddress'));
    await send('emailAddress', WORK.value);
    equal(calls('createEmailAddress'), [TYPO, WORK.value]);
    equal(rows('emailAddresses'), ['ada@example.com Primary', 'ada@work.example Unverified']);
  });

  it('keeps its code step when it cannot be taken back, and says why', async () => {
    const { press, send, clerk, text, settled } = await mountIdentifiers();
    await press('Add phone number');
    await send('phoneNumber', '201 555 0199');
    const answer = (clerk.answers['destroy'] = deferred<unknown>());
    await press('Change number');
    answer.reject(refusal('too_many_requests'));
    await settled();
    equal(text('.cl-actionCardTitle'), 'Verify phone number');
    ok(text('.cl-actionCard [role=alert]').length > 0, 'the reason');
  });

  it('has room for its code in a profile of 288 px with text of twice the size', async () => {
    const box = document.createElement('div');
    box.style.cssText = 'inline-size: 288px';
    document.documentElement.style.fontSize = '200%';
    document.body.append(box);
    try {
      const { press, send, find } = await mountIdentifiers({}, {}, box);
      await press('Add email address');
      await send('emailAddress', WORK.value);
      const { scrollWidth, clientWidth } = find('.cl-pageScrollBox');
      equal(scrollWidth, clientWidth);
      const cells = find('.cl-otpCodeFieldInputs').getBoundingClientRect();
      const card = find('.cl-actionCard').getBoundingClientRect();
      ok(cells.left >= card.left && cells.right <= card.right, `${cells.width} in ${card.width}`);
    } finally {
      document.documentElement.style.fontSize = '';
      box.remove();
    }
  });

  it('is not offered to be changed where it is one that the account has', async () => {
    const { menu, text } = await mountIdentifiers({ phones: [{ ...PHONE, verified: false }] });
    await menu(PHONE.id, 'Complete verification');
    equal(text('.cl-actionCardTitle'), 'Verify phone number');
    ok(!text('.cl-actionCard').includes('Change number'), text('.cl-actionCard'));
  });
});
