const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

/** Makes elements with a look of their own, as styled-components does. */
function styled(tag, css) {
  const name = `own-${sheet.cssRules.length}`;
  sheet.insertRule(`.${name} { ${css} }`, sheet.cssRules.length);
  return (...children) => {
    const node = document.createElement(tag);
    node.className = name;
    node.append(...children);
    return node;
  };
}

const Field = styled(
  'div',
  `display: flex; align-items: center; box-sizing: border-box; inline-size: 100%; block-size: 48px;
  border: 1px solid light-dark(#5b87a3, #6f9fbd); border-radius: 14px; background: light-dark(#fff, #0a2c44); overflow: clip;
  &:focus-within { border-color: light-dark(#0b5c8f, #ffc15e); box-shadow: 0 0 0 3px light-dark(#0b5c8f40, #ffc15e55) }
  &:has([aria-invalid='true']) { border-color: light-dark(#b3261e, #ff9d92) }`,
);
const Mark = styled(
  'span',
  `flex: none; inline-size: 48px; color: light-dark(#0b5c8f, #9fd8f7); font-size: 18px; font-weight: 700; text-align: center`,
);
const Input = styled(
  'input',
  `flex: 1; min-inline-size: 0; block-size: 100%; padding: 0 14px 0 0; border: 0; outline: 0; background: none;
  color: light-dark(#08283d, #f2faff); font: inherit; font-size: 16px;
  &&:focus-visible { outline: 0 }`,
);
const Button = styled(
  'button',
  `display: flex; align-items: center; justify-content: space-between; inline-size: 100%; min-block-size: 52px;
  margin-block-start: 8px; padding: 0 8px 0 22px; border: 0; border-radius: 999px; background: light-dark(#0b3b5c, #ffc15e);
  color: light-dark(#fff, #2b1a00); font-size: 16px; font-weight: 700; cursor: pointer;
  &:hover { background: light-dark(#0d4a73, #ffd085) }
  &:focus-visible { outline: 3px solid light-dark(#f59e0b, #fff); outline-offset: 2px }`,
);
const Arrow = styled(
  'span',
  `display: grid; place-items: center; inline-size: 38px; block-size: 38px; border-radius: 50%;
  background: light-dark(#f59e0b, #0b3b5c); color: light-dark(#2b1a00, #fff); transition: translate 0.2s;
  button:hover > & { translate: 2px 0 }
  &.is-under-way { animation: own-pulse 0.8s infinite alternate }`,
);
sheet.insertRule('@keyframes own-pulse { to { opacity: 0.35 } }', sheet.cssRules.length);

/** A component gets what the default node has, and returns the node that takes its place. */
function primaryButton({ children, watch }) {
  const arrow = Arrow('→');
  arrow.setAttribute('aria-hidden', 'true');
  watch(({ pending }) => arrow.classList.toggle('is-under-way', pending));
  return Button(children, arrow);
}

function input({ id }) {
  const mark = Mark({ password: '✱', identifier: '@' }[id] ?? '›');
  mark.setAttribute('aria-hidden', 'true');
  return Field(mark, Input());
}

/** Two components; variables take the rest along. */
export const appearance = {
  variables: {
    colorPrimary: 'light-dark(#0b5c8f, #ffc15e)',
    colorBackground: 'light-dark(#fff, #08283d)',
    colorForeground: 'light-dark(#08283d, #f2faff)',
    colorMuted: 'light-dark(#eff8fc, #0a3048)',
    colorMutedForeground: 'light-dark(#3d5f74, #b4d4e6)',
    borderRadius: '14px',
  },
  elements: {
    formButtonPrimary: primaryButton,
    formFieldInput: input,
  },
};
