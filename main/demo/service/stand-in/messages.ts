import { jsonOf } from '../../../core/json.ts';

/** What a route responds; only `server.ts` writes it to the socket. */
export type ServiceResponse =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** The request is accepted and never answered. */
  | { readonly kind: 'hang' }
  /** The connection is closed without a response. */
  | { readonly kind: 'drop' };

export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const json = (
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): ServiceResponse => ({
  kind: 'reply',
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

export type Route = (request: ServiceRequest) => ServiceResponse;
/** What responds to each `METHOD /path`. */
export type Routes = Readonly<Record<string, Route>>;

export const plain = (status: number, text: string): ServiceResponse => ({
  kind: 'reply',
  status,
  headers: { 'content-type': 'text/plain;charset=UTF-8' },
  body: text,
});

/** Parses the text as a JSON object; null: it is none. */
export const jsonObject = (text: string): Readonly<Record<string, unknown>> | null => objectOf(jsonOf(text));

export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value));
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
