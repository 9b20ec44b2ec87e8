import { jsonOf } from '../../../core/json.ts';

/** What a route answers; `server.ts` alone writes it to the socket. */
export type Answer =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** The request is accepted and nothing ever comes back. */
  | { readonly kind: 'hang' }
  /** The connection is closed in the middle. */
  | { readonly kind: 'drop' };

export interface Question {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const json = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: 'reply',
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

/** A page that runs nothing, loads nothing, and sends its forms only back here. */
export const html = (body: string, status = 200): Answer => ({
  kind: 'reply',
  status,
  headers: {
    'content-type': 'text/html;charset=UTF-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  },
  body,
});

export const plain = (status: number, text: string): Answer => ({
  kind: 'reply',
  status,
  headers: { 'content-type': 'text/plain;charset=UTF-8' },
  body: text,
});

export const redirect = (location: string): Answer => ({ kind: 'reply', status: 302, headers: { location }, body: '' });

/** The text as a JSON object, or null where it is none. */
export const jsonObject = (text: string): Readonly<Record<string, unknown>> | null => objectOf(jsonOf(text));

export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value));
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
