/** The characters of GSM 03.38 that take one place of seven bits, and those that take two. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€\f');

export interface SmsLength {
  /** `GSM-7`, or `UCS-2` as soon as one character needs it: then fewer characters fit. */
  encoding: 'GSM-7' | 'UCS-2';
  /** Places that the text takes. */
  units: number;
  /** Messages that the network sends and charges for. */
  segments: number;
}

/** Measures a text message. One of several segments has a header in each, so less text. */
export function smsLength(text: string): SmsLength {
  let places: number | undefined = 0;
  for (const character of text) {
    if (BASIC.has(character)) places++;
    else if (EXTENDED.has(character)) places += 2;
    else {
      places = undefined;
      break;
    }
  }
  if (places !== undefined) return { encoding: 'GSM-7', units: places, segments: segmentsOf(places, 160, 153) };
  return { encoding: 'UCS-2', units: text.length, segments: segmentsOf(text.length, 70, 67) };
}

function segmentsOf(units: number, alone: number, each: number): number {
  return units <= alone ? 1 : Math.ceil(units / each);
}
