import path from 'node:path';
import { API, type Checker, SignatureKind, type Symbol as TypeSymbol, type Type } from 'typescript/unstable/sync';

/** A member of an object, as its type declares it. */
export interface Member {
  readonly name: string;
  /** The type of a property, or what a method returns. */
  readonly type: string;
  readonly isMethod: boolean;
  /** First sentence of the docstring; empty when there is none. */
  readonly summary: string;
}

/** An object with its members. */
export interface ApiObject {
  readonly name: string;
  /** The docstring of the object's property in the interface. */
  readonly summary: string;
  readonly members: readonly Member[];
}

/** An interface whose properties are the objects to read. */
export interface MembersSource {
  file: string;
  interfaceName: string;
}

/** Reads the members of objects from their types: what a type declares itself comes before what it inherits. */
export function readMembers(sources: readonly MembersSource[]): ApiObject[][] {
  const api = new API({ cwd: process.cwd() });
  try {
    const snapshot = api.updateSnapshot({ openProjects: [path.resolve('tsconfig.json')] });
    const project = snapshot.getProjects()[0];
    if (!project) throw new Error('tsconfig.json names no project');
    const { checker, program } = project;
    return sources.map(({ file, interfaceName }) => {
      const source = program.getSourceFile(path.resolve(file));
      const module = source && checker.getSymbolAtLocation(source);
      const declared = module && checker.getExportsOfModule(module).find(({ name }) => name === interfaceName);
      if (!declared) throw new Error(`${file} exports no ${interfaceName}`);
      const objects = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(declared));
      return objects.map((object) => ({
        name: object.name,
        summary: object.getDocumentationComment(checker),
        members: membersOf(object, checker),
      }));
    });
  } finally {
    api.close();
  }
}

function membersOf(object: TypeSymbol, checker: Checker): Member[] {
  const type = checker.getTypeOfSymbol(object);
  if (!type) throw new Error(`${object.name} has no type`);
  return inOrder(checker.getPropertiesOfType(type), type).map((member) => {
    const own = checker.getTypeOfSymbol(member);
    const present = own && (checker.getNonNullableType(own) ?? own);
    const signature = present && checker.getSignaturesOfType(present, SignatureKind.Call)[0];
    const shown = signature ? checker.getReturnTypeOfSignature(signature) : own;
    return {
      name: member.name,
      type: shown ? checker.typeToString(shown) : '',
      isMethod: !!signature,
      summary: firstSentence(member.getDocumentationComment(checker)),
    };
  });
}

/** Sorts members by where they are declared. The checker's own order depends on which files it has read before. */
function inOrder(members: readonly TypeSymbol[], type: Type): TypeSymbol[] {
  const start = type.getSymbol()?.declarations[0];
  const placeOf = ({ declarations: [at] }: TypeSymbol) => {
    const isOwn = at?.path === start?.path && (at?.index ?? 0) > (start?.index ?? 0);
    return { rank: isOwn ? 0 : 1, path: at?.path ?? '', index: at?.index ?? 0 };
  };
  return members
    .map((member) => ({ member, ...placeOf(member) }))
    .sort((a, b) => a.rank - b.rank || (a.path === b.path ? a.index - b.index : a.path < b.path ? -1 : 1))
    .map(({ member }) => member);
}

function firstSentence(text: string): string {
  const [paragraph = ''] = text.split(/\n\s*\n/);
  return /^.*?[.?!](?=\s|$)/.exec(paragraph.replace(/\s*\n\s*/g, ' '))?.[0] ?? paragraph;
}
