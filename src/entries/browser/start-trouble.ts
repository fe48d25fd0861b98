// One chunk for what few pages need at their start.
export { sayTooOld } from './old-browser.ts';
export { unknownAttribute } from './unknown-attribute.ts';
