import { type Answer, html, json, plain } from '../messages.ts';
import type { Modes } from '../modes.ts';
import type { FreeTierModelState } from './account.ts';

/** `GET /model-mapping`, public: model id → template code of its free tier (docs/facts/qwencloud-protocol.md §4.2). */
export function catalogueAnswer(models: readonly FreeTierModelState[], { catalogue }: Modes): Answer {
  switch (catalogue) {
    case 'ok':
      return json(Object.fromEntries(models.map(({ model, templateCode }) => [model, templateCode])));
    case 'http-500':
      return plain(500, 'Internal Server Error');
    case 'html':
      return html('<!doctype html><title>Portal</title><p>Sign in to this network.</p>');
    case 'hang':
      return { kind: 'hang' };
  }
}
