import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { presentEnvironment } from '../../../src/server/frontend-api/presenters/present-environment.ts';
import { refusal } from './refusal.ts';

const url = 'https://clerk.example.com';
const theme = {
  general: { color: '#4455ee', backgroundColor: 'oklch(0.98 0.01 90)', labelFontWeight: 600, padding: '2em 1.5em' },
  buttons: { fontColor: 'white', fontFamily: '"Inter", sans-serif' },
};

describe('the theme of an instance', () => {
  it('the theme is read from a file, or value by value from the environment', () => {
    assert.deepEqual(parseConfig({ url, branding: { theme } }).branding.theme, {
      general: { ...theme.general, labelFontWeight: '600' },
      buttons: theme.buttons,
    });
    const env = { CLERK_BRANDING_THEME_GENERAL_COLOR: '#123456' };
    assert.deepEqual(parseConfig({ url }, env).branding.theme, { general: { color: '#123456' }, buttons: {} });
    assert.equal(parseConfig({ url }).branding.theme, null);
  });

  it('a value of another kind, or one that could end its declaration, stops the start with its name and an example', () => {
    const refused = (values: object) => refusal({ url, branding: { theme: { general: values } } });
    assert.match(refused({ color: '4455ee' }), /branding\.theme\.general\.color.*is not a CSS value.*#4455ee/s);
    assert.match(refused({ labelFontWeight: 'heavy' }), /branding\.theme\.general\.labelFontWeight/);
    for (const boxShadow of [
      'none; } body { display: none',
      'url(https://evil.example/x)',
      'none /* ',
      '\\3b',
      '<b>',
      '0 0 4px rgb(0 0 0',
      'rgb(0 0 0)) 0 0',
    ]) {
      assert.match(refused({ boxShadow }), /branding\.theme\.general\.boxShadow/, boxShadow);
    }
    assert.match(refused({ colour: 'red' }), /branding\.theme\.general\.colour.*Did you mean/s);
  });

  it('clients get a whole theme, and pages what the operator set of it', () => {
    const display = (input: object) => presentEnvironment(parseConfig({ url, ...input })).display_config;
    const own = display({ branding: { theme } });
    assert.deepEqual(own.own_theme, {
      general: {
        color: '#4455ee',
        background_color: 'oklch(0.98 0.01 90)',
        label_font_weight: '600',
        padding: '2em 1.5em',
      },
      buttons: { font_color: 'white', font_family: '"Inter", sans-serif' },
    });
    assert.equal(own.theme?.general?.['color'], '#4455ee');
    assert.equal(own.theme?.general?.['font_color'], '#212126', 'the default');
    assert.equal('own_theme' in display({}), false);
  });
});
