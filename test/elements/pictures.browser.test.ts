import { html, render } from 'lit';
import { picture } from '../../src/elements/parts/picture.ts';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal, next, ok } from './support.ts';
import { household, mountAccount } from './user-button/account.ts';

const GONE = `${location.origin}/test/elements/there-is-no-such-picture.png`;
const THERE =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="royalblue" d="M0 0h9v9H0"/></svg>';

describe('pictures from other hosts', () => {
  afterEach(cleanUp);

  it('shows a substitute for a picture that fails, and the picture once its URL works', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    const show = (src: string) => render(html`${picture('picture', src, 'AB')}`, box);
    show(GONE);
    const image = box.querySelector('img') as HTMLImageElement;
    await next(image, 'error');
    equal([box.innerText, image.hidden], ['AB', true]);
    show(THERE);
    await next(image, 'load');
    equal([box.innerText, image.hidden], ['', false]);
  });

  it('requests pictures without a referrer', async () => {
    const clerk = household();
    Object.assign(clerk.user as object, { hasImage: true, imageUrl: GONE });
    const { element } = await mountAccount('clerk-user-button', { clerk });
    for (const image of element.querySelectorAll('img')) equal(image.referrerPolicy, 'no-referrer');
  });

  for (const tag of ['clerk-user-button', 'clerk-user-profile'] as const) {
    it(`shows the initials if the picture of a user fails: ${tag}`, async () => {
      const clerk = household();
      Object.assign(clerk.user as object, { hasImage: true, imageUrl: GONE });
      const { find, element } = await mountAccount(tag, { clerk });
      await failed(element);
      equal(find('.cl-avatarBox').innerText.trim(), 'AB');
    });
  }

  it('shows no broken logo of a provider or brand', async () => {
    const environment = { logo_image_url: GONE, logo_link_url: '/' };
    const { element, find } = await showStep({
      ...(EVERY_STEP['start-many-providers'] as StepState),
      offer: { full: true, wallets: true, display: environment, logo: GONE },
    });
    await failed(element);
    equal(find('.cl-socialButtonsProviderIcon__custom_acme').innerText.trim(), 'A');
    equal(find('.cl-logoBox').innerText.trim(), 'Acme');
  });

  it('shows a substitute for a picture that a Content-Security-Policy forbids', async () => {
    const policy = document.head.appendChild(document.createElement('meta'));
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "img-src 'self'";
    const box = document.body.appendChild(document.createElement('div'));
    render(html`${picture('picture', 'https://pictures.example/ada.png', 'AB')}`, box);
    await next(box.querySelector('img') as HTMLImageElement, 'error');
    equal(box.innerText, 'AB');
  });
});

/** Resolves when every picture of the element has loaded or failed. */
async function failed(element: Element): Promise<void> {
  const images = [...element.querySelectorAll('img')];
  ok(images.length > 0, 'a picture');
  for (const image of images) {
    if (!image.hidden) await next(image, 'error');
    equal(image.getClientRects().length, 0, image.className);
  }
}
