import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { listen } from '../../../src/server/serve/listen.ts';
import { drawPicture, uploadPicture } from '../../support/pictures.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';
import { assertCpuBelow } from '../../support/cpu-time.ts';

const PATH = '/v1/me/profile_image';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
const HTML = '<!doctype html><script>alert(1)</script>';

/** Builds a PNG of one colour that claims and inflates to the given size. */
function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height), { level: 9 });
  const chunks = [chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

describe('uploads', () => {
  let instance: TestInstance;
  let browser: TestBrowser;
  const open = async (options: TestInstanceOptions = {}): Promise<void> => {
    instance = await getTestInstance(options);
    browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
  };
  afterEach(() => instance.close());

  const refused = async (answer: Answer, code: string, status: number): Promise<void> => {
    assert.deepEqual([answer.status, answer.code, answer.param], [status, code, 'file']);
    const { response } = await browser.get('/v1/me');
    assert.equal(response.has_image, false);
  };
  /** Returns the bytes that are served of the last upload. */
  const served = async ({ response }: Answer): Promise<Buffer> => {
    const answer = await instance.fetch(new Request(response.public_url));
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/webp']);
    return Buffer.from(await answer.arrayBuffer());
  };

  it('an upload of SVG, HTML, PDF, TIFF or text is refused, whatever type it claims', async () => {
    await open();
    const tiff = await drawPicture().tiff().toBuffer();
    for (const file of [SVG, `<?xml version="1.0"?>${SVG}`, HTML, '%PDF-1.7', 'GIF', 'hello', '\0'.repeat(99), tiff]) {
      for (const type of ['image/png', 'image/svg+xml', 'text/html', '']) {
        const bytes = typeof file === 'string' ? Buffer.from(file, 'latin1') : file;
        const answer = await uploadPicture(browser, bytes, { type, name: '../../me.svg' });
        await refused(answer, 'avatar_file_type_invalid', 422);
        instance.clock.advance(3_600_000);
      }
    }
  });

  it('an upload that is a picture and a page at once is served as the picture alone', async () => {
    await open();
    const png = await drawPicture()
      .png()
      .withExif({ IFD0: { Copyright: HTML } })
      .toBuffer();
    const gif = await drawPicture().gif().toBuffer();
    for (const file of [
      Buffer.concat([png, Buffer.from(HTML + SVG)]),
      Buffer.concat([gif, Buffer.from(`/*${HTML}*/`)]),
    ]) {
      const answer = await uploadPicture(browser, file, { type: 'text/html', name: 'me.html' });
      assert.equal(answer.status, 200);
      const bytes = await served(answer);
      assert.ok(!bytes.toString('latin1').includes('script'));
      assert.equal((await sharp(bytes).metadata()).format, 'webp');
    }
  });

  it('an upload with a lying content type is read by its bytes', async () => {
    await open();
    const answer = await uploadPicture(browser, await drawPicture().png().toBuffer(), {
      type: 'image/svg+xml',
      name: 'a.svg',
    });
    assert.equal((await sharp(await served(answer)).metadata()).format, 'webp');
  });

  it('an upload that would decode to too many pixels is refused before it is decoded', async () => {
    await open();
    const bomb = pngBomb(30_000, 30_000);
    assert.ok(bomb.length < 200_000, `${bomb.length} bytes`);
    await refused(await uploadPicture(browser, bomb), 'avatar_file_size_exceeded', 413);
    await assertCpuBelow(1_000, () => uploadPicture(browser, bomb), 'the upload');
  });

  it('an upload in a format that is decoded as a whole may have fewer pixels, and no side is very long', async () => {
    await open({ limits: { pictures: { max: 99, windowMs: 1_000 } } });
    const plain = (side: number) => sharp({ create: { width: side, height: side, channels: 3, background: 'red' } });
    const avif = await plain(3_600).avif({ effort: 0 }).toBuffer();
    assert.ok(avif.length < 10_000, `${avif.length} bytes`);
    const interlaced = await plain(3_600).png({ progressive: true }).toBuffer();
    for (const picture of [avif, interlaced, pngBomb(1, 40_000_000), pngBomb(40_000_000, 1)]) {
      await refused(await uploadPicture(browser, picture), 'avatar_file_size_exceeded', 413);
      await assertCpuBelow(1_000, () => uploadPicture(browser, picture), 'the upload');
    }
    assert.equal((await uploadPicture(browser, await plain(3_600).png().toBuffer())).status, 200);
  });

  it('an upload of 50 MB is refused after the allowed part of it was read, with or without an announced length', async () => {
    await open();
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        if (sent > 50_000_000) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    const headers = { 'content-type': 'application/octet-stream', cookie: cookiesOf(browser) };
    const request = { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit;
    const answer = await browser.fetch(PATH, request);
    const { errors } = (await answer.json()) as { errors: { code: string }[] };
    assert.deepEqual([answer.status, errors[0]?.code], [413, 'avatar_file_size_exceeded']);
    assert.ok(sent < 14_000_000, `${sent} bytes were read`);
    const announced = await browser.send(PATH, {
      method: 'POST',
      headers: { ...headers, 'content-length': '50000000' },
      body: 'a',
    });
    await refused(announced, 'avatar_file_size_exceeded', 413);
  });

  it('a browser that uploads 50 MB over the network is told that it is too much', async () => {
    await open();
    const listener = await listen({ host: '127.0.0.1', port: 0, fetch: (request) => instance.fetch(request) });
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(50_000_000)]), 'me.png');
    const headers = { cookie: cookiesOf(browser), origin: 'https://app.example.com' };
    const answer = await fetch(`http://127.0.0.1:${listener.port}${PATH}`, { method: 'POST', body, headers });
    assert.equal(answer.status, 413);
    await answer.text();
    await listener.close(0);
  });

  it('a setting says how large an upload may be', async () => {
    await open({ config: { pictureMaxMegabytes: 1 } });
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const picture = sharp({ create: { width: 800, height: 800, channels: 3, background: '#000', noise } });
    const file = await picture.png({ compressionLevel: 0 }).toBuffer();
    assert.ok(file.length > 1_000_000);
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await browser.send(PATH, { method: 'POST', headers, body: file.toString('base64') });
    await refused(answer, 'avatar_file_size_exceeded', 413);
    assert.equal((await uploadPicture(browser, await picture.jpeg().toBuffer())).status, 200);
  });

  it('an upload that is empty, cut off or not there is refused', async () => {
    await open();
    await refused(await uploadPicture(browser, new Uint8Array()), 'form_param_nil', 422);
    for (const format of ['png', 'jpeg', 'webp', 'avif'] as const) {
      const whole = await drawPicture(400, 400).toFormat(format).toBuffer();
      for (const part of [0.1, 0.6]) {
        const answer = await uploadPicture(browser, whole.subarray(0, whole.length * part));
        await refused(answer, 'avatar_file_type_invalid', 422);
      }
    }
    const other = new FormData();
    other.append('picture', new Blob([await drawPicture().png().toBuffer()]), 'me.png');
    await refused(await browser.send(PATH, { method: 'POST', body: other }), 'form_param_missing', 422);
  });

  it('a malformed upload is answered 4xx', async () => {
    await open();
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    const part = 'Content-Disposition: form-data; name="file"; filename="a"';
    for (const [headers, body] of [
      [multipart, ''],
      [multipart, '--x'],
      [multipart, '--x\r\n'],
      [multipart, `--x\r\n${part}\r\n\r\nabc`],
      [multipart, `--x\r\n${'a'.repeat(9_999)}\r\n\r\nabc\r\n--x--`],
      [multipart, `--x\r\nName: a\r\n\r\n\r\n`.repeat(9_999)],
      [{ 'content-type': 'multipart/form-data' }, `--undefined\r\n${part}\r\n\r\nabc\r\n--undefined--`],
      [{ 'content-type': 'application/octet-stream' }, ''],
      [{ 'content-type': 'application/octet-stream' }, '='.repeat(1_000_000)],
      [{ 'content-type': 'image/png' }, 'abc'],
      [{ 'content-type': 'application/x-www-form-urlencoded' }, 'file=abc'],
    ] as const) {
      const { status } = await browser.send(PATH, { method: 'POST', headers, body });
      assert.ok(status >= 400 && status < 500, `${status} ${body.slice(0, 80)}`);
      instance.clock.advance(3_600_000);
    }
    assert.ok(!instance.log.some((line) => line.includes('A request failed.')));
  });

  it('an upload may have any boundary', async () => {
    await open();
    const picture = await drawPicture().png().toBuffer();
    for (const boundary of ['x', '"a quoted one"', 'which-is-undefined']) {
      const mark = boundary.replaceAll('"', '');
      const head = `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`;
      const body = new Blob([head, picture, `\r\n--${mark}--\r\n`]);
      const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      const { status } = await browser.send(PATH, { method: 'POST', headers, body });
      assert.equal(status, 200, boundary);
    }
  });

  it('of an animated picture only the first frame is kept', async () => {
    await open();
    const frames = await Promise.all(['red', 'blue'].map((background) => frame(background)));
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer();
    assert.equal((await sharp(gif, { animated: true }).metadata()).pages, 2);
    const bytes = await served(await uploadPicture(browser, gif));
    assert.equal((await sharp(bytes, { animated: true }).metadata()).pages ?? 1, 1);
    const { dominant } = await sharp(bytes).stats();
    assert.ok(dominant.r > 200 && dominant.b < 60);
  });

  it('a picture keeps nothing of where, when and with what it was taken', async () => {
    await open();
    const file = await drawPicture()
      .withExif({
        IFD0: { Make: 'Acme', Artist: 'Ada Berg' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>secret</a></x:xmpmeta>')
      .jpeg()
      .toBuffer();
    assert.ok((await sharp(file).metadata()).exif);
    const bytes = await served(await uploadPicture(browser, file));
    const { exif, xmp, iptc, icc } = await sharp(bytes).metadata();
    assert.deepEqual([exif, xmp, iptc, icc], [undefined, undefined, undefined, undefined]);
    for (const word of ['Acme', 'Ada', 'secret', 'Exif']) assert.ok(!bytes.toString('latin1').includes(word), word);
  });

  it('a picture that a camera marked as turned is stored upright', async () => {
    await open();
    // Orientation 6: turned by a quarter to the left. Upright, the red half is on top.
    const file = await drawPicture(40, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const bytes = await served(await uploadPicture(browser, file));
    const colourFrom = async (top: number) => {
      const part = await sharp(bytes).extract({ left: 0, top, width: 40, height: 16 }).png().toBuffer();
      return (await sharp(part).stats()).dominant;
    };
    assert.ok((await colourFrom(0)).r > 200);
    assert.ok((await colourFrom(24)).b > 200);
  });

  it('an upload without a session is refused before its body is read', async () => {
    await open();
    let isRead = false;
    const body = new ReadableStream({ pull: () => void (isRead = true) }, { highWaterMark: 0 });
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await instance
      .browser()
      .fetch(PATH, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    assert.deepEqual([answer.status, isRead], [401, false]);
  });

  it('an upload from a page of another site is refused before its body is read', async () => {
    await open();
    for (const origin of ['https://evil.example', 'null', 'https://app.example.com.evil.example']) {
      for (const type of ['multipart/form-data; boundary=x', 'application/octet-stream']) {
        let isRead = false;
        const body = new ReadableStream({ pull: () => void (isRead = true) }, { highWaterMark: 0 });
        const headers = { 'content-type': type, cookie: cookiesOf(browser), origin };
        const request = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
        const answer = await instance.fetch(new Request(`https://clerk.example.com${PATH}`, request));
        assert.deepEqual(
          [answer.status, isRead, answer.headers.get('access-control-allow-origin')],
          [400, false, null],
        );
      }
    }
    assert.equal((await browser.get('/v1/me')).response.has_image, false);
  });

  it('a user uploads a bounded number of pictures in an hour', async () => {
    await open({ limits: { pictures: { max: 2, windowMs: 3_600_000 } } });
    const file = await drawPicture().png().toBuffer();
    const answers: Answer[] = [];
    for (let i = 0; i < 3; i++) answers.push(await uploadPicture(browser, file));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 429],
    );
    assert.ok(Number(answers.at(-1)?.headers.get('retry-after')) > 0);
  });

  it('the address of a picture cannot be guessed, and no other text reaches the database', async () => {
    await open();
    for (const name of ['img_1.webp', "img_' or 1=1.webp", 'img_1', '.webp', `${'a'.repeat(99)}.webp`, '%00.webp']) {
      const answer = await instance.fetch(new Request(`https://clerk.example.com/v1/profile_images/${name}`));
      assert.equal(answer.status, 404, name);
    }
  });
});

function frame(background: string): Promise<Buffer> {
  return sharp({ create: { width: 20, height: 20, channels: 3, background } })
    .png()
    .toBuffer();
}

function cookiesOf(browser: TestBrowser): string {
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
