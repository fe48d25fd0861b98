/**
 * Decoder and guards for RedwoodJS.
 *
 * @module clerk-widgets/backend/redwood
 */
export {
  type AuthDecoder,
  AuthenticationError,
  authDecoder,
  createAuthDecoder,
  type CurrentUser,
  getCurrentUser,
  requireAuth,
} from '../../backend/adapters/redwood.ts';
