import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { appears, choose, drawnFile, pictureForm, pictureProfile } from './picture-form.ts';

/** Returns red and blue of a picture at a point, in parts of its sides. */
async function colourOf(blob: Blob, x: number, y: number): Promise<[red: number, blue: number]> {
  const picture = await createImageBitmap(blob);
  const { width, height } = picture;
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
  ok(context, 'a context');
  context.drawImage(picture, 0, 0);
  const [red = 0, , blue = 0] = context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data;
  return [red, blue];
}

describe('the form of the picture', () => {
  afterEach(cleanUp);

  it('the form of the picture sends a square of at most 512 pixels, not the file', async () => {
    const { clerk, element, button } = await pictureForm('', await drawnFile(2400, 1200));
    button('Save').click();
    await appears(element, '[data-opens=picture]');
    const [{ name, args } = { name: '', args: [] }] = clerk.changes;
    const blob = args[0] as Blob;
    equal([name, blob.type], ['setProfileImage', 'image/webp']);
    const { width, height } = await createImageBitmap(blob);
    equal([width, height], [512, 512]);
    ok((await colourOf(blob, 0.2, 0.5))[0] > 200, 'red on the left');
    ok((await colourOf(blob, 0.8, 0.5))[1] > 200, 'blue on the right');
  });

  it('the form of the picture makes a small picture no larger, and offers no zoom for it', async () => {
    const { clerk, element, button, find } = await pictureForm('', await drawnFile(60, 40));
    ok(find('.cl-pictureZoom').hidden, 'no slider');
    button('Save').click();
    await appears(element, '[data-opens=picture]');
    const { width } = await createImageBitmap(clerk.changes[0]?.args[0] as Blob);
    equal(width, 40);
  });

  it('the form of the picture shows that it is saving, and keeps the picture when the server refuses it', async () => {
    const shown = await pictureForm('', await drawnFile());
    const { clerk, element, button, find, settled } = shown;
    const answer = (clerk.answers.setProfileImage = deferred<unknown>());
    button('Save').click();
    await settled();
    equal(find('.cl-formButtonPrimary').getAttribute('aria-busy'), 'true');
    answer.reject(refusal('avatar_file_size_exceeded', 'file'));
    await appears(element, '.cl-actionCard [role=alert]');
    equal(
      find('.cl-actionCard [role=alert]').innerText,
      'This picture is too large. Choose one of up to 10 MB and 50 megapixels.',
    );
    ok(find('canvas'), 'the picture');
    await choose(shown, new File(['no picture'], 'me.png', { type: 'image/png' }));
    ok(find('canvas'), 'the picture');
  });

  it('the form of the picture works where the browser does not let pages read a canvas', async () => {
    const read = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = (_x, _y, width, height) => new ImageData(width, height);
    try {
      const file = await drawnFile();
      const { clerk, element, button } = await pictureForm('', file);
      button('Save').click();
      await appears(element, '[data-opens=picture]');
      ok(clerk.changes[0]?.args[0] === file, 'the file itself');
    } finally {
      CanvasRenderingContext2D.prototype.getImageData = read;
    }
  });

  it('the form of the picture returns the focus to its button and announces what was done', async () => {
    const { button, find, settled } = await pictureForm('data:,');
    button('Remove').click();
    await settled();
    equal(find('.cl-liveRegion').textContent, 'Your profile picture is removed.');
    same(document.activeElement, find('[data-opens=picture]'));
  });

  it('a file that misses the form of the picture does not replace the page, as long as the form is open', async () => {
    const { button, settled } = await pictureForm();
    const drop = (): boolean => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['a'], 'me.png'));
      return document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    };
    equal(drop(), false);
    button('Cancel').click();
    await settled();
    equal(drop(), true);
  });

  it('the form of the picture offers no removal of initials or of a picture of Gravatar', async () => {
    for (const imageUrl of ['', 'https://gravatar.com/avatar/0', '/v1/avatar_placeholder/1-QQ.svg']) {
      const { element } = await pictureForm(imageUrl);
      same(element.querySelector('.cl-avatarImageActionsRemove'), null);
      cleanUp();
    }
  });

  it('where the server takes no pictures, the profile offers no upload, and the removal of a picture of before', async () => {
    const noUploads = { actions: { upload_picture: false } };
    const without = await pictureProfile('', noUploads);
    same(without.element.querySelector('[data-opens=picture]'), null);
    cleanUp();
    const { button, clerk, element, find, settled } = await pictureForm('data:,', undefined, noUploads);
    same(element.querySelector('.cl-avatarImageActionsUpload'), null);
    same(element.querySelector('.cl-fileDropAreaHint'), null);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['a'], 'me.png'));
    const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
    find('.cl-fileDropAreaOuterBox').dispatchEvent(over);
    equal(dataTransfer.dropEffect, 'none');
    button('Remove').click();
    await settled();
    same(element.querySelector('.cl-actionCard'), null);
    equal(clerk.changes[0]?.name, 'setProfileImage');
  });
});
