import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import './web-awesome.css';

/** A component that sets attributes of its own. */
const button =
  (attributes) =>
  ({ children }) => {
    const node = document.createElement('wa-button');
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(children);
    return node;
  };

/** The tag of a custom element is a component, too. Variables take the tokens of Web Awesome to the rest. */
export const appearance = {
  variables: {
    colorPrimary: 'var(--wa-color-text-link)',
    colorPrimaryForeground: 'var(--wa-color-surface-default)',
    colorBackground: 'var(--wa-color-surface-raised)',
    colorForeground: 'var(--wa-color-text-normal)',
    colorMuted: 'var(--wa-color-surface-lowered)',
    colorMutedForeground: 'var(--wa-color-text-quiet)',
    colorRing: 'var(--wa-color-focus)',
    fontFamily: 'var(--wa-font-family-body)',
    borderRadius: 'var(--wa-border-radius-m)',
  },
  elements: {
    formFieldInput: { component: 'wa-input' },
    formButtonPrimary: button({ variant: 'brand', appearance: 'accent' }),
    socialButtonsBlockButton: button({ appearance: 'outlined' }),
  },
};
