import { EVERY_STEP, type Tag } from '../every-step.ts';
import { cleanUp, equal } from '../support.ts';
import { judge } from './judge.ts';
import { showSettled } from './show-settled.ts';
import { differences, type Reading, readState } from './transcript.ts';
import { page } from './write.ts';

const FORMS: readonly [file: string, tag: Tag, title: string, introduction: string][] = [
  [
    'sign-in',
    'clerk-sign-in',
    'Sign-in, as a screen reader gives it',
    'Every step of `<clerk-sign-in>`, its errors and its waits.',
  ],
  [
    'sign-up',
    'clerk-sign-up',
    'Sign-up, as a screen reader gives it',
    'Every step of `<clerk-sign-up>`, its errors and its waits.',
  ],
];

describe('the transcripts of the forms', () => {
  for (const [file, tag, title, introduction] of FORMS) {
    it(`gives every step as docs/transcripts/${file}.md says, with a name for each control and nothing twice`, async () => {
      const readings: Reading[] = [];
      for (const [name, state] of Object.entries(EVERY_STEP)) {
        if (state.tag !== tag) continue;
        readings.push(await readState(name, () => showSettled(state)));
        cleanUp();
      }
      equal([judge(readings), await differences(file, page(title, introduction, readings))], [[], []]);
    });
  }
});
