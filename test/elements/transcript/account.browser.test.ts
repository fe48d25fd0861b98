import { cleanUpDialogs, settle } from '../user-button/settle.ts';
import { equal } from '../support.ts';
import { EVERY_ACCOUNT_STATE } from '../user-profile/every-account-state.ts';
import { REVERIFICATION_STATES } from '../user-profile/reverification-states.ts';
import { judge } from './judge.ts';
import { differences, type Reading, readState } from './transcript.ts';
import { page, pageOfParts } from './write.ts';

const STATES = Object.entries({ ...EVERY_ACCOUNT_STATE, ...REVERIFICATION_STATES });
const isOfButton = (name: string) =>
  /^the( open| closed)? (menu( of a single| with| while| after|$)|user b)/.test(name);
const isNote = (name: string) => /^the (offer|note)/.test(name);

describe('the transcripts of the account', () => {
  it('gives the user button and the notes as docs/transcripts/user-button.md says, nothing twice', async () => {
    const readings = await read((name) => isOfButton(name) || isNote(name));
    const text = page(
      'The user button, as a screen reader gives it',
      'The button, its menu, and the notes at the edge of a page.',
      readings,
    );
    equal([judge(readings), await differences('user-button', text)], [[], []]);
  });

  it('gives the profile as docs/transcripts/profile.md says, nothing twice', async () => {
    const readings = await read((name) => !isOfButton(name) && !isNote(name));
    const text = pageOfParts(
      'The profile, as a screen reader gives it',
      'Every page, form, question and wait of `<clerk-user-profile>`, and the dialogs.',
      readings,
    );
    equal([judge(readings), await differences('profile', text)], [[], []]);
  });
});

async function read(is: (name: string) => boolean): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const [name, show] of STATES) {
    if (!is(name)) continue;
    const reach = async () => settle((await show()).element);
    readings.push(await readState(name, reach));
    await cleanUpDialogs();
  }
  return readings;
}
