import type { ServiceResponse } from '../../../main/demo/service/stand-in/messages.ts';

/** A page without scripts and resources, whose forms are sent only to this server. */
export const html = (body: string, status = 200): ServiceResponse => ({
  kind: 'reply',
  status,
  headers: {
    'content-type': 'text/html;charset=UTF-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  },
  body,
});

export const redirect = (location: string): ServiceResponse => ({
  kind: 'reply',
  status: 302,
  headers: { location },
  body: '',
});
