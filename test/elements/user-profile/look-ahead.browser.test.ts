import { cleanUp, equal } from '../support.ts';
import { mountAccount, same } from '../user-button/account.ts';
import { deferred } from '../user-button/account-clerk.ts';
import { withDevices } from './devices-clerk.ts';

/** Shows the first page of the profile, and turns to it with the pointer. */
async function turnedTo(clerk = withDevices()) {
  const mounted = await mountAccount('clerk-user-profile', { clerk });
  const asked = () => clerk.calls.filter(({ name }) => name === 'getSessions').length;
  const idle = async () => {
    await mounted.settled();
    await new Promise((resolve) => requestIdleCallback(resolve));
    await mounted.settled();
  };
  const turn = async () => {
    mounted.find('.cl-userProfile-root').dispatchEvent(new PointerEvent('pointerenter'));
    await idle();
  };
  return { ...mounted, clerk, asked, idle, turn };
}

describe('what the profile asks for ahead', () => {
  afterEach(cleanUp);

  it('has the devices before the page is opened, once the pointer has reached the profile', async () => {
    const { element, asked, turn, button, settled } = await turnedTo();
    equal(asked(), 0);
    await turn();
    equal(asked(), 1);
    const skeletons: number[] = [];
    const observer = new MutationObserver(() => {
      skeletons.push(element.querySelectorAll('.cl-activeDeviceSkeleton').length);
    });
    observer.observe(element, { childList: true, subtree: true });
    button('Security').click();
    await settled();
    observer.disconnect();
    equal(element.querySelectorAll('.cl-activeDeviceListItem').length, 3);
    equal(
      skeletons.every((count) => count === 0),
      true,
    );
    equal(asked(), 1);
  });

  it('requests the devices ahead at most once per profile, and anew when the page is opened again', async () => {
    const { clerk, asked, turn, button, settled } = await turnedTo();
    await turn();
    await turn();
    clerk.set({});
    await settled();
    equal(asked(), 1);
    for (const page of ['Security', 'Profile', 'Security']) {
      button(page).click();
      await settled();
    }
    equal(asked(), 2);
  });

  it('shows no devices that were requested long before', async () => {
    const { clerk, element, asked, turn, button, settled } = await turnedTo();
    await turn();
    const answer = (clerk.answers.getSessions = deferred<unknown>());
    const { now } = Date;
    Date.now = () => now() + 21_000;
    try {
      button('Security').click();
      await settled();
    } finally {
      Date.now = now;
    }
    equal(asked(), 2);
    equal(element.querySelector('.cl-activeDeviceSkeleton')?.ariaBusy, 'true');
    answer.resolve(undefined);
    await settled();
    equal(element.querySelectorAll('.cl-activeDeviceListItem').length, 3);
  });

  it('requests no devices ahead in a hidden tab, nor for a user who saves data', async () => {
    const inTheWay = [
      [document, 'visibilityState', 'hidden'],
      [navigator, 'connection', { saveData: true }],
    ] as const;
    for (const [owner, name, value] of inTheWay) {
      const prototype = Object.getPrototypeOf(owner) as object;
      const holder = Object.hasOwn(Object.getPrototypeOf(prototype) as object, name)
        ? (Object.getPrototypeOf(prototype) as object)
        : prototype;
      const before = Object.getOwnPropertyDescriptor(holder, name);
      Object.defineProperty(holder, name, { configurable: true, get: () => value });
      try {
        const { asked, turn } = await turnedTo();
        await turn();
        equal(asked(), 0);
      } finally {
        if (before) Object.defineProperty(holder, name, before);
        else Reflect.deleteProperty(holder, name);
        cleanUp();
      }
    }
  });

  it('says nothing of a request ahead that failed, and requests the devices when they are shown', async () => {
    const clerk = withDevices();
    const answer = (clerk.answers.getSessions = deferred<unknown>());
    const { element, asked, turn, button, settled } = await turnedTo(clerk);
    await turn();
    answer.reject(new TypeError('no network'));
    await settled();
    clerk.answers.getSessions = undefined;
    button('Security').click();
    await settled();
    equal(asked(), 2);
    same(element.querySelector('[role=alert]'), null);
    equal(element.querySelectorAll('.cl-activeDeviceListItem').length, 3);
  });
});
