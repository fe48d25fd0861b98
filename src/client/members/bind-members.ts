/**
 * Returns members of an instance, and the methods that its class has, each bound to it: SDKs and pages take methods off
 * the instance, such as `const { signOut } = clerk`. Leaves out what the instance has as its own.
 */
export function bindMembers(clerk: object, members: object): object {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(clerk))).filter(
    ([name, { value }]) => typeof value === 'function' && name !== 'constructor' && !Object.hasOwn(clerk, name),
  );
  const all: PropertyDescriptorMap = {
    ...Object.fromEntries(methods),
    ...Object.getOwnPropertyDescriptors(members),
  };
  for (const descriptor of Object.values(all)) {
    if (typeof descriptor.value === 'function') descriptor.value = descriptor.value.bind(clerk);
  }
  return Object.defineProperties({}, all);
}
