import path from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import {
  isBindingElement,
  isCallExpression,
  isIdentifier,
  isObjectBindingPattern,
  isPropertyAccessExpression,
  isStringLiteral,
  isVariableDeclaration,
} from 'typescript/unstable/ast/is';
import { API, type Checker, type Type } from 'typescript/unstable/sync';

/** Properties of a page that the sources read. */
export interface PageReads {
  window: string[];
  document: string[];
  form: string[];
  /** Reads of a document or form that a named element of the page may replace, as `file: expression`. */
  exposed: string[];
}

/** Functions that take the name of a global as their first argument. */
const BY_NAME = new Set(['ownGlobal', 'ownText', 'callHook']);
const WINDOWS = new Set(['Window', 'globalThis', '__global']);

/** Finds, with the compiler, every property of `window`, documents and forms that the browser bundles read. */
export function readPageReads(folders: readonly string[]): PageReads {
  const api = new API({ cwd: process.cwd() });
  try {
    const [project] = api.updateSnapshot({ openProjects: ['tsconfig.json'] }).getProjects();
    if (!project) throw new Error('tsconfig.json is no project.');
    const reads = { window: new Set<string>(), document: new Set<string>(), form: new Set<string>() };
    const exposed: string[] = [];
    for (const file of project.program.getSourceFileNames()) {
      const name = path.relative('.', file);
      const source = folders.some((folder) => name.startsWith(folder)) && project.program.getSourceFile(file);
      if (!source) continue;
      const { members, names } = collect(source);
      const types = project.checker.getTypeAtLocation(members.map(({ object }) => object));
      members.forEach(({ object, property }, i) => {
        const parts = partsOf(types[i]);
        const kinds = parts.flatMap((part) => part.names);
        if (kinds.some((kind) => WINDOWS.has(kind))) reads.window.add(property);
        for (const [kind, list] of [
          ['Document', reads.document],
          ['HTMLFormElement', reads.form],
        ] as const) {
          if (!kinds.includes(kind)) continue;
          list.add(property);
          if (parts.some((part) => part.names.includes(kind) && !part.isNative)) {
            exposed.push(`${name}: ${object.getText(source)}.${property}`);
          }
        }
      });
      for (const global of globalsAmong(project.checker, names)) reads.window.add(global);
      for (const global of namedGlobals(source)) reads.window.add(global);
    }
    const sorted = (set: Set<string>) => [...set].sort();
    return {
      window: sorted(reads.window),
      document: sorted(reads.document),
      form: sorted(reads.form),
      exposed: exposed.sort(),
    };
  } finally {
    api.close();
  }
}

interface Member {
  object: Node;
  property: string;
}

function collect(source: Node): { members: Member[]; names: Node[] } {
  const members: Member[] = [];
  const names: Node[] = [];
  const visit = (node: Node): void => {
    if (isPropertyAccessExpression(node)) {
      members.push({ object: node.expression, property: node.name.text });
      visit(node.expression);
      return;
    }
    if (isVariableDeclaration(node) && isObjectBindingPattern(node.name) && node.initializer) {
      for (const element of node.name.elements) {
        const key = isBindingElement(element) ? (element.propertyName ?? element.name) : undefined;
        if (key && isIdentifier(key)) members.push({ object: node.initializer, property: key.text });
      }
    }
    if (isIdentifier(node) && !isTypeOrKey(node)) names.push(node);
    node.forEachChild((child) => void visit(child));
  };
  visit(source);
  return { members, names };
}

function isTypeOrKey({ parent }: Node): boolean {
  return [
    SyntaxKind.TypeReference,
    SyntaxKind.TypeQuery,
    SyntaxKind.PropertyAssignment,
    SyntaxKind.PropertySignature,
    SyntaxKind.ImportSpecifier,
    SyntaxKind.InterfaceDeclaration,
  ].includes(parent.kind);
}

interface Part {
  names: string[];
  isNative: boolean;
}

/** Returns the members of a union with the names of their types. An intersection is one member with several names. */
function partsOf(type: Type | undefined): Part[] {
  const inner = (type as { getTypes?(): readonly Type[] | undefined } | undefined)?.getTypes?.();
  const isIntersection =
    type && 'isIntersectionType' in type && (type as { isIntersectionType(): boolean }).isIntersectionType();
  if (!inner || isIntersection) {
    const all = inner ?? (type ? [type] : []);
    const names = all.map((each) => each.getSymbol()?.name ?? '');
    return [
      {
        names,
        isNative: all.some((each) =>
          each
            .getSymbol()
            ?.getMembers()
            .has('isNative' as never),
        ),
      },
    ];
  }
  return inner.flatMap(partsOf);
}

function globalsAmong(checker: Checker, names: readonly Node[]): string[] {
  return checker
    .getSymbolAtLocation(names)
    .filter((symbol) => symbol?.valueDeclaration && /\/lib\.dom/.test(symbol.valueDeclaration.path))
    .filter((symbol) => symbol?.getParent() === undefined)
    .map((symbol) => symbol?.name ?? '');
}

function namedGlobals(source: Node): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (isCallExpression(node)) {
      const callee = isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const [first, second] = node.arguments;
      if (isIdentifier(callee) && BY_NAME.has(callee.text) && first && isStringLiteral(first)) found.push(first.text);
      const isOwn = isIdentifier(callee) && callee.text === 'hasOwn' && first && isIdentifier(first);
      if (isOwn && /^(globalThis|window)$/.test(first.text) && second && isStringLiteral(second))
        found.push(second.text);
    }
    node.forEachChild((child) => void visit(child));
  };
  visit(source);
  return found;
}
