/** A command was written correctly and could not do its work. The message is for the operator. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
