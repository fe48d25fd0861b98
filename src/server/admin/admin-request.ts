import type { Administrator } from '../audit/audit.ts';
import { ApiError } from '../http/errors.ts';
import type { Params } from '../http/params.ts';
import type { Actor } from '../http/request-context.ts';
import { isId } from '../ids.ts';
import type { AdminSessionRow } from '../storage/rows.ts';
import type { DoneText } from './texts.ts';
import type { Html } from '../lib/html.ts';

/** One request of a signed-in administrator, read once. It is the administrator for the functions of the domain. */
export interface AdminRequest extends Actor, Administrator {
  readonly by: { readonly kind: 'admin_page'; readonly id: string; readonly name: string };
  readonly session: AdminSessionRow;
  /** What every form has to send along; `form` of the parts does. */
  readonly formToken: string;
  /** Path below `/__admin`, such as `/users`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What a form has sent; empty for a page. */
  readonly form: Params;
  /** Named parts of the path. */
  readonly parts: Readonly<Record<string, string>>;
}

/** A page, without the frame around it. */
export interface AdminView {
  /** Plain text. It is the title of the document and, unless `hasOwnHeading`, the heading of the page. */
  title: string;
  /** A sentence below the heading. */
  description?: string;
  /** Buttons and links beside the heading. */
  actions?: Html | undefined;
  /** Path of the page above, for the link back. */
  back?: { path: string; label: string };
  /** The content has the `h1` itself. */
  hasOwnHeading?: boolean;
  content: Html;
  /** HTTP status; default 200. */
  status?: number;
}

/** Where a form leads: a page, with a message of what was done. */
export interface AdminRedirect {
  /** Path below `/__admin`. */
  to: string;
  done?: DoneText;
}

export interface AdminAction {
  /**
   * Does what the form says. A view in place of a redirect is for what can be seen once, such as a new key.
   *
   * @param entry of the audit log; `target` may be set to the id of what was created
   */
  run(request: AdminRequest, entry: { target: string | null }): Promise<AdminRedirect | AdminView>;
  /** Shows the form again, with the errors at its fields and what was typed. Without it a page says what is wrong. */
  refused?(request: AdminRequest, error: ApiError): Promise<AdminView>;
}

/** Adds pages and the actions of their forms. Paths are below `/__admin`. */
export interface AdminRoutes {
  page(path: string, show: (request: AdminRequest) => AdminView | Promise<AdminView>): void;
  action(path: string, action: AdminAction): void;
}

/** Returns the id in a path. @throws {ApiError} 404 for a text that no id looks like */
export function idOf({ parts }: Pick<AdminRequest, 'parts'>, name = 'id'): string {
  const id = parts[name] ?? '';
  if (!isId(id)) throw new ApiError('resource_not_found');
  return id;
}
