/** The theme object of Clerk's first releases, with all of its names. */
export const appearance = {
  theme: {
    general: {
      color: 'light-dark(#c8324b, #ff9aa8)',
      backgroundColor: 'light-dark(#fff, #2a1a20)',
      fontColor: 'light-dark(#3a1a22, #ffeef0)',
      fontFamily: 'ui-rounded, "SF Pro Rounded", "Nunito", "Trebuchet MS", sans-serif',
      labelFontWeight: '700',
      padding: '2.25em',
      borderRadius: '16px',
      boxShadow: '0 24px 60px -20px light-dark(#c8324b66, #000)',
    },
    buttons: {
      fontColor: 'light-dark(#fff, #40101b)',
      fontFamily: 'inherit',
      fontWeight: '700',
    },
  },
};
