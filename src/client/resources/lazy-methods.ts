/** Methods by name. The first argument of each has what it is called on. */
export type MethodTable<Parts> = Readonly<Record<string, (parts: Parts, ...args: never[]) => unknown>>;

/** Methods of a table as they are called: without the first argument, and asynchronous. */
export type LazyMethods<Table, Name extends keyof Table> = {
  [Key in Name]: Table[Key] extends (parts: never, ...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/**
 * Creates methods whose code is loaded when one of them is called, since most pages call none of them.
 *
 * @param names names of the methods
 * @param parts first argument of the methods
 * @param load imports the table of the methods
 */
export function lazyMethods<Parts, Table extends MethodTable<Parts>, Name extends keyof Table & string>(
  names: readonly Name[],
  parts: Parts,
  load: () => Promise<Table>,
): LazyMethods<Table, Name> {
  const methods = names.map((name) => {
    const method = async (...args: never[]) => ((await load())[name] as MethodTable<Parts>[string])(parts, ...args);
    return [name, method] as const;
  });
  return Object.fromEntries(methods) as LazyMethods<Table, Name>;
}
