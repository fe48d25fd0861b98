/** Nodes that work only as they are. */
const FIXED = /^(rootBox|form|otpCodeField|otpCodeFieldInputs|otpCodeFieldInput)$/;
const told = new Set<string>();

/** Returns whether a node cannot be a component, and says so on the console. */
export function refused(key: string, tag: string): boolean {
  if (!FIXED.test(key) && !/^(select|textarea|canvas|svg)$/.test(tag)) return false;
  if (!told.has(key)) {
    told.add(key);
    console.error(
      `clerk-widgets: "${key}" cannot be a component, because its own node makes it work. Give it classes or a style object.`,
    );
  }
  return true;
}
