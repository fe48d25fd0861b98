/** One wrong setting: its name, what was given (never a secret) and what to do about it. */
export interface ConfigProblem {
  /** Path of the setting, such as `password.minLength`. */
  setting: string;
  /** What was given, shortened; absent for secrets and for settings that are missing. */
  given?: string;
  /** What is wrong with it, as the end of a sentence that starts with the setting. */
  problem: string;
  /** What to do, as a sentence. */
  cure: string;
}

/** Refuses a configuration. The message lists every problem, so that one start shows all of them. */
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
