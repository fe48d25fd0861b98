import { deferred, refusal } from '../user-button/account-clerk.ts';
import { ADA, mountIdentifiers, PHONE, WORK } from './identifiers-clerk.ts';

const UNVERIFIED = { ...WORK, verified: false };
const LINKED = { id: 'idn_3', value: 'ada@acme.example', linkedTo: [{ type: 'oauth_acme', id: 'eac_1' }] };
const EVERYTHING = {
  emails: [ADA, UNVERIFIED, LINKED],
  phones: [PHONE, { id: 'idn_p2', value: '+351912345678', reserved: true }],
  primaryPhone: PHONE.id,
};
const SOCIAL = { social: { oauth_acme: { name: 'Acme' } } };

type Mounted = Awaited<ReturnType<typeof mountIdentifiers>>;

/** Every state of email addresses and phone numbers in the profile that has a look of its own. */
export const EVERY_IDENTIFIER_STATE: Readonly<Record<string, () => Promise<Mounted>>> = {
  'email addresses and phone numbers with every badge': () => mountIdentifiers(EVERYTHING, SOCIAL),
  'the menu of an email address': () => after(mountIdentifiers(EVERYTHING), ({ menu }) => menu(WORK.id)),
  'the form for a new email address': () => adding(),
  'the form for a new email address with an error': () => adding('ada@'),
  'a typing mistake in a new email address': () => adding('ada@gmial.com'),
  'the code for an email address': () => adding(WORK.value),
  'the code for an email address with an error': () =>
    after(adding(WORK.value), async ({ clerk, send, settled }) => {
      const answer = (clerk.answers['attempt'] = deferred<unknown>());
      await send('code', '111111');
      answer.reject(refusal('form_code_incorrect'));
      await settled();
    }),
  'the link for an email address': () =>
    after(mountIdentifiers(EVERYTHING, { ways: ['email_link'] }), async ({ menu, clerk, settled }) => {
      await menu(WORK.id, 'Complete verification');
      clerk.change(WORK.id, { verification: { status: 'unverified', strategy: 'email_link', matchNumber: '42' } });
      await settled();
    }),
  'the question before an email address is removed': () =>
    after(mountIdentifiers(EVERYTHING), ({ menu }) => menu(ADA.id, 'Remove email')),
  'the form for a new phone number': () => after(mountIdentifiers(), ({ press }) => press('Add phone number')),
};

function adding(typed?: string): Promise<Mounted> {
  return after(mountIdentifiers(), async ({ press, send }) => {
    await press('Add email address');
    if (typed) await send('emailAddress', typed);
  });
}

async function after(mounting: Promise<Mounted>, act: (mounted: Mounted) => Promise<unknown>): Promise<Mounted> {
  const mounted = await mounting;
  await act(mounted);
  return mounted;
}
