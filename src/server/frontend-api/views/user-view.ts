import type {
  EmailAddressJSON,
  ExternalAccountJSON,
  PasskeyJSON,
  PhoneNumberJSON,
  UserJSON,
  Web3WalletJSON,
} from '../../../protocol/json/user.ts';
import type { VerificationJSON } from '../../../protocol/json/verification.ts';
import {
  presentEmailAddress,
  presentExternalAccount,
  presentPasskey,
  presentPhoneNumber,
  presentWeb3Wallet,
} from '../presenters/present-identifications.ts';
import { presentUser } from '../presenters/present-user.ts';
import { presentVerification, type VerificationParts } from '../presenters/present-verification.ts';
import { presentPicture } from '../../users/present-picture.ts';
import type { Services } from '../../services.ts';
import type {
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  Web3WalletRow,
} from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { CODE_TRIES } from '../../factors/code/code-target.ts';
import { lockState } from '../../users/lockout.ts';
import type { StartedAuthorization } from '../../factors/oauth/authorization.ts';
import { toChecksumAddress } from '../../identifiers/wallets.ts';

/** The request that a view is made for. */
export interface ViewOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** Origin of the page, for session tokens. */
  azp: string | undefined;
  /** The revision of the API that the client speaks, from `__clerk_api_version`. */
  apiVersion: string | null;
  /** The authorization request that the request started. */
  authorization?: StartedAuthorization | undefined;
}

/** What presenting a user needs. The storage may be a transaction. */
export interface ViewServices extends Pick<Services, 'config'> {
  readonly storage: StorageOps;
}

/** Presents users and what they own, with their verifications looked up. */
export class UserView<Needed extends ViewServices = ViewServices> {
  protected readonly services: Needed;
  protected readonly options: ViewOptions;
  constructor(services: Needed, options: ViewOptions) {
    this.services = services;
    this.options = options;
  }

  async user(id: string): Promise<UserJSON | null> {
    return (await this.users([id])).get(id) ?? null;
  }

  /** @param linked connected accounts of the user */
  async emailAddress(row: EmailAddressRow, linked: readonly ExternalAccountRow[] = []): Promise<EmailAddressJSON> {
    const isVerified = row.verified;
    const challengeId = isVerified ? null : row.challenge_id;
    const verification = await this.verification(row.strategy, row.code_id, challengeId, isVerified);
    const proving = linked.filter((account) => account.verified && account.email_address_id === row.id);
    return presentEmailAddress(row, verification, proving);
  }

  async phoneNumber(row: PhoneNumberRow): Promise<PhoneNumberJSON> {
    return presentPhoneNumber(row, await this.verification('phone_code', row.code_id, null, row.verified));
  }

  async web3Wallet(row: Web3WalletRow): Promise<Web3WalletJSON> {
    const verification = await this.verification(row.strategy, null, row.challenge_id, row.verified);
    return presentWeb3Wallet(row, toChecksumAddress(row.address), verification);
  }

  async passkey(row: PasskeyRow): Promise<PasskeyJSON> {
    return presentPasskey(row, await this.verification('passkey', null, row.challenge_id, row.verified));
  }

  async externalAccount(row: ExternalAccountRow): Promise<ExternalAccountJSON> {
    const { provider, challenge_id: id, verified } = row;
    const parts = await this.parts(provider, null, id, verified);
    // An account stays connected when its provider refuses further access, and the page wants to say why.
    if (id !== null) parts.challenge ??= await this.services.storage.findChallenge(id);
    return presentExternalAccount(row, presentVerification(parts, this.options.now));
  }

  protected async users(ids: readonly string[]): Promise<Map<string, UserJSON>> {
    const { storage, config } = this.services;
    const unique = [...new Set(ids)];
    const [rows, emails, phones, wallets, accounts, passkeys, totps, backupCodes] = await Promise.all([
      storage.findUsers(unique),
      storage.listEmailAddresses(unique),
      storage.listPhoneNumbers(unique),
      storage.listWeb3Wallets(unique),
      storage.listExternalAccounts(unique),
      storage.listPasskeys(unique),
      storage.listTotps(unique),
      storage.listBackupCodes(unique),
    ]);
    const users = new Map<string, UserJSON>();
    for (const row of rows) {
      const own = <T extends { user_id: string }>(all: readonly T[]) => all.filter((each) => each.user_id === row.id);
      const linked = own(accounts);
      const primary = own(emails).find(({ id }) => id === row.primary_email_address_id);
      const parts = {
        emailAddresses: await Promise.all(own(emails).map((email) => this.emailAddress(email, linked))),
        phoneNumbers: await Promise.all(own(phones).map((phone) => this.phoneNumber(phone))),
        web3Wallets: await Promise.all(own(wallets).map((wallet) => this.web3Wallet(wallet))),
        externalAccounts: await Promise.all(linked.map((account) => this.externalAccount(account))),
        passkeys: await Promise.all(
          own(passkeys)
            .filter((passkey) => passkey.public_key !== null)
            .map((passkey) => this.passkey(passkey)),
        ),
        totpEnabled: own(totps).some((totp) => totp.verified),
        backupCodeEnabled: own(backupCodes).length > 0,
        lockout: lockState(row, this.options.now),
        picture: presentPicture(config, row, { email: primary?.verified ? primary : undefined, accounts: linked }),
        deleteSelfEnabled: row.delete_self_enabled ?? config.deleteSelf,
      };
      users.set(row.id, presentUser(row, parts, this.options.now));
    }
    return users;
  }

  protected async verification(
    strategy: string | null,
    codeId: string | null,
    challengeId: string | null,
    isVerified: boolean,
  ): Promise<VerificationJSON | null> {
    return presentVerification(await this.parts(strategy, codeId, challengeId, isVerified), this.options.now);
  }

  /**
   * Looks up what a verification is presented from. One that is done needs no look-up, except for links: the browser
   * that waits for a link wants to know where it was confirmed, and that of Google may be one of One Tap.
   */
  protected async parts(
    strategy: string | null,
    codeId: string | null,
    challengeId: string | null,
    isVerified: boolean,
  ): Promise<VerificationParts> {
    const { storage, config } = this.services;
    const { authorization } = this.options;
    const tells = strategy === 'email_link' || (strategy === 'oauth_google' && config.googleOneTap.enabled);
    const code = codeId === null || challengeId !== null ? undefined : await storage.findCode(codeId);
    const isStarted = challengeId !== null && authorization?.challengeId === challengeId;
    const isLookedUp = challengeId !== null && (!isVerified || isStarted || tells);
    const challenge = isLookedUp ? await storage.findChallenge(challengeId) : undefined;
    const shown = challenge && isStarted ? { external_verification_redirect_url: authorization.url } : undefined;
    return { strategy, code, challenge, isVerified, maxTries: CODE_TRIES, shown };
  }
}
