/** A wrong setting. */
export interface ConfigProblem {
  /** Path of the setting, such as `password.minLength`. */
  setting: string;
  /** The given value, shortened; absent for secrets and for missing settings. */
  given?: string;
  /** What is wrong, as the end of a sentence that begins with the setting. */
  problem: string;
  /** What to do, as a sentence. */
  cure: string;
}

/** Refuses a configuration. The message lists every problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(describe(problems));
    this.problems = problems;
  }
}

function describe(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ setting, given, problem, cure }) => {
    const value = given === undefined ? '' : ` (given: ${given})`;
    return `  ${setting} ${problem}${value}. ${cure}`;
  });
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return `The configuration has ${count}:\n${lines.join('\n')}`;
}
