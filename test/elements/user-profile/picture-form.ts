import { ok } from '../support.ts';
import { type MountedAccount, mountAccount } from '../user-button/account.ts';
import { AccountClerk, type accountEnvironment, person } from '../user-button/account-clerk.ts';

type Change = Parameters<typeof accountEnvironment>[0];

/** Shows the profile of a user with a picture. @param imageUrl picture of the user; empty = none */
export async function pictureProfile(imageUrl = '', change: Change = {}) {
  const also = { imageUrl, hasImage: imageUrl !== '' };
  const clerk: AccountClerk = new AccountClerk([person({ firstName: 'Ada', also }, () => clerk)], change);
  return mountAccount('clerk-user-profile', { clerk });
}

/** Opens the form of the picture, and chooses a file. @param imageUrl picture of the user; empty = none */
export async function pictureForm(imageUrl = '', file?: File, change: Change = {}) {
  const shown = await pictureProfile(imageUrl, change);
  shown.find('[data-opens=picture]').click();
  await appears(shown.element, 'input[type=file]');
  await shown.settled();
  if (file) await choose(shown, file);
  return shown;
}

/** Chooses a file in the form, and waits until it is drawn or refused. */
export async function choose({ element, find, settled }: MountedAccount<HTMLElement>, file: File): Promise<void> {
  const files = new DataTransfer();
  files.items.add(file);
  const input = find<HTMLInputElement>('input[type=file]');
  const shown = appears(element, '.cl-actionCard :is([role=alert], canvas)');
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
  await shown;
  await settled();
}

/** Resolves as soon as a node is there. */
export function appears(element: Element, selector: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!element.querySelector(selector)) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(element, { subtree: true, childList: true, attributes: true });
    look();
  });
}

/** Returns a picture whose left half is red and whose right half is blue. */
export async function drawnFile(width = 400, height = 200): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  ok(context, 'a context');
  context.fillStyle = '#f00';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#00f';
  context.fillRect(width / 2, 0, width / 2, height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve);
  });
  ok(blob, 'a picture');
  return new File([blob], 'me.png', { type: 'image/png' });
}
