/** Returns the lines of a file that another process may still be writing: only those that end with a line break. */
export const completeLines = (text: string): readonly string[] => text.split('\n').slice(0, -1);
