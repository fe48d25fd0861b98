type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Nodes that are invisible or drawn by other elements. */
const UNSEEN = '.cl-liveRegion, .cl-usernameField, .cl-otpCodeFieldText, option, select, [hidden], :disabled, [inert]';

/**
 * Finds everything below a node that is hard to read: text with a contrast below 4.5:1, and edges of fields and icons
 * inside controls below 3:1. Measures the painted colors, in whatever notation the styles are written.
 */
export function hardToRead(scope: Element): string[] {
  const found: string[] = [];
  backgrounds.clear();
  opacities.clear();
  for (const each of [scope, ...scope.querySelectorAll('*')]) {
    if (each.closest(UNSEEN) || !isPainted(each)) continue;
    const style = getComputedStyle(each);
    const behind = backgroundOf(each);
    const opacity = opacityOf(each);
    const check = (what: string, color: string, least: number, on = behind): void => {
      const ratio = contrast(over(faded(colorOf(color), opacity), on), on);
      if (ratio < least) found.push(`${nameOf(each)}: ${what} ${ratio.toFixed(2)}:1`);
    };
    if (hasText(each)) check('text', style.webkitTextFillColor || style.color, isLarge(style) ? 3 : 4.5);
    if (each instanceof HTMLInputElement && each.type !== 'checkbox') {
      check(
        'edge',
        style.borderBlockEndColor,
        style.borderBlockEndStyle === 'none' ? 0 : 3,
        backgroundOf(each.parentElement),
      );
      if (!Number.parseFloat(style.borderBlockEndWidth)) found.push(`${nameOf(each)}: no edge`);
    }
    if (each.matches('svg.cl-icon')) check('drawing', style.color, 3);
  }
  return found;
}

/** Results of earlier nodes. Nothing changes during a check, and neighbors share their ancestors. */
const backgrounds = new Map<Element | null, Rgba>();
const opacities = new Map<Element | null, number>();

/** Returns the color behind a node's contents. */
function backgroundOf(element: Element | null): Rgba {
  let background = backgrounds.get(element);
  if (!background) {
    background = element ? paintedBehind(element) : colorOf(pageColor());
    backgrounds.set(element, background);
  }
  return background;
}

function paintedBehind(element: Element): Rgba {
  const own = faded(colorOf(getComputedStyle(element).backgroundColor), opacityOf(element));
  return own[3] === 1 ? own : over(own, backgroundOf(element.parentElement));
}

/** Returns the color that the browser paints behind the page: a system color that follows the color scheme. */
function pageColor(): string {
  const probe = document.documentElement.appendChild(document.createElement('i'));
  probe.style.cssText = 'all: initial; color-scheme: inherit; background: Canvas';
  const color = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return color;
}

function opacityOf(element: Element | null): number {
  if (!element) return 1;
  const opacity =
    opacities.get(element) ?? Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement);
  opacities.set(element, opacity);
  return opacity;
}

function faded([red, green, blue, alpha]: Rgba, opacity: number): Rgba {
  return [red, green, blue, alpha * opacity];
}

function over(top: Rgba, below: Rgba): Rgba {
  const mix = (a: number, b: number): number => a * top[3] + b * (1 - top[3]);
  return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1];
}

function contrast(one: Rgba, other: Rgba): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgba): number {
  const linear = (byte: number): number => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

const known = new Map<string, Rgba>();
let canvas: CanvasRenderingContext2D | null | undefined;

/** Returns the bytes that the browser paints for a color in any notation. */
function colorOf(text: string): Rgba {
  let color = known.get(text);
  if (!color) {
    canvas ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!canvas) throw new Error('No canvas.');
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    color = [red, green, blue, alpha / 255];
    known.set(text, color);
  }
  return color;
}

function isPainted(element: Element): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0
  );
}

function hasText(element: Element): boolean {
  if (element instanceof HTMLInputElement) return element.type !== 'checkbox' && element.value !== '';
  return [...element.childNodes].some((node) => node instanceof Text && node.data.trim());
}

function isLarge({ fontSize, fontWeight }: CSSStyleDeclaration): boolean {
  const size = Number.parseFloat(fontSize);
  return size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
}

function nameOf(element: Element): string {
  return `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} "${element.textContent?.trim().slice(0, 30)}"`;
}
