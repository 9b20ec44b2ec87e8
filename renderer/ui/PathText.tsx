import type { ReactElement } from 'react';

/** A path that keeps its end when there is no room: the file matters more than the root. */
export function PathText({ path }: { readonly path: string }): ReactElement {
  return (
    <p className="path" title={path}>
      <bdi>{path}</bdi>
    </p>
  );
}
