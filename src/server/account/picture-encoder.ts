import { availableParallelism } from 'node:os';
import { ApiError } from '../http/errors.ts';

/** Pixels on each side of the largest picture that is stored. */
export const PICTURE_SIDE = 512;
/**
 * Pixels of the largest picture that is decoded: about what the camera of a phone takes. It needs 200 MB for a moment.
 */
const MAX_PIXELS = 50_000_000;
/**
 * Pixels of the largest AVIF or interlaced PNG. They are decoded as a whole, and each pixel takes up to 17 bytes then: a
 * file of 1,400 bytes would need 900 MB.
 */
const MAX_WHOLE_PIXELS = 12_000_000;
/** Pixels of the longer side. A column of 49 million pixels takes the decoder six seconds. */
const MAX_SIDE = 32_767;
const QUALITY = 85;
const DECODE_SECONDS = 10;
/** Uploads that are read or wait at the same time. Each holds its file in memory. */
const MAX_ADMITTED = 16;
/** Those of one user: a slow client keeps a place for as long as it sends, and must not take them all. */
const MAX_OF_ONE = 2;
const BUSY_RETRY_MS = 2_000;

export interface PictureEncoder {
  /**
   * Holds a place for an upload while `work` reads and encodes it.
   *
   * @param userId who uploads
   * @throws {ApiError} 429 when all places are taken, or two by this user, before any work is done
   */
  admit<T>(userId: string, work: (encode: (file: Uint8Array) => Promise<Uint8Array>) => Promise<T>): Promise<T>;
}

/**
 * Creates an encoder of uploaded pictures. What it returns is a new WebP picture, square and at most
 * {@link PICTURE_SIDE} pixels wide, without anything else that the file held: no metadata, no place, no second picture
 * of an animation, and no text that another program could take for a page or a script.
 *
 * Only the formats of {@link formatOf} reach the decoder, by their first bytes. A declared content type counts for
 * nothing.
 *
 * @param atOnce how many pictures are decoded at the same time
 */
export function createPictureEncoder(atOnce = Math.min(2, Math.ceil(availableParallelism() / 2))): PictureEncoder {
  const waiting: (() => void)[] = [];
  /** The user of each place that is taken. */
  const admitted: string[] = [];
  let running = 0;

  const inTurn = async (file: Uint8Array): Promise<Uint8Array> => {
    if (!formatOf(file)) throw wrongType();
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await encode(file);
    } finally {
      const next = waiting.shift();
      // The turn goes to the next in the queue, so that no later caller can take it.
      if (next) next();
      else running--;
    }
  };

  return {
    async admit(userId, work) {
      const isFull = admitted.length >= MAX_ADMITTED;
      if (isFull || admitted.filter((id) => id === userId).length >= MAX_OF_ONE) {
        throw new ApiError('too_many_requests', { retryAfterMs: BUSY_RETRY_MS });
      }
      admitted.push(userId);
      try {
        return await work(inTurn);
      } finally {
        admitted.splice(admitted.indexOf(userId), 1);
      }
    },
  };
}

/**
 * Whether `sharp` is installed, which decodes pictures. It is found and not loaded, because that takes 20 MB and a fifth
 * of a second.
 *
 * @param resolve finds a package, and throws when it is not there. A bundler may have taken the default away: then the
 *   first upload tells
 */
export function canEncodePictures(resolve: ((name: string) => string) | null = import.meta.resolve ?? null): boolean {
  try {
    resolve?.('sharp');
    return true;
  } catch {
    return false;
  }
}

async function encode(file: Uint8Array): Promise<Uint8Array> {
  // Loaded with the first picture: most processes of the command line never see one.
  const { default: sharp } = await import('sharp');
  const open = () => sharp(file, { failOn: 'error', limitInputPixels: MAX_PIXELS });
  const shape = await open()
    .metadata()
    .catch((error: unknown) => {
      throw isPixelLimit(error) ? tooManyPixels() : wrongType();
    });
  // Another decoder than the first bytes promise has taken the file.
  if (!hasDecoder(shape.format, formatOf(file))) throw wrongType();
  const isWhole = shape.format === 'heif' || (shape.format === 'png' && shape.isProgressive);
  const most = isWhole ? MAX_WHOLE_PIXELS : MAX_PIXELS;
  if (shape.width * shape.height > most) throw tooManyPixels(most);
  if (Math.max(shape.width, shape.height) > MAX_SIDE) throw tooManyPixels(MAX_SIDE, 'pixels on a side');
  const side = Math.min(PICTURE_SIDE, shape.width, shape.height);
  return open()
    .timeout({ seconds: DECODE_SECONDS })
    .autoOrient()
    .resize(side, side, { fit: 'cover' })
    .webp({ quality: QUALITY })
    .toBuffer()
    .catch((error: unknown) => {
      throw isPixelLimit(error) ? tooManyPixels() : wrongType();
    });
}

type Format = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif';

/** Returns the format that the first bytes of a file belong to; undefined for any other than the five. */
function formatOf(file: Uint8Array): Format | undefined {
  const head = Buffer.from(file.subarray(0, 32)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (/^GIF8[79]a/.test(head)) return 'gif';
  if (/^RIFF[^]{4}WEBPVP8/.test(head)) return 'webp';
  // The brand, or one of the first compatible ones: some programs name the general container first.
  if (/^[^]{4}ftyp(avi[fs]|mif1[^]{4}([^]{4})*avif)/.test(head)) return 'avif';
  return undefined;
}

function hasDecoder(decoder: string | undefined, format: Format | undefined): boolean {
  return decoder === (format === 'avif' ? 'heif' : format);
}

function isPixelLimit(error: unknown): boolean {
  return error instanceof Error && error.message.includes('pixel limit');
}

function tooManyPixels(most = MAX_PIXELS, unit = 'pixels'): ApiError {
  const longMessage = `The picture has more than ${most.toLocaleString('en')} ${unit}.`;
  return new ApiError('avatar_file_size_exceeded', { param: 'file', longMessage });
}

function wrongType(): ApiError {
  return new ApiError('avatar_file_type_invalid', { param: 'file' });
}
