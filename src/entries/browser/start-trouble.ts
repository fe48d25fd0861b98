// Few pages need these, so they are one segment.
export { compareKeys } from './compare-keys.ts';
export { sayTooOld } from './old-browser.ts';
export { sayBroken } from './say-broken.ts';
export { unknownAttribute } from './unknown-attribute.ts';
