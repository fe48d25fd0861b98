import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { mountIdentifiers, PHONE } from './identifiers-clerk.ts';

describe('phone numbers in the profile', () => {
  afterEach(cleanUp);

  it('lists phone numbers with grouped digits, and marks those for two-step verification', async () => {
    const { rows } = await mountIdentifiers({
      phones: [
        { id: 'idn_p2', value: '+351912345678', reserved: true },
        PHONE,
        { id: 'idn_p3', value: '+12015550125', verified: false },
      ],
      primaryPhone: PHONE.id,
    });
    equal(rows('phoneNumbers'), [
      '+1 (201) 555-0123 Primary',
      '+351 912 345 678 Two-step verification',
      '+1 (201) 555-0125 Unverified',
    ]);
  });

  it('offers for each phone number what makes sense', async () => {
    const { menu } = await mountIdentifiers({
      phones: [
        PHONE,
        { id: 'idn_p2', value: '+351912345678', reserved: true },
        { id: 'idn_p3', value: '+12015550125', verified: false },
        { id: 'idn_p4', value: '+12015550126' },
        { id: 'idn_p5', value: '+12015550127', reserved: true, verified: false },
      ],
      primaryPhone: PHONE.id,
    });
    equal(await menu(PHONE.id), ['Remove phone number']);
    equal(await menu('idn_p2'), ['Remove phone number']);
    equal(await menu('idn_p3'), ['Complete verification', 'Remove phone number']);
    equal(await menu('idn_p4'), ['Set as primary', 'Remove phone number']);
    equal(await menu('idn_p5'), ['Remove phone number']);
  });

  it('adds a phone number, verifies it by a code and returns the focus', async () => {
    const { press, send, find, input, calls, text, rows, said, button } = await mountIdentifiers();
    await press('Add phone number');
    same(document.activeElement, input('phoneNumber'));
    find<HTMLSelectElement>('select').value = 'US';
    await send('phoneNumber', '201 555 0123');
    equal(calls('createPhoneNumber'), ['+12015550123']);
    equal(calls('prepare'), [{ strategy: 'phone_code' }]);
    equal(text('.cl-actionCardText'), 'Enter the 6-digit code we sent to +1 (201) 555-0123.');
    await send('code', '123456');
    equal(rows('phoneNumbers'), ['+1 (201) 555-0123']);
    equal(said(), '+1 (201) 555-0123 is verified.');
    same(document.activeElement, button('Add phone number'));
  });

  for (const [code, shown] of [
    ['form_param_value_invalid', 'Text messages cannot be sent to this number. Use another one.'],
    ['unsupported_country_code', 'Numbers of this country cannot be used here.'],
    ['form_param_format_invalid', 'Check the country and the digits of the phone number.'],
    ['form_identifier_exists', 'This phone number is already in use, in your account or in another one.'],
  ] as const) {
    it(`shows ${code} at the new phone number, and keeps what was typed`, async () => {
      const { press, send, find, clerk, text, input, settled } = await mountIdentifiers();
      const answer = (clerk.answers['createPhoneNumber'] = deferred<unknown>());
      await press('Add phone number');
      find<HTMLSelectElement>('select').value = 'US';
      await send('phoneNumber', '2015550123');
      answer.reject(refusal(code, 'phone_number'));
      await settled();
      equal(text('.cl-formFieldErrorText__phoneNumber'), shown);
      // Written in groups once the numbering plans are loaded.
      equal(input('phoneNumber')?.value.replaceAll(/\D/g, ''), '2015550123');
    });
  }

  it('keeps a phone number half typed with its country when another form is opened', async () => {
    const { press, find, input } = await mountIdentifiers();
    await press('Add phone number');
    const select = find<HTMLSelectElement>('select');
    select.value = 'PT';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    (input('phoneNumber') as HTMLInputElement).value = '912 345';
    await press('Add email address');
    await press('Add phone number');
    equal(input('phoneNumber')?.value, '912 345');
    equal(find<HTMLSelectElement>('select').value, 'PT');
  });

  it('says what follows when a phone number for two-step verification is removed', async () => {
    const { menu, text, press, calls, said } = await mountIdentifiers({ phones: [{ ...PHONE, reserved: true }] });
    await menu(PHONE.id, 'Remove phone number');
    ok(
      text('.cl-actionCard').includes(
        '+1 (201) 555-0123 will be removed from your account. You will no longer be able to use it for two-step verification.',
      ),
      text('.cl-actionCard'),
    );
    await press('Remove');
    equal(calls('destroy'), [PHONE.value]);
    equal(said(), '+1 (201) 555-0123 is removed.');
  });
});
