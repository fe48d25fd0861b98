import { emulateMedia, sendMouse, setViewport } from '@web/test-runner-commands';
import { cleanUp, equal, mount } from '../support.ts';
import { addStyle, tailwind } from './tailwind.ts';

const RED = 'rgb(1, 2, 3)';
const CLASSES = 'bg-[rgb(1,2,3)]';

/** Adds a sheet from another origin, whose rules no script can read. */
async function addForeign(text: string): Promise<HTMLElement> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `data:text/css,${encodeURIComponent(text)}`;
  document.head.prepend(link);
  await new Promise((resolve) => link.addEventListener('load', resolve, { once: true }));
  return link;
}

describe('the layers of a page', () => {
  const styles: HTMLElement[] = [];
  afterEach(async () => {
    cleanUp();
    for (const style of styles.splice(0)) style.remove();
    await emulateMedia({ colorScheme: 'light' });
    await sendMouse({ type: 'move', position: [0, 0] });
    await setViewport({ width: 1280, height: 900 });
  });

  const dressed = (classes: string, into?: Node) =>
    mount('clerk-sign-in', {
      ...(into && { into }),
      properties: { appearance: { elements: { formButtonPrimary: classes } } },
    });
  const background = (element: Element) => {
    const button = element.querySelector('.cl-formButtonPrimary') as HTMLElement;
    button.style.transition = 'none';
    return getComputedStyle(button).backgroundColor;
  };

  it('win when they cannot be read', async () => {
    styles.push(await addForeign(await tailwind('layered', [CLASSES])));
    const { element } = await dressed(CLASSES);
    equal(background(element), RED);
  });

  it('win when they come later than the element', async () => {
    const { element } = await dressed(CLASSES);
    styles.push(addStyle(await tailwind('layered', [CLASSES])));
    equal(background(element), RED);
  });

  it('win where the page names the layer of the elements in its own order, as Clerk describes it', async () => {
    styles.push(addStyle('@layer theme, base, clerk, components, utilities;'));
    styles.push(addStyle(await tailwind('layered', [CLASSES])));
    const { element } = await mount('clerk-sign-in', {
      properties: {
        appearance: {
          cssLayerName: 'clerk',
          elements: { formButtonPrimary: CLASSES, card: { paddingTop: '3px' }, footer: { color: RED } },
        },
      },
    });
    equal(background(element), RED);
    equal(getComputedStyle(element.querySelector('.cl-card') as Element).paddingTop, '3px');
  });

  it('win in a shadow root', async () => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    addStyle(await tailwind('layered', [CLASSES]), root);
    const { element } = await dressed(CLASSES, root);
    equal(background(element), RED);
  });

  it('win when the page calls the layer of its resets otherwise', async () => {
    styles.push(
      addStyle(`@layer reset, app; @layer reset { button { padding: 0 } } @layer app { .mine { background: ${RED} } }`),
    );
    const { element } = await dressed('mine');
    equal(
      [background(element), getComputedStyle(element.querySelector('.mine') as Element).paddingLeft],
      [RED, '16px'],
    );
  });

  it('win with classes of a CSS module and of styled-components, which are in none', async () => {
    styles.push(addStyle(`.sc-a1b2 { background: ${RED} } .button_x1y2:hover { color: red }`));
    const { element } = await dressed('sc-a1b2 button_x1y2');
    equal(background(element), RED);
  });

  it('leave the default look of all other nodes and properties as it is without them', async () => {
    const plain = await mount('clerk-sign-in');
    const look = (element: Element) =>
      [...element.querySelectorAll('.cl-rootBox *')].map((node) => {
        const style = getComputedStyle(node);
        return [...style]
          .filter((name) => !/^(--|transition|background-color$)/.test(name))
          .map((name) => style.getPropertyValue(name))
          .join();
      });
    const before = look(plain.element);
    plain.element.remove();
    styles.push(
      addStyle(
        (await tailwind('layered', [CLASSES])).replace(/@layer theme\{|html,\s*:host \{[^}]*\}/g, (part) =>
          part.startsWith('html') ? '' : part,
        ),
      ),
    );
    const { element } = await dressed(CLASSES);
    (document.activeElement as HTMLElement).blur();
    equal(look(element).filter((text, index) => text !== before[index]).length, 0, 'nodes that differ');
  });

  it('win in every state: hover, focus, dark, narrow and disabled', async () => {
    const classes = [
      // The variant `hover:` says nothing on a machine without a mouse.
      '[&:hover]:bg-[rgb(1,2,3)]',
      'focus-visible:outline-[7px]',
      'dark:text-[rgb(4,5,6)]',
      'max-sm:rounded-[13px]',
      'aria-disabled:opacity-[0.3]',
    ].join(' ');
    styles.push(addStyle(await tailwind('layered', [classes])));
    const { element, find, clerk, settled } = await dressed(classes);
    const button = find('.cl-formButtonPrimary');
    button.style.transition = 'none';
    const { x, y, width, height } = button.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
    equal(background(element), RED, 'hover');
    find('input').focus();
    button.focus();
    equal(getComputedStyle(button).outlineWidth, '7px', 'focus');
    await emulateMedia({ colorScheme: 'dark' });
    equal(getComputedStyle(button).color, 'rgb(4, 5, 6)', 'dark');
    await setViewport({ width: 375, height: 700 });
    equal(getComputedStyle(button).borderRadius, '13px', 'narrow');
    clerk.signIn.set({ pending: 'identify' });
    await settled();
    equal(getComputedStyle(button).opacity, '0.3', 'disabled');
  });
});
