import type { PasswordHasherName } from '../../../../../src/server/factors/password/digests/password-digests.ts';

/** A digest that another program made of a password. */
export interface KnownDigest {
  hasher: PasswordHasherName;
  password: string;
  digest: string;
  /** Where it comes from. */
  from: string;
}

/** The password of the digests that were made for these tests. It has more than ASCII. */
const MADE = 'pässwörd 1';
/** Python 3: hashlib, hmac, and crypt for bcrypt. */
const PYTHON = 'made with Python';
const WHOLE_SHA512 =
  '99ae94ec1a5ca91d07f8a5845bd4e5a00134b317d8dd869b94a777daeb5c387b0d93a95308fb0078d2077260847449f62be5dca1c553b20d6345d74bc758e482' +
  'c16e558e5fae9aa9b767909068221dd729d4799a6a3f3d2eabe50bf983293ab058ac1087a2fe8d1ef440f82a45cfce830e2e894148dbebcbc6108fe9a8e21d7b';

function made(hasher: PasswordHasherName, digest: string): KnownDigest {
  return { hasher, password: MADE, digest, from: PYTHON };
}

/** Digests in each format that the server verifies. */
export const KNOWN_DIGESTS: readonly KnownDigest[] = [
  {
    hasher: 'argon2id',
    password: 'password',
    digest: '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    from: "the reference implementation's tests",
  },
  {
    hasher: 'argon2i',
    password: 'password',
    digest: '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA',
    from: "the reference implementation's tests",
  },
  {
    hasher: 'bcrypt',
    password: 'a',
    digest: '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe',
    from: "jBCrypt's tests",
  },
  made('bcrypt', '$2b$05$abcdefghijklmnopqrstuu9zkq65eNjJ/pyWJYBzBge4LrMqMXEd6'),
  made('bcrypt', '$2y$05$abcdefghijklmnopqrstuu9zkq65eNjJ/pyWJYBzBge4LrMqMXEd6'),
  made('bcrypt_peppered', '$2a$05$abcdefghijklmnopqrstuuSPZj4ERUXA/XBXU9KI4deZ8UncrfAZK$a pepper$x'),
  made('bcrypt_sha256_django', 'bcrypt_sha256$$2b$05$abcdefghijklmnopqrstuuU6QIB5bjOzWU2OB.AO7OUvhpVQ7picW'),
  made(
    'hmac_sha256_utf16_b64',
    'hmac_sha256_utf16_b64$4biV6v0/fTx/hlzD5XPDYvETCoVAm3WkBfcvmTUJIfQ=$MDEyMzQ1Njc4OWFiY2RlZg==',
  ),
  made(
    'hmac_sha256_utf16_b64',
    'hmac_sha256_utf16_b64$B0BD0X2NewkEdnhnlUtyX+4PAZYdvTQ7VKaSFRkUOtE=$MDEyMzQ1Njc4OWFiY2RlZg==',
  ),
  made('hmac_sha256_utf16_b64', 'hmac_sha256_utf16_b64$Ki/c97WYHhBeqvYRLsVZNJKTzkf4a4QrePjgzUUmbxg=$a key!'),
  made('ldap_ssha', '{SSHA}paqzcyeF3YQQQvWS3k6Ogn7xS9dzYWx0ZWQhIQ=='),
  { hasher: 'md5', password: 'password', digest: '5f4dcc3b5aa765d61d8327deb882cf99', from: "Clerk's documentation" },
  made('md5_phpass', '$P$6saltsalt1pbfgc1F9g5xBwbsIdYLD0'),
  made('md5_salted', 'salt$y$59fb4381bee97c5d6b171a402189fb45'),
  made('md5_salted', 'salt$y$d9e6e8f5dc20b3d299064478a3a2651f'),
  made('pbkdf2_sha1', 'pbkdf2_sha1$1000$a salt$e70dc5a852afa4e5db82ff969fe95b7aeb59e60ba7e9d1d1bb54861f26daaff2'),
  made('pbkdf2_sha1', 'pbkdf2_sha1$1000$00ff10$14372b18b5065f9d0c4e5d7a0eb1d4e4a8c8ee776f15d1df$24'),
  made('pbkdf2_sha256', 'pbkdf2_sha256$1000$AP8gc2FsdA==$ULKxYIW0T+94SAIeyp2VrzWPzc0SDc/Pdk+VDI4SEPA='),
  {
    hasher: 'pbkdf2_sha256_django',
    password: 'lètmein',
    digest: 'pbkdf2_sha256$320000$seasalt$Toj2II2rBvFiGQcPmUml1Nlni2UtvyRWwz/jz4q6q/4=',
    from: "Django's tests",
  },
  made('pbkdf2_sha512', `pbkdf2_sha512$1000$a$salt$${WHOLE_SHA512}`),
  made(
    'pbkdf2_sha512_hex',
    'pbkdf2_sha512_hex$1000$00ff10$b6a667249cc430747e1cb25b2c2a6fbdbad41b0006284cf99d891a5d22b8046c7de1ebe92f595332dbe77d626980741e71567fc62bd3af5e77ec105730b95c02',
  ),
  { hasher: 'phpass', password: 'test12345', digest: '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0', from: "phpass's own test" },
  {
    hasher: 'phpass',
    password: 'test12345',
    digest: '$H$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0',
    from: 'the same, as phpBB begins it',
  },
  made('scrypt', '$scrypt$ln=10,r=8,p=2$TmFDbA$4RjmXvTIvpkrVkZvwQnpHXfg91EE5T3I6i+biqq/O14'),
  {
    hasher: 'scrypt_firebase',
    password: 'user1password',
    digest:
      'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$42xEC+ixf3L2lw==$' +
      'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$Bw==$8$14',
    from: "the README of Firebase's scrypt",
  },
  made(
    'scrypt_werkzeug',
    'scrypt:1024:8:1$a1B2c3D4$44f0d4ba8ddb7862a1b554717cecf857bdc556fb3a16878e4c7c1ed5b424f79f291d4ff068890c044c3da0cace613af9e88262e01d1b96b442fb8c2b84e70c70',
  ),
  made(
    'scrypt_werkzeug',
    '$scrypt:1024:8:1$a1B2c3D4$RPDUuo3beGKhtVRxfOz4V73FVvs6FoeOTHwe1bQk958pHU/waIkMBEw9oMrOYTr56IJi4B0blrRC+4wrhOcMcA==',
  ),
  {
    hasher: 'sha256',
    password: 'test',
    digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    from: "Clerk's documentation",
  },
  made('sha256_salted', 'pepperoni$97172261d4e9623024242d4a44afb1e5be6f214f75a41fbd57806a457278e9a3'),
  made(
    'sha512_symfony',
    'sha512_symfony$5000$symfony$d4qjqcR5Hjd/KUrakTjNdJAkt/tQBlG2JmWOZw2ICB6qIJ8Fh1K/L2ZtvYnN4tLxIdmEXXQdUMJUGFM7HHyx+A==',
  ),
];
