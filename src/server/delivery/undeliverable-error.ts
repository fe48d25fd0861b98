/** The message was refused because of its recipient: sending it again would be of no use. Names neither recipient nor code. */
export class UndeliverableError extends Error {
  override readonly name = 'UndeliverableError';
}
