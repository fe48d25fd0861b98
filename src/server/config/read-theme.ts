import { isContained } from '../../protocol/contained-css.ts';
import type { SettingReader } from './setting-reader.ts';
import type { SettingPath } from './setting-table.ts';
import type { InstanceTheme } from './config.ts';

const COLOR = /^(#[\da-f]{3,4}|#[\da-f]{6}|#[\da-f]{8}|[a-z]+|[a-z-]+\([^]+\))$/i;
const LENGTHS = /^([\d.]+[a-z%]*|[a-z]+|[a-z-]+\([^]+\))( ([\d.]+[a-z%]*|[a-z-]+\([^]+\)))*$/i;
const WEIGHT = /^([1-9]\d{0,3}|normal|bold|lighter|bolder|var\([^]+\))$/;
const ANY = /./;

/** What each value of the theme may be: the pattern, and an example for the cure. */
const FORMS = {
  'general.color': [COLOR, '#4455ee'],
  'general.backgroundColor': [COLOR, '#ffffff'],
  'general.fontColor': [COLOR, '#111111'],
  'general.fontFamily': [ANY, 'Inter, sans-serif'],
  'general.labelFontWeight': [WEIGHT, '600'],
  'general.padding': [LENGTHS, '2em'],
  'general.borderRadius': [LENGTHS, '0.5em'],
  'general.boxShadow': [ANY, '0 2px 8px rgb(0 0 0 / 0.2)'],
  'buttons.fontColor': [COLOR, '#ffffff'],
  'buttons.fontFamily': [ANY, 'Inter, sans-serif'],
  'buttons.fontWeight': [WEIGHT, '600'],
} as const;

/** Characters that would begin a rule or weigh a declaration, and ways to load something from elsewhere. */
const FOREIGN = /[;{}<>\\@!]|\/\*|url\(|image\(|expression\(/i;

/**
 * Reads the `branding.theme.…` settings. Each is one CSS value that neither ends its declaration nor loads anything. Whether
 * it is a value of the property, the browser decides.
 *
 * @returns the values that are given; null when there is none
 */
export function readTheme(reader: SettingReader): InstanceTheme | null {
  const theme: { general: Record<string, string>; buttons: Record<string, string> } = { general: {}, buttons: {} };
  for (const [name, [form, example]] of Object.entries(FORMS)) {
    const path = `branding.theme.${name}` as SettingPath;
    const given = reader.value(path);
    const text = typeof given === 'number' ? String(given) : reader.text(path, 200);
    if (text === undefined) continue;
    const [group, key] = name.split('.') as ['general' | 'buttons', string];
    if (form.test(text) && !FOREIGN.test(text) && isContained(text)) theme[group][key] = text;
    else reader.fail(path, 'is not a CSS value of its kind', `Write it as ${example}.`, text);
  }
  return Object.keys({ ...theme.general, ...theme.buttons }).length ? theme : null;
}
