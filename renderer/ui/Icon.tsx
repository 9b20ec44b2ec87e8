import type { ReactElement } from 'react';

const paths = {
  refresh: ['M13.5 8a5.5 5.5 0 1 1-1.7-4', 'M13.6 1.8v2.9h-2.9'],
  back: ['M10 3 5 8l5 5'],
  down: ['m3.5 6 4.5 4.5L12.5 6'],
  up: ['M3.5 10.5 8 6l4.5 4.5'],
  close: ['m4 4 8 8', 'm12 4-8 8'],
  check: ['m3 8.5 3.4 3.4L13 4.6'],
  warning: ['M8 2.2 14.6 13.6H1.4Z', 'M8 6.4v3.4', 'M8 11.6v.2'],
  stop: ['M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3Z', 'M8 5v3.6', 'M8 10.8v.2'],
  info: ['M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9Z', 'M8 7.4v3.4', 'M8 5v.2'],
  clock: ['M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9Z', 'M8 4.8V8l2.2 1.5'],
  star: ['m8 1.9 1.9 3.9 4.2.6-3 3 .7 4.2L8 11.6l-3.8 2 .7-4.2-3-3 4.2-.6Z'],
  search: ['M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z', 'm10.4 10.4 3.2 3.2'],
  globe: [
    'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9Z',
    'M2 8h12',
    'M8 2c4 3.4 4 8.6 0 12',
    'M8 2c-4 3.4-4 8.6 0 12',
  ],
  quota: ['M3.4 12.2a6.1 6.1 0 1 1 9.2 0', 'm8 8.6 2.5-2.6'],
  providers: ['M3 5.4h9.6l-2-2', 'M13 10.6H3.4l2 2'],
  history: ['M3.6 13V8.6', 'M8 13V3.2', 'M12.4 13V6'],
  preferences: [
    'M8 5.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6Z',
    'M8 1.7v1.7M8 12.6v1.7M1.7 8h1.7M12.6 8h1.7M3.5 3.5l1.3 1.3M11.2 11.2l1.3 1.3M12.5 3.5l-1.3 1.3M4.8 11.2l-1.3 1.3',
  ],
  next: ['m6 3.5 4.5 4.5L6 12.5'],
  undo: ['M3 6.2h6.4a3.6 3.6 0 1 1 0 7.2H6', 'M5.8 3.2 2.8 6.2l3 3'],
} as const;

export type IconName = keyof typeof paths;

interface Props {
  readonly name: IconName;
  readonly size?: number;
  /** Filled instead of outlined. */
  readonly solid?: boolean;
}

/** A small icon in the colour of the surrounding text. Use it only beside a text or inside a labelled button. */
export function Icon({ name, size = 16, solid = false }: Props): ReactElement {
  return (
    <svg
      className={solid ? 'icon icon-solid' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      {paths[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
