import type { Protocol } from '../model.ts';
import type { JsonObject } from '../settings-text/json.ts';

/** The facts of a catalogue model from which Qwen Code builds the entry it writes. */
export interface ModelSpec {
  readonly id: string;
  readonly description?: string;
  readonly capabilities?: JsonObject;
  readonly contextWindowSize?: number;
  readonly enableThinking?: boolean;
  readonly thinkingMandatory?: boolean;
  readonly modalities?: JsonObject;
  /** The model only generates images and is not offered as the main model. */
  readonly imageOnly?: boolean;
}

export const imageAndVideo: JsonObject = { image: true, video: true };
export const imageOnlyInput: JsonObject = { image: true };

/** Thinking can be turned on and off by one field. */
export const canThink = (disableField: string): JsonObject => ({
  reasoning: { thinking: true, toggleOnly: true, disableField },
});

export const alwaysThinks = (disableField: string): JsonObject => ({
  reasoning: { thinking: true, toggleOnly: true, canDisable: false, disableField },
});

export const thinksInDegrees = (
  efforts: readonly string[],
  defaultEffort: string,
  disableField: string,
  canDisable = true,
): JsonObject => ({
  reasoning: { thinking: true, efforts, defaultEffort, ...(canDisable ? {} : { canDisable }), disableField },
});

export interface EntryConnection {
  readonly protocol: Protocol;
  readonly baseUrl: string;
  readonly keyVariable: string;
  /** The company name before model names, without brackets; empty: no prefix. */
  readonly namePrefix: string;
  readonly customHeaders: JsonObject | null;
}

/**
 * The generation config of an entry. Only the OpenAI endpoint knows `extra_body` and the field that turns thinking off.
 */
function generationConfigOf(spec: ModelSpec, connection: EntryConnection): JsonObject {
  const isOpenAi = connection.protocol === 'openai';
  return {
    ...(spec.enableThinking === true && isOpenAi ? { extra_body: { enable_thinking: true } } : {}),
    ...(spec.thinkingMandatory === true ? { thinkingMandatory: true } : {}),
    ...(spec.contextWindowSize === undefined ? {} : { contextWindowSize: spec.contextWindowSize }),
    ...(spec.modalities === undefined ? {} : { modalities: spec.modalities }),
    ...(connection.customHeaders === null ? {} : { customHeaders: connection.customHeaders }),
  };
}

/**
 * Builds the `modelProviders` entry for a model, with the fields in the order in which Qwen Code 0.24.4 writes them
 * (docs/facts/qwen-code.md §3.2): the client computes its version hash over exactly this text.
 */
export function entryFor(spec: ModelSpec, connection: EntryConnection): JsonObject {
  const generationConfig = generationConfigOf(spec, connection);
  return {
    id: spec.id,
    name: connection.namePrefix === '' ? spec.id : `[${connection.namePrefix}] ${spec.id}`,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    ...(spec.capabilities === undefined || connection.protocol !== 'openai' ? {} : { capabilities: spec.capabilities }),
    baseUrl: connection.baseUrl,
    envKey: connection.keyVariable,
    ...(Object.keys(generationConfig).length === 0 ? {} : { generationConfig }),
  };
}
