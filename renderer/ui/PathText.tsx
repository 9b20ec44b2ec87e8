import type { ReactElement } from 'react';

/** A path that is cut at its front if there is no room, because the file name matters more than the root. */
export function PathText({ path }: { readonly path: string }): ReactElement {
  return (
    <p className="path" title={path}>
      <bdi>{path}</bdi>
    </p>
  );
}
