/** How long a disk may take to answer, in ms. What the user is told names the same times. */
export const diskPatienceMs = {
  read: 2_000,
  /** Writing to a distant disk may take long, and a write that is given up may still arrive. */
  write: 10_000,
} as const;
