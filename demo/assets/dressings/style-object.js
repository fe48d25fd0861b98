const phosphor = 'light-dark(#0b6b3a, #4dffa1)';
const screen = 'light-dark(#f3faf5, #050d09)';
const line = `1px solid color-mix(in oklab, ${phosphor}, transparent 55%)`;
const mono = 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace';

const bracketed = {
  color: phosphor,
  fontWeight: 500,
  textDecoration: 'none',
  '&::before': { content: '"[ "' },
  '&::after': { content: '" ]"' },
  '&:hover': { background: phosphor, color: screen, textDecoration: 'none' },
};
const key = {
  position: 'relative',
  display: 'flex',
  gap: 10,
  alignItems: 'center',
  justifyContent: 'center',
  minHeight: 44,
  padding: '6px 12px',
  border: line,
  borderRadius: 0,
  background: 'transparent',
  boxShadow: 'none',
  color: phosphor,
  fontWeight: 500,
  '&:hover': { background: `color-mix(in oklab, ${phosphor}, transparent 88%)` },
};

/** A terminal: CSS in objects, with nested selectors and numbers of pixels. */
export const appearance = {
  elements: {
    cardBox: {
      inlineSize: '100%',
      overflow: 'hidden',
      border: line,
      borderRadius: 4,
      background: screen,
      boxShadow: `0 0 0 6px color-mix(in oklab, ${phosphor}, transparent 92%), 0 20px 60px -20px #000a`,
      color: phosphor,
      fontFamily: mono,
      fontSize: 14,
    },
    card: {
      display: 'grid',
      gap: 24,
      padding: '32px 32px 28px',
      borderRadius: 0,
      background: `repeating-linear-gradient(transparent 0 2px, color-mix(in oklab, ${phosphor}, transparent 97%) 2px 4px)`,
      '@media (max-width: 480px)': { paddingInline: 18 },
    },
    header: { display: 'grid', gap: 4, justifyItems: 'start', textAlign: 'start' },
    headerTitle: {
      color: phosphor,
      fontSize: 18,
      fontWeight: 600,
      letterSpacing: 0,
      '&::before': { content: '"> "' },
    },
    headerSubtitle: { color: 'light-dark(#2f5f47, #a4e8c4)' },
    socialButtonsBlockButton: key,
    socialButtonsIconButton: key,
    dividerLine: { flex: 1, height: 0, borderTop: line, borderTopStyle: 'dashed', background: 'none' },
    dividerText: { color: 'light-dark(#2f5f47, #a4e8c4)' },
    formFieldLabel: { color: phosphor, fontWeight: 500, '&::after': { content: '":"' } },
    formFieldInput: {
      width: '100%',
      minHeight: 44,
      padding: '6px 12px',
      border: line,
      borderRadius: 0,
      background: 'light-dark(#ffffff, #07150e)',
      caretColor: phosphor,
      color: 'light-dark(#0c2417, #e5fff1)',
      fontSize: 16,
      '&:hover': { borderColor: phosphor },
      '&:focus': { borderColor: phosphor, outline: 'none', boxShadow: `0 0 0 1px ${phosphor}, 0 0 18px -4px ${phosphor}` },
    },
    formFieldAction: bracketed,
    formButtonPrimary: {
      ...key,
      width: '100%',
      background: phosphor,
      color: screen,
      fontWeight: 600,
      '&:hover': { background: `color-mix(in oklab, ${phosphor} 85%, light-dark(#000, #fff))`, color: screen },
    },
    footer: {
      display: 'grid',
      gap: 6,
      justifyItems: 'center',
      padding: '16px 24px',
      borderTop: line,
      borderTopStyle: 'dashed',
      background: 'transparent',
      textAlign: 'center',
    },
    footerActionText: { color: 'light-dark(#2f5f47, #a4e8c4)' },
    footerActionLink: bracketed,
    footerPagesLink: { color: 'light-dark(#2f5f47, #a4e8c4)' },
  },
};
