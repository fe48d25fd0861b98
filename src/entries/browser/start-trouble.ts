// Few pages need these, so they are one segment.
export { compareKeys } from './compare-keys.ts';
export { sayTooOld } from './old-browser.ts';
export { unknownAttribute } from './unknown-attribute.ts';
