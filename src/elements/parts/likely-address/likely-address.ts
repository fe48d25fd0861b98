/** Large mail providers, each with the domain that people mistype. The first part of each is a word of its own. */
const MISTYPED = [
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'outlook.com',
  'yahoo.com',
  'icloud.com',
  'protonmail.com',
  'hotmail.co.uk',
  'hotmail.fr',
  'hotmail.de',
  'hotmail.it',
  'hotmail.es',
  'outlook.de',
  'outlook.fr',
  'outlook.es',
  'yahoo.co.uk',
  'yahoo.co.jp',
  'yahoo.co.in',
  'yahoo.com.br',
  'yahoo.fr',
  'yahoo.de',
  'yahoo.it',
  'yahoo.es',
  'yandex.ru',
  't-online.de',
  'wanadoo.fr',
  'laposte.net',
  'comcast.net',
  'verizon.net',
  'sbcglobal.net',
  'bellsouth.net',
  'btinternet.com',
  'rediffmail.com',
];
/** Misspelled top-level domains. None of them exists. */
const ENDINGS: Readonly<Record<string, string>> = {
  com: 'con cmo ocm vom xom cpm clm cim coom comm ccom cmom comn cokm',
  net: 'nte ent nett nwt',
  org: 'ogr rog orgg',
  edu: 'eud deu',
};

/**
 * Returns the address that the user probably meant; undefined where nothing looks wrong. It finds a top-level domain that
 * does not exist, and the domain of a large provider with one typing mistake: a letter too many, too few, another one, or
 * two in the wrong order. The first letter has to be right: mail.com, ymail.com and cloud.com are providers as well.
 *
 * @example likelyAddress('ada@gmial.com') // 'ada@gmail.com'
 */
export function likelyAddress(typed: string): string | undefined {
  const at = typed.lastIndexOf('@') + 1;
  const domain = typed.slice(at).toLowerCase();
  if (at < 2 || MISTYPED.includes(domain)) return undefined;
  const ended = withRightEnding(domain);
  // No provider has addresses at `www`.
  const likely = MISTYPED.find((each) => isMistyped(ended.replace(/^www\./, ''), each)) ?? ended;
  return likely === domain ? undefined : typed.slice(0, at) + likely;
}

function withRightEnding(domain: string): string {
  const dot = domain.lastIndexOf('.') + 1;
  const ending = domain.slice(dot);
  const right = Object.keys(ENDINGS).find((each) => ENDINGS[each]?.split(' ').includes(ending));
  return dot > 1 && right ? domain.slice(0, dot) + right : domain;
}

function isMistyped(typed: string, meant: string): boolean {
  const [name = '', ...ending] = meant.split('.');
  const rest = `.${ending.join('.')}`;
  // `gmail` alone, or a mistake in the ending: `gmail.co`.
  if (rest === '.com') return typed === name || isSlip(typed, meant);
  return typed.endsWith(rest) && isSlip(typed.slice(0, -rest.length), name);
}

/** Returns whether both are the same, but for one typing mistake. */
function isSlip(typed: string, meant: string): boolean {
  let start = 0;
  while (typed[start] !== undefined && typed[start] === meant[start]) start++;
  const [one, other] = [typed.slice(start), meant.slice(start)];
  if (one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2)) return true;
  return start > 0 && (one.slice(1) === other || one === other.slice(1) || one.slice(1) === other.slice(1));
}
