import { devtools } from './devtools.ts';
import { EVERY_STEP } from './every-step.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal } from './support.ts';
import { cleanUpDialogs, settle } from './user-button/settle.ts';
import { EVERY_ACCOUNT_STATE } from './user-profile/every-account-state.ts';
import { REVERIFICATION_STATES } from './user-profile/reverification-states.ts';

/** Shows every state, one after the other, and returns what is found in them. */
async function inEveryState(find: (element: Element) => string[]): Promise<string[]> {
  const found: string[] = [];
  const look = (name: string, element: Element) => {
    for (const each of new Set(find(element))) found.push(`${name}: ${each}`);
  };
  for (const [name, state] of Object.entries(EVERY_STEP)) {
    look(name, (await showStep(state)).element);
    cleanUp();
  }
  for (const [name, show] of Object.entries({ ...EVERY_ACCOUNT_STATE, ...REVERIFICATION_STATES })) {
    const { element } = await show();
    await settle(element);
    look(name, element);
    await cleanUpDialogs();
  }
  return found;
}

const emulate = (...features: { name: string; value: string }[]) =>
  devtools({ method: 'Emulation.setEmulatedMedia', params: { features } });

const isSeen = (element: Element) =>
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.closest('[inert], .cl-liveRegion, .cl-usernameField, [hidden]');
const nameOf = (element: Element) => `${element.localName}.${[...element.classList].join('.')}`;

/** What shows that something goes on. */
const PROGRESS = '.cl-spinner, .cl-skeleton';
/** Controls of fewer than 44 px in one direction: a disclosure, links as wide as their word, and a button that its row may shrink. */
const SMALLER = '.cl-optional > summary, .cl-footerPagesLink, .cl-identityPreviewEditButton';
/** What covers its own button while it is open. */
const COVERED = '[aria-expanded=true]';

describe('motion, touch and paste', () => {
  afterEach(async () => {
    await emulate();
    await devtools({ method: 'Emulation.setTouchEmulationEnabled', params: { enabled: false } });
    cleanUp();
  });

  it('moves nothing for people who asked for less motion, but for what shows progress', async () => {
    await emulate({ name: 'prefers-reduced-motion', value: 'reduce' });
    const found = await inEveryState((element) =>
      [element, ...element.querySelectorAll('*')].flatMap((each) =>
        ['', '::before', '::after'].flatMap((pseudo) => {
          const { transitionDuration, transitionProperty, animationName, animationDuration } = getComputedStyle(
            each,
            pseudo,
          );
          const moves = transitionProperty !== 'none' && longest(transitionDuration) > 0.017;
          const plays = animationName !== 'none' && longest(animationDuration) > 0.017 && !each.matches(PROGRESS);
          return [
            ...(moves ? [`${nameOf(each)}${pseudo} changes ${transitionProperty} in ${transitionDuration}`] : []),
            ...(plays ? [`${nameOf(each)}${pseudo} plays ${animationName} for ${animationDuration}`] : []),
          ];
        }),
      ),
    );
    equal(found, []);
  });

  it('gives each control 44 px for a finger', async () => {
    await devtools({ method: 'Emulation.setTouchEmulationEnabled', params: { enabled: true, maxTouchPoints: 1 } });
    equal(matchMedia('(pointer: coarse)').matches, true, 'a coarse pointer');
    const found = await inEveryState((element) =>
      controlsOf(element).flatMap((control) => {
        if (control.matches(COVERED)) return [];
        const [width, height] = reach(control);
        const least = control.matches(SMALLER) ? 24 : 43.5;
        return width >= least && height >= least ? [] : [`${nameOf(control)} ${width} x ${height}`];
      }),
    );
    equal(found, []);
  });

  it('takes pasted text in every field', async () => {
    const found = await inEveryState((element) =>
      [
        ...element.querySelectorAll<HTMLInputElement>(
          'input:not([type=checkbox], [type=file], [type=range], [readonly])',
        ),
      ]
        .filter(isSeen)
        .flatMap((input) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text', '1');
          const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
          const isTaken = input.dispatchEvent(paste) || input.value.includes('1');
          return isTaken ? [] : [nameOf(input)];
        }),
    );
    equal(found, []);
  });
});

function longest(durations: string): number {
  return Math.max(...durations.split(',').map(Number.parseFloat));
}

function controlsOf(element: Element): HTMLElement[] {
  const all = [...element.querySelectorAll<HTMLElement>('a, button, input, select, summary, [tabindex="0"]')];
  return all.filter((control) => isSeen(control) && !isInSentence(control));
}

/** Whether a control is a link in a line of text, whose height follows that of the line. */
function isInSentence(control: HTMLElement): boolean {
  return getComputedStyle(control).display === 'inline' && control.parentElement?.innerText !== control.innerText;
}

/** Returns the width and the height of what takes a press for a control, around its middle. */
function reach(control: HTMLElement): [width: number, height: number] {
  control.scrollIntoView({ block: 'center', inline: 'center' });
  const { left, top, width, height } = control.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const along = (dx: number, dy: number) => {
    let at = 0;
    while (at < 22 && isOf(control, document.elementFromPoint(x + dx * (at + 0.5), y + dy * (at + 0.5)))) at++;
    return at;
  };
  return [Math.max(width, along(1, 0) + along(-1, 0)), Math.max(height, along(0, 1) + along(0, -1))];
}

function isOf(control: HTMLElement, hit: Element | null): boolean {
  if (!hit) return false;
  const labels = 'labels' in control ? [...((control as HTMLInputElement).labels ?? [])] : [];
  return [control, ...labels].some((each) => each.contains(hit));
}
