/** The colours of the pages that the server itself shows: those of the elements, in both schemes. */
export const PAGE_TOKENS = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f7f9, #111216);
  --card: light-dark(#fff, #1c1d22);
  --line: light-dark(#e4e4ea, #33353d);
  --edge: light-dark(#8d8f99, #71747f);
  --ink: light-dark(#1c1d22, #f3f3f6);
  --soft: light-dark(#5c5f69, #a6a9b4);
  --fill: light-dark(#f3f3f6, #2a2c33);
  --primary: light-dark(#26282f, #f3f3f6);
  --on-primary: light-dark(#fff, #1c1d22);
}
`;
