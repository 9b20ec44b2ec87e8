import type { Protocol } from '../model.ts';
import type { JsonObject } from '../settings-text/json.ts';

/** What is known of a catalogue model: the facts from which Qwen Code builds the entry it writes. */
export interface ModelSpec {
  readonly id: string;
  readonly description?: string;
  readonly capabilities?: JsonObject;
  readonly contextWindowSize?: number;
  readonly enableThinking?: boolean;
  readonly thinkingMandatory?: boolean;
  readonly modalities?: JsonObject;
  /** Makes pictures and never answers in the model choice. */
  readonly imageOnly?: boolean;
}

export const imageAndVideo: JsonObject = { image: true, video: true };
export const imageOnlyInput: JsonObject = { image: true };

/** Thinking is on or off, by one field. */
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

export interface EntryPlace {
  readonly protocol: Protocol;
  readonly baseUrl: string;
  readonly keyVariable: string;
  /** Without brackets; empty where names carry none. */
  readonly namePrefix: string;
  readonly customHeaders: JsonObject | null;
}

/** `extra_body` and how to switch thinking off are the OpenAI endpoint's; elsewhere they would be unknown fields. */
function generationConfigOf(spec: ModelSpec, place: EntryPlace): JsonObject {
  const isOpenAi = place.protocol === 'openai';
  return {
    ...(spec.enableThinking === true && isOpenAi ? { extra_body: { enable_thinking: true } } : {}),
    ...(spec.thinkingMandatory === true ? { thinkingMandatory: true } : {}),
    ...(spec.contextWindowSize === undefined ? {} : { contextWindowSize: spec.contextWindowSize }),
    ...(spec.modalities === undefined ? {} : { modalities: spec.modalities }),
    ...(place.customHeaders === null ? {} : { customHeaders: place.customHeaders }),
  };
}

/**
 * The `modelProviders` entry for a model, field by field in the order in which Qwen Code 0.24.4 writes it
 * (docs/facts/qwen-code.md §3.2): its own version hash is taken over exactly this text.
 */
export function entryFor(spec: ModelSpec, place: EntryPlace): JsonObject {
  const generationConfig = generationConfigOf(spec, place);
  return {
    id: spec.id,
    name: place.namePrefix === '' ? spec.id : `[${place.namePrefix}] ${spec.id}`,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    ...(spec.capabilities === undefined || place.protocol !== 'openai' ? {} : { capabilities: spec.capabilities }),
    baseUrl: place.baseUrl,
    envKey: place.keyVariable,
    ...(Object.keys(generationConfig).length === 0 ? {} : { generationConfig }),
  };
}
