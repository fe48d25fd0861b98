/** The emulator cannot do what a test asks of it. The message says why. */
export class EmulatorError extends Error {
  override readonly name = 'EmulatorError';
  /** The status of the answer over HTTP. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
