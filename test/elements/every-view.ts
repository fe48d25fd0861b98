/**
 * Every view and part that is loaded later, and the error texts. Tests import this file so that none of them has to wait
 * for a module.
 */
import '../../src/elements/parts/mailbox/mailbox-link.ts';
import '../../src/elements/parts/captcha-place.ts';
import '../../src/elements/parts/feedback/feedback.ts';
import '../../src/elements/parts/likely-address/address-offer.ts';
import '../../src/elements/parts/phone/phone-field.ts';
import '../../src/elements/sign-in/deferred-views.ts';
import '../../src/elements/sign-in/views/alternative-methods.ts';
import '../../src/elements/sign-in/views/choose-wallet.ts';
import '../../src/elements/sign-in/views/choose.ts';
import '../../src/elements/sign-in/views/create.ts';
import '../../src/elements/sign-in/views/email-link.ts';
import '../../src/elements/sign-in/views/factor-two.ts';
import '../../src/elements/sign-in/views/passkey.ts';
import '../../src/elements/sign-in/views/phone-code.ts';
import '../../src/elements/sign-in/views/provider.ts';
import '../../src/elements/sign-in/views/reset-code.ts';
import '../../src/elements/sign-in/views/reset-password-success.ts';
import '../../src/elements/sign-in/views/reset-done.ts';
import '../../src/elements/sign-in/views/reset-password.ts';
import '../../src/elements/sign-in/views/sso-callback.ts';
import '../../src/elements/sign-in/views/start-with-options.ts';
import '../../src/elements/sign-in/views/verify-link.ts';
import '../../src/elements/sign-in/views/wallet.ts';
import '../../src/elements/sign-in/views/welcome-back.ts';
import '../../src/elements/sign-up/deferred-views.ts';
import '../../src/elements/sign-up/views/choose-wallet.ts';
import '../../src/elements/sign-up/views/email-link.ts';
import '../../src/elements/sign-up/views/known-account.ts';
import '../../src/elements/sign-up/views/legal-field.ts';
import '../../src/elements/sign-up/views/provider-buttons.ts';
import '../../src/elements/sign-up/views/restricted.ts';
import '../../src/elements/sign-up/views/sso-callback.ts';
import '../../src/elements/sign-up/views/verify-link.ts';
import '../../src/elements/sign-up/views/verify-phone-number.ts';
import '../../src/elements/sign-up/views/waitlist.ts';
import '../../src/elements/styles/appearance/look.ts';
import '../../src/localization/en-us/errors.ts';
