import { EVERY_STEP } from './every-step.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';
import { cleanUpDialogs, settle } from './user-button/settle.ts';
import { EVERY_ACCOUNT_STATE } from './user-profile/every-account-state.ts';

/** Sections of docs/elements.md by their heading. The page is written from the sources. */
const sections = new Map(
  (await (await fetch('/docs/elements.md')).text()).split('\n## ').map((section): [string, string] => {
    const [title = ''] = section.split('\n', 1);
    return [title.replaceAll('`', ''), section];
  }),
);

/** Classes whose name is made of a value: the card of a flow, the scope of an appearance, nodes of the page. */
const MADE = /^cl-(\w+-\w+|modal\d+|styled|mount)$/;

/** Returns the classes that are drawn in an element, as far as its section does not have them. */
function undocumented(element: Element): string[] {
  const { localName } =
    element.closest(
      'clerk-sign-in, clerk-sign-up, clerk-user-button, clerk-user-profile, clerk-passkey-offer, clerk-acting-note',
    ) ?? {};
  // The dialogs belong to the profile, which opens them.
  const section = `${sections.get(`<${localName ?? 'clerk-user-profile'}>`)}${sections.get('Classes')}`;
  return [...element.classList]
    .filter((name) => name.startsWith('cl-') && !MADE.test(name))
    .map((name) => name.replace(/__.*/, ''))
    .filter((name) => !section.includes(`\`${name}\``) && !section.includes(`\`${name.slice(3)}\``))
    .map((name) => `${localName}: ${name}`);
}

function undocumentedOnThePage(): string[] {
  const nodes = [...document.querySelectorAll('.cl-rootBox, .cl-rootBox *')];
  ok(nodes.length > 0, 'something is drawn');
  return [...new Set(nodes.flatMap(undocumented))];
}

describe('the classes in docs/elements.md', () => {
  it('docs/elements.md has every class of every step of the sign-in and the sign-up', async () => {
    for (const [name, state] of Object.entries(EVERY_STEP)) {
      await showStep(state);
      equal(undocumentedOnThePage(), [], name);
      cleanUp();
    }
  });

  it('docs/elements.md has every class of every state of the menu, the profile and the dialogs', async () => {
    for (const [name, show] of Object.entries(EVERY_ACCOUNT_STATE)) {
      const { element } = await show();
      await settle(element);
      equal(undocumentedOnThePage(), [], name);
      await cleanUpDialogs();
    }
  });
});
