/** Returns a BCP 47 tag in its canonical form, such as `de-AT`; undefined when the text is none. */
export function canonicalLocale(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}
