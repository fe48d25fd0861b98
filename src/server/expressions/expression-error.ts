/** An expression that cannot be used. The message is for who wrote it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** Characters before the place where it goes wrong. */
  readonly position: number;
  /** What is wrong, such as `is not closed`. */
  readonly problem: string;
  readonly cure: string;

  constructor(position: number, problem: string, cure: string) {
    super(`The expression ${problem}, at character ${position + 1}. ${cure}`);
    this.position = position;
    this.problem = problem;
    this.cure = cure;
  }
}
