/** The note below a password. */
export const capsLock = { formFieldHintText__capsLock: 'Caps Lock is on' };
