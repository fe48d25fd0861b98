import { directionOf } from '../localization/languages.ts';
import { elementAttribute } from '../protocol/element-attribute.ts';
import { escapeHtml } from '../protocol/escape-html.ts';
import type { HostOptions } from './hosts/host-options.ts';
import type { DrawingHost } from './hosts/server-host.ts';
import { type ElementDraft, renderToString, type Sink } from './render/render-to-string.ts';
import { criticalStyle, type OwnStyle } from './style/critical-style.ts';

/** What is around a screen. */
export interface FrameOptions extends Pick<HostOptions<never>, 'properties'> {
  /** HTML of the children that the page gives the element, written as it is. */
  readonly children?: string | undefined;
  /** May change each element of the screen. */
  readonly sink?: Sink | undefined;
}

/** A custom element as HTML, and the style that it needs until its script is there. */
export interface RenderedForm {
  /** `<clerk-sign-in …>…</clerk-sign-in>`. */
  readonly html: string;
  /** CSS for one `<style>` of the page. */
  readonly style: string;
  /** The sheets that it comes from, for a page with several elements. */
  readonly sheets: readonly string[];
  /** What its appearance adds. */
  readonly ownStyle: OwnStyle | undefined;
}

/** Renders a drawn screen within its element. */
export function renderForm(
  tag: string,
  host: DrawingHost,
  screen: unknown,
  { sink, children = '', properties = {} }: FrameOptions,
): RenderedForm {
  const focus = wantsFocus(host, properties);
  let isFirst = true;
  const onElement = (element: ElementDraft) => {
    if (focus && isFirst && isField(element)) {
      element.attributes.set('autofocus', '');
      isFirst = false;
    }
    sink?.onElement(element);
  };
  const content = renderToString(screen, { onElement });
  const attributes = Object.entries({ ...properties, appearance: host.appearance, localization: host.localization });
  const own = attributes.map(([name, value]) => elementAttribute(name, value)).join('');
  const html = `<${tag}${own}>${children}<div class="${escapeHtml(host.rootClasses)}" data-clerk-ssr${languageOf(host)}>${content}</div></${tag}>`;
  const { sheets, ownStyle } = host;
  return { html, style: criticalStyle(sheets, html, ownStyle && [ownStyle]), sheets, ownStyle };
}

function languageOf({ lang }: DrawingHost): string {
  return lang ? ` lang="${escapeHtml(lang)}" dir="${directionOf(lang)}"` : '';
}

/** Returns whether the page exists for this form, as the element decides it. */
function wantsFocus(host: DrawingHost, properties: Readonly<Record<string, unknown>>): boolean {
  const hasPath = properties['routing'] === 'path' || (!properties['routing'] && !!properties['path']);
  return !!properties['autofocus'] || (hasPath && host.option('autoFocus') !== false);
}

function isField({ tag, attributes }: ElementDraft): boolean {
  return tag === 'input' && !attributes.has('readonly') && !/^(hidden|checkbox)$/.test(attributes.get('type') ?? '');
}
