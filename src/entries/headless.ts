export { Clerk } from '../client/clerk.ts';
export type { ClerkOptions } from '../client/instance/instance.ts';
export type { ClerkAPIError, ClerkAPIErrorMeta } from '../client/errors.ts';
export { EmailLinkError, isEmailLinkError } from '../client/errors.ts';
export {
  ClerkAPIResponseError,
  ClerkRuntimeError,
  isClerkAPIResponseError,
  isClerkRuntimeError,
} from '../client/errors.ts';
export type * from '../client/flows/types.ts';
export type { Platform } from '../client/platform/platform.ts';
export type * from '../client/resources/types.ts';
export type * from '../client/types.ts';
export { PublishableKeyError } from '../protocol/keys.ts';
