/** A field journal: ivory paper, forest ink. Each value may be any CSS colour; `light-dark()` follows the page's scheme. */
export const appearance = {
  variables: {
    colorPrimary: 'light-dark(#1f5c46, #8fd6b4)',
    colorPrimaryForeground: 'light-dark(#fffdf6, #0e2a20)',
    colorBackground: 'light-dark(#fffdf6, #14241d)',
    colorForeground: 'light-dark(#22302a, #eef5ef)',
    colorMuted: 'light-dark(#f5f0e1, #101d17)',
    colorMutedForeground: 'light-dark(#55604f, #b3c4b8)',
    colorInput: 'light-dark(#ffffff, #0f1c16)',
    colorRing: 'light-dark(#2f7d60, #8fd6b4)',
    fontFamily: 'Charter, "Iowan Old Style", "Palatino Linotype", Georgia, serif',
    fontSize: '15px',
    borderRadius: '4px',
  },
};
