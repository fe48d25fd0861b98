import { type InstanceType, secretKeyPrefix } from '../../protocol/keys.ts';
import type { SettingReader } from './setting-reader.ts';

const MAKE = 'Make one with `clerk-widgets keys create`, or write the prefix and the output of `openssl rand -hex 32`.';
/** So few different characters are no random text. */
const LEAST_DIFFERENT = 10;

/** Reads `secretKey`, and refuses keys of the other type of instance and keys that could be guessed. */
export function readSecretKey(reader: SettingReader, instanceType: InstanceType): string | null {
  const key = reader.text('secretKey');
  if (key === undefined) return null;
  const mine = secretKeyPrefix(instanceType);
  const other = secretKeyPrefix(instanceType === 'production' ? 'development' : 'production');
  if (key.startsWith(other)) {
    reader.fail('secretKey', `begins with ${other}, and the instance is of type ${instanceType}`, `Use a ${mine} key.`);
  } else if (!key.startsWith(mine)) {
    reader.fail('secretKey', `does not begin with ${mine}`, MAKE);
  } else if (!/^\w{8}[\w-]{40,180}$/.test(key) || new Set(key.slice(8)).size < LEAST_DIFFERENT) {
    reader.fail('secretKey', 'is not the prefix and 40 to 180 random letters and digits', MAKE);
  }
  return key;
}
